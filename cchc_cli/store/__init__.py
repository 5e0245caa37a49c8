"""Opening a store: by reading it, or a large one by its index."""

from collections.abc import Callable

from cchc_cli.query.source import RecordSource
from cchc_cli.store.location import is_large


def open_store(path: str, told: Callable[[int, int], None] | None = None) -> RecordSource:
    """Return the records of the store at *path*; raises StoreError.

    *told* is told how many of how many records are done, if that takes long.
    """
    if is_large(path):
        from cchc_cli.store.index import open_index as opened_by_index  # noqa: PLC0415  # small ones need none

        return opened_by_index(path, told)
    return _read(path)


def open_if_indexed(path: str) -> RecordSource | None:
    """Return the records of the store at *path*, None if there is to be an index and is none yet.

    Raises StoreError.
    """
    if not is_large(path):
        return _read(path)
    from cchc_cli.store.index import open_current_index  # noqa: PLC0415

    return open_current_index(path)


def _read(path: str) -> RecordSource:
    from cchc_cli.store.memory import MemoryStore  # noqa: PLC0415  # nor an index what reads a store

    return MemoryStore(path)
