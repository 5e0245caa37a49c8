"""Making an index: the records of a store, and what leads to them, in an SQLite file."""

from __future__ import annotations

import sqlite3
from array import array
from contextlib import closing, contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias

from msgspec import json

from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.progress import StepCounter
from cchc_cli.query.sorting import default_order
from cchc_cli.store.index.fts import TEXTS_TABLE
from cchc_cli.store.index.lazy_records import OWN_ORDER, ROW_TYPE
from cchc_cli.store.index.postings import Postings
from cchc_cli.store.index.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.progress import OnProgress
    from cchc_cli.store.index.sliced_store import Placed, SlicedStore

FIRST_ROW, GAP = 1 << 24, 64
"""Records are numbered in the order of hits, newest first, with room for others before and between.

A gap of 64 makes the texts 12 % larger than none.
"""

_BATCH_SIZE = 500  # records to insert at a time

WRITING = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -4096;
"""

_TABLES = f"""
PRAGMA page_size = 16384;
{WRITING}
CREATE TABLE about (fingerprint TEXT, meta BLOB);
CREATE TABLE records (row INTEGER PRIMARY KEY, type INTEGER, id TEXT, position INTEGER, body BLOB);
CREATE TABLE orders (record_type TEXT PRIMARY KEY, rows BLOB, ids TEXT, stored BLOB);
CREATE TABLE postings (
    record_type TEXT, field TEXT, value, rows BLOB, PRIMARY KEY (record_type, field, value)
);
CREATE TABLE words (record_type TEXT, word TEXT, count INTEGER, PRIMARY KEY (record_type, word))
    WITHOUT ROWID;
CREATE TABLE spellings (base TEXT, key TEXT, PRIMARY KEY (base, key)) WITHOUT ROWID;
{TEXTS_TABLE}
"""
"""In orders: the rows of a type in default order, their ids, and the rows in the store's order.

Where there are long lists of rows, the keys are apart from them, so that SQLite finds a list
without reading the others.
"""

INSERT_RECORD = "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)"
INSERT_TEXTS = """
INSERT INTO texts (rowid, type, main_base, main_full, other_base, other_full)
VALUES (?, ?, ?, ?, ?, ?)
"""

TYPE_NUMBERS = {name: number for number, name in enumerate(RECORD_TYPES)}


Connection: TypeAlias = sqlite3.Connection


class BuildFailed(OSError):  # noqa: N818  # an index is nothing that a user misses
    """No index could be made."""


def build_index(
    store: SlicedStore, fingerprint: str, on_progress: OnProgress | None, file: str
) -> None:
    """Write the index of *store*, as it was at *fingerprint*, into the empty file *file*.

    *on_progress* takes how many of how many records are done. Raises BuildFailed, and Unusual if
    the store is not valid.
    """
    with writing(file) as database:
        database.executescript(_TABLES)
        database.execute("BEGIN")
        _Filling(database, store).fill(fingerprint, on_progress)
        database.execute("CREATE UNIQUE INDEX ids ON records (id)")
        database.execute("COMMIT")


@contextmanager
def writing(file: str) -> Iterator[Connection]:
    """Open *file* for writing what is thrown away if that fails; raises BuildFailed."""
    try:
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            yield database
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise BuildFailed(str(error)) from None


class _Filling:
    def __init__(self, database: Connection, store: SlicedStore) -> None:
        self._database, self._store = database, store
        self._texts = Texts(store)
        self._postings = {name: Postings(name) for name in RECORD_TYPES}
        self._rows = {name: array(ROW_TYPE) for name in RECORD_TYPES}
        self._ids: dict[str, list[str]] = {name: [] for name in RECORD_TYPES}
        self._stored = {
            name: array(ROW_TYPE, bytes(4 * len(store.all(name)))) for name in RECORD_TYPES
        }

    def fill(self, fingerprint: str, on_progress: OnProgress | None) -> None:
        steps = StepCounter(on_progress)
        steps.total = len(self._store)
        rows = enumerate(steps.each(self._store.in_order()))
        placed = ((FIRST_ROW + GAP * number, one) for number, one in rows)
        while batch := list(islice(placed, _BATCH_SIZE)):
            self._insert(batch)
        run = self._database.executemany
        for name, postings in self._postings.items():
            run(
                "INSERT INTO postings VALUES (?, ?, ?, ?)",
                ((name, *one) for one in postings.lists()),
            )
        run("INSERT INTO words VALUES (?, ?, ?)", self._texts.words())
        run("INSERT INTO spellings VALUES (?, ?)", self._texts.spellings())
        run("INSERT INTO orders VALUES (?, ?, ?, ?)", map(self._order, RECORD_TYPES))
        about = (fingerprint, json.encode(self._store.meta))
        run("INSERT INTO about VALUES (?, ?)", (about,))

    def _insert(self, batch: Iterable[tuple[int, Placed]]) -> None:
        records, texts = [], []
        for row, (record_type, position, record, body) in batch:
            records.append((row, TYPE_NUMBERS[record_type], record.id, position, body))
            texts.append((row, record_type, *self._texts.columns(record)))
            self._postings[record_type].add(row, record)
            self._rows[record_type].append(row)
            self._ids[record_type].append(record.id)
            self._stored[record_type][position] = row
        self._database.executemany(INSERT_RECORD, records)
        self._database.executemany(INSERT_TEXTS, texts)

    def _order(self, record_type: str) -> tuple[str, bytes, str, bytes]:
        rows, ids = self._rows[record_type], self._ids[record_type]
        if record_type in OWN_ORDER:
            row_of = dict(zip(ids, rows, strict=True))
            all_ = default_order(record_type, self._store.all(record_type), self._store)
            ids = [record.id for record in all_]
            rows = array(ROW_TYPE, (row_of[id_] for id_ in ids))
        return record_type, rows.tobytes(), " ".join(ids), self._stored[record_type].tobytes()
