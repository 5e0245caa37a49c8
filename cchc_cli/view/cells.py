"""Sheets: what people read, tables of typed cells before they have a form."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeAlias

from cchc_cli.language.translation import current_language
from cchc_cli.model.records import Words


def text_of(words: Words) -> str:
    """Return *words* in the language of the run, or in Vietnamese, in which they always are."""
    return (words.en if current_language() == "en" else None) or words.vi


class Percent(NamedTuple):
    """A part of a whole; 1 of 4 reads 25.0%."""

    part: int
    whole: int


class Bar(NamedTuple):
    """A share of a whole to be drawn; 1.0 fills the cell."""

    share: float


class PeriodText(NamedTuple):
    """A day or a period as a store has it: 2025-01-15, 2024-H1."""

    text: str


class Choice(NamedTuple):
    """A *word* of the closed list that *field* takes."""

    field: str
    word: str


class Label(NamedTuple):
    """What a field or a column is called."""

    name: str


class Sentence(NamedTuple):
    """A sentence in English, as the catalogue knows it, and what is put into its places."""

    message: str
    values: Mapping[str, "Cell"] = MappingProxyType({})


class Joined(NamedTuple):
    """Cells in one line, with a sign *between* those that are not empty."""

    cells: Sequence["Cell"]
    between: str = " "


class Dim(NamedTuple):
    """What is said in passing, less loud than the rest."""

    cell: "Cell"


class Labelled(NamedTuple):
    """A word, and what is said of it: "date: the article prints no year"."""

    of: "Cell"
    record_type: "Cell"


class Inferred(NamedTuple):
    """What was concluded, not read in the first source."""

    cell: "Cell"


class Highlighted(NamedTuple):
    """A text, and the places in it to mark, in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def after(self, words: str) -> "Highlighted":
        """Return it with *words* before it."""
        shift = len(words)
        return Highlighted(words + self.text, tuple((a + shift, b + shift) for a, b in self.spans))


class DiffLine(NamedTuple):
    """What is put in ("+") or taken out ("-")."""

    sign: Literal["+", "-"]
    cell: "Cell"


class Bilingual(NamedTuple):
    """A cell that is not the same in the two languages."""

    vi: "Cell"
    en: "Cell"


Cell: TypeAlias = (
    str
    | int
    | float
    | date
    | Words
    | Percent
    | Bar
    | PeriodText
    | Choice
    | Label
    | Sentence
    | Joined
    | Dim
    | Inferred
    | Labelled
    | Highlighted
    | DiffLine
    | Bilingual
    | list["Cell"]
    | tuple["Cell", ...]
    | None
)


HumanFormat: TypeAlias = Literal["table", "md"]
"""The forms that show sheets."""


class Column(NamedTuple):
    """A column for people: the name of its label, and the cell of each item."""

    name: str
    cell: Callable[[Any], Cell]
    right: bool = False
    head: Cell = None  # what stands above it, if not the label of its name
    form: HumanFormat | None = None  # the only form that has it


class Sheet(NamedTuple):
    """What people read at one go: a title, a table of *items*, remarks below."""

    columns: Sequence[Column]
    items: Sequence[Any]
    title: Cell = None
    notes: tuple[Cell, ...] = ()
    headed: bool = True
    depth: int = 2
    listed: bool = False  # md makes a numbered list of it: the number, an id, what it is
    form: HumanFormat | None = None  # the only form that has it


def for_format(sheets: Iterable[Sheet], form: HumanFormat) -> Iterator[Sheet]:
    """Yield those of *sheets* that *form* has, with the columns that it has."""
    for sheet in sheets:
        if sheet.form in (None, form):
            columns = [column for column in sheet.columns if column.form in (None, form)]
            yield sheet._replace(columns=columns)
