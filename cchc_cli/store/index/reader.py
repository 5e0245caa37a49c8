"""Read an index: a record source that needs the SQLite file alone, not the store."""

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import to_builtins

from cchc_cli.language.diacritics import base_letters
from cchc_cli.model.ids import is_id_of_subject
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Record
from cchc_cli.query.source import GroupKey, Predicate, RecordSource, SortKey, ValueTest
from cchc_cli.search.matcher import Hit, Search
from cchc_cli.search.parser import QueryWord, matcher_for
from cchc_cli.store.index.fts import match_expression
from cchc_cli.store.index.lazy_records import (
    OWN_ORDER,
    LazyHits,
    LazyRecords,
    SortedRows,
    group_counts,
)
from cchc_cli.store.index.ordering import field_decoder, has_one_value, sorted_rows
from cchc_cli.store.index.ranking import ranked_expressions
from cchc_cli.store.index.tables import BATCH_SIZE, IndexTables


class IndexedStore(IndexTables, RecordSource):
    """The records of a store by its index. Every method raises StoreError if that is damaged."""

    def __init__(self, path: str, file: str, fingerprint: str) -> None:
        """Open the index *file* of the store at *path*; raises StaleIndex unless it fits."""
        super().__init__(path, file, fingerprint)
        self._known: dict[str, Record | None] = {}
        self._matched: tuple[Search | None, set[int] | None] = None, None

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store."""
        return self._records(self._order(record_type, "stored"))

    def get(self, id_: str) -> Record | None:
        """Return the record called *id_*, if there is one."""
        if id_ not in self._known and id_.isascii():
            rows = self._all("SELECT type, body FROM records WHERE id = ?", id_)
            self._known[id_] = self._record(*rows[0]) if rows else None
        return self._known.get(id_)

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""
        rows: set[int] = set()
        for field in REFERENCES[record_type]:
            if field != "subject" or is_id_of_subject(id_):
                rows.update(self._posted(record_type, field, id_))
        return self._records(SortedRows(rows, partial(self._in_store_order, record_type)))

    def _in_store_order(self, record_type: str, rows: Collection[int]) -> list[int]:
        if len(rows) > BATCH_SIZE:
            return [row for row in self._order(record_type, "stored") if row in rows]
        placeholders = ", ".join("?" * len(rows))
        sql = f"SELECT row FROM records WHERE row IN ({placeholders}) ORDER BY position"  # noqa: S608
        return [row for (row,) in self._all(sql, *rows)]

    def filtered(self, record_type: str, predicate: Predicate) -> Sequence[Any]:
        """Return the records of *record_type* that pass, in their default order."""
        return self._records(self._passing(record_type, predicate))

    def sorted_by(self, found: Sequence[Any], key: SortKey) -> Sequence[Any] | None:
        """Return *found*, what `filtered` returned, sorted by *key*, those without a value last."""
        if not isinstance(found, LazyRecords):
            return None
        rows = list(found.rows)
        groups = (
            (key.value_of({"type": key.record_type, **part}), some)
            for part, some in self._parts(key.record_type, key.field, rows)
        )
        return self._records(sorted_rows(rows, groups, reverse=key.reverse))

    def _parts(
        self, record_type: str, field: str, rows: Sequence[int]
    ) -> Iterator[tuple[dict[str, Any], Iterable[int]]]:
        """Yield each {*field*: value} with the rows that have it: those of *rows*, maybe others."""
        are_many = len(rows) > BATCH_SIZE and has_one_value(record_type, field)
        if lists := self._lists(record_type, field) if are_many else {}:
            yield from (({field: value}, held) for value, held in lists.items())
            return
        decode = field_decoder(record_type, field)
        found: dict[str, tuple[Any, list[int]]] = {}
        for row, _type, body in self._bodies(rows):
            part = self._decoded(decode, body)
            found.setdefault(repr(part), (part, []))[1].append(row)
        yield from ((to_builtins(part), held) for part, held in found.values())

    def search_candidates(
        self, record_type: str, predicate: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of *record_type* that pass, among them all that *search* hits."""
        rows = self._passing(record_type, predicate)
        matching = self._matching(search)
        return self._records(rows if matching is None else _intersect(rows, matching))

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
            rows = [row for rank in ranked.ranks for row in self._matches(rank) if row in passing]
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
                rows += self._matches(rank, limit - len(rows))
        return rows

    def _matches(self, expression: str, limit: int = -1) -> list[int]:
        """Return the rows that match *expression*, in the order of hits."""
        sql = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rowid LIMIT ?"
        return [row for (row,) in self._all(sql, expression, limit)]

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
        keys = self._strings(key for (key,) in self._all(sql, base, last))
        return [key for key in keys if matches[key]]

    def word_counts(self, record_types: Iterable[str]) -> Mapping[str, int]:
        """Return word in lower case → its count in the searched texts of *record_types*."""
        names = list(record_types)
        sql = "SELECT word, sum(count) FROM words WHERE record_type IN ({}) GROUP BY word"
        found = self._all(sql.format(", ".join("?" * len(names))), *names)
        words = self._strings(word for word, _ in found)
        return dict(zip(words, (int(count or 0) for _, count in found), strict=True))

    def group_counts(
        self, record_type: str, predicate: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of *record_type* pass, for each combination *by* and in all."""
        rows = self._passing(record_type, predicate)
        postings = [self._lists(record_type, key.field) for key in by]
        return group_counts(rows, by, postings), len(rows)

    def _records(self, rows: Sequence[int]) -> LazyRecords:
        return LazyRecords(rows, self._read)

    def _passing(self, record_type: str, predicate: Predicate) -> Sequence[int]:
        """Return the rows of *record_type* that pass, in their default order."""
        found = [self._having(record_type, *one) for one in predicate.tests]
        if not found:
            rows: Sequence[int] = self._order(record_type, "rows")
        elif record_type in OWN_ORDER:
            rows = _intersect(self._order(record_type, "rows"), set.intersection(*found))
        else:
            rows = sorted(set.intersection(*found))
        if not predicate.without:
            return rows
        excluded = {row for id_ in predicate.without for row in self._row(id_)}
        return [row for row in rows if row not in excluded]

    def _having(self, record_type: str, fields: Iterable[str], test: ValueTest) -> set[int]:
        """Return the rows of *record_type* with a value in one of *fields* that passes *test*."""
        found = ((one, value) for one in fields for value in self._values(record_type, one))
        lists = (self._posted(record_type, *one) for one in found if test(one[1]))
        return set[int]().union(*lists)

    def _matching(self, search: Search) -> set[int] | None:
        if self._matched[0] is not search:
            wanted = match_expression(search)
            self._matched = search, set(self._matches(wanted)) if wanted else None
        return self._matched[1]


def _of_types(names: Collection[str]) -> Callable[[str], str]:
    """Return a function of an expression: the same, of records of these types alone."""
    if len(names) == len(RECORD_TYPES):
        return str
    return f"type : ({' OR '.join(names)}) AND ({{}})".format


def _intersect(some: Sequence[int], others: set[int]) -> Sequence[int]:
    return [row for row in some if row in others]
