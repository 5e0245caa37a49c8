"""A typed cell as plain text in one language."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cchc_cli import formats, words
from cchc_cli.model import Words
from cchc_cli.render import Look
from cchc_cli.sheets import (
    Aside,
    Bar,
    Cell,
    Changed,
    Column,
    Either,
    Joined,
    Label,
    Marked,
    Percent,
    Said,
    Sentence,
    Starred,
    When,
    Word,
)
from cchc_cli.words import Lang, _

BAR = 20  # characters that a full bar is wide
_EIGHTHS = " ▏▎▍▌▋▊▉"


def heading(column: Column, look: Look) -> str:
    """Return what stands above *column*."""
    return words.label(column.name) if column.head is None else plain(column.head, look)


def spoken(cell: Cell, look: Look) -> Cell:
    """Return *cell* in the language of *look* where it has two."""
    if isinstance(cell, Either):
        return cell.en if look.lang == "en" else cell.vi
    if isinstance(cell, Words):
        return (cell.en if look.lang == "en" else None) or cell.vi
    return cell


def plain(cell: Cell, look: Look) -> str:
    """Return *cell* as text; each member of a list is a line, those of a tuple share one."""
    cell = spoken(cell, look)
    for kind, told in _PLAIN.items():
        if isinstance(cell, kind):
            return told(cell, look.lang or "vi", look)
    return "" if cell is None else str(cell)


def _joined(separator: str) -> Callable[[Any, Lang, Look], str]:
    return lambda cells, _, look: separator.join(plain(cell, look) for cell in cells)


def _put_together(sentence: Sentence, look: Look) -> str:
    values = {name: plain(cell, look) for name, cell in sentence.values.items()}
    return _(sentence.message).format(**values) if values else _(sentence.message)


def _yes_or_no(truth: bool) -> str:  # noqa: FBT001  # a cell that is a truth value
    return _("yes") if truth else _("no")


def _in_one_line(joined: Joined, look: Look) -> str:
    return joined.between.join(text for cell in joined.cells if (text := plain(cell, look)))


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


_PLAIN: dict[type, Callable[[Any, Lang, Look], str]] = {
    Marked: lambda marked, *_: marked.text,
    When: lambda when, lang, _: formats.period(when.text, lang),
    Word: lambda one, *_: words.worded(one.field, one.word),
    Label: lambda one, *_: words.label(one.name),
    Sentence: lambda sentence, _, look: _put_together(sentence, look),
    Joined: lambda joined, _, look: _in_one_line(joined, look),
    Aside: lambda aside, _, look: plain(aside.cell, look),
    Changed: lambda changed, _, look: plain(changed.cell, look),
    Said: lambda said, _, look: f"{plain(said.of, look)}: {plain(said.what, look)}",
    Starred: lambda starred, _, look: plain(starred.cell, look) + "*",
    Percent: lambda percent, lang, _: formats.percent(percent.part, percent.whole, lang),
    Bar: lambda bar, *_: _bar(bar.share),
    bool: lambda truth, *_: _yes_or_no(truth),
    int: lambda number, lang, _: formats.number(number, lang),
    float: lambda number, lang, _: formats.number(number, lang),
    date: lambda day, lang, _: formats.day(day, lang),
    list: _joined("\n"),
    tuple: _joined(", "),
}
"""Type of a cell → how it is told; of two that fit, the first."""
