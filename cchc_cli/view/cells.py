"""Cells, and sheets of them: tables for people in the language of the run, before a format."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple, TypeAlias

from cchc_cli.language.translation import current_language
from cchc_cli.model.records import Words


def text_of(words: Words) -> str:
    """Return *words* in the language of the run, or in Vietnamese, in which they always are."""
    return (words.en if current_language() == "en" else None) or words.vi


class Bar(NamedTuple):
    """A share to draw as a bar; 1.0 fills the cell."""

    share: float


class Joined(NamedTuple):
    """Cells in one line, with a *separator* between those that are not empty."""

    cells: Sequence["Cell"]
    separator: str = " "


class Dim(NamedTuple):
    """A cell in a weaker style than the rest."""

    cell: "Cell"


class Unbroken(NamedTuple):
    """A cell whose words stay in one line: the name of a person."""

    cell: "Cell"


class Link(NamedTuple):
    """A cell that opens *url* where a terminal has links."""

    cell: "Cell"
    url: str | None


class Alert(NamedTuple):
    """A cell in the style of a severity."""

    cell: "Cell"
    severity: str


class Inferred(NamedTuple):
    """A cell with a star: the source does not state it."""

    cell: "Cell"


class Highlighted(NamedTuple):
    """A text, and the spans of it to highlight, in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]


class DiffLine(NamedTuple):
    """A line that is added ("+") or removed ("-")."""

    sign: Literal["+", "-"]
    cell: "Cell"


_Styled: TypeAlias = (
    Bar | Joined | Dim | Unbroken | Link | Alert | Inferred | Highlighted | DiffLine
)
Cell: TypeAlias = str | int | float | date | _Styled | list["Cell"] | tuple["Cell", ...] | None
"""What stands in a table: the members of a list each have a line, those of a tuple share one.

Its type says only what an output format needs: a style, or a number or a day to be formatted.
"""

HumanFormat: TypeAlias = Literal["table", "md"]
"""The output formats that show sheets."""


class Column(NamedTuple):
    """A column: the name of its label, and the cell of each item."""

    name: str
    cell: Callable[[Any], Cell]
    right: bool = False
    head: Cell = None  # the heading, if it is not the label of the name
    only_in: HumanFormat | None = None  # the only format that has this column
    drop: int = 0  # where there is no room, the column with the greatest number goes first


class Sheet(NamedTuple):
    """A title, a table of *items*, and notes below it."""

    columns: Sequence[Column]
    items: Sequence[Any]
    title: Cell = None
    notes: tuple[Cell, ...] = ()
    headed: bool = True
    depth: int = 2  # of its heading in md
    listed: bool = False  # a numbered list of its columns: number, id, text
    group: Callable[[Any], Cell] | None = None  # the heading above neighbours that share it
    only_in: HumanFormat | None = None  # the only format that has this sheet
    mark: Callable[[Any], str] | None = None  # of an item on the line down a timeline


def for_format(sheets: Iterable[Sheet], output_format: HumanFormat) -> Iterator[Sheet]:
    """Yield the *sheets* that *output_format* shows, each with the columns that it shows.

    Empty columns are left out, and a note that several sheets have, as a note or as their title,
    is left to the last of them.
    """
    shown = [sheet for sheet in sheets if sheet.only_in in (None, output_format)]
    last = {
        _key(text): number
        for number, sheet in enumerate(shown)
        for text in (*sheet.notes, sheet.title)
    }
    for number, sheet in enumerate(shown):
        columns = [
            column
            for column in sheet.columns
            if column.only_in in (None, output_format) and not _is_empty(column, sheet.items)
        ]
        notes = tuple(
            note for note in sheet.notes if _key(note) is None or last[_key(note)] == number
        )
        yield sheet._replace(columns=columns, notes=notes)


def _key(cell: Cell) -> str | None:
    """Return the text of a note or title that may occur twice."""
    text = cell.cell if isinstance(cell, Dim) else cell
    return text if isinstance(text, str) else None


def _is_empty(column: Column, items: Sequence[Any]) -> bool:
    return bool(items) and all(column.cell(item) in (None, "", (), []) for item in items)
