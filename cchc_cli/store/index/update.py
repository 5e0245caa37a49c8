"""Bringing an index up to date after a change of a few records of its store."""

from __future__ import annotations

import shutil
from array import array
from bisect import bisect_left
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import json

from cchc_cli.model.records import RECORD_TYPES, Meeting, Term, type_of
from cchc_cli.query.sorting import default_order, hit_order
from cchc_cli.search.matcher import REFERRED_NAMES
from cchc_cli.store.encode import to_document
from cchc_cli.store.index.build import (
    GAP,
    INSERT_RECORD,
    INSERT_TEXTS,
    TYPE_NUMBERS,
    WRITING,
    Connection,
    writing,
)
from cchc_cli.store.index.lazy_records import OWN_ORDER, ROW_TYPE
from cchc_cli.store.index.postings import posted_values
from cchc_cli.store.index.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc_cli.query.source import RecordSource
    from cchc_cli.store.index.reader import IndexedStore

_FEW, _SHARE = 200, 20  # making an index anew is quicker than changing more, or a 20th of it
_MAX_ROW = 1 << 32
_SHARE_OF_GAP = 8  # records are more often added behind the last one than before it

_DELETE_TEXTS = """
INSERT INTO texts (texts, rowid, type, main_base, main_full, other_base, other_full)
VALUES ('delete', ?, ?, ?, ?, ?, ?)
"""
_COUNT_WORD = """
INSERT INTO words VALUES (?, ?, ?)
ON CONFLICT (record_type, word) DO UPDATE SET count = count + excluded.count
"""


class TooMuchChanged(Exception):  # noqa: N818  # then the index is made anew
    """The change is not one of a few records that leave the others where they are."""


class Change(NamedTuple):
    """A record as it was and as it is, and its rows; None where it is not there."""

    old: Any
    new: Any
    old_row: int | None = None
    row: int | None = None

    @property
    def type(self) -> str:
        """The record type."""
        return type_of(self.new or self.old)


