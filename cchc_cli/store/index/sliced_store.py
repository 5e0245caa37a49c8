"""A large store that is read in slices: of most of its records only ids and days are in memory."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from msgspec import Raw, Struct
from msgspec.json import Decoder, Encoder

from cchc_cli.model.ids import invalid_id_reason, parent_id
from cchc_cli.model.people import derive_people
from cchc_cli.model.records import TABLES, Day, Meta, Record
from cchc_cli.model.reference_fields import references_of
from cchc_cli.model.validation import RULES, find_misplaced_follows, find_shared_forms
from cchc_cli.query.sorting import key_of_id
from cchc_cli.query.source import RecordSource
from cchc_cli.store.decode import FAULTS, Slices, Unusual
from cchc_cli.store.files import read_file
from cchc_cli.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cchc_cli.model.records import Directive, Official
    from cchc_cli.query.source import Predicate


class Placed(NamedTuple):
    """A record, its position among those of its type in the store, and its JSON text."""

    type: str
    position: int
    record: Any
    body: bytes


class _Head(Struct):
    """What is read of a document at first: it decides on the order of hits, and on people."""

    id: str
    meeting: str | None = None
    directive: str | None = None
    date: Day | None = None
    published: Day | None = None
    issuer: str | None = None
    province: str | None = None
    follows: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


class SlicedStore(RecordSource):
    """The records of the store at *path*; valid if all of `in_order` can be read.

    Its methods raise Unusual for what is not usual, or not valid: that is left to the careful pass.
    """

    def __init__(self, path: str, content: bytes, *, is_checked: bool = False) -> None:
        """Take the JSON text *content*, whose strings are normalized if it *is_checked*."""
        self.path = path
        self._slices = Slices(content, is_checked=is_checked)
        self._texts = {name: list(table.values()) for name, table in self._slices.tables.items()}
        self._slices.tables.clear()
        self.meta: Meta = self._slices.decode("meta", *self._texts.pop("meta"))[0]
        self._encode = Encoder().encode
        self._decoders = {name: Decoder(struct).decode for name, struct in TABLES.items()}
        self._known: dict[str, Any] = {}
        self._of_table: dict[str, dict[str, Raw]] = {}
        self._tables: dict[str, str] = {}
        self._numbers: dict[int, array[int]] = {}
        """Ordinal of a day → the records whose newest day it is."""
        self._people: Sequence[Official] = ()
        self._starts = [0]
        self._look_at_heads()

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store, each decoded anew."""
        if record_type == "people":
            return self._people
        return _Decoded(self._texts[record_type], self._decoders[record_type])

    def get(self, id_: str) -> Record | None:
        """Return the record of this id; those that were asked for stay in memory."""
        if id_ not in self._known and id_ in self._tables:
            table = self._tables[id_]
            self._known[id_] = self._decoders[table](self._texts_by_id(table)[id_])
        return self._known.get(id_)

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""
        return [
            record
            for record in self.all(record_type)
            if any(id_ == one for _, one, _ in references_of(record_type, record))
        ]

    def filtered(self, record_type: str, predicate: Predicate) -> list[Any]:
        """Return the records of *record_type* that pass."""
        return list(filter(predicate, self.all(record_type)))

    def __len__(self) -> int:
        """Return the number of records, people too."""
        return self._starts[-1]

    def in_order(self) -> Iterator[Placed]:
        """Yield all records in the order of hits: newest day first, then by id; once."""
        ids = [*self._tables, *(person.id for person in self._people)]
        for day in sorted(self._numbers, reverse=True):
            numbers = sorted(self._numbers.pop(day), key=lambda number: key_of_id(ids[number]))
            yield from map(self._placed, numbers)
        self._slices.finish()

    def _placed(self, number: int) -> Placed:
        at = bisect_right(self._starts, number) - 1
        record_type, position = _TYPES[at], number - self._starts[at]
        if record_type == "people":
            person = self._people[position]
            return Placed(record_type, position, person, self._encode(person))
        texts = self._texts[record_type]
        record, body = self._slices.decode(record_type, texts[position])
        if record_type in _BIG:
            texts[position] = _READ
        for rule in RULES[record_type]:
            for _problem in rule(record, self._tables):
                raise Unusual
        return Placed(record_type, position, record, body)

    def _look_at_heads(self) -> None:
        days: dict[str, int] = {}
        following: list[_Head] = []
        for record_type in TABLES:
            for head in self._heads(record_type):
                if invalid_id_reason(head.id, self._tables):
                    raise Unusual
                day = _day(head, days)
                if record_type == "meetings":
                    days[head.id] = day
                if head.follows:
                    following.append(head)
                self._put(len(self._tables), day)
                self._tables[head.id] = record_type
            self._starts.append(len(self._tables))
        orders = cast("list[Directive]", following)
        for _problem in chain(
            find_shared_forms(self.all("terms")),
            find_misplaced_follows(orders, self.all("meetings")),
        ):
            raise Unusual
        heads = cast("Sequence[Directive]", self._heads("directives"))
        self._people = tuple(derive_people(self.all("meetings"), heads, self._tables))
        for number, person in enumerate(self._people, len(self._tables)):
            self._put(number, max((days[id_] for id_ in person.meetings), default=0))
        self._starts.append(len(self._tables) + len(self._people))

    def _heads(self, record_type: str) -> Iterator[_Head]:
        try:
            yield from map(_HEAD.decode, self._texts[record_type])
        except FAULTS as fault:
            raise Unusual from fault

    def _put(self, number: int, day: int) -> None:
        self._numbers.setdefault(day, array("I")).append(number)

    def _texts_by_id(self, table: str) -> dict[str, Raw]:
        if table not in self._of_table:
            ids = (id_ for id_, one in self._tables.items() if one == table)
            self._of_table[table] = dict(zip(ids, self._texts[table], strict=True))
        return self._of_table[table]


def open_slices(path: str) -> SlicedStore:
    """Return the store at *path*, whose text is as usual; raises Unusual or StoreError."""
    return SlicedStore(path, read_file(path))


def usual_slices(path: str) -> SlicedStore:
    """Return the store at *path*, whatever its text looks like; raises StoreError."""
    store = MemoryStore(path)
    tables = {name: dict(enumerate(store.all(name), 1)) for name in TABLES}
    return SlicedStore(path, Encoder().encode({"meta": {1: store.meta}, **tables}), is_checked=True)


_HEAD = Decoder(_Head)
_TYPES = (*TABLES, "people")
_BIG, _READ = ("directives", "figures", "outcomes"), Raw()
"""What is not looked at again, once it was met in order."""


class _Decoded(Sequence[Any]):
    """Records that are decoded each time they are looked at."""

    def __init__(self, texts: Sequence[Raw], decode: Callable[[Raw], Any]) -> None:
        self._texts, self._decode = texts, decode

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # a record, or those of a slice
        if isinstance(at, slice):
            return _Decoded(self._texts[at], self._decode)
        return next(iter(_Decoded([self._texts[at]], self._decode)))

    def __iter__(self) -> Iterator[Any]:
        try:
            yield from map(self._decode, self._texts)
        except FAULTS as fault:
            raise Unusual from fault


def _day(head: _Head, days: Mapping[str, int]) -> int:
    """Return the ordinal of the newest day of the record of *head*, as `recency` does.

    *days* are those of the meetings.
    """
    if own := head.date or head.published:
        return own.toordinal()
    return days.get(head.meeting or parent_id(head.directive or ""), 0)
