"""Posting lists: which rows have which value of a field."""

from __future__ import annotations

from array import array
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from cchc_cli.model.records import REFERENCES
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.filters import FILTERS
from cchc_cli.store.index.lazy_records import ROW_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_Lists = dict[str, "int | array[int]"]
"""Value of a field → its rows; only one where there is one, as for each of most values."""


class Postings:
    """The posting lists of the records of one type."""

    def __init__(self, record_type: str) -> None:
        fields = posted_fields(record_type)
        self._lists: dict[str, _Lists] = {field: {} for field in fields}
        simple = [field for field in fields if "." not in field]
        self._get = attrgetter(*simple, "id")  # one by itself would come without a tuple
        self._simple = [self._lists[field] for field in simple]
        self._dotted = [(field.partition(".")[0], field) for field in fields if "." in field]

    def add(self, row: int, record: Any) -> None:  # noqa: ANN401  # of any type
        """Post *record* under *row*; rows come in ascending order."""
        for lists, value in zip(self._simple, self._get(record), strict=False):
            if type(value) is str:
                _post(lists, (value,), row)
            elif value:
                _post(lists, value if len(value) == 1 else dict.fromkeys(value), row)
        for head, field in self._dotted:
            if getattr(record, head):
                found = dict.fromkeys(values_at(record, field))  # an award may be given to words
                _post(self._lists[field], (one for one in found if isinstance(one, str)), row)

    def lists(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield field, value and rows."""
        for field, lists in self._lists.items():
            for value, rows in sorted(lists.items(), key=itemgetter(0)):
                several = array(ROW_TYPE, (rows,)) if isinstance(rows, int) else rows
                yield field, value, several.tobytes()


def _post(lists: _Lists, values: Iterable[str], row: int) -> None:
    for value in values:
        rows = lists.get(value)
        if rows is None:
            lists[value] = row
        elif isinstance(rows, int):
            lists[value] = array(ROW_TYPE, (rows, row))
        else:
            rows.append(row)


def posted_fields(record_type: str) -> list[str]:
    """Return the fields of *record_type* by whose values its records are found; the id apart."""
    filtered = (field for row in FILTERS.values() for field in row.fields.get(record_type, ()))
    fields = dict.fromkeys((*filtered, *REFERENCES[record_type]))
    return [field for field in fields if field != "id"]


def posted_values(record_type: str, record: Any) -> set[tuple[str, str]]:  # noqa: ANN401
    """Return the pairs of field and value under which *record* is posted."""
    return {
        (field, value)
        for field in posted_fields(record_type)
        for value in values_at(record, field)
        if isinstance(value, str)
    }