class Update:
    """The change of an index, opened as *index*, from the store *before* to the store *after*.

    *ids* are those of the records that were added, replaced or removed.
    """

    def __init__(
        self, index: IndexedStore, before: RecordSource, after: RecordSource, ids: Iterable[str]
    ) -> None:
        """Find what changes; raises TooMuchChanged, or StoreError if the index is damaged."""
        self._index, self._before, self._after = index, before, after
        self._row_of = {name: index.rows_by_id(name) for name in RECORD_TYPES}
        found = list(_changes(before, after, _affected(before, after, ids)))
        if len(found) > max(_FEW, sum(map(len, self._row_of.values())) // _SHARE):
            raise TooMuchChanged
        self._changes = list(self._placed(found))

    def write(self, old: str, fingerprint: str, file: str) -> None:
        """Write the index *old*, changed, into the empty *file*, for the store at *fingerprint*.

        Raises OSError, or TooMuchChanged if *old* is not the index that was opened any more.
        """
        shutil.copyfile(old, file)
        with writing(file) as database:
            database.executescript(WRITING)
            if not self._is_copied(database):
                raise TooMuchChanged
            database.execute("BEGIN")
            self._write(database)
            about = (fingerprint, json.encode(self._after.meta))
            database.execute("UPDATE about SET fingerprint = ?, meta = ?", about)
            database.execute("COMMIT")

    def _is_copied(self, database: Connection) -> bool:
        """Return whether *database* has the rows of the index, which others may have made anew."""
        sql = "SELECT record_type, ids, rows FROM orders"
        copied = {name: (ids, rows) for name, ids, rows in database.execute(sql)}
        return copied == {
            name: (" ".join(rows), array(ROW_TYPE, rows.values()).tobytes())
            for name, rows in self._row_of.items()
        }

    def _placed(self, found: list[Change]) -> Iterator[Change]:
        """Yield the changes with rows: the old one, or a new one where the order has changed."""
        moving: list[Change] = []
        taken = {row for rows in self._row_of.values() for row in rows.values()}
        for change in found:
            old, new = change.old, change.new
            row = self._row_of[change.type][old.id] if old else None
            if old and new and _key(old, self._before) == _key(new, self._after):
                yield change._replace(old_row=row, row=row)
                continue
            taken.discard(row or 0)
            if new:
                moving.append(change._replace(old_row=row))
            else:
                yield change._replace(old_row=row)
        moving.sort(key=lambda change: _key(change.new, self._after))
        for change, row in zip(moving, self._free_rows(moving, sorted(taken)), strict=True):
            yield change._replace(row=row)

    def _free_rows(self, moving: list[Change], rows: list[int]) -> Iterator[int]:
        """Yield a row between those of *rows* for each of *moving*, which are in order."""

        def key_at(row: int) -> tuple[Any, ...]:
            return _key(self._index.record_at(row), self._after)

        def place(change: Change) -> int:
            return bisect_left(rows, _key(change.new, self._after), key=key_at)

        if not rows:
            raise TooMuchChanged
        for at, together in groupby(map(place, moving)):
            count = len(list(together))
            low = rows[at - 1] if at else max(rows[0] - GAP * (count + 1), 0)
            high = rows[at] if at < len(rows) else low + GAP * _SHARE_OF_GAP * (count + 1)
            step = max((high - low) // (_SHARE_OF_GAP * count), 1) if at else GAP
            if low + step * count >= min(high, _MAX_ROW):
                raise TooMuchChanged
            yield from range(low + step, low + step * count + 1, step)

    def _write(self, database: Connection) -> None:
        self._write_texts(database)
        self._write_postings(database)
        for change in self._changes:
            if change.old_row is not None and change.old_row != change.row:
                database.execute("DELETE FROM records WHERE row = ?", (change.old_row,))
        types = dict.fromkeys(change.type for change in self._changes)
        if self._after.ids("people") != self._before.ids("people"):  # maybe only their order
            types["people"] = None
        for record_type in types:
            self._write_records(database, record_type)

    def _write_texts(self, database: Connection) -> None:
        before, after = Texts(self._before), Texts(self._after)
        deleted, inserted = [], []
        for change in self._changes:
            old = (change.old_row, *before.columns(change.old)) if change.old else None
            new = (change.row, *after.columns(change.new)) if change.new else None
            if old != new:
                deleted += [(old[0], change.type, *old[1:])] if old else []
                inserted += [(new[0], change.type, *new[1:])] if new else []
        database.executemany(_DELETE_TEXTS, deleted)
        database.executemany(INSERT_TEXTS, inserted)
        counts = Counter({(type_, word): count for type_, word, count in after.words()})
        counts.subtract({(type_, word): count for type_, word, count in before.words()})
        database.executemany(_COUNT_WORD, ((*key, n) for key, n in counts.items() if n))
        database.execute("DELETE FROM words WHERE count = 0")
        database.executemany("INSERT OR IGNORE INTO spellings VALUES (?, ?)", after.spellings())

    def _write_postings(self, database: Connection) -> None:
        for key, (gone, added) in self._posted_rows().items():
            where = "record_type = ? AND field = ? AND value = ?"
            found = database.execute(f"SELECT rows FROM postings WHERE {where}", key).fetchone()  # noqa: S608
            rows = sorted((set(array(ROW_TYPE, found[0] if found else b"")) - gone) | added)
            if rows:
                sql = "INSERT OR REPLACE INTO postings VALUES (?, ?, ?, ?)"
                database.execute(sql, (*key, array(ROW_TYPE, rows).tobytes()))
            else:
                database.execute(f"DELETE FROM postings WHERE {where}", key)  # noqa: S608

    def _posted_rows(self) -> dict[tuple[str, str, str], tuple[set[int], set[int]]]:
        """Return record type, field and value → the rows that go, and those that come."""
        found: dict[tuple[str, str, str], tuple[set[int], set[int]]] = {}
        for change in self._changes:
            old = _posted(change.type, change.old, change.old_row)
            new = _posted(change.type, change.new, change.row)
            for which, pairs in enumerate((old - new, new - old)):
                for field, value, row in pairs:
                    found.setdefault((change.type, field, value), (set(), set()))[which].add(row)
        return found

    def _write_records(self, database: Connection, record_type: str) -> None:
        changes = [change for change in self._changes if change.type == record_type]
        rows, index = self._row_of[record_type], self._index
        known = {row: id_ for id_, row in rows.items()}
        kept = [known[row] for row in index.rows_in_store_order(record_type)]
        first_new = index.position_of(kept[-1]) + 1 if kept else 0
        gone = {change.old.id for change in changes if not change.new}
        kept = [id_ for id_ in kept if id_ not in gone]
        rows = {id_: row for id_, row in rows.items() if id_ not in gone}
        rows |= {one.new.id: one.row or 0 for one in changes if one.new}
        stored = [record.id for record in self._after.all(record_type)]
        new = {id_: n for n, id_ in enumerate(stored[len(kept) :], first_new)}
        for one in (change.new for change in changes if change.new):
            is_old = one.id in self._row_of[record_type]
            position = index.position_of(one.id) if is_old else new.get(one.id, 0)
            body = json.encode(to_document(one))
            values = (rows[one.id], TYPE_NUMBERS[record_type], one.id, position, body)
            database.execute(INSERT_RECORD, values)
        if stored[: len(kept)] != kept:  # new people come between others
            sql = "UPDATE records SET position = ? WHERE row = ?"
            database.executemany(sql, ((n, rows[id_]) for n, id_ in enumerate(stored)))
        self._write_order(database, record_type, rows, stored)

    def _write_order(
        self,
        database: Connection,
        record_type: str,
        rows: dict[str, int],
        stored: list[str],
    ) -> None:
        ids = sorted(rows, key=rows.__getitem__)
        if record_type in OWN_ORDER:
            all_ = self._after.all(record_type)
            ids = [record.id for record in default_order(record_type, all_, self._after)]
        blobs = [array(ROW_TYPE, map(rows.__getitem__, some)).tobytes() for some in (ids, stored)]
        sql = "UPDATE orders SET rows = ?, stored = ?, ids = ? WHERE record_type = ?"
        database.execute(sql, (*blobs, " ".join(ids), record_type))


def _changes(before: RecordSource, after: RecordSource, ids: Iterable[str]) -> Iterator[Change]:
    for id_ in ids:
        old, new = before.get(id_), after.get(id_)
        if old and new and type(old) is not type(new):  # the id of a person was given away
            yield from (Change(old, None), Change(None, new))
        elif old or new:
            yield Change(old, new)


def _affected(before: RecordSource, after: RecordSource, ids: Iterable[str]) -> dict[str, None]:
    """Return the ids of all records of which something in an index changes, with *ids*."""
    found = dict.fromkeys(ids)
    for id_ in list(found):
        old, new = before.get(id_), after.get(id_)
        if isinstance(new or old, Term) or (old and new and _day(old) != _day(new)):
            raise TooMuchChanged  # other texts are rewritten, or other records move
        if getattr(old, "name", None) != getattr(new, "name", None):
            for record_type in REFERRED_NAMES:
                found |= {one.id: None for one in after.referring_to(id_, record_type)}
    people = ({one.id: one for one in store.all("people")} for store in (before, after))
    old_people, new_people = people
    ids_of_people = {**old_people, **new_people}
    return found | {
        id_: None for id_ in ids_of_people if old_people.get(id_) != new_people.get(id_)
    }


def _posted(record_type: str, record: Any, row: int | None) -> set[tuple[str, str, int]]:  # noqa: ANN401
    pairs = posted_values(record_type, record) if record else ()
    return {(*pair, row or 0) for pair in pairs}


def _day(record: Any) -> Any:  # noqa: ANN401  # of any type
    return record.date if isinstance(record, Meeting) else None


def _key(record: Any, store: RecordSource) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the key that sorts *record* in the order of hits."""
    return hit_order(type_of(record), record, store)
