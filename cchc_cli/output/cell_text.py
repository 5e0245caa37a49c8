"""Cells as text, in the language of the run."""

from collections.abc import Callable
from datetime import date
from typing import Any

from cchc_cli.language.formatting import format_day, format_number
from cchc_cli.language.translation import label
from cchc_cli.view.cells import (
    Alert,
    Bar,
    Cell,
    Column,
    DiffLine,
    Dim,
    Highlighted,
    Inferred,
    Joined,
    Link,
    Unbroken,
)

BAR_WIDTH = 20  # characters of a full bar
BLANK = "\uf8ff"
"""A blank at which no line is broken, as long as lines are laid out; a private character."""

_EIGHTHS = " ▏▎▍▌▋▊▉"


def heading(column: Column) -> str:
    """Return the heading of *column*."""
    return label(column.name) if column.head is None else cell_text(column.head)


def cell_text(cell: Cell) -> str:
    """Return *cell* as text; the members of a list each have a line, those of a tuple share one."""
    if isinstance(cell, str):
        return cell
    return "" if cell is None else _TEXTS[type(cell)](cell)


def separator(joined: Joined) -> str:
    """Return the separator of *joined*: a line may be broken before a dot, not after it."""
    return joined.separator.replace("· ", f"·{BLANK}")


def highlighted_text(cell: Highlighted, escape: Callable[[str], str], begin: str, end: str) -> str:
    """Return the text of *cell*, its pieces escaped, each span between *begin* and *end*."""
    pieces, last = [], 0
    for start, stop in cell.spans:
        pieces += [escape(cell.text[last:start]), begin, escape(cell.text[start:stop]), end]
        last = stop
    return "".join([*pieces, escape(cell.text[last:])])


def is_address(text: str) -> bool:
    """Return whether *text* is an address of the web, and nothing else."""
    return text.startswith(("https://", "http://")) and not any(map(str.isspace, text))


def _bar(bar: Bar) -> str:
    eighths = round(bar.share * BAR_WIDTH * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


_TEXTS: dict[type, Callable[[Any], str]] = {
    int: format_number,
    float: format_number,
    date: lambda day: format_day(day).replace(" ", BLANK),
    list: lambda cells: "\n".join(map(cell_text, cells)),
    tuple: lambda cells: ", ".join(map(cell_text, cells)),
    Bar: _bar,
    Joined: lambda joined: separator(joined).join(filter(None, map(cell_text, joined.cells))),
    Dim: lambda dim: cell_text(dim.cell),
    Unbroken: lambda unbroken: cell_text(unbroken.cell).replace(" ", BLANK),
    Link: lambda link: cell_text(link.cell),
    Alert: lambda alert: cell_text(alert.cell),
    Inferred: lambda inferred: cell_text(inferred.cell) + "*",
    Highlighted: lambda highlighted: highlighted.text,
    DiffLine: lambda line: cell_text(line.cell),
}
"""Type of a cell → what makes it text."""
