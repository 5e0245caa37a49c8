"""What comes back: rows for programs, and sheets of typed cells for people."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from msgspec import Struct, to_builtins

from cchc_cli.fields import pick
from cchc_cli.model import Words, what_is
from cchc_cli.search import Hit

Row: TypeAlias = dict[str, Any]
"""What JSON can hold under keys in a fixed order; of a record, `type` and `id` come first."""


class Percent(NamedTuple):
    """A share of a whole; 0.25 reads 25.0%."""

    share: float


class Bar(NamedTuple):
    """A share of a whole to be drawn; 1.0 fills the cell."""

    share: float


class Aside(NamedTuple):
    """What is said in passing, less loud than the rest."""

    text: str


class Marked(NamedTuple):
    """A text, and the places in it to mark, in code points."""

    text: str
    spans: tuple[tuple[int, int], ...]

    def after(self, words: str) -> "Marked":
        """Return it with *words* before it."""
        shift = len(words)
        return Marked(words + self.text, tuple((a + shift, b + shift) for a, b in self.spans))


class Either(NamedTuple):
    """A cell that is not the same in the two languages."""

    vi: "Cell"
    en: "Cell"


Cell: TypeAlias = (
    None
    | str
    | int
    | float
    | date
    | Words
    | Percent
    | Bar
    | Aside
    | Marked
    | Either
    | dict[str, Any]
    | list["Cell"]
    | tuple["Cell", ...]
)


class Column(NamedTuple):
    """A column for people: the key of its label, and the cell of each item."""

    name: str
    cell: Callable[[Any], Cell]
    wide: bool = False
    right: bool = False


class Sheet(NamedTuple):
    """What people read at one go: a title, a table of *items*, remarks below."""

    columns: Sequence[Column]
    items: Sequence[Any]
    title: Cell = None
    notes: tuple[Cell, ...] = ()
    headed: bool = True
    depth: int = 2


class Answer(Struct, frozen=True, kw_only=True):
    """An answer to a question, before it has a form.

    *keys* are those of the rows, or the dotted paths asked for; *bilingual* names those that
    hold words in two languages; *remarks* and *missing* are sentences for standard error.
    """

    items: Sequence[Any]
    keys: tuple[str, ...]
    bilingual: frozenset[str] = frozenset()
    projected: bool = False
    sheets: Callable[[], Iterable[Sheet]]
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def row(item: Any) -> Row:  # noqa: ANN401  # a record, a hit, or the row of a report
    """Return *item* whole, as rows of json have it."""
    if isinstance(item, dict):
        return item
    if isinstance(item, Hit):
        return {**row(item.record), "matches": [match._asdict() for match in item.matches]}
    return {"type": what_is(item), **to_builtins(item)}


def rows(answer: Answer) -> Iterable[Row]:
    """Yield the rows of *answer*, cut down to the fields asked for."""
    for item in answer.items:
        whole = row(item)
        yield {key: pick(whole, key) for key in answer.keys} if answer.projected else whole
