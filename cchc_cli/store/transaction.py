"""One exclusive change of a store: locked, read, written in one step."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB

from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.storage import JSONFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from cchc_cli.model.records import Record
    from cchc_cli.progress import StepCounter
    from cchc_cli.store.location import WritablePath
    from cchc_cli.store.lock import StoreLock

# What only a run that writes needs is imported where it is used.


class Transaction:
    """A locked store as it was read, and the one way to change it."""

    def __init__(self, path: str, lock: StoreLock) -> None:
        """Read the store at *path* whose *lock* this run holds; raises StoreError."""
        from tinydb.middlewares import CachingMiddleware  # noqa: PLC0415

        self._database = TinyDB(path, lock, storage=CachingMiddleware(JSONFile))  # type: ignore[no-untyped-call]
        self.store = MemoryStore(path, self._database)
        self.is_canonical: bool = self._database.storage.is_canonical()  # type: ignore[attr-defined]

    def commit(
        self, tables: Mapping[str, Mapping[str, Record]], day: date, steps: StepCounter
    ) -> None:
        """Write *tables*, table → id → record, as of *day*, in one step, and count the *steps*.

        A record that exists keeps its position and its key; new ones come last in their table.
        Raises StoreError, and then nothing is written.
        """
        from cchc_cli.store.encode import to_document  # noqa: PLC0415

        for record_type, records in tables.items():
            table = self._database.table(record_type)
            new = {id_: to_document(record) for id_, record in steps.each(records.items())}
            existing = new.keys() & {record.id for record in self.store.all(record_type)}
            if existing:
                replaced = {id_: new.pop(id_) for id_ in existing}
                table.update(
                    _replace_with(replaced), lambda document, by=replaced: document["id"] in by
                )
            table.insert_multiple(new.values())
        updated = max(day, self.store.meta.updated).isoformat()
        self._database.table("meta").update({"updated": updated}, lambda _: True)
        self._database.close()  # writes the file


def _replace_with(new: Mapping[str, Mapping[str, Any]]) -> Callable[[Any], None]:
    """Return the TinyDB operation that replaces a document by that of its id in *new*."""

    def operation(document: Any) -> None:  # noqa: ANN401  # a document of TinyDB
        replacement = new[document["id"]]
        document.clear()
        document.update(replacement)

    return operation


@contextmanager
def transaction(path: WritablePath) -> Iterator[Transaction]:
    """Lock the store at *path* against other writers, and yield it; raises StoreError."""
    from cchc_cli.store.lock import locked  # noqa: PLC0415

    with locked(path) as lock:
        yield Transaction(path, lock)
