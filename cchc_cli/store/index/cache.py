"""The user's cache folder: where what can be made anew is kept, for nobody else to read."""

import os
import re
import sys
from collections.abc import Callable
from contextlib import suppress
from time import time

from cchc_cli.store.atomic import remove, write_atomically

_DAY = 86_400  # seconds
_GIVEN_UP = 3600  # what was begun longer ago is finished by nobody
_UNUSED = 90 * _DAY
_OWN = re.compile(
    r"\.?[0-9a-f]{8}\.sqlite(\.cchc-[0-9a-f]{8}\.tmp)?"
)  # others may keep things beside them


def cache_folder() -> str | None:
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


def write_file(path: str, make: Callable[[str], None]) -> None:
    """Put at *path* the file that *make* writes under the name it is given: all of it, or nothing.

    Raises OSError where it cannot be written, and what *make* raises.
    """
    place = os.path.dirname(path)  # noqa: PTH120
    os.makedirs(place, mode=0o700, exist_ok=True)  # noqa: PTH103
    _sweep(place)
    write_atomically(path, make, 0o600)


def remove_file(path: str) -> None:
    """Remove the file at *path*, if it is there and can be removed."""
    remove(path)


def mark_used(path: str) -> None:
    """Note that the file at *path* is of use: its time says on which day it was so last."""
    with suppress(OSError):
        if os.stat(path).st_mtime < time() - _DAY:  # noqa: PTH116
            os.utime(path)


def _sweep(place: str) -> None:
    """Remove from the folder *place* what killed runs have left, and what has long been of no use.

    Stores go, and nobody says so; what is asked for again is made again.
    """
    now = time()
    with suppress(OSError):
        for entry in os.scandir(place):
            age = now - entry.stat(follow_symlinks=False).st_mtime
            own = _OWN.fullmatch(entry.name)
            if own and age > (_GIVEN_UP if own[1] else _UNUSED):
                remove_file(entry.path)
