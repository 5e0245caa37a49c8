"""Files as they are written: whole or not at all, and by one run at a time."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from random import uniform
from time import monotonic, sleep
from typing import BinaryIO

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _
from cchc_cli.store.atomic import (
    TEMPORARY_SUFFIX,
    remove_if_there,
    sync_folder,
    temporary_file,
    temporary_prefix,
    unwritable,
    write_and_sync,
)
from cchc_cli.store.files import file_name, require_regular, unreadable

LOCK_TIMEOUT = 30.0
"""For how many seconds a run waits for others that write the same store."""

_RETRY_PAUSE = 0.01, 0.05  # seconds between two looks; not the same for all who wait


class StoreLock:
    """A store's file that no other run may write as long as this one holds it."""

    def __init__(self, path: str, place: bytes, file: BinaryIO) -> None:
        self.path, self._place, self._file = path, place, file
        self.content = file.read()

    def replace(self, content: bytes) -> None:
        """Put *content* in the place of the file, in one step; raises StoreError."""
        self._tidy()
        temporary, file = temporary_file(self._place, self.path, 0o600)
        try:
            with file:
                self._check_unchanged()
                self._copy_owner(file.fileno())
                shutil.copystat(self._place, temporary)  # mode and access list; times change below
                write_and_sync(file, content)
            self._check_unchanged()
            os.replace(temporary, self._place)
        except OSError as error:
            raise unwritable(self.path, error) from None
        finally:
            remove_if_there(temporary)
        sync_folder(self._place)

    def _tidy(self) -> None:
        """Remove what killed runs left beside the file: who holds it is alone with it."""
        folder, name = os.path.split(self._place)
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(temporary_prefix(name)) and entry.name.endswith(
                    TEMPORARY_SUFFIX
                ):
                    remove_if_there(entry.path)

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
def locked(path: str, patience: float = LOCK_TIMEOUT) -> Iterator[StoreLock]:
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
            raise unwritable(path, error) from None
        with file:
            if _locked(file, path) and _same(file, place):  # else another run has replaced it
                yield StoreLock(path, place, file)
                return
        if monotonic() > until:
            sentence = _("{path}: another cchc has been writing it for {n:.0f} seconds; try again")
            raise StoreError(sentence.format(path=path, n=patience))
        sleep(uniform(*_RETRY_PAUSE))  # noqa: S311  # no secret


def _writable(path: str) -> bytes:
    """Return the place of the file that *path* leads to; raises StoreError if it is read-only."""
    try:
        place = os.path.realpath(file_name(path), strict=True)
        found = require_regular(path, os.stat(place))
    except FileNotFoundError:
        sentence = _("{path}: is not there; cchc init makes a store")
        raise StoreError(sentence.format(path=path)) from None
    except OSError as error:
        raise unreadable(path, error) from None
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
