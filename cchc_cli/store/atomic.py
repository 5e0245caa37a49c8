"""Create or replace a file in one step: temporary file beside it, fsync, rename."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cchc_cli.errors import StoreError, UsageError
from cchc_cli.language.translation import _, os_error_reason


def write_atomically(
    path: str | bytes,
    make: Callable[[str], object],
    mode: int,
    install: Callable[[str, str], None] = os.replace,
) -> None:
    """Create or replace the file *path* with what *make* writes to the empty file it is given.

    The new file has the *mode*, less the user's mask; *install* gives it its name. Nobody sees a
    part of it, not even after a power cut. Raises OSError and what *make* and *install* raise:
    then nothing has changed.
    """
    path = os.fsdecode(path)
    folder, name = os.path.split(path)
    temporary = os.path.join(folder, f".{name}.cchc-{os.urandom(4).hex()}.tmp")
    file = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_RDWR, mode)
    try:
        try:
            make(temporary)
            os.fsync(file)
        finally:
            os.close(file)
        install(temporary, path)
    finally:
        remove(temporary)
    with suppress(OSError):  # not every system can sync a folder, and the file is installed
        descriptor = os.open(folder or ".", os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def create(path: str, content: bytes) -> None:
    """Create the file *path* in one step; UsageError if it exists, StoreError if that fails."""
    try:
        write_atomically(path, lambda file: Path(file).write_bytes(content), 0o666, _install_new)
    except FileExistsError:
        raise UsageError(_("{path}: already exists; give another name").format(path=path)) from None
    except OSError as error:
        raise unwritable(path, error) from None


def unwritable(path: str, error: OSError) -> StoreError:
    """Return the error for the file *path*, which cannot be written."""
    sentence = _("{path}: cannot be written: {why}; nothing was changed")
    return StoreError(sentence.format(path=path, why=os_error_reason(error)))


def remove(path: str | bytes) -> None:
    """Remove the file *path* if it exists and can be removed."""
    with suppress(OSError):
        os.unlink(path)


def remove_leftovers(path: str) -> None:
    """Remove the temporary files of killed runs beside *path*, whose lock the caller holds."""
    folder, name = os.path.split(path)
    leftover = re.compile(rf"\.{re.escape(name)}\.cchc-[0-9a-f]{{8}}\.tmp")
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if leftover.fullmatch(entry.name):
                remove(entry.path)


def _install_new(temporary: str, path: str) -> None:
    """Give *temporary* the name *path*; raises FileExistsError if a file has it."""
    try:
        os.link(temporary, path)
    except OSError:  # also on a disk without hard links, such as a USB stick
        if os.path.lexists(path):
            raise FileExistsError from None
        os.rename(temporary, path)
