"""Sorting rows by the values of one field, without reading whole records."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, get_origin, get_type_hints

from msgspec import NODEFAULT, defstruct
from msgspec.json import Decoder
from msgspec.structs import fields

from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.sorting import comparable, is_unknown


def sorted_rows(
    rows: Sequence[int], groups: Iterable[tuple[Any, Iterable[int]]], *, reverse: bool
) -> list[int]:
    """Return *rows* sorted by value, those without one last, as `sort_by_values` does.

    *groups* are values, each with rows that have it.
    """
    known = [(comparable(value), some) for value, some in groups if not is_unknown(value)]
    known.sort(key=itemgetter(0), reverse=reverse)
    positions = {row: position for position, row in enumerate(rows)}
    found: list[int] = []
    for _key, same in groupby(known, key=itemgetter(0)):
        found += sorted(positions[row] for _, some in same for row in some if row in positions)
    found += sorted(set(positions.values()).difference(found))
    in_order = list(positions)
    return [in_order[position] for position in found]


def has_one_value(record_type: str, field: str) -> bool:
    """Return whether *field* of *record_type* has one value, and not a list of them."""
    return get_origin(get_type_hints(RECORD_TYPES[record_type])[field]) not in (tuple, dict)


def field_decoder(record_type: str, field: str) -> Callable[[bytes], Any]:
    """Return a function of the JSON text of a record: a struct that has *field* alone."""
    (known,) = (one for one in fields(RECORD_TYPES[record_type]) if one.name == field)
    default = None if known.default is NODEFAULT else known.default
    return Decoder(defstruct("Part", [(field, known.type, default)])).decode
