"""The records of an index: read one by one, as they are looked at."""

import os
import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from msgspec import MsgspecError
from msgspec.json import Decoder, decode

from cchc_cli.model.ids import is_province_id
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Meta, Record
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.search.matcher import Search
from cchc_cli.store.index.cache import remove_file
from cchc_cli.store.index.fts import match_expression, required_by
from cchc_cli.store.index.rows import ROW_TYPE, CorruptIndex, LazyRecords, group_counts

Some = TypeVar("Some")

_BATCH_SIZE = 250  # rows to read at a time


class StaleIndex(Exception):  # noqa: N818  # then it is made anew
    """There is no index, or not the one that is wanted."""


class IndexedStore:
    """The records of a store by its index; where that is damaged, by the store itself."""

    def __init__(self, path: str, file: str, stamp: str, store: Callable[[], RecordSource]) -> None:
        """Open the index *file* of what the store at *path* was at *stamp*; raises Unusable.

        *store* reads the store itself, should it be needed.
        """
        self.path = path
        self._file = file
        self._read_store = store
        try:
            self._database = _connect(file)
            (known, kinds, meta) = self._one("SELECT stamp, kinds, meta FROM about")
            if known != stamp:
                raise StaleIndex
            _check_length(self._database, file)
            self.meta = decode(meta, type=Meta)
            spans = decode(kinds, type=dict[str, tuple[int, int]])
        except (sqlite3.Error, MsgspecError, CorruptIndex, OSError) as error:
            raise StaleIndex(str(error)) from None
        self._rows = {
            record_type: range(first, first + count)
            for record_type, (first, count) in spans.items()
        }
        self._starts = [rows.start for rows in self._rows.values()]
        self._names = list(self._rows)
        self._decoders: dict[str, Decoder[Any]] = {}
        self._known: dict[str, Record | None] = {}
        self._matched: tuple[Search | None, Sequence[int] | None] = None, None

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of the kind *record_type* in the order of the store."""
        return self._or(
            lambda: self._shelf(
                self._placed(self._rows[record_type]), lambda store: store.all(record_type)
            ),
            lambda store: store.all(record_type),
        )

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of the kind *record_type*."""
        rows = self._rows[record_type]
        sql = "SELECT id FROM records WHERE row BETWEEN ? AND ?"
        return self._or(
            lambda: [id_ for (id_,) in self._all(sql, rows.start, rows.stop - 1)],
            lambda store: store.ids(record_type),
        )

    def get(self, id_: str) -> Record | None:
        """Return the record called *id_*, if there is one."""
        if id_ not in self._known and id_.isascii():
            self._known[id_] = self._or(lambda: self._find(id_), lambda store: store.get(id_))
        return self._known.get(id_)

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of the kind *record_type* that refer to *id_*, in the order of the store."""

        def found() -> Sequence[Any]:
            rows: set[int] = set()
            for field in REFERENCES[record_type]:
                if field != "subject" or is_province_id(id_):
                    rows.update(self._holding(record_type, field, id_))
            return self._shelf(
                self._placed(rows), lambda store: store.referring_to(id_, record_type)
            )

        return self._or(found, lambda store: store.referring_to(id_, record_type))

    def filtered(self, record_type: str, passes: Predicate) -> Sequence[Any]:
        """Return the records of the kind *record_type* that pass, in their usual order."""
        return self._or(
            lambda: self._shelf(
                self._passing(record_type, passes),
                lambda store: store.filtered(record_type, passes),
            ),
            lambda store: store.filtered(record_type, passes),
        )

    def search_candidates(
        self, record_type: str, passes: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of the kind *record_type* that pass, among them all that *search* hits."""

        def found() -> Sequence[Any]:
            rows = self._passing(record_type, passes)
            matching = self._matching(search)
            if matching is not None:
                span = self._rows[record_type]
                start = bisect_left(matching, span.start)
                rows = _intersect(rows, matching[start : bisect_left(matching, span.stop)])
            # All at once: some of the index and some of the store would be more than there is.
            return list(self._read_all(rows))

        return self._or(
            found, lambda store: list(store.search_candidates(record_type, passes, search))
        )

    def word_counts(self, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""
        asked = list(kinds)
        marks = ", ".join("?" * len(asked))
        sql = f"SELECT word, sum(count) FROM words WHERE what IN ({marks}) GROUP BY word"  # noqa: S608
        return self._or(
            lambda: dict(self._all(sql, *asked)), lambda store: store.word_counts(asked)
        )

    def group_counts(
        self, record_type: str, passes: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *record_type* pass, for each combination *by* and in all."""

        def found() -> tuple[Counter[tuple[Any, ...]], int]:
            rows = self._passing(record_type, passes)
            held = [
                {
                    value: self._holding(record_type, field, value)
                    for value in self._values(record_type, field)
                }
                for field, _ in by
            ]
            return group_counts(rows, by, held), len(rows)

        return self._or(found, lambda store: store.group_counts(record_type, passes, by))

    def _or(self, ask: Callable[[], Some], instead: Callable[[RecordSource], Some]) -> Some:
        """Return what *ask* says of the index, or *instead* of the store if it is damaged."""
        try:
            return ask()
        except CorruptIndex:
            return instead(self._store)

    @cached_property
    def _store(self) -> RecordSource:
        remove_file(self._file)  # the next run makes it anew
        return self._read_store()

    def _shelf(
        self, rows: Sequence[int], instead: Callable[[RecordSource], Sequence[Any]]
    ) -> Sequence[Any]:
        return LazyRecords(rows, self._read_all, lambda: instead(self._store))

    def _passing(self, record_type: str, passes: Predicate) -> Sequence[int]:
        """Return the rows of the kind *record_type* that pass, in their order."""
        found: Sequence[int] = self._rows[record_type]
        for names, test in passes.tests:
            holding: set[int] = set()
            for field in names:
                for value in filter(test, self._values(record_type, field)):
                    holding.update(self._holding(record_type, field, value))
            found = _intersect(found, sorted(holding))
        return found

    def _values(self, record_type: str, field: str) -> list[str]:
        sql = "SELECT value FROM holders WHERE what = ? AND field = ?"
        return [value for (value,) in self._all(sql, record_type, field)]

    def _matching(self, search: Search) -> Sequence[int] | None:
        """Return the rows that may have what *search* wants, in their order; None for all."""
        if self._matched[0] is not search:
            wanted = match_expression(required_by(search))
            sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid"
            rows = array(ROW_TYPE, (row for (row,) in self._all(sql, wanted))) if wanted else None
            self._matched = search, rows
        return self._matched[1]

    def _holding(self, record_type: str, field: str, value: str) -> Sequence[int]:
        """Return the rows of the kind *record_type* in whose *field* the *value* stands."""
        found = array(ROW_TYPE)
        sql = "SELECT found FROM holders WHERE what = ? AND field = ? AND value = ?"
        for (rows,) in self._all(sql, record_type, field, value):
            try:
                found.frombytes(rows)
            except (TypeError, ValueError):
                raise CorruptIndex from None
        return found

    def _placed(self, rows: Iterable[int]) -> Sequence[int]:
        """Return *rows* in the order of the store."""
        if isinstance(rows, range):
            sql = "SELECT row FROM records WHERE row BETWEEN ? AND ? ORDER BY place"
            return array(ROW_TYPE, (row for (row,) in self._all(sql, rows.start, rows.stop - 1)))
        sql = "SELECT place FROM records WHERE row = ?"
        places = {row: self._one(sql, row) for row in rows}
        return sorted(places, key=places.__getitem__)

    def _find(self, id_: str) -> Record | None:
        for (row,) in self._all("SELECT row FROM records WHERE id = ?", id_):
            found: Record = self._read(row)
            return found
        return None

    def _read(self, row: int) -> Any:  # noqa: ANN401  # a record
        (body,) = self._one("SELECT body FROM records WHERE row = ?", row)
        return self._record(row, body)

    def _read_all(self, rows: Sequence[int]) -> Iterator[Any]:
        """Yield the records of *rows*, in that order; raises Damaged."""
        for start in range(0, len(rows), _BATCH_SIZE):
            wanted = rows[start : start + _BATCH_SIZE]
            marks = ", ".join("?" * len(wanted))
            sql = f"SELECT row, body FROM records WHERE row IN ({marks})"  # noqa: S608
            found = dict(self._all(sql, *wanted))
            for row in wanted:
                yield self._record(row, found.get(row))

    def _record(self, row: int, body: Any) -> Any:  # noqa: ANN401
        record_type = self._names[bisect_right(self._starts, row) - 1]
        if record_type not in self._decoders:
            self._decoders[record_type] = Decoder(RECORD_TYPES[record_type])
        try:
            return self._decoders[record_type].decode(body)
        except (MsgspecError, TypeError):  # or the row is not there
            raise CorruptIndex from None

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...]:  # noqa: ANN401
        for found in self._all(sql, *values):
            return found
        raise CorruptIndex

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error:
            raise CorruptIndex from None


def _connect(file: str) -> sqlite3.Connection:
    """Return the SQLite file *file*, which nobody writes to, to be read without locks."""
    if os.name == "nt":
        from pathlib import Path  # noqa: PLC0415

        place = Path(file).absolute().as_uri()
    else:
        place = "file:" + "".join(
            chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}"  # noqa: PLR2004
            for byte in os.fsencode(file)
        ).replace("%2F", "/")
    return sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _check_length(database: sqlite3.Connection, file: str) -> None:
    """Raise Damaged if *file* is shorter or longer than it says of itself."""
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    if os.stat(file).st_size != pages * size:  # noqa: PTH116
        raise CorruptIndex


def _intersect(some: Sequence[int], others: Sequence[int]) -> Sequence[int]:
    """Return the rows that stand in both, in their order."""
    if isinstance(some, range):
        return others
    known = set(others)
    return [row for row in some if row in known]
