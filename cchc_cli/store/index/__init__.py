"""The index of a large store: an SQLite copy in the user's cache. Entered by `open_index`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import sleep, time_ns
from typing import TYPE_CHECKING
from zlib import crc32

from cchc_cli.errors import StoreError
from cchc_cli.store.atomic import remove
from cchc_cli.store.files import read_file
from cchc_cli.store.index.cache import cache_folder, is_trusted, mark_used, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cchc_cli.progress import OnProgress
    from cchc_cli.query.source import RecordSource
    from cchc_cli.store.index.reader import IndexedStore
    from cchc_cli.store.index.sliced_store import SlicedStore

_SCHEMA = 6
_FINE_CLOCK = 20_000_000  # nanoseconds; most file systems have the clock of the system, or a better
_COARSE_CLOCK = 2_000_000_000  # FAT counts in two seconds, older ones in one
_SECOND = 1_000_000_000
_ROOMS = ("language", "model", "search", "query", "store")
"""Rooms whose code decides what is in an index and what is read from it."""


def open_index(path: str, on_progress: OnProgress | None = None) -> RecordSource:
    """Return the records of the store at *path* by its index, which is built if there is none.

    If no index can be kept, the store itself is read. Raises StoreError.
    """
    return open_current_index(path) or _build(path, on_progress)


def open_current_index(path: str) -> RecordSource | None:
    """Return the records of the store at *path* by its index; None if it is not current.

    The store itself is read if there can be no index.
    """
    folder, fingerprint = cache_folder(), _fingerprint(path)
    if folder is None or fingerprint is None:
        return _read(path)
    return _open_file(_file(folder, path), fingerprint, path)


def index_to_update(path: str) -> IndexedStore | None:
    """Return the index of the store at *path*, which is about to change, if it is current."""
    folder, fingerprint = cache_folder(), _fingerprint(path)
    return _open_file(_file(folder, path), fingerprint, path) if folder and fingerprint else None


def update_index(
    index: IndexedStore,
    before: RecordSource,
    after: RecordSource,
    ids: Iterable[str],
    content: bytes,
) -> None:
    """Bring *index* up to date, which was current until the store was written with *content*.

    The records *ids* make the difference of the store *before* to that *after*. Where that is too
    much, or nothing can be written, the next answer makes the index anew.
    """
    from cchc_cli.store.index.update import TooMuchChanged, Update  # noqa: PLC0415  # Python may lack SQLite

    try:
        _wait_past_clock_resolution(after.path)
        fingerprint = _fingerprint(after.path)
        if fingerprint and read_file(after.path) == content:
            update = Update(index, before, after, ids)
            write_file(index.file, partial(update.write, index.file, fingerprint))
    except (OSError, StoreError, TooMuchChanged, KeyboardInterrupt):
        pass  # the store is written: the index can be made later
    except (LookupError, TypeError, ValueError):  # it is damaged, but the store is written
        remove(index.file)


def _open_file(file: str, fingerprint: str, path: str) -> IndexedStore | None:
    try:
        from cchc_cli.store.index.reader import IndexedStore  # noqa: PLC0415  # Python may lack SQLite
        from cchc_cli.store.index.tables import StaleIndex  # noqa: PLC0415  # the same
    except ImportError:
        return None
    if not is_trusted(file):  # nor a pipe, which would wait for a writer
        return None
    try:
        index = IndexedStore(path, file, fingerprint)
    except (StaleIndex, TypeError, ValueError):  # SQLite's own message may be no UTF-8 either
        return None
    mark_used(file)
    return index


def _build(path: str, on_progress: OnProgress | None) -> RecordSource:
    folder = cache_folder()
    _wait_past_clock_resolution(path)
    if folder and (fingerprint := _fingerprint(path)):
        file = _file(folder, path)
        if _write_index(path, file, fingerprint, on_progress):
            return _open_file(file, fingerprint, path) or _read(path)
    return _read(path)


def _write_index(path: str, file: str, fingerprint: str, on_progress: OnProgress | None) -> bool:
    """Return whether an index of the store at *path* was written; StoreError if it is invalid."""
    try:
        from cchc_cli.store.index.build import build_index  # noqa: PLC0415  # Python may lack SQLite
    except ImportError:
        return False
    from cchc_cli.store.decode import Unusual  # noqa: PLC0415  # an index needs no reader of stores
    from cchc_cli.store.index.sliced_store import open_slices, usual_slices  # noqa: PLC0415  # the same

    def write(slices: Callable[[str], SlicedStore]) -> bool:
        store = slices(path)
        is_unchanged = _fingerprint(path) == fingerprint
        if is_unchanged:
            write_file(file, partial(build_index, store, fingerprint, on_progress))
        return is_unchanged

    with suppress(OSError):
        try:
            return write(open_slices)
        except Unusual:
            return write(usual_slices)
    return False


def _read(path: str) -> RecordSource:
    from cchc_cli.store.memory import MemoryStore  # noqa: PLC0415  # an index needs no reader of stores

    return MemoryStore(path)


def _file(folder: str, path: str) -> str:
    """Return the index file of the store at *path*; its fingerprint says whose it is."""
    checksum = crc32(os.fsencode(os.path.realpath(path)))
    return os.path.join(folder, f"{checksum:08x}.sqlite")  # noqa: PTH118


def _fingerprint(path: str) -> str | None:
    """Return a text that identifies the store file and this program; None without a store."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    store = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return repr((_SCHEMA, sys.hexversion, store, _program_fingerprint()))


def _program_fingerprint() -> tuple[int, int]:
    """Return how many files the rooms have that an index depends on, and when one last changed."""
    package = Path(__file__).parent.parent.parent
    times = [file.stat().st_mtime_ns for room in _ROOMS for file in (package / room).rglob("*.py")]
    return len(times), max(times, default=0)


def _wait_past_clock_resolution(path: str) -> None:
    """Wait until a later change of the store must show in its times (git: racily clean)."""
    try:
        changed = Path(path).stat().st_ctime_ns
    except OSError:
        return
    grain = _FINE_CLOCK if changed % _SECOND else _COARSE_CLOCK
    left = changed + grain - time_ns()
    if 0 < left <= grain:
        sleep(left / _SECOND)
