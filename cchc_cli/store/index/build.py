"""Making an index: the records of a store, and what leads to them, in an SQLite file."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import json

from cchc_cli.language.vietnamese import base_letters, find_words, telex_key
from cchc_cli.model.records import RECORD_TYPES, REFERENCES
from cchc_cli.model.references import values_at
from cchc_cli.query.filters import FILTER_FIELDS
from cchc_cli.query.sorting import default_order
from cchc_cli.search.matcher import searched_texts
from cchc_cli.store.index.fts import fts_token
from cchc_cli.store.index.rows import ROW_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cchc_cli.query.source import RecordSource


_BATCH_SIZE = 1000  # records

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA page_size = 16384;
PRAGMA cache_size = -65536;
CREATE TABLE about (stamp TEXT, kinds TEXT, meta BLOB);
CREATE TABLE records (row INTEGER PRIMARY KEY, id TEXT, place INTEGER, body BLOB);
CREATE TABLE holders (
    what TEXT, field TEXT, value, found BLOB, PRIMARY KEY (what, field, value)
) WITHOUT ROWID;
CREATE TABLE words (what TEXT, word TEXT, count INTEGER);
CREATE VIRTUAL TABLE texts USING fts5 (bare, marked, content = '', columnsize = 0,
    tokenize = ascii);
INSERT INTO texts (texts, rank) VALUES ('hashsize', 67108864);
"""


class BuildFailed(Exception):  # noqa: N818  # an index is nothing that a user misses
    """No index could be made."""


def build_index(
    store: RecordSource, file: str, stamp: str, told: Callable[[int, int], None] | None = None
) -> None:
    """Write the index of *store*, as it was at *stamp*, into the empty file *file*.

    *told* is told how many of how many records are done. Raises Failed.
    """
    try:
        database = sqlite3.connect(file, isolation_level=None)
        try:
            database.executescript(_TABLES)
            database.execute("BEGIN")
            _fill(database, store, stamp, told or (lambda _done, _of: None))
            database.execute("CREATE UNIQUE INDEX ids ON records (id)")
            database.execute("COMMIT")
        finally:
            database.close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise BuildFailed(str(error)) from None


def indexed_fields(record_type: str) -> list[str]:
    """Return the fields of the kind *record_type* by whose values its records are found."""
    filtered = (field for kinds in FILTER_FIELDS.values() for field in kinds.get(record_type, ()))
    return list(dict.fromkeys((*filtered, *REFERENCES[record_type])))


def _fill(
    database: sqlite3.Connection, store: RecordSource, stamp: str, told: Callable[[int, int], None]
) -> None:
    tokens = _Bare(), _Marked()
    of = sum(len(store.all(record_type)) for record_type in RECORD_TYPES)
    kinds: dict[str, tuple[int, int]] = {}
    first = 1
    for record_type in RECORD_TYPES:
        making = _Kind(record_type, store, tokens)
        rows = making.rows(first)
        while block := list(islice(rows, _BATCH_SIZE)):
            told(block[0][0], of)
            database.executemany(
                "INSERT INTO records VALUES (?, ?, ?, ?)", [row[:4] for row in block]
            )
            database.executemany(
                "INSERT INTO texts (rowid, bare, marked) VALUES (?, ?, ?)",
                [(row[0], *row[4:]) for row in block],
            )
        database.executemany("INSERT INTO holders VALUES (?, ?, ?, ?)", making.holders())
        database.executemany("INSERT INTO words VALUES (?, ?, ?)", making.words())
        count = len(store.all(record_type))
        kinds[record_type] = (first, count)
        first += count
    about = (stamp, json.encode(kinds).decode(), json.encode(store.meta))
    database.execute("INSERT INTO about VALUES (?, ?, ?)", about)


class _Bare(dict[str, str]):
    """What stands between blanks, again and again → the base letters of its words."""

    def __missing__(self, token: str) -> str:
        self[token] = found = " ".join(map(base_letters, _keys(token)))
        return found


class _Marked(dict[str, str]):
    """What stands between blanks, again and again → those of its words that have marks."""

    def __missing__(self, token: str) -> str:
        marked = (spelling for spelling in _keys(token) if spelling != base_letters(spelling))
        self[token] = found = " ".join(map(fts_token, marked))
        return found


def _keys(token: str) -> list[str]:
    return [telex_key(word[0]) for word in find_words(token)]


class _Kind:
    """The records of one kind on their way into the index."""

    def __init__(
        self, record_type: str, store: RecordSource, tokens: tuple[_Bare, _Marked]
    ) -> None:
        self._what, self._store = record_type, store
        self._bare, self._marked = tokens
        names = indexed_fields(record_type)
        self._fields: dict[str, dict[Any, array[int]]] = {field: {} for field in names}
        self._dotted = [name for name in names if "." in name]
        simple = [name for name in names if "." not in name]
        self._simple = [self._fields[name] for name in simple]
        self._values = attrgetter(*simple, "id")  # one by itself would come without a tuple
        self._counts: Counter[str] = Counter()

    def rows(self, first: int) -> Iterator[tuple[int, str, int, bytes, str, str]]:
        """Yield the row of each record: number, id, place in the store, whole; its words."""
        record_type, look = self._what, self._store.get
        of = self._store.all(record_type)
        places = {record.id: place for place, record in enumerate(of)}
        encode = json.Encoder().encode
        in_bare, in_marked = self._bare.__getitem__, self._marked.__getitem__
        found = default_order(record_type, of, self._store)
        self._hold(first, found)
        for row, record in enumerate(found, first):
            texts = [text for _, text in searched_texts(record, look)]
            said = " ".join(texts).replace(".", " ").split()  # in no word is there a point
            self._counts.update(said)
            bares, marked = " ".join(map(in_bare, said)), " ".join(map(in_marked, said))
            yield row, record.id, places[record.id], encode(record), bares, marked

    def _hold(self, first: int, found: Sequence[Any]) -> None:
        """Keep under which values the records *found* stand, which have the rows from *first*."""
        columns = zip(*map(self._values, found), strict=True)
        for known, column in zip(self._simple, columns, strict=False):
            for row, value in enumerate(column, first):
                if type(value) is str:
                    rows = known.get(value)
                    if rows is None:
                        known[value] = array(ROW_TYPE, (row,))
                    else:
                        rows.append(row)
                elif value:
                    _add(known, value, row)
        for field in self._dotted:
            for row, record in enumerate(found, first):
                _add(self._fields[field], values_at(record, field), row)

    def holders(self) -> Iterator[tuple[str, str, Any, bytes]]:
        """Yield for each field and value in which rows it stands."""
        for field, known in self._fields.items():
            for value, rows in known.items():
                yield self._what, field, value, rows.tobytes()

    def words(self) -> Iterable[tuple[str, str, int]]:
        """Yield how often each word stands there, in small letters."""
        small: Counter[str] = Counter()
        for token, count in self._counts.items():
            for word in find_words(token):
                small[word[0].lower()] += count
        return ((self._what, word, count) for word, count in small.items())


def _add(known: dict[Any, array[int]], found: Iterable[Any], row: int) -> None:
    for value in found:
        rows = known.get(value)
        if rows is None:
            known[value] = array(ROW_TYPE, (row,))
        elif rows[-1] != row:  # it stands there twice
            rows.append(row)
