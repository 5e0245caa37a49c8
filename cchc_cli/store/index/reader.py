"""Read an index: a record source that needs the SQLite file alone, not the store."""

import os
import sqlite3
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import MsgspecError
from msgspec.json import Decoder, decode

from cchc_cli.errors import StoreError
from cchc_cli.language.diacritics import base_letters
from cchc_cli.language.translation import _
from cchc_cli.model.ids import is_id_of_subject
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Meta, Record
from cchc_cli.query.source import GroupKey, Predicate
from cchc_cli.search.matcher import Hit, Search
from cchc_cli.search.parser import QueryWord, matcher_for
from cchc_cli.store.atomic import remove
from cchc_cli.store.index.fts import match_expression
from cchc_cli.store.index.lazy_records import ROW_TYPE, LazyHits, LazyRecords, group_counts
from cchc_cli.store.index.ranking import ranked_expressions

_BATCH_SIZE = 250  # rows to read at a time


class StaleIndex(Exception):  # noqa: N818  # then it is made anew
    """There is no index, or not the one that is wanted."""


class IndexedStore:
    """The records of a store by its index. Every method raises StoreError if that is damaged."""

    def __init__(self, path: str, file: str, fingerprint: str) -> None:
        """Open the index *file* of the store at *path*; raises StaleIndex unless it fits."""
        self.path = path
        self._file = file
        try:
            self._database = _connect(file)
            (known, spans, meta) = self._one("SELECT fingerprint, spans, meta FROM about")
            if known != fingerprint or not _is_complete(self._database, file):
                raise StaleIndex
            self.meta = decode(meta, type=Meta)
            counts = decode(spans, type=dict[str, tuple[int, int]])
        except (sqlite3.Error, MsgspecError, StoreError, OSError) as error:
            raise StaleIndex(str(error)) from None
        self._rows = {name: range(first, first + count) for name, (first, count) in counts.items()}
        self._starts = [rows.start for rows in self._rows.values()]
        self._names = list(self._rows)
        self._decoders: dict[str, Decoder[Any]] = {}
        self._known: dict[str, Record | None] = {}
        self._matched: tuple[Search | None, Sequence[int] | None] = None, None
        self._places: Sequence[int] | None = None

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store."""
        rows = self._rows[record_type]
        sql = "SELECT row FROM records WHERE row BETWEEN ? AND ? ORDER BY position"
        found = self._all(sql, rows.start, rows.stop - 1)
        return self._records(array(ROW_TYPE, (row for (row,) in found)))

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of *record_type*."""
        rows = self._rows[record_type]
        sql = "SELECT id FROM records WHERE row BETWEEN ? AND ?"
        return [id_ for (id_,) in self._all(sql, rows.start, rows.stop - 1)]

    def get(self, id_: str) -> Record | None:
        """Return the record called *id_*, if there is one."""
        if id_ not in self._known and id_.isascii():
            rows = self._all("SELECT row, body FROM records WHERE id = ?", id_)
            self._known[id_] = self._record(*rows[0]) if rows else None
        return self._known.get(id_)

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""
        rows: set[int] = set()
        for field in REFERENCES[record_type]:
            if field != "subject" or is_id_of_subject(id_):
                rows.update(self._posted(record_type, field, id_))
        positions = {
            row: self._one("SELECT position FROM records WHERE row = ?", row) for row in rows
        }
        return self._records(sorted(positions, key=positions.__getitem__))

    def filtered(self, record_type: str, predicate: Predicate) -> Sequence[Any]:
        """Return the records of *record_type* that pass, in their default order."""
        return self._records(self._passing(record_type, predicate))

    def search_candidates(
        self, record_type: str, predicate: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of *record_type* that pass, among them all that *search* hits."""
        rows = self._passing(record_type, predicate)
        matching = self._matching(search)
        if matching is not None:
            span = self._rows[record_type]
            start = bisect_left(matching, span.start)
            rows = _intersect(rows, matching[start : bisect_left(matching, span.stop)])
        return self._records(rows)

    def ranked_hits(
        self, predicate_of: Mapping[str, Predicate], search: Search
    ) -> Sequence[Hit] | None:
        """Return the hits of *search* that pass, best first; None if it is too wide for that."""
        ranked = ranked_expressions(search, self._spellings)
        if ranked is None:
            return None
        if not ranked.all:
            return ()
        if any(predicate.tests for predicate in predicate_of.values()):
            passing = {row for one in predicate_of.items() for row in self._passing(*one)}
            rows = [row for rank in ranked.ranks for row in self._places_of(rank) if row in passing]
            return LazyHits(len(rows), lambda n: self._hits(search, rows[:n]))
        of_types = _of_types(predicate_of)
        sql = "SELECT count(*) FROM texts WHERE texts MATCH ?"
        (count,) = self._one(sql, of_types(ranked.all))
        ranks = list(map(of_types, ranked.ranks))
        return LazyHits(count, lambda n: self._hits(search, self._best(ranks, n)))

    def _best(self, ranks: Iterable[str], limit: int) -> Sequence[int]:
        """Return the rows of the first of *ranks*, *limit* at the most."""
        rows: list[int] = []
        for rank in ranks:
            if len(rows) < limit:
                rows += self._places_of(rank, limit - len(rows))
        return rows

    def _places_of(self, expression: str, limit: int = -1) -> Iterator[int]:
        """Yield the rows that match *expression*, in the order of hits."""
        if self._places is None:
            self._places = self._array(self._all("SELECT rows FROM places"))
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?"
        try:
            yield from [self._places[place] for (place,) in self._all(sql, expression, limit)]
        except IndexError:
            raise self._damaged() from None

    def _hits(self, search: Search, rows: Sequence[int]) -> list[Any]:
        hits = [search.hit(record, self.get) for record in self._read(rows)]
        if None in hits:
            raise self._damaged()
        return hits

    def _spellings(self, word: QueryWord) -> list[str]:
        """Return the keys of all words of the store that *word* matches."""
        base = base_letters(word.key)
        sql = "SELECT key FROM spellings WHERE base BETWEEN ? AND ?"
        last = base + chr(sys.maxunicode) if word.prefix else base
        matches = matcher_for(word)
        return [key for (key,) in self._all(sql, base, last) if matches[key]]

    def word_counts(self, record_types: Iterable[str]) -> Mapping[str, int]:
        """Return word in lower case → its count in the searched texts of *record_types*."""
        names = list(record_types)
        sql = "SELECT word, sum(count) FROM words WHERE record_type IN ({}) GROUP BY word"
        return dict(self._all(sql.format(", ".join("?" * len(names))), *names))

    def group_counts(
        self, record_type: str, predicate: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of *record_type* pass, for each combination *by* and in all."""
        rows = self._passing(record_type, predicate)
        postings = [
            {one: self._posted(record_type, field, one) for one in self._values(record_type, field)}
            for field, _ in by
        ]
        return group_counts(rows, by, postings), len(rows)

    def _records(self, rows: Sequence[int]) -> LazyRecords:
        return LazyRecords(rows, self._read)

    def _passing(self, record_type: str, predicate: Predicate) -> Sequence[int]:
        rows: Sequence[int] = self._rows[record_type]
        for fields, test in predicate.tests:
            found = ((one, value) for one in fields for value in self._values(record_type, one))
            lists = (self._posted(record_type, *one) for one in found if test(one[1]))
            rows = _intersect(rows, sorted(set().union(*lists)))
        if not predicate.without:
            return rows
        sql = "SELECT row FROM records WHERE id = ?"
        excluded = {row for id_ in predicate.without for (row,) in self._all(sql, id_)}
        return [row for row in rows if row not in excluded]

    def _values(self, record_type: str, field: str) -> list[str]:
        sql = "SELECT value FROM postings WHERE record_type = ? AND field = ?"
        return [value for (value,) in self._all(sql, record_type, field)]

    def _matching(self, search: Search) -> Sequence[int] | None:
        if self._matched[0] is not search:
            wanted = match_expression(search)
            rows = array(ROW_TYPE, sorted(self._places_of(wanted))) if wanted else None
            self._matched = search, rows
        return self._matched[1]

    def _posted(self, record_type: str, field: str, value: str) -> Sequence[int]:
        sql = "SELECT rows FROM postings WHERE record_type = ? AND field = ? AND value = ?"
        return self._array(self._all(sql, record_type, field, value))

    def _array(self, blobs: Iterable[tuple[Any]]) -> Sequence[int]:
        rows = array(ROW_TYPE)
        for (blob,) in blobs:
            try:
                rows.frombytes(blob)
            except (TypeError, ValueError):
                raise self._damaged() from None
        return rows

    def _read(self, rows: Sequence[int]) -> Iterator[Any]:
        for start in range(0, len(rows), _BATCH_SIZE):
            batch = rows[start : start + _BATCH_SIZE]
            placeholders = ", ".join("?" * len(batch))
            sql = f"SELECT row, body FROM records WHERE row IN ({placeholders})"  # noqa: S608
            bodies = dict(self._all(sql, *batch))
            for row in batch:
                yield self._record(row, bodies.get(row))

    def _record(self, row: int, body: Any) -> Any:  # noqa: ANN401  # of any type
        record_type = self._names[bisect_right(self._starts, row) - 1]
        if record_type not in self._decoders:
            self._decoders[record_type] = Decoder(RECORD_TYPES[record_type])
        try:
            return self._decoders[record_type].decode(body)
        except (MsgspecError, TypeError):  # or there is no such row
            raise self._damaged() from None

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...]:  # noqa: ANN401
        for row in self._all(sql, *values):
            return row
        raise self._damaged()

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error:
            raise self._damaged() from None

    def _damaged(self) -> StoreError:
        """Remove the index, so that the next run makes another, and return what is raised."""
        remove(self._file)
        sentence = _("{path}: its index was damaged and has been removed; run the command again")
        return StoreError(sentence.format(path=self.path))


def _connect(file: str) -> sqlite3.Connection:
    """Return the SQLite file *file*, which nobody writes to, to be read without locks."""
    if os.name == "nt":
        from pathlib import Path  # noqa: PLC0415

        address = Path(file).absolute().as_uri()
    else:
        address = "file:" + "".join(
            chr(byte) if chr(byte).isalnum() and byte < 128 else f"%{byte:02X}"  # noqa: PLR2004
            for byte in os.fsencode(file)
        ).replace("%2F", "/")
    return sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _of_types(names: Collection[str]) -> Callable[[str], str]:
    """Return a function of an expression: the same, of records of these types alone."""
    if len(names) == len(RECORD_TYPES):
        return str
    return f"type : ({' OR '.join(names)}) AND ({{}})".format


def _is_complete(database: sqlite3.Connection, file: str) -> bool:
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    return bool(os.stat(file).st_size == pages * size)  # noqa: PTH116


def _intersect(some: Sequence[int], others: Sequence[int]) -> Sequence[int]:
    if isinstance(some, range):
        return others
    known = set(others)
    return [row for row in some if row in known]
