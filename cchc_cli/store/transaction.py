"""One exclusive change of a store: locked, read, written at once."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tinydb import TinyDB

from cchc_cli.model.records import Record
from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.storage import JSONFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from cchc_cli.progress import StepCounter
    from cchc_cli.store.location import WritablePath
    from cchc_cli.store.lock import StoreLock


class Transaction:
    """A store that this run holds, as it was read, and the one way to change it."""

    def __init__(self, path: str, hold: StoreLock) -> None:
        """Read the store at *path* that *hold* holds; raises StoreError."""
        from tinydb.middlewares import CachingMiddleware  # noqa: PLC0415  # most runs only read

        self._database = TinyDB(path, hold, storage=CachingMiddleware(JSONFile))  # type: ignore[no-untyped-call]
        self.store = MemoryStore(path, self._database)
        self.is_canonical: bool = self._database.storage.is_canonical()  # type: ignore[attr-defined]

    def commit(
        self, tables: Mapping[str, Mapping[str, Record]], day: date, steps: StepCounter
    ) -> None:
        """Write *tables*, table → id → record, as of *day*, all at once; count the *steps* there.

        A record that is there keeps its place and its key, others come last in their table.
        Raises StoreError, and then nothing is written.
        """
        from cchc_cli.store.encode import to_document  # noqa: PLC0415  # the same

        for record_type, records in tables.items():
            table = self._database.table(record_type)
            new = {id_: to_document(record) for id_, record in steps.each(records.items())}
            there = new.keys() & {record.id for record in self.store.all(record_type)}
            if there:
                replaced = {id_: new.pop(id_) for id_ in there}
                table.update(_replace_with(replaced), lambda found, by=replaced: found["id"] in by)
            table.insert_multiple(new.values())
        updated = max(day, self.store.meta.updated).isoformat()
        self._database.table("meta").update({"updated": updated}, lambda _: True)
        self._database.close()  # here it is written


def _replace_with(new: Mapping[str, Mapping[str, Any]]) -> Callable[[Any], None]:
    def become(found: Any) -> None:  # noqa: ANN401  # a document, as TinyDB has it
        after = new[found["id"]]
        found.clear()
        found.update(after)

    return become


@contextmanager
def transaction(own: WritablePath) -> Iterator[Transaction]:
    """Hold the store *own* against other runs that write, and yield it; raises StoreError."""
    from cchc_cli.store.lock import locked  # noqa: PLC0415  # the same

    with locked(own) as hold:
        yield Transaction(own, hold)
