"""Where records are kept: a JSON file, read, validated, locked, replaced; use `open_store`."""

from cchc_cli.progress import OnProgress
from cchc_cli.query.source import RecordSource
from cchc_cli.store.location import is_large


def open_store(path: str, on_progress: OnProgress | None = None) -> RecordSource:
    """Return the records of the store at *path*, of a large one by its index; raises StoreError."""
    if is_large(path):
        from cchc_cli.store.index import open_index  # noqa: PLC0415  # only large stores have one

        return open_index(path, on_progress)
    return _read(path)


def open_if_indexed(path: str) -> RecordSource | None:
    """Return the store at *path*, None if it is large and its index not current; or StoreError."""
    if is_large(path):
        from cchc_cli.store.index import open_current_index  # noqa: PLC0415  # the same

        return open_current_index(path)
    return _read(path)


def _read(path: str) -> RecordSource:
    from cchc_cli.store.files import read_file  # noqa: PLC0415  # an index reads no store
    from cchc_cli.store.shipped import ShippedStore, was_validated  # noqa: PLC0415

    content = read_file(path)
    if was_validated(content):
        return ShippedStore(path, content)
    from cchc_cli.store.decode import read_records  # noqa: PLC0415
    from cchc_cli.store.memory import MemoryStore  # noqa: PLC0415

    return MemoryStore(path, read_records(path, content))
