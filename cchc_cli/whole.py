"""Files that are made beside their place and moved there when they are whole."""

import os
from collections.abc import Callable
from contextlib import suppress


def put(place: bytes, make: Callable[[bytes], None], mode: int) -> None:
    """Put at *place* the file that *make* fills under the name it is given: all of it, or nothing.

    The new file has the *mode*, less the user's mask. Raises OSError where it cannot be written,
    and what *make* raises.
    """
    beside = b"%b.%d.new" % (place, os.getpid())
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        make(beside)
        _to_disk(beside)  # or a power cut might leave the new name and not all that stands there
        os.replace(beside, place)  # noqa: PTH105  # Path takes no bytes
    finally:
        remove(beside)


def remove(place: bytes) -> None:
    """Remove the file at *place*, if it is there and can be removed."""
    with suppress(OSError):
        os.remove(place)  # noqa: PTH107


def _to_disk(place: bytes) -> None:
    with open(place, "rb+") as file:  # noqa: PTH123
        os.fsync(file.fileno())
