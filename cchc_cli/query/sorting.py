"""The order of records: newest meeting first, then id; or by the values of a field."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from cchc_cli.language.diacritics import collation_key
from cchc_cli.model.ids import parent_id
from cchc_cli.model.records import Directive, Document, Meeting, Record, Term
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.filters import FILTER_FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from cchc_cli.query.source import RecordSource


def default_order(record_type: str, found: Iterable[Record], records: RecordSource) -> list[Record]:
    """Return the records *found* of one type: newest meeting first, then by id.

    Areas keep the order of the store, which is the official one; terms and people are by name.
    """
    if record_type == "areas":
        return list(found)
    if record_type in ("terms", "people"):
        return sorted(found, key=_by_name)
    newest_day = _newest_day(record_type, records)
    return sorted(found, key=lambda record: (-newest_day(record), id_key(record)))


def recency(record_type: str, record: Record, records: RecordSource) -> int:
    """Return the ordinal of the newest day of *record*, its own or its meetings'; 0 without one."""
    is_dated = isinstance(record, Document | Meeting)
    own: date | None = getattr(record, "date" if is_dated else "published", None)
    if own:
        return own.toordinal()
    fields = FILTER_FIELDS["meeting"].get(record_type, ())
    ids = (id_ for field in fields for id_ in values_at(record, field))
    meetings = (meeting_of(id_, records) for id_ in ids)
    days = (meeting.date for meeting in meetings if meeting)
    return max((day.toordinal() for day in days), default=0)


def hit_order(record_type: str, record: Record, records: RecordSource) -> tuple[Any, ...]:
    """Return the key that sorts hits of one rank: the newest first, then by id."""
    return -recency(record_type, record, records), *id_key(record)


def meeting_of(id_: str, records: RecordSource) -> Meeting | None:
    """Return the meeting *id_*, or that of the directive *id_*."""
    record = records.get(id_)
    if isinstance(record, Directive):
        record = records.get(record.meeting)
    return record if isinstance(record, Meeting) else None


def id_key(record: Record) -> tuple[Any, str]:
    """Return a key that sorts numbers in ids as numbers: p09.d99 before p09.d100."""
    return key_of_id(record.id)


def key_of_id(id_: str) -> tuple[Any, str]:
    """Return the key of the record *id_*."""
    parts = id_.split(".")
    return [(part.rstrip("0123456789"), len(part), part) for part in parts], id_


def sort_by_values(pairs: Iterable[tuple[Any, Any]], *, reverse: bool = False) -> list[Any]:
    """Return the second of each of *pairs* sorted by the first, those without a value last."""
    known, unknown = [], []
    for value, one in pairs:
        if is_unknown(value):
            unknown.append(one)
        else:
            known.append((comparable(value), one))
    known.sort(key=itemgetter(0), reverse=reverse)
    return [one for _, one in known] + unknown


def is_unknown(value: Any) -> bool:  # noqa: ANN401  # whatever a row can hold
    """Return whether *value* is none that a record can be sorted by."""
    return value is None or (isinstance(value, Sized) and not len(value))


def _by_name(record: Any) -> tuple[Any, str]:  # noqa: ANN401
    return collation_key(record.short if isinstance(record, Term) else record.name), record.id


def _newest_day(record_type: str, records: RecordSource) -> Callable[[Any], int]:
    """Return a function of a record: the ordinal of the day of its newest meeting, or 0."""
    if record_type == "meetings":
        return lambda meeting: meeting.date.toordinal()
    if record_type not in FILTER_FIELDS["meeting"]:
        return lambda _: 0
    (field,) = FILTER_FIELDS["meeting"][record_type]
    days = {meeting.id: meeting.date.toordinal() for meeting in records.all("meetings")}
    return lambda record: max(
        (days[id_ if id_ in days else parent_id(id_)] for id_ in values_at(record, field)),
        default=0,
    )


def comparable(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  # whatever a row can hold
    """Return the key that sorts *value* among others of its field."""
    if value is None:  # one of several
        return (-1,)
    if isinstance(value, int | float):
        return 0, value
    if isinstance(value, str):
        return 1, collation_key(value), value
    if isinstance(value, Mapping):
        return comparable(next(iter(value.values()), ""))  # by the Vietnamese words
    return 2, [comparable(one) for one in value]
