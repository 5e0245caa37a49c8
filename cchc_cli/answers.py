"""What comes back: rows for programs, and sheets for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, to_builtins

from cchc_cli.fields import pick, reference
from cchc_cli.model import what_is

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Callable, Iterable, Sequence

    from cchc_cli.records import Records
    from cchc_cli.search import Hit
    from cchc_cli.sheets import Sheet

Row: TypeAlias = dict[str, Any]
"""What JSON can hold under keys in a fixed order; of a record, `type` and `id` come first."""


class Answer(Struct, frozen=True, kw_only=True):
    """An answer to a question, before it has a form.

    *keys* are those of the rows, or the dotted paths asked for; *bilingual* tells which
    hold words in two languages; *ids* are those of the records it speaks of, where its rows are
    not records; *picked* cuts a row down to the keys. *remarks* and *missing* are sentences for
    standard error; what is missing makes the exit code 1, and so does what a check finds. *done*
    are sentences for what has been written by then, and stays, if the answer cannot be.
    """

    items: Sequence[Any]
    keys: tuple[str, ...]
    bilingual: Callable[[], frozenset[str]] = frozenset
    ids: Sequence[str] | None = None
    picked: Callable[[Row, str], Any] | None = None
    sheets: Callable[[], Iterable[Sheet]]
    done: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """Records or hits in their order, and what there is to say of how they were found."""

    items: Sequence[Any]
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def row(item: Any) -> Row:  # noqa: ANN401  # a record, a hit, or the row of a report
    """Return *item* whole, as rows of json have it."""
    if isinstance(item, dict):
        return item
    if hasattr(item, "matches"):
        hit: Hit = item
        return {**row(hit.record), "matches": [match._asdict() for match in hit.matches]}
    return {"type": what_is(item), **to_builtins(item)}


def rows(answer: Answer) -> Iterable[Row]:
    """Yield the rows of *answer*, cut down to the fields asked for."""
    for item in answer.items:
        whole = row(item)
        yield {key: answer.picked(whole, key) for key in answer.keys} if answer.picked else whole


def picker(records: Records) -> Callable[[Row, str], Any]:
    """Return what picks from a row what stands under a path, through references too."""

    def picked(whole: Row, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
        through = reference(path, whole["type"])
        if not through:
            return pick(whole, path)
        field, tail = through
        ids = pick(whole, field)
        if isinstance(ids, list | tuple):
            return [pick(row(found), tail) for id_ in ids if id_ and (found := records.find(id_))]
        found = records.find(ids) if ids else None
        return pick(row(found), tail) if found else None

    return picked
