"""One exclusive change of a store: locked, read, written in one step."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.middlewares import CachingMiddleware
from tinydb.table import Table

from cchc_cli.model.records import TABLES, Record, type_of
from cchc_cli.model.validation import validate
from cchc_cli.progress import StepCounter
from cchc_cli.store.decode import decode_fast, records_of
from cchc_cli.store.encode import to_document
from cchc_cli.store.location import WritablePath, is_large
from cchc_cli.store.lock import StoreLock
from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.storage import JsonStorage


class Transaction:
    """A locked store as it was read, and the one way to change it."""

    def __init__(self, path: WritablePath, lock: StoreLock) -> None:
        self._lock = lock
        tables = decode_fast(lock.content) if is_large(path) else None
        if tables is not None:
            validate({name: tables[name] for name in TABLES}, path)
        storage: Any = CachingMiddleware(JsonStorage)  # type: ignore[no-untyped-call]
        self._database = TinyDB(path, lock, keeps_text=tables is not None, storage=storage)
        self.store = MemoryStore(path, tables or records_of(self._database, path))
        self.is_canonical = storage.is_canonical()
        self.is_upgraded = storage.is_upgraded

    def commit(
        self, tables: Mapping[str, Mapping[str, Record]], day: date, steps: StepCounter
    ) -> None:
        """Write *tables*, table → id → record, as of *day*, in one step, and count the *steps*.

        A record that exists keeps its position and its key; new ones come last in their table.
        Raises StoreError, and then nothing is written.
        """
        for record_type, records in tables.items():
            new = {id_: to_document(record) for id_, record in steps.each(records.items())}
            _write(self._database.table(record_type), new)
        self._close(day, tables, ())

    def remove(self, records: Collection[Record], day: date) -> None:
        """Write the store without *records*, as of *day*, in one step; raises StoreError."""
        ids = {record.id for record in records}
        for record_type in {type_of(record) for record in records}:
            self._database.table(record_type).remove(lambda document: document["id"] in ids)
        self._close(day, {}, ids)

    def _close(
        self, day: date, new: Mapping[str, Mapping[str, Record]], gone: Collection[str]
    ) -> None:
        meta = replace(self.store.meta, updated=max(day, self.store.meta.updated))
        updated = {"updated": meta.updated.isoformat()}
        self._database.table("meta").update(updated, lambda _: True)
        if not is_large(self.store.path):
            self._database.close()  # writes the file
            return
        from cchc_cli.store.index import index_to_update, update_index  # noqa: PLC0415  # only large stores have one

        index = index_to_update(self.store.path)
        self._database.close()
        del self._database  # and with it the text of before
        if index:
            changed = [*gone, *(id_ for records in new.values() for id_ in records)]
            after = self.store.changed(meta, new, gone)
            update_index(index, self.store, after, changed, self._lock.content)


def _write(table: Table, new: dict[str, dict[str, Any]]) -> None:
    def replace(document: Any) -> None:  # noqa: ANN401  # a document of TinyDB
        replacement = new.pop(document["id"])
        document.clear()
        document.update(replacement)

    table.update(replace, lambda document: document["id"] in new)
    table.insert_multiple(new.values())
