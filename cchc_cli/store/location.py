"""Which file is the store, and may it be written."""

import os
from pathlib import Path
from typing import NewType

from cchc_cli.errors import StoreError, UsageError
from cchc_cli.language.translation import _

INDEX_THRESHOLD = 1_000_000
"""A store of at least this many bytes is indexed.

Measured at 1.1 MB: the first answer, which builds the index, takes a fifth to twice as long as
without one, each later answer half as long. The index pays from the third answer on.
"""

WritablePath = NewType("WritablePath", str)
"""The path of a store that may be written: never the shipped one."""

_PACKAGE = Path(__file__).parent.parent
_SHIPPED = "data/meetings.json"  # inside the package if installed, beside it in a checkout


def store_path(path: str | None = None) -> str:
    """Return *path* as `system_path` does, or the path of the shipped store if it is None.

    Raises StoreError if *path* is empty or cannot be a file name.
    """
    if path is None:
        inside = _PACKAGE / _SHIPPED
        return str(inside if inside.exists() else _PACKAGE.parent / _SHIPPED)
    if path in ("", "-"):
        sentence = _('--store (or CCHC_STORE) needs the path of a file, not "{path}"')
        raise StoreError(sentence.format(path=path))
    return system_path(path)


def system_path(path: str) -> str:
    """Return the argument *path*, decoded as UTF-8, as Python names that file in this locale.

    Every path comes through here once. Raises StoreError if it cannot be a file name.
    """
    try:
        name = os.fsdecode(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        name = "\0"
    if "\0" in name:
        raise StoreError(_("{name}: cannot be a file name").format(name=path))
    return name


def is_large(path: str) -> bool:
    """Return whether the file at *path* is large enough to be indexed; False if there is none."""
    try:
        return Path(path).stat().st_size >= INDEX_THRESHOLD
    except OSError:  # whoever reads it reports why
        return False


def new_file_path(path: str, example: str) -> WritablePath:
    """Return *path*, to be written, as `writable_path` does; UsageError names an *example*."""
    if not path or path == "-":
        sentence = _('give the name of a file, like {example}, not "{path}"')
        raise UsageError(sentence.format(path=path, example=example))
    return writable_path(path)


def writable_path(store: str | None) -> WritablePath:
    """Return *store* as `store_path` does; raises UsageError for the shipped store and package."""
    path = store_path(store)
    if _ships(path):
        sentence = _(
            "{path} belongs to cchc and is never written; run cchc init PATH to create a store of "
            "your own, then name it with --store PATH or CCHC_STORE"
        )
        raise UsageError(sentence.format(path=store or _("the shipped store")))
    return WritablePath(path)


def _ships(path: str) -> bool:
    real = Path(os.path.realpath(path))
    try:
        return real.is_relative_to(os.path.realpath(_PACKAGE)) or real.samefile(store_path())
    except OSError:  # it does not exist
        return False
