"""The user's cache folder: files that can be made again, readable by their owner alone."""

import os
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from time import time

from cchc_cli.store.atomic import remove, write_atomically

_DAY = 86_400  # seconds
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_ABANDONED = 3600  # a file begun longer ago is not finished any more
_UNUSED = 90 * _DAY
# Others may keep files in the folder too.
_OWN = re.compile(r"\.?[0-9a-f]{8}\.sqlite(\.cchc-[0-9a-f]{8}\.tmp)?")


def cache_folder() -> str | None:
    """Return the folder, which may not exist yet; None if it is off or no home is known.

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


def write_file(path: str, fill: Callable[[str], None]) -> None:
    """Write the file *path* in one step: *fill* writes its content to the path it is passed.

    Raises OSError where it cannot be written, and what *fill* raises.
    """
    folder = os.path.dirname(path)  # noqa: PTH120
    is_new = not os.path.isdir(folder)  # noqa: PTH112
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103
    _sweep(folder)
    try:
        write_atomically(path, fill, 0o600)
    except OSError:
        raise
    except Exception:  # there was nothing to write
        if is_new:
            with suppress(OSError):  # another run may have put something there
                os.rmdir(folder)  # noqa: PTH106
        raise


def is_trusted(path: str) -> bool:
    """Return whether nobody but the user, or root, can have written the file at *path*."""
    if os.name == "nt":
        return True  # its permissions are of another kind
    try:
        file, folder = os.lstat(path), os.stat(os.path.dirname(path) or ".")  # noqa: PTH116, PTH120
    except OSError:
        return False
    own = os.geteuid()
    is_sticky = folder.st_mode & stat.S_ISVTX  # nobody removes the files of others, as in /tmp
    return (
        stat.S_ISREG(file.st_mode)
        and file.st_uid == own
        and folder.st_uid in (own, 0)
        and not file.st_mode & _WRITABLE_BY_OTHERS
        and bool(is_sticky or not folder.st_mode & _WRITABLE_BY_OTHERS)
    )


def mark_used(path: str) -> None:
    """Set the time of the file at *path* to now, unless it was used within a day."""
    with suppress(OSError):
        if os.stat(path).st_mtime < time() - _DAY:  # noqa: PTH116
            os.utime(path)


def _sweep(folder: str) -> None:
    """Remove from *folder* what killed runs have left, and what was not used for long."""
    now = time()
    with suppress(OSError):
        for entry in os.scandir(folder):
            age = now - entry.stat(follow_symlinks=False).st_mtime
            own = _OWN.fullmatch(entry.name)
            if own and age > (_ABANDONED if own[1] else _UNUSED):
                remove(entry.path)
