"""Opening a store: by reading it, or a large one by its index."""

from collections.abc import Callable

from cchc_cli.place import is_large
from cchc_cli.records import Records


def opened(path: str, told: Callable[[int, int], None] | None = None) -> Records:
    """Return the records of the store at *path*; raises StoreError.

    *told* is told how many of how many records are done, if that takes long.
    """
    if is_large(path):
        from cchc_cli.index import opened as opened_by_index  # noqa: PLC0415  # small ones need none

        return opened_by_index(path, told)
    return _read(path)


def at_once(path: str) -> Records | None:
    """Return the records of the store at *path*, None if there is to be an index and is none yet.

    Raises StoreError.
    """
    if not is_large(path):
        return _read(path)
    from cchc_cli.index import fresh  # noqa: PLC0415

    return fresh(path)


def _read(path: str) -> Records:
    from cchc_cli.store import Store  # noqa: PLC0415  # nor an index what reads a store

    return Store(path)
