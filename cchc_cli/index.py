"""The index of a large store: found fresh, or made; or else the store itself answers."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep, time_ns
from zlib import crc32

from cchc_cli import cache
from cchc_cli.place import encoded
from cchc_cli.records import Records

_SCHEMA = 1
_GRAIN = 20_000_000  # nanoseconds; most file systems have the clock of the system, or a better
_COARSE = 2_000_000_000  # FAT counts in two seconds, older ones in one
_SECOND = 1_000_000_000
_MADE_BY = (
    *("model", "relations", "people", "text", "typed", "filters", "order", "records", "scan"),
    *("phrases", "lattice", "search", "narrowing", "matching", "shelf", "tallies"),
    *("plain", "door", "rules", "reasons", "files", "store", "swift"),
    *("indexing", "indexed", "index"),
)

Told = Callable[[int, int], None]
"""What is told how many of how many records are done."""


def opened(path: str, told: Told | None = None) -> Records:
    """Return the records of the store at *path*, by its index, which is made if there is none.

    Raises StoreError.
    """
    folder = cache.folder()
    stamp = _stamp(path)
    if folder is None or stamp is None:
        return _read(path)
    file = _file(folder, path)
    return _found(file, stamp, path) or _made(file, stamp, path, told)


def fresh(path: str) -> Records | None:
    """Return the records of the store at *path* by the index of it as it is now, if there is one.

    Where there is to be none, the store itself answers.
    """
    folder, stamp = cache.folder(), _stamp(path)
    if folder is None or stamp is None:
        return _read(path)
    return _found(_file(folder, path), stamp, path)


def _file(folder: str, path: str) -> str:
    return os.path.join(folder, f"{_name(path)}.sqlite")  # noqa: PTH118


def _found(file: str, stamp: str, path: str) -> Records | None:
    try:
        from cchc_cli.indexed import Indexed, Unusable  # noqa: PLC0415  # Python may lack SQLite
    except ImportError:
        return None
    if not os.path.isfile(file):  # noqa: PTH113  # a pipe would keep whoever opens it waiting
        return None
    try:
        found = Indexed(path, file, stamp, lambda: _read(path))
    except Unusable:
        return None
    cache.used(file)
    return found


def _made(file: str, stamp: str, path: str, told: Told | None) -> Records:
    _let_the_clock_go_on(path)
    store = _read(path)
    if _stamp(path) != stamp:  # changed while it was read
        return store
    try:
        from cchc_cli.indexing import Failed, build  # noqa: PLC0415  # Python may lack SQLite
    except ImportError:
        return store
    try:
        cache.put(file, lambda beside: build(store, beside, stamp, told))
    except (OSError, Failed):
        return store
    return _found(file, stamp, path) or store


def _read(path: str) -> Records:
    from cchc_cli.store import Store  # noqa: PLC0415  # an index needs nothing that reads stores

    return Store(path)


def _name(path: str) -> str:
    """Return the name of the index of the store at *path*: one for each place.

    Were there ever two of one name, they would take turns: whose an index is, its stamp says.
    """
    return f"{crc32(os.path.realpath(encoded(path))):08x}"


def _stamp(path: str) -> str | None:
    """Return what changes when the store at *path* does, or this program; None if it is not there.

    It need not have been written to: another file may have been moved there.
    """
    try:
        found = os.stat(encoded(path))  # noqa: PTH116  # Path takes no bytes
    except (OSError, ValueError):
        return None
    store = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    return repr((_SCHEMA, sys.hexversion, store, _program()))


def _program() -> list[tuple[int, int]]:
    """Return what changes when the modules do by which an index is made and read."""
    found = []
    for name in _MADE_BY:
        try:
            status = os.stat(Path(__file__).with_name(f"{name}.py"))  # noqa: PTH116
        except OSError:  # not a file of its own: in an archive
            continue
        found.append((status.st_size, status.st_mtime_ns))
    return found


def _let_the_clock_go_on(path: str) -> None:
    """Wait until a change of the store at *path* from now on must show in its times.

    One within the same tick of the file system's clock as the last could not be told from it
    (what git calls racily clean).
    """
    try:
        changed = os.stat(encoded(path)).st_ctime_ns  # noqa: PTH116
    except OSError:
        return
    grain = _GRAIN if changed % _SECOND else _COARSE
    left = changed + grain - time_ns()
    if 0 < left <= grain:
        sleep(left / _SECOND)
