"""Making an index: the records of a store, and what leads to them, in an SQLite file."""

from __future__ import annotations

import sqlite3
from array import array
from collections import Counter
from functools import cache
from itertools import chain, count
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

from cchc_cli.language.diacritics import base_letters, find_words, telex_keys
from cchc_cli.model.records import RECORD_TYPES, REFERENCES
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.filters import FILTERS
from cchc_cli.query.sorting import default_order, id_key, recency
from cchc_cli.search.matcher import is_main, searched_texts
from cchc_cli.search.terms import Terms
from cchc_cli.store.index.fts import SEPARATOR, TEXTS_TABLE, base_tokens, full_tokens
from cchc_cli.store.index.lazy_records import ROW_TYPE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from cchc_cli.query.source import RecordSource


_BETWEEN = "."  # texts: no word has a point in it

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
CREATE TABLE places (rows BLOB);
CREATE TABLE spellings (base TEXT, key TEXT, PRIMARY KEY (base, key)) WITHOUT ROWID;
"""


_INSERT_TEXTS = """
INSERT INTO texts (rowid, type, main_base, main_full, other_base, other_full)
VALUES (?, ?, ?, ?, ?, ?)
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
    spans: dict[str, tuple[int, int]] = {}
    days: dict[int, list[_Place]] = {}
    first = 1
    for record_type in RECORD_TYPES:
        table = _Table(record_type, store)
        database.executemany("INSERT INTO records VALUES (?, ?, ?, ?)", table.rows(first))
        database.executemany("INSERT INTO postings VALUES (?, ?, ?, ?)", table.postings())
        for newest, place in table.places(first):
            days.setdefault(newest, []).append(place)
        spans[record_type] = (first, len(store.all(record_type)))
        first += spans[record_type][1]
    rows = array(ROW_TYPE)
    texts = _Texts(store)
    for day in sorted(days, reverse=True):  # one by one: keys of all records would fill the memory
        places = sorted(days.pop(day), key=lambda place: id_key(place.record))
        database.executemany(_INSERT_TEXTS, map(texts.row, count(len(rows)), places))
        rows.extend(place.row for place in places)
        on_progress(len(rows), first - 1)
    database.executemany("INSERT INTO words VALUES (?, ?, ?)", texts.words())
    database.executemany("INSERT INTO spellings VALUES (?, ?)", texts.spellings())
    database.execute("INSERT INTO places VALUES (?)", (rows.tobytes(),))
    about = (fingerprint, json.encode(spans).decode(), json.encode(store.meta))
    database.execute("INSERT INTO about VALUES (?, ?, ?)", about)


class _Place(NamedTuple):
    row: int
    type: str
    record: Any


class _Texts:
    """The texts of records as columns, and which words there are in them."""

    def __init__(self, store: RecordSource) -> None:
        self._get, self._terms = store.get, Terms(store.all("terms"))
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in RECORD_TYPES}
        self._canonical: set[str] = set()
        self._keys = keys = cache(telex_keys)
        self._rewritable = cache(lambda token: any(map(self._terms.may_change, keys(token))))
        self._base = cache(lambda one: SEPARATOR if one == _BETWEEN else base_tokens(keys(one)))
        self._full = cache(lambda one: SEPARATOR if one == _BETWEEN else full_tokens(keys(one)))

    def row(self, number: int, place: _Place) -> tuple[Any, ...]:
        """Return what _INSERT_TEXTS inserts."""
        texts: dict[bool, list[str]] = {True: [], False: []}
        for path, text in searched_texts(place.record, self._get):
            texts[is_main(path)].append(text.replace(_BETWEEN, " "))
        counts = self._counts[place.type]
        main, others = (self._pair(texts[which], counts) for which in (True, False))
        return number, place.type, *main, *others

    def _pair(self, texts: list[str], counts: Counter[str]) -> tuple[str, str]:
        tokens = f" {_BETWEEN} ".join(texts).split()
        counts.update(tokens)
        pair = " ".join(map(self._base, tokens)), " ".join(map(self._full, tokens))
        if not any(map(self._rewritable, tokens)):
            return pair
        words = (tuple(chain.from_iterable(map(self._keys, text.split()))) for text in texts)
        rewritten = [one.keys for one in map(self._terms.rewrite, words) if one]
        self._canonical.update(*rewritten)
        between = f" {SEPARATOR} "
        return (
            between.join((pair[0], *map(base_tokens, rewritten))),
            between.join((pair[1], *map(full_tokens, rewritten))),
        )

    def words(self) -> Iterable[tuple[str, str, int]]:
        """Yield record type, word in lower case, and its count."""
        for record_type, of_tokens in self._counts.items():
            counts: Counter[str] = Counter()
            for token, times in of_tokens.items():
                for word in find_words(token):
                    counts[word[0].lower()] += times
            yield from ((record_type, *pair) for pair in counts.items())

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Yield base letters and key of every word."""
        tokens = {token for counts in self._counts.values() for token in counts}
        keys = self._canonical.union(*map(self._keys, tokens))
        return ((base_letters(key), key) for key in sorted(keys))


class _Table:
    def __init__(self, record_type: str, store: RecordSource) -> None:
        self._type, self._store = record_type, store
        names = indexed_fields(record_type)
        self._postings: dict[str, dict[Any, array[int]]] = {field: {} for field in names}
        self._in_order = default_order(record_type, store.all(record_type), store)

    def rows(self, first: int) -> Iterator[tuple[int, str, int, bytes]]:
        """Yield row, id, position in the store and body, numbered from *first* in default order."""
        records = self._store.all(self._type)
        positions = {record.id: position for position, record in enumerate(records)}
        encode = json.Encoder().encode
        self._post(first, self._in_order)
        for row, record in enumerate(self._in_order, first):
            yield row, record.id, positions[record.id], encode(record)

    def places(self, first: int) -> Iterator[tuple[int, _Place]]:
        """Yield each record with the ordinal of its newest day."""
        for row, record in enumerate(self._in_order, first):
            newest = recency(self._type, record, self._store)
            yield newest, _Place(row, self._type, record)

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


def _add(postings: dict[Any, array[int]], values: Iterable[Any], row: int) -> None:
    for value in values:
        rows = postings.get(value)
        if rows is None:
            postings[value] = array(ROW_TYPE, (row,))
        elif rows[-1] != row:  # the value may occur twice
            rows.append(row)
