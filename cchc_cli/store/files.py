"""Read a file, and say why where that fails."""

import os
import stat
from pathlib import Path

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _, os_error_reason


def read_file(path: str) -> bytes:
    """Return the content of the store *path*; raises StoreError."""
    file = Path(path)
    try:
        require_regular(path, file.stat())
        return file.read_bytes()
    except OSError as error:
        raise unreadable_store(path, error) from None


def require_regular(path: str, status: os.stat_result) -> os.stat_result:
    """Return *status*, the state of *path*; raises StoreError unless it is a regular file."""
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(_("{path}: is not a file; give the path of a store").format(path=path))
    return status


def unreadable_store(path: str, error: OSError) -> StoreError:
    """Return the error for the store *path*, which cannot be read: there may be none yet."""
    if not isinstance(error, FileNotFoundError):
        return unreadable(path, error)
    sentence = _("{path}: does not exist; create a store with cchc init PATH")
    return StoreError(sentence.format(path=path))


def unreadable(name: str, error: OSError) -> StoreError:
    """Return the error for the file *name*, which cannot be read."""
    sentence = _("{path}: cannot be read: {why}")
    return StoreError(sentence.format(path=name, why=os_error_reason(error)))


def decode_utf8(content: bytes, name: str) -> str:
    """Return the UTF-8 *content* of the file *name* as text, without its byte order mark.

    Raises StoreError, `NAME:LINE:COL: not UTF-8`.
    """
    try:
        return content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        location = f"{name}:{line}:{column}"
        raise StoreError(_("{place}: not UTF-8").format(place=location)) from None
