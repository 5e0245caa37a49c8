"""Where the store is that is asked for."""

import os
from pathlib import Path
from typing import NewType

from cchc_cli.errors import StoreError, WrongUse
from cchc_cli.language.translation import _

INDEX_THRESHOLD = 1_000_000
"""Bytes from which on an index pays from the third answer on at the latest.

Measured at 1.1 MB: the first answer, which makes it, takes a fifth to as much again as one without,
each further one half.
"""

WritablePath = NewType("WritablePath", str)
"""The path of a store that may be written: not of the one that ships."""

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = "data/meetings.json"  # inside the package if installed, beside it in a checkout


def store_path(path: str | None = None) -> str:
    """Return *path* if it is given, or the path of the store that comes with the program.

    Raises StoreError for an empty one.
    """
    if path is not None:
        if not path:
            raise StoreError(_("--store (or CCHC_STORE) is empty; name a store's JSON file"))
        return path
    inside = _PACKAGE / _SHIPPED
    return str(inside if inside.exists() else _PACKAGE.parent / _SHIPPED)


def os_name(path: str) -> bytes:
    """Return the name of the file at *path* for the system, whatever the locale makes of names."""
    return path.encode("utf-8", "surrogateescape")


def is_large(path: str) -> bool:
    """Tell whether the file at *path* is LARGE; one that cannot be looked at is not."""
    try:
        return os.stat(os_name(path)).st_size >= INDEX_THRESHOLD  # noqa: PTH116  # Path takes no bytes
    except (OSError, ValueError):  # who reads it says why
        return False


def writable_path(store: str | None) -> WritablePath:
    """Return the path *store* if what is there may be written; raises WrongUse for what ships."""
    if _ships(os_name(store_path(store))):
        sentence = _(
            "{path} belongs to cchc and is never written; cchc init PATH makes a store of "
            "your own, and --store PATH or CCHC_STORE names it"
        )
        raise WrongUse(sentence.format(path=store or _("the shipped store")))
    return WritablePath(store_path(store))


def _ships(place: bytes) -> bool:
    package = os.path.realpath(os_name(str(_PACKAGE)))
    try:
        real = os.path.realpath(place)
        return real.startswith(package + b"/") or os.path.samefile(real, store_path())  # noqa: PTH121
    except (OSError, ValueError):  # it is not there
        return False
