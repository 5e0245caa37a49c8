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

from cchc_cli import cache
from cchc_cli.matching import expression
from cchc_cli.model import KINDS, REFERENCES, Entry, Meta
from cchc_cli.narrowing import needed
from cchc_cli.records import Conditions, Records, Under
from cchc_cli.relations import is_id
from cchc_cli.search import Search
from cchc_cli.shelf import ROW, Damaged, Shelf
from cchc_cli.tallies import tallied

Some = TypeVar("Some")

_TOGETHER = 250  # rows to read at a time


class Unusable(Exception):  # noqa: N818  # then it is made anew
    """There is no index, or not the one that is wanted."""


class Indexed:
    """The records of a store by its index; where that is damaged, by the store itself."""

    def __init__(self, path: str, file: str, stamp: str, store: Callable[[], Records]) -> None:
        """Open the index *file* of what the store at *path* was at *stamp*; raises Unusable.

        *store* reads the store itself, should it be needed.
        """
        self.path = path
        self._file = file
        self._read_store = store
        try:
            self._database = _connected(file)
            (known, kinds, meta) = self._one("SELECT stamp, kinds, meta FROM about")
            if known != stamp:
                raise Unusable
            _check_length(self._database, file)
            self.meta = decode(meta, type=Meta)
            spans = decode(kinds, type=dict[str, tuple[int, int]])
        except (sqlite3.Error, MsgspecError, Damaged, OSError) as error:
            raise Unusable(str(error)) from None
        self._rows = {what: range(first, first + count) for what, (first, count) in spans.items()}
        self._starts = [rows.start for rows in self._rows.values()]
        self._names = list(self._rows)
        self._decoders: dict[str, Decoder[Any]] = {}
        self._known: dict[str, Entry | None] = {}
        self._matched: tuple[Search | None, Sequence[int] | None] = None, None

    def of(self, what: str) -> Sequence[Any]:
        """Return all records of the kind *what* in the order of the store."""
        return self._or(
            lambda: self._shelf(self._placed(self._rows[what]), lambda store: store.of(what)),
            lambda store: store.of(what),
        )

    def ids(self, what: str) -> Iterable[str]:
        """Return the ids of all records of the kind *what*."""
        rows = self._rows[what]
        sql = "SELECT id FROM records WHERE row BETWEEN ? AND ?"
        return self._or(
            lambda: [id_ for (id_,) in self._all(sql, rows.start, rows.stop - 1)],
            lambda store: store.ids(what),
        )

    def find(self, id_: str) -> Entry | None:
        """Return the record called *id_*, if there is one."""
        if id_ not in self._known and id_.isascii():
            self._known[id_] = self._or(lambda: self._find(id_), lambda store: store.find(id_))
        return self._known.get(id_)

    def citing(self, id_: str, what: str) -> Sequence[Any]:
        """Return the records of the kind *what* that refer to *id_*, in the order of the store."""

        def found() -> Sequence[Any]:
            rows: set[int] = set()
            for field in REFERENCES[what]:
                if field != "subject" or is_id(id_):
                    rows.update(self._holding(what, field, id_))
            return self._shelf(self._placed(rows), lambda store: store.citing(id_, what))

        return self._or(found, lambda store: store.citing(id_, what))

    def passing(self, what: str, passes: Conditions) -> Sequence[Any]:
        """Return the records of the kind *what* that pass, in their usual order."""
        return self._or(
            lambda: self._shelf(
                self._passing(what, passes), lambda store: store.passing(what, passes)
            ),
            lambda store: store.passing(what, passes),
        )

    def candidates(self, what: str, passes: Conditions, search: Search) -> Iterable[Any]:
        """Return records of the kind *what* that pass, among them all that *search* hits."""

        def found() -> Sequence[Any]:
            rows = self._passing(what, passes)
            matching = self._matching(search)
            if matching is not None:
                span = self._rows[what]
                start = bisect_left(matching, span.start)
                rows = _both(rows, matching[start : bisect_left(matching, span.stop)])
            # All at once: some of the index and some of the store would be more than there is.
            return list(self._read_all(rows))

        return self._or(found, lambda store: list(store.candidates(what, passes, search)))

    def frequencies(self, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""
        asked = list(kinds)
        marks = ", ".join("?" * len(asked))
        sql = f"SELECT word, sum(count) FROM words WHERE what IN ({marks}) GROUP BY word"  # noqa: S608
        return self._or(
            lambda: dict(self._all(sql, *asked)), lambda store: store.frequencies(asked)
        )

    def tally(
        self, what: str, passes: Conditions, by: Sequence[Under]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *what* pass, for each combination *by* and in all."""

        def found() -> tuple[Counter[tuple[Any, ...]], int]:
            rows = self._passing(what, passes)
            held = [
                {value: self._holding(what, field, value) for value in self._values(what, field)}
                for field, _ in by
            ]
            return tallied(rows, by, held), len(rows)

        return self._or(found, lambda store: store.tally(what, passes, by))

    def _or(self, ask: Callable[[], Some], instead: Callable[[Records], Some]) -> Some:
        """Return what *ask* says of the index, or *instead* of the store if it is damaged."""
        try:
            return ask()
        except Damaged:
            return instead(self._store)

    @cached_property
    def _store(self) -> Records:
        cache.remove(self._file)  # the next run makes it anew
        return self._read_store()

    def _shelf(
        self, rows: Sequence[int], instead: Callable[[Records], Sequence[Any]]
    ) -> Sequence[Any]:
        return Shelf(rows, self._read_all, lambda: instead(self._store))

    def _passing(self, what: str, passes: Conditions) -> Sequence[int]:
        """Return the rows of the kind *what* that pass, in their order."""
        found: Sequence[int] = self._rows[what]
        for names, test in passes.tests:
            holding: set[int] = set()
            for field in names:
                for value in filter(test, self._values(what, field)):
                    holding.update(self._holding(what, field, value))
            found = _both(found, sorted(holding))
        return found

    def _values(self, what: str, field: str) -> list[str]:
        sql = "SELECT value FROM holders WHERE what = ? AND field = ?"
        return [value for (value,) in self._all(sql, what, field)]

    def _matching(self, search: Search) -> Sequence[int] | None:
        """Return the rows that may have what *search* wants, in their order; None for all."""
        if self._matched[0] is not search:
            wanted = expression(needed(search))
            sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid"
            rows = array(ROW, (row for (row,) in self._all(sql, wanted))) if wanted else None
            self._matched = search, rows
        return self._matched[1]

    def _holding(self, what: str, field: str, value: str) -> Sequence[int]:
        """Return the rows of the kind *what* in whose *field* the *value* stands."""
        found = array(ROW)
        sql = "SELECT found FROM holders WHERE what = ? AND field = ? AND value = ?"
        for (rows,) in self._all(sql, what, field, value):
            try:
                found.frombytes(rows)
            except (TypeError, ValueError):
                raise Damaged from None
        return found

    def _placed(self, rows: Iterable[int]) -> Sequence[int]:
        """Return *rows* in the order of the store."""
        if isinstance(rows, range):
            sql = "SELECT row FROM records WHERE row BETWEEN ? AND ? ORDER BY place"
            return array(ROW, (row for (row,) in self._all(sql, rows.start, rows.stop - 1)))
        sql = "SELECT place FROM records WHERE row = ?"
        places = {row: self._one(sql, row) for row in rows}
        return sorted(places, key=places.__getitem__)

    def _find(self, id_: str) -> Entry | None:
        for (row,) in self._all("SELECT row FROM records WHERE id = ?", id_):
            found: Entry = self._read(row)
            return found
        return None

    def _read(self, row: int) -> Any:  # noqa: ANN401  # a record
        (body,) = self._one("SELECT body FROM records WHERE row = ?", row)
        return self._record(row, body)

    def _read_all(self, rows: Sequence[int]) -> Iterator[Any]:
        """Yield the records of *rows*, in that order; raises Damaged."""
        for start in range(0, len(rows), _TOGETHER):
            wanted = rows[start : start + _TOGETHER]
            marks = ", ".join("?" * len(wanted))
            sql = f"SELECT row, body FROM records WHERE row IN ({marks})"  # noqa: S608
            found = dict(self._all(sql, *wanted))
            for row in wanted:
                yield self._record(row, found.get(row))

    def _record(self, row: int, body: Any) -> Any:  # noqa: ANN401
        what = self._names[bisect_right(self._starts, row) - 1]
        if what not in self._decoders:
            self._decoders[what] = Decoder(KINDS[what])
        try:
            return self._decoders[what].decode(body)
        except (MsgspecError, TypeError):  # or the row is not there
            raise Damaged from None

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...]:  # noqa: ANN401
        for found in self._all(sql, *values):
            return found
        raise Damaged

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.Error:
            raise Damaged from None


def _connected(file: str) -> sqlite3.Connection:
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
        raise Damaged


def _both(some: Sequence[int], others: Sequence[int]) -> Sequence[int]:
    """Return the rows that stand in both, in their order."""
    if isinstance(some, range):
        return others
    known = set(others)
    return [row for row in some if row in known]
