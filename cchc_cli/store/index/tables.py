"""The tables of an index: rows, their records, and the lists of rows that have a value."""

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import MsgspecError
from msgspec.json import Decoder, decode

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES, Meta, Record
from cchc_cli.store.atomic import remove
from cchc_cli.store.index.lazy_records import ROW_TYPE, StoredRows

BATCH_SIZE = 250  # rows to read at a time
_ROW_SIZE = array(ROW_TYPE).itemsize
_TYPES = list(RECORD_TYPES.values())


class StaleIndex(Exception):  # noqa: N818  # then it is made anew
    """There is no index, or not the one that is wanted."""


class IndexTables:
    """The SQLite file of an index. Every method raises StoreError if it is damaged."""

    def __init__(self, path: str, file: str, fingerprint: str) -> None:
        """Open the index *file* of the store at *path*; raises StaleIndex unless it fits."""
        self.path = path
        self.file = file
        try:
            self._database = _connect(file)
            known, meta = self._one("SELECT fingerprint, meta FROM about")
            if known != fingerprint or not _is_complete(self._database, file):
                raise StaleIndex
            self.meta = decode(meta, type=Meta)
        except (sqlite3.Error, MsgspecError, StoreError, OSError) as error:
            raise StaleIndex(str(error)) from None
        self._decoders: dict[int, Callable[[Any], Any]] = {}
        self._orders: dict[tuple[str, str], StoredRows] = {}

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of *record_type*."""
        (ids,) = self._one("SELECT ids FROM orders WHERE record_type = ?", record_type)
        return str(ids).split()

    def rows_by_id(self, record_type: str) -> dict[str, int]:
        """Return id → row, of all records of *record_type*."""
        ids, rows = list(self.ids(record_type)), self._order(record_type, "rows")
        if len(ids) != len(rows):
            raise self._damaged()
        return dict(zip(ids, rows, strict=True))

    def rows_in_store_order(self, record_type: str) -> Sequence[int]:
        """Return the rows of *record_type* in the order of the store."""
        return self._order(record_type, "stored")

    def record_at(self, row: int) -> Record:
        """Return the record of the row *row*."""
        (record,) = self._read([row])
        return record  # type: ignore[no-any-return]

    def position_of(self, id_: str) -> int:
        """Return the position in the store of the record *id_*."""
        return int(self._one("SELECT position FROM records WHERE id = ?", id_)[0])

    def _order(self, record_type: str, which: str) -> StoredRows:
        key = record_type, which
        if key not in self._orders:
            self._orders[key] = self._stored_rows(*key)
        return self._orders[key]

    def _stored_rows(self, record_type: str, which: str) -> StoredRows:
        (number,) = self._one("SELECT rowid FROM orders WHERE record_type = ?", record_type)
        try:
            blob = self._database.blobopen("orders", which, number, readonly=True)
            count, rest = divmod(len(blob), _ROW_SIZE)
        except sqlite3.Error:
            raise self._damaged() from None

        def read(start: int, end: int) -> Sequence[int]:
            try:
                return self._array([(blob[start * _ROW_SIZE : end * _ROW_SIZE],)])
            except sqlite3.Error:
                raise self._damaged() from None

        if rest:
            raise self._damaged()
        return StoredRows(range(count), read)

    def _row(self, id_: str) -> list[int]:
        return [row for (row,) in self._all("SELECT row FROM records WHERE id = ?", id_)]

    def _values(self, record_type: str, field: str) -> Iterable[str]:
        if field == "id":
            return self.ids(record_type)
        sql = "SELECT value FROM postings WHERE record_type = ? AND field = ?"
        return self._strings(value for (value,) in self._all(sql, record_type, field))

    def _lists(self, record_type: str, field: str) -> Mapping[str, Sequence[int]]:
        """Return value of *field* → the rows that have it; nothing for a field without lists."""
        if field == "id":
            return {id_: (row,) for id_, row in self.rows_by_id(record_type).items()}
        sql = "SELECT value, rows FROM postings WHERE record_type = ? AND field = ?"
        lists = self._all(sql, record_type, field)
        values = self._strings(value for value, _blob in lists)
        blobs = (self._array([(blob,)]) for _value, blob in lists)
        return dict(zip(values, blobs, strict=True))

    def _posted(self, record_type: str, field: str, value: str) -> Sequence[int]:
        if field == "id":
            return self._row(value)
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
        for _row, type_, body in self._bodies(rows):
            yield self._record(type_, body)

    def _bodies(self, rows: Sequence[int]) -> Iterator[tuple[int, Any, Any]]:
        """Yield each of *rows* with the type and the JSON text of its record, None if not there."""
        for start in range(0, len(rows), BATCH_SIZE):
            batch = list(rows[start : start + BATCH_SIZE])
            placeholders = ", ".join("?" * len(batch))
            sql = f"SELECT row, type, body FROM records WHERE row IN ({placeholders})"  # noqa: S608
            found = {row: one for row, *one in self._all(sql, *batch)}
            for row in batch:
                yield row, *found.get(row, (None, None))

    def _record(self, type_: Any, body: Any) -> Any:  # noqa: ANN401  # of any type
        try:
            if type_ not in self._decoders:
                self._decoders[type_] = Decoder(_TYPES[type_]).decode
        except (TypeError, IndexError):  # there is no such row
            raise self._damaged() from None
        return self._decoded(self._decoders[type_], body)

    def _decoded(self, decode: Callable[[Any], Any], body: Any) -> Any:  # noqa: ANN401
        try:
            return decode(body)
        except (MsgspecError, TypeError, ValueError):  # or it is no UTF-8
            raise self._damaged() from None

    def _strings(self, values: Iterable[Any]) -> list[str]:
        """Return *values*, which are texts if the index is not damaged."""
        found = list(values)
        if not all(type(one) is str and one for one in found):
            raise self._damaged()
        return found

    def _one(self, sql: str, *values: Any) -> tuple[Any, ...]:  # noqa: ANN401
        for row in self._all(sql, *values):
            return row
        raise self._damaged()

    def _all(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401
        try:
            return self._database.execute(sql, values).fetchall()
        except (sqlite3.Error, ValueError):  # or SQLite's message is no UTF-8
            raise self._damaged() from None

    def _damaged(self) -> StoreError:
        """Remove the index, so that the next run makes another, and return what is raised."""
        remove(self.file)
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


def _is_complete(database: sqlite3.Connection, file: str) -> bool:
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    (size,) = database.execute("PRAGMA page_size").fetchone()
    return bool(os.stat(file).st_size == pages * size)  # noqa: PTH116
