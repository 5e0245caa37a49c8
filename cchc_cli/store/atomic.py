"""Files that are made beside their place and moved there when they are whole."""

import os
from collections.abc import Callable
from contextlib import suppress
from secrets import token_hex
from typing import BinaryIO

from cchc_cli.errors import StoreError, WrongUse
from cchc_cli.language.translation import _
from cchc_cli.store.files import file_name, os_error_phrase


def create(path: str, content: bytes) -> None:
    """Make the file *path*, which must not be there, with *content*, in one step.

    Raises WrongUse if it is there, StoreError if it cannot be made.
    """
    place = file_name(path)
    temporary, file = temporary_file(place, path, 0o666)
    try:
        with file:
            write_and_sync(file, content)
        _link(temporary, place)
    except FileExistsError:
        raise exists_error(path) from None
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        remove_if_there(temporary)
    sync_folder(place)


def exists_error(path: str) -> WrongUse:
    """Return what is raised where *path* is to be made and is there."""
    return WrongUse(_("{path}: is there already, and stays as it is").format(path=path))


def unwritable(path: str, error: OSError) -> StoreError:
    """Return what is raised where *path* cannot be written."""
    sentence = _("{path}: cannot be written: {why}; nothing has changed")
    return StoreError(sentence.format(path=path, why=os_error_phrase(error)))


TEMPORARY_SUFFIX = b".tmp"


def temporary_prefix(name: bytes) -> bytes:
    return b"." + name + b".cchc-"


def temporary_file(place: bytes, path: str, mode: int) -> tuple[bytes, BinaryIO]:
    """Return a new file beside *place*, on the same disk, and its name."""
    folder, name = os.path.split(place)
    temporary = os.path.join(
        folder, temporary_prefix(name) + token_hex(4).encode() + TEMPORARY_SUFFIX
    )
    try:
        return temporary, open(temporary, "xb", opener=lambda at, how: os.open(at, how, mode))
    except OSError as error:
        raise unwritable(path, error) from None


def write_and_sync(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _link(temporary: bytes, place: bytes) -> None:
    """Give the file *temporary* the name *place*, which nothing may have; raises OSError."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a USB stick
        if os.path.lexists(place):
            raise FileExistsError from None
        os.rename(temporary, place)


def remove_if_there(temporary: bytes) -> None:
    with suppress(OSError):
        os.unlink(temporary)


def sync_folder(place: bytes) -> None:
    with suppress(OSError):  # not every system can, and the file is in its place
        folder = os.open(os.path.dirname(place) or b".", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def write_atomically(place: bytes, make: Callable[[bytes], None], mode: int) -> None:
    """Put at *place* the file that *make* fills under the name it is given: all of it, or nothing.

    The new file has the *mode*, less the user's mask. Raises OSError where it cannot be written,
    and what *make* raises.
    """
    beside = b"%b.%d.new" % (place, os.getpid())
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
        make(beside)
        _to_disk(beside)  # or a power cut might leave the new name and not all that stands there
        os.replace(beside, place)  # Path takes no bytes
    finally:
        remove(beside)


def remove(place: bytes) -> None:
    """Remove the file at *place*, if it is there and can be removed."""
    with suppress(OSError):
        os.remove(place)


def _to_disk(place: bytes) -> None:
    with open(place, "rb+") as file:
        os.fsync(file.fileno())
