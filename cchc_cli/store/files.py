"""Files as they are read: whole, and said plainly where they cannot be."""

import os
import stat

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.store.location import os_name


def file_name(path: str) -> bytes:
    """Return *path* as the system takes it, whatever the locale; raises StoreError."""
    name = os_name(path)
    if b"\0" in name:
        raise StoreError(_("{name}: cannot be the name of a file").format(name=repr(path)))
    return name


def read_file(path: str) -> bytes:
    """Return what the file of the store *path* holds; raises StoreError."""
    name = file_name(path)
    try:
        require_regular(path, os.stat(name))
        with open(name, "rb") as file:  # Path takes no bytes
            return file.read()
    except OSError as error:
        raise unreadable(path, error) from None


def require_regular(path: str, found: os.stat_result) -> os.stat_result:
    """Return *found*, the state of *path*, if it is a file; raises StoreError if it is none."""
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(_("{path}: is not a file; name a store's JSON file").format(path=path))
    return found


def unreadable(name: str, error: OSError) -> StoreError:
    """Return what is raised where *name* cannot be read."""
    return StoreError(
        _("{path}: cannot be read: {why}").format(path=name, why=os_error_phrase(error))
    )


def decode_utf8(content: bytes, name: str) -> str:
    """Return the UTF-8 *content* of *name* as text, its BOM left out.

    Raises StoreError, `NAME:LINE:COL: not UTF-8`.
    """
    try:
        return content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        where = f"{name}:{line}:{column}"
        raise StoreError(_("{place}: not UTF-8").format(place=where)) from None


def os_error_phrase(error: OSError) -> str:
    """Return the reason that *error* gives, to stand behind a colon."""
    return os_error_reason(error).lower()
