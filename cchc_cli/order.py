"""The order of records: newest meeting first, then id; or by the values of a field."""

from __future__ import annotations

from collections.abc import Mapping, Sized
from typing import TYPE_CHECKING, Any

from cchc_cli.filters import FIELDS
from cchc_cli.model import Document, Entry, Meeting, Term
from cchc_cli.relations import values
from cchc_cli.text import alphabetical

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from cchc_cli.records import Records


def usual(what: str, found: Iterable[Entry], records: Records) -> list[Entry]:
    """Return the records *found* of one kind: newest meeting first, then id.

    Areas keep the order of the store, which is the official one; terms and people go by name.
    """
    if what == "areas":
        return list(found)
    if what in ("terms", "people"):
        return sorted(found, key=_by_name)
    age = _ages(what, records)
    return sorted(found, key=lambda record: (-age(record), by_id(record)))


def newness(what: str, record: Entry, records: Records) -> int:
    """Return a number that grows with the day of *record*, its meeting's or its own; 0 without."""
    own = record.date if isinstance(record, Document) else getattr(record, "published", None)
    days = [own] if own else meeting_days(what, record, records)
    return max((day.toordinal() for day in days), default=0)


def meeting_days(what: str, record: Entry, records: Records) -> list[date]:
    """Return the days of the meetings that *record*, of the kind *what*, belongs to."""
    if isinstance(record, Meeting):
        return [record.date]
    fields = FIELDS["meeting"].get(what, ())
    meetings = (records.find(id_) for field in fields for id_ in values(record, field))
    return [meeting.date for meeting in meetings if isinstance(meeting, Meeting)]


def by_id(record: Entry) -> tuple[Any, str]:
    """Return the key that puts p09.d02 before p09.d10, and d99 before d100."""
    parts = []
    for part in record.id.split("."):
        letters = part.rstrip("0123456789")
        parts.append((letters, len(part), part))
    return parts, record.id


def by_values(pairs: Iterable[tuple[Any, Any]], *, reverse: bool = False) -> list[Any]:
    """Return the second of each of *pairs* in the order of the first, the unknown ones last.

    Words go by the Vietnamese alphabet; equal values keep their order.
    """
    known, unknown = [], []
    for value, one in pairs:
        if value is None or (isinstance(value, Sized) and not len(value)):
            unknown.append(one)
        else:
            known.append((_comparable(value), one))
    known.sort(key=lambda pair: pair[0], reverse=reverse)
    return [one for _, one in known] + unknown


def _by_name(record: Any) -> tuple[Any, str]:  # noqa: ANN401
    return alphabetical(record.short if isinstance(record, Term) else record.name), record.id


def _ages(what: str, records: Records) -> Callable[[Any], int]:
    """Return what tells the day of the newest meeting of a record of the kind *what*."""
    if what == "meetings":
        return lambda meeting: meeting.date.toordinal()
    if what not in FIELDS["meeting"]:
        return lambda _: 0
    (field,) = FIELDS["meeting"][what]
    days = {meeting.id: meeting.date.toordinal() for meeting in records.of("meetings")}
    return lambda record: max((days[id_] for id_ in values(record, field)), default=0)


def _comparable(value: Any) -> tuple[Any, ...]:  # noqa: ANN401  # what a row can hold
    if value is None:  # one of several
        return (-1,)
    if isinstance(value, int | float):
        return 0, value
    if isinstance(value, str):
        return 1, alphabetical(value), value
    if isinstance(value, Mapping):
        return _comparable(next(iter(value.values()), ""))  # words by their Vietnamese
    return 2, [_comparable(one) for one in value]
