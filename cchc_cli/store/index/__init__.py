"""The index of a large store: found fresh, or made; or else the store itself answers."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep, time_ns
from zlib import crc32

from cchc_cli.query.source import RecordSource
from cchc_cli.store.index.cache import cache_folder, mark_used, write_file

_SCHEMA = 1
_FINE_CLOCK = 20_000_000  # nanoseconds; most file systems have the clock of the system, or a better
_COARSE_CLOCK = 2_000_000_000  # FAT counts in two seconds, older ones in one
_SECOND = 1_000_000_000
_ROOMS = ("language", "model", "search", "query", "store")
"""Rooms whose code decides what is in an index and what is read from it."""

OnProgress = Callable[[int, int], None]
"""What is told how many of how many records are done."""


def open_index(path: str, told: OnProgress | None = None) -> RecordSource:
    """Return the records of the store at *path*, by its index, which is made if there is none.

    Raises StoreError.
    """
    folder = cache_folder()
    stamp = _fingerprint(path)
    if folder is None or stamp is None:
        return _read(path)
    file = _file(folder, path)
    return _open_file(file, stamp, path) or _build(file, stamp, path, told)


def open_current_index(path: str) -> RecordSource | None:
    """Return the records of the store at *path* by the index of it as it is now, if there is one.

    Where there is to be none, the store itself answers.
    """
    folder, stamp = cache_folder(), _fingerprint(path)
    if folder is None or stamp is None:
        return _read(path)
    return _open_file(_file(folder, path), stamp, path)


def _file(folder: str, path: str) -> str:
    return os.path.join(folder, f"{_file_name(path)}.sqlite")  # noqa: PTH118


def _open_file(file: str, stamp: str, path: str) -> RecordSource | None:
    try:
        from cchc_cli.store.index.reader import IndexedStore, StaleIndex  # noqa: PLC0415  # Python may lack SQLite
    except ImportError:
        return None
    if not os.path.isfile(file):  # noqa: PTH113  # a pipe would keep whoever opens it waiting
        return None
    try:
        found = IndexedStore(path, file, stamp, lambda: _read(path))
    except StaleIndex:
        return None
    mark_used(file)
    return found


def _build(file: str, stamp: str, path: str, told: OnProgress | None) -> RecordSource:
    _wait_past_clock_resolution(path)
    store = _read(path)
    if _fingerprint(path) != stamp:  # changed while it was read
        return store
    try:
        from cchc_cli.store.index.build import BuildFailed, build_index  # noqa: PLC0415  # Python may lack SQLite
    except ImportError:
        return store
    try:
        write_file(file, lambda beside: build_index(store, beside, stamp, told))
    except (OSError, BuildFailed):
        return store
    return _open_file(file, stamp, path) or store


def _read(path: str) -> RecordSource:
    from cchc_cli.store.memory import MemoryStore  # noqa: PLC0415  # an index needs nothing that reads stores

    return MemoryStore(path)


def _file_name(path: str) -> str:
    """Return the name of the index of the store at *path*: one for each place.

    Were there ever two of one name, they would take turns: whose an index is, its stamp says.
    """
    return f"{crc32(os.fsencode(os.path.realpath(path))):08x}"


def _fingerprint(path: str) -> str | None:
    """Return what changes when the store at *path* does, or this program; None if it is not there.

    It need not have been written to: another file may have been moved there.
    """
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
    """Wait until a change of the store at *path* from now on must show in its times.

    One within the same tick of the file system's clock as the last could not be told from it
    (what git calls racily clean).
    """
    try:
        changed = Path(path).stat().st_ctime_ns
    except OSError:
        return
    grain = _FINE_CLOCK if changed % _SECOND else _COARSE_CLOCK
    left = changed + grain - time_ns()
    if 0 < left <= grain:
        sleep(left / _SECOND)
