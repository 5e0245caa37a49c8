"""A typed cell as plain text in one language."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cchc_cli.language.formatting import format_day, format_number, format_percent, format_period
from cchc_cli.language.translation import Lang, _, choice_label, label
from cchc_cli.model.records import Words
from cchc_cli.output import OutputOptions
from cchc_cli.view.cells import (
    Bar,
    Bilingual,
    Cell,
    Choice,
    Column,
    DiffLine,
    Dim,
    Highlighted,
    Inferred,
    Joined,
    Label,
    Labelled,
    Percent,
    PeriodText,
    Sentence,
)

BAR = 20  # characters that a full bar is wide
_EIGHTHS = " ▏▎▍▌▋▊▉"


def heading(column: Column, look: OutputOptions) -> str:
    """Return what stands above *column*."""
    return label(column.name) if column.head is None else cell_text(column.head, look)


def in_language(cell: Cell, look: OutputOptions) -> Cell:
    """Return *cell* in the language of *look* where it has two."""
    if isinstance(cell, Bilingual):
        return cell.en if look.lang == "en" else cell.vi
    if isinstance(cell, Words):
        return (cell.en if look.lang == "en" else None) or cell.vi
    return cell


def cell_text(cell: Cell, look: OutputOptions) -> str:
    """Return *cell* as text; each member of a list is a line, those of a tuple share one."""
    cell = in_language(cell, look)
    for kind, told in _PLAIN.items():
        if isinstance(cell, kind):
            return told(cell, look.lang or "vi", look)
    return "" if cell is None else str(cell)


def _joined(separator: str) -> Callable[[Any, Lang, OutputOptions], str]:
    return lambda cells, _, look: separator.join(cell_text(cell, look) for cell in cells)


def _put_together(sentence: Sentence, look: OutputOptions) -> str:
    values = {name: cell_text(cell, look) for name, cell in sentence.values.items()}
    return _(sentence.message).format(**values) if values else _(sentence.message)


def _yes_or_no(truth: bool) -> str:  # noqa: FBT001  # a cell that is a truth value
    return _("yes") if truth else _("no")


def _in_one_line(joined: Joined, look: OutputOptions) -> str:
    return joined.between.join(text for cell in joined.cells if (text := cell_text(cell, look)))


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


_PLAIN: dict[type, Callable[[Any, Lang, OutputOptions], str]] = {
    Highlighted: lambda marked, *_: marked.text,
    PeriodText: lambda when, lang, _: format_period(when.text, lang),
    Choice: lambda one, *_: choice_label(one.field, one.word),
    Label: lambda one, *_: label(one.name),
    Sentence: lambda sentence, _, look: _put_together(sentence, look),
    Joined: lambda joined, _, look: _in_one_line(joined, look),
    Dim: lambda aside, _, look: cell_text(aside.cell, look),
    DiffLine: lambda changed, _, look: cell_text(changed.cell, look),
    Labelled: lambda said, _, look: (
        f"{cell_text(said.of, look)}: {cell_text(said.record_type, look)}"
    ),
    Inferred: lambda starred, _, look: cell_text(starred.cell, look) + "*",
    Percent: lambda percent, lang, _: format_percent(percent.part, percent.whole, lang),
    Bar: lambda bar, *_: _bar(bar.share),
    bool: lambda truth, *_: _yes_or_no(truth),
    int: lambda number, lang, _: format_number(number, lang),
    float: lambda number, lang, _: format_number(number, lang),
    date: lambda day, lang, _: format_day(day, lang),
    list: _joined("\n"),
    tuple: _joined(", "),
}
"""Type of a cell → how it is told; of two that fit, the first."""
