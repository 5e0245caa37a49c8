"""Files as they are read: whole, and said plainly where they cannot be."""

import os
import stat

from cchc_cli import place, words
from cchc_cli.errors import StoreError
from cchc_cli.words import _


def encoded(path: str) -> bytes:
    """Return *path* as the system takes it, whatever the locale; raises StoreError."""
    name = place.encoded(path)
    if b"\0" in name:
        raise StoreError(_("{name}: cannot be the name of a file").format(name=repr(path)))
    return name


def content(path: str) -> bytes:
    """Return what the file of the store *path* holds; raises StoreError."""
    name = encoded(path)
    try:
        regular(path, os.stat(name))
        with open(name, "rb") as file:  # Path takes no bytes
            return file.read()
    except OSError as error:
        raise unread(path, error) from None


def regular(path: str, found: os.stat_result) -> os.stat_result:
    """Return *found*, the state of *path*, if it is a file; raises StoreError if it is none."""
    if not stat.S_ISREG(found.st_mode):
        raise StoreError(_("{path}: is not a file; name a store's JSON file").format(path=path))
    return found


def unread(name: str, error: OSError) -> StoreError:
    """Return what is raised where *name* cannot be read."""
    return StoreError(_("{path}: cannot be read: {why}").format(path=name, why=why(error)))


def text(content: bytes, name: str) -> str:
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


def why(error: OSError) -> str:
    """Return the reason that *error* gives, to stand behind a colon."""
    return words.why(error).lower()
