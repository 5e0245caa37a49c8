"""Rows: records and hits as JSON has them, and values picked from them by path."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from msgspec import Struct, to_builtins

from cchc_cli.model.records import type_of
from cchc_cli.query.paths import COUNTED, split_reference, value_at

if TYPE_CHECKING:  # what json does not need is not imported at start
    from collections.abc import Callable, Iterator, Sequence

    from cchc_cli.query.source import RecordSource
    from cchc_cli.search.matcher import Hit


Row: TypeAlias = Mapping[str, Any]
"""Keys, in a fixed order, with JSON values; the row of a record begins with `type` and `id`."""


class Selection(Struct, frozen=True):
    """Records or hits in their order, with warnings, and sentences for what was not found."""

    items: Sequence[Any]
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


def to_row(item: Any) -> Row:  # noqa: ANN401  # a record, a hit, or the row of a report
    """Return the complete row of *item*."""
    if isinstance(item, dict):
        return item
    if hasattr(item, "matches"):
        hit: Hit = item
        return {**to_row(hit.record), "matches": [match._asdict() for match in hit.matches]}
    return {"type": type_of(item), **to_builtins(item)}


def row_picker(records: RecordSource) -> Callable[[Row, str], Any]:
    """Return the function of a row and a path that gives the value, through references too."""

    def pick(row: Row, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
        if path in COUNTED.get(row["type"], ()):
            return len(records.referring_to(row["id"], path))
        reference = split_reference(path, row["type"])
        if not reference:
            return value_at(row, path)
        field, rest = reference
        ids = value_at(row, field)
        if isinstance(ids, list | tuple):
            return [read(id_, rest) for id_ in members(ids) if id_]
        return read(ids, rest)

    def read(id_: Any, rest: str) -> Any:  # noqa: ANN401  # a recipient of an award may be words
        return read_record(id_, rest) if isinstance(id_, str) else value_at(id_, rest)

    @cache  # many records refer to the same
    def read_record(id_: str, rest: str) -> Any:  # noqa: ANN401
        record = records.get(id_)
        return value_at(to_row(record) if record else id_, rest)

    return pick


def members(value: Any) -> Iterator[Any]:  # noqa: ANN401  # whatever JSON can hold
    """Yield what the lists in *value* hold, or *value* itself."""
    for one in value if isinstance(value, list | tuple) else ():
        yield from members(one)
    if not isinstance(value, list | tuple):
        yield value
