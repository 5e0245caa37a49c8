"""Files as they are written: whole or not at all, and by one run at a time."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import uniform
from secrets import token_hex
from time import monotonic, sleep
from typing import BinaryIO

from cchc_cli import files
from cchc_cli.errors import StoreError, WrongUse
from cchc_cli.words import _

PATIENCE = 30.0
"""For how many seconds a run waits for others that write the same store."""

_PAUSE = 0.01, 0.05  # seconds between two looks; not the same for all who wait


class Hold:
    """A store's file that no other run may write as long as this one holds it."""

    def __init__(self, path: str, place: bytes, file: BinaryIO) -> None:
        self.path, self._place, self._file = path, place, file
        self.content = file.read()

    def replace(self, content: bytes) -> None:
        """Put *content* in the place of the file, in one step; raises StoreError."""
        self._tidy()
        temporary, file = _neighbour(self._place, self.path, 0o600)
        try:
            with file:
                self._check_unchanged()
                self._copy_owner(file.fileno())
                shutil.copystat(self._place, temporary)  # mode and access list; times change below
                _write(file, content)
            self._check_unchanged()
            os.replace(temporary, self._place)
        except OSError as error:
            raise unwritten(self.path, error) from None
        finally:
            _remove(temporary)
        _sync_folder(self._place)

    def _tidy(self) -> None:
        """Remove what killed runs left beside the file: who holds it is alone with it."""
        folder, name = os.path.split(self._place)
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(_begin(name)) and entry.name.endswith(_END):
                    _remove(entry.path)

    def _check_unchanged(self) -> None:
        if not _same(self._file, self._place) or _content(self._place) != self.content:
            sentence = _("{path}: was changed while records were added; it stays so, add again")
            raise StoreError(sentence.format(path=self.path))

    def _copy_owner(self, file: int) -> None:
        found = os.fstat(self._file.fileno())
        for owner, group in ((-1, found.st_gid), (found.st_uid, -1)):
            with suppress(OSError):  # whoever may write a file may seldom give it away
                os.chown(file, owner, group)


@contextmanager
def held(path: str, patience: float = PATIENCE) -> Iterator[Hold]:
    """Hold the store at *path*, or what a link there leads to, against other runs that write.

    Waits *patience* seconds for them. Raises StoreError if that is not enough, or if the file
    cannot be read or written.
    """
    until = monotonic() + patience
    while True:
        place = _writable(path)
        try:
            file = open(place, "r+b")  # noqa: SIM115  # closed below
        except OSError as error:
            raise unwritten(path, error) from None
        with file:
            if _locked(file, path) and _same(file, place):  # else another run has replaced it
                yield Hold(path, place, file)
                return
        if monotonic() > until:
            sentence = _("{path}: another cchc has been writing it for {n:.0f} seconds; try again")
            raise StoreError(sentence.format(path=path, n=patience))
        sleep(uniform(*_PAUSE))  # noqa: S311  # no secret


def create(path: str, content: bytes) -> None:
    """Make the file *path*, which must not be there, with *content*, in one step.

    Raises WrongUse if it is there, StoreError if it cannot be made.
    """
    place = files.encoded(path)
    temporary, file = _neighbour(place, path, 0o666)
    try:
        with file:
            _write(file, content)
        _name(temporary, place)
    except FileExistsError:
        raise there_already(path) from None
    except OSError as error:
        raise unwritten(path, error) from None
    finally:
        _remove(temporary)
    _sync_folder(place)


def there_already(path: str) -> WrongUse:
    """Return what is raised where *path* is to be made and is there."""
    return WrongUse(_("{path}: is there already, and stays as it is").format(path=path))


def unwritten(path: str, error: OSError) -> StoreError:
    """Return what is raised where *path* cannot be written."""
    sentence = _("{path}: cannot be written: {why}; nothing has changed")
    return StoreError(sentence.format(path=path, why=files.why(error)))


def _writable(path: str) -> bytes:
    """Return the place of the file that *path* leads to; raises StoreError if it is read-only."""
    try:
        place = os.path.realpath(files.encoded(path), strict=True)
        found = files.regular(path, os.stat(place))
    except FileNotFoundError:
        sentence = _("{path}: is not there; cchc init makes a store")
        raise StoreError(sentence.format(path=path)) from None
    except OSError as error:
        raise files.unread(path, error) from None
    if not found.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):  # not even by root
        raise StoreError(_("{path}: is read-only; nothing has changed").format(path=path))
    if not os.access(os.path.dirname(place), os.W_OK | os.X_OK):
        sentence = _("{path}: its folder is read-only; nothing has changed")
        raise StoreError(sentence.format(path=path))
    return place


def _locked(file: BinaryIO, path: str) -> bool:
    """Tell whether *file* is locked for this run now; no file beside it is needed for that."""
    from portalocker import (  # noqa: PLC0415  # 30 ms, and none for those who only read
        LOCK_EX,
        LOCK_NB,
        AlreadyLocked,
        LockException,
        lock,
    )

    try:
        lock(file, LOCK_EX | LOCK_NB)
    except AlreadyLocked:
        return False
    except LockException as error:
        sentence = _("{path}: cannot be locked against other runs: {why}; nothing has changed")
        raise StoreError(sentence.format(path=path, why=error)) from None
    return True


def _content(place: bytes) -> bytes:
    with open(place, "rb") as file:
        return file.read()


def _same(file: BinaryIO, place: bytes) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(place))
    except OSError:  # it is gone
        return False


_END = b".tmp"


def _begin(name: bytes) -> bytes:
    return b"." + name + b".cchc-"


def _neighbour(place: bytes, path: str, mode: int) -> tuple[bytes, BinaryIO]:
    """Return a new file beside *place*, on the same disk, and its name."""
    folder, name = os.path.split(place)
    temporary = os.path.join(folder, _begin(name) + token_hex(4).encode() + _END)
    try:
        return temporary, open(temporary, "xb", opener=lambda at, how: os.open(at, how, mode))
    except OSError as error:
        raise unwritten(path, error) from None


def _write(file: BinaryIO, content: bytes) -> None:
    file.write(content)
    file.flush()
    os.fsync(file.fileno())


def _name(temporary: bytes, place: bytes) -> None:
    """Give the file *temporary* the name *place*, which nothing may have; raises OSError."""
    try:
        os.link(temporary, place)
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a USB stick
        if os.path.lexists(place):
            raise FileExistsError from None
        os.rename(temporary, place)


def _remove(temporary: bytes) -> None:
    with suppress(OSError):
        os.unlink(temporary)


def _sync_folder(place: bytes) -> None:
    with suppress(OSError):  # not every system can, and the file is in its place
        folder = os.open(os.path.dirname(place) or b".", os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
