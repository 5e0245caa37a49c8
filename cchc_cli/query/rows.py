"""What comes back: rows for programs, and sheets for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, to_builtins

from cchc_cli.model.records import type_of
from cchc_cli.query.paths import split_reference, value_at

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Callable, Sequence

    from cchc_cli.query.source import RecordSource
    from cchc_cli.search.matcher import Hit


Row: TypeAlias = dict[str, Any]
"""What JSON can hold under keys in a fixed order; of a record, `type` and `id` come first."""


class Selection(Struct, frozen=True):
    """Records or hits in their order, and what there is to say of how they were found."""

    items: Sequence[Any]
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


def to_row(item: Any) -> Row:  # noqa: ANN401  # a record, a hit, or the row of a report
    """Return *item* whole, as rows of json have it."""
    if isinstance(item, dict):
        return item
    if hasattr(item, "matches"):
        hit: Hit = item
        return {**to_row(hit.record), "matches": [match._asdict() for match in hit.matches]}
    return {"type": type_of(item), **to_builtins(item)}


def row_picker(records: RecordSource) -> Callable[[Row, str], Any]:
    """Return what picks from a row what stands under a path, through references too."""

    def picked(whole: Row, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
        through = split_reference(path, whole["type"])
        if not through:
            return value_at(whole, path)
        field, tail = through
        ids = value_at(whole, field)
        if isinstance(ids, list | tuple):
            return [
                value_at(to_row(found), tail) for id_ in ids if id_ and (found := records.get(id_))
            ]
        found = records.get(ids) if ids else None
        return value_at(to_row(found), tail) if found else None

    return picked
