"""The user's cache folder: where what can be made anew is kept, for nobody else to read."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from time import time

_OLD = 3600  # seconds; what was begun longer ago was given up


def folder() -> str | None:
    """Return the folder, which may not be there yet; None if there is to be none.

    `$CCHC_CACHE`, `off` for none; or cchc in `$XDG_CACHE_HOME`, in ~/Library/Caches on a Mac, in
    ~/.cache elsewhere.
    """
    asked = os.environ.get("CCHC_CACHE")
    if asked:
        return None if asked == "off" else asked
    caches = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(caches):  # noqa: PTH117  # as the specification has it
        usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
        caches = os.path.expanduser(usual)  # noqa: PTH111  # where no home is known, it stays "~"
    return os.path.join(caches, "cchc") if os.path.isabs(caches) else None  # noqa: PTH117, PTH118


def put(path: str, make: Callable[[str], None]) -> None:
    """Put at *path* the file that *make* writes under the name it is given: all of it, or nothing.

    Raises OSError where it cannot be written, and what *make* raises.
    """
    place = os.path.dirname(path)  # noqa: PTH120
    os.makedirs(place, mode=0o700, exist_ok=True)  # noqa: PTH103
    _sweep(place)
    beside = f"{path}.{os.getpid()}.new"
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        make(beside)
        _to_disk(beside)  # or a power cut might leave the new name and not all that stands there
        os.replace(beside, path)  # noqa: PTH105
    finally:
        remove(beside)


def remove(path: str) -> None:
    """Remove the file at *path*, if it is there and can be removed."""
    with suppress(OSError):
        os.remove(path)  # noqa: PTH107


def _to_disk(path: str) -> None:
    with open(path, "rb+") as file:  # noqa: PTH123
        os.fsync(file.fileno())


def _sweep(place: str) -> None:
    """Remove from the folder *place* what runs that were killed have left."""
    with suppress(OSError):
        for entry in os.scandir(place):
            if entry.name.endswith(".new") and entry.stat().st_mtime < time() - _OLD:
                remove(entry.path)
