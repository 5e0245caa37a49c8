"""Making an index: the records of a store, and what leads to them, in an SQLite file."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from functools import cache
from itertools import chain, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

from cchc_cli.language.diacritics import find_words, telex_keys
from cchc_cli.model.records import RECORD_TYPES, REFERENCES
from cchc_cli.model.references import values_at
from cchc_cli.query.filters import FILTERS
from cchc_cli.query.sorting import default_order
from cchc_cli.search.matcher import searched_texts
from cchc_cli.search.terms import Terms
from cchc_cli.store.index.fts import TEXTS_TABLE, accented_tokens, base_tokens
from cchc_cli.store.index.lazy_records import ROW_TYPE

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
CREATE TABLE about (fingerprint TEXT, spans TEXT, meta BLOB);
CREATE TABLE records (row INTEGER PRIMARY KEY, id TEXT, position INTEGER, body BLOB);
CREATE TABLE postings (
    record_type TEXT, field TEXT, value, rows BLOB, PRIMARY KEY (record_type, field, value)
) WITHOUT ROWID;
CREATE TABLE words (record_type TEXT, word TEXT, count INTEGER);
"""


class BuildFailed(Exception):  # noqa: N818  # an index is nothing that a user misses
    """No index could be made."""


def build_index(
    store: RecordSource,
    file: str,
    fingerprint: str,
    on_progress: Callable[[int, int], None] | None = None,
) -> None:
    """Write the index of *store*, as it was at *fingerprint*, into the empty file *file*.

    *on_progress* takes how many of how many records are done. Raises BuildFailed.
    """
    try:
        database = sqlite3.connect(file, isolation_level=None)
        try:
            database.executescript(_TABLES + TEXTS_TABLE)
            database.execute("BEGIN")
            _fill(database, store, fingerprint, on_progress or (lambda _done, _of: None))
            database.execute("CREATE UNIQUE INDEX ids ON records (id)")
            database.execute("COMMIT")
        finally:
            database.close()
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise BuildFailed(str(error)) from None


def indexed_fields(record_type: str) -> list[str]:
    """Return the fields of *record_type* by whose values its records are found."""
    filtered = (field for row in FILTERS.values() for field in row.fields.get(record_type, ()))
    return list(dict.fromkeys((*filtered, *REFERENCES[record_type])))


def _fill(
    database: sqlite3.Connection,
    store: RecordSource,
    fingerprint: str,
    on_progress: Callable[[int, int], None],
) -> None:
    terms = Terms(store.all("terms"))
    total = sum(len(store.all(record_type)) for record_type in RECORD_TYPES)
    spans: dict[str, tuple[int, int]] = {}
    first = 1
    for record_type in RECORD_TYPES:
        table = _Table(record_type, store, terms)
        rows = table.rows(first)
        while batch := list(islice(rows, _BATCH_SIZE)):
            on_progress(batch[0].row, total)
            database.executemany(
                "INSERT INTO records VALUES (?, ?, ?, ?)", [row[:4] for row in batch]
            )
            database.executemany(
                "INSERT INTO texts (rowid, base, accented) VALUES (?, ?, ?)",
                [(row.row, row.base, row.accented) for row in batch],
            )
        database.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", table.postings())
        database.executemany("INSERT INTO words VALUES (?, ?, ?)", table.words())
        count = len(store.all(record_type))
        spans[record_type] = (first, count)
        first += count
    about = (fingerprint, json.encode(spans).decode(), json.encode(store.meta))
    database.execute("INSERT INTO about VALUES (?, ?, ?)", about)


class _Row(NamedTuple):
    """A record in the index, numbered in the default order, with its position in the store."""

    row: int
    id: str
    position: int
    body: bytes
    base: str
    accented: str


class _Table:
    def __init__(self, record_type: str, store: RecordSource, terms: Terms) -> None:
        self._type, self._store, self._terms = record_type, store, terms
        names = indexed_fields(record_type)
        self._postings: dict[str, dict[Any, array[int]]] = {field: {} for field in names}
        self._counts: Counter[str] = Counter()

    def rows(self, first: int) -> Iterator[_Row]:
        """Yield the rows of all records, numbered from *first*; the counts are kept."""
        records = self._store.all(self._type)
        positions = {record.id: position for position, record in enumerate(records)}
        encode = json.Encoder().encode
        keys = cache(telex_keys)
        rewritable = cache(lambda token: any(map(self._terms.may_change, keys(token))))
        base = cache(lambda token: base_tokens(keys(token)))
        accented = cache(lambda token: accented_tokens(keys(token)))
        in_order = default_order(self._type, records, self._store)
        self._post(first, in_order)
        for row, record in enumerate(in_order, first):
            texts = [text for _, text in searched_texts(record, self._store.get)]
            tokens = " ".join(texts).replace(".", " ").split()  # no word has a point in it
            self._counts.update(tokens)
            columns = " ".join(map(base, tokens)), " ".join(map(accented, tokens))
            if any(map(rewritable, tokens)):
                words = (tuple(chain.from_iterable(map(keys, text.split()))) for text in texts)
                canonical = [
                    key for one in map(self._terms.rewrite, words) if one for key in one.keys
                ]
                more = base_tokens(canonical), accented_tokens(canonical)
                columns = f"{columns[0]} {more[0]}", f"{columns[1]} {more[1]}"
            yield _Row(row, record.id, positions[record.id], encode(record), *columns)

    def _post(self, first: int, records: Sequence[Any]) -> None:
        simple = [field for field in self._postings if "." not in field]
        values = attrgetter(*simple, "id")  # one by itself would come without a tuple
        columns = zip(*map(values, records), strict=True)
        for field, column in zip(simple, columns, strict=False):
            postings = self._postings[field]
            for row, value in enumerate(column, first):
                if value:
                    _add(postings, (value,) if type(value) is str else value, row)
        for field in self._postings.keys() - simple:
            for row, record in enumerate(records, first):
                found = values_at(record, field)  # a recipient of an award may be words
                _add(self._postings[field], (one for one in found if isinstance(one, str)), row)

    def postings(self) -> Iterator[tuple[str, str, Any, bytes]]:
        for field, postings in self._postings.items():
            for value, rows in postings.items():
                yield self._type, field, value, rows.tobytes()

    def words(self) -> Iterable[tuple[str, str, int]]:
        counts: Counter[str] = Counter()
        for token, count in self._counts.items():
            for word in find_words(token):
                counts[word[0].lower()] += count
        return ((self._type, word, count) for word, count in counts.items())


def _add(postings: dict[Any, array[int]], values: Iterable[Any], row: int) -> None:
    for value in values:
        rows = postings.get(value)
        if rows is None:
            postings[value] = array(ROW_TYPE, (row,))
        elif rows[-1] != row:  # the value may occur twice
            rows.append(row)
