"""Lock a store, so that one run at a time replaces it."""

import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import uniform
from time import monotonic, sleep
from typing import BinaryIO

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _
from cchc_cli.store.atomic import remove_leftovers, unwritable, write_atomically
from cchc_cli.store.files import require_regular, unreadable_store

_CHUNK = 1 << 20  # bytes
_WITHOUT_GROUP = 0o7707  # permissions
_RETRY_PAUSE = 0.01, 0.05  # seconds between two attempts, a random time so that runs do not collide


class StoreLock:
    """The file of a store, which no other run may write as long as this one holds the lock."""

    def __init__(self, path: str, real_path: str, file: BinaryIO) -> None:
        self.path, self._real_path, self._file = path, real_path, file
        self.content = file.read()
        """What the file holds."""

    def replace(self, content: bytes) -> None:
        """Replace the file by one with *content*, in one step; raises StoreError."""
        remove_leftovers(self._real_path)

        def make(temporary: str) -> None:
            with Path(temporary).open("r+b") as file:
                self._check_unchanged()
                is_same_group = self._copy_owner(file.fileno())
                shutil.copystat(self._real_path, temporary)  # mode and access list
                if not is_same_group:  # else the group of the writer gets what that of the file had
                    os.fchmod(file.fileno(), os.fstat(file.fileno()).st_mode & _WITHOUT_GROUP)
                file.write(content)

        def install(temporary: str, path: str) -> None:
            self._check_unchanged()
            os.replace(temporary, path)

        try:
            write_atomically(self._real_path, make, 0o600, install)
        except OSError as error:
            raise unwritable(self.path, error) from None
        self.content = content

    def _check_unchanged(self) -> None:
        path = self._real_path
        if not _is_same(self._file, path) or not _holds(path, self.content):
            sentence = _(
                "{path}: was changed by another program meanwhile; nothing was changed, "
                "run the command again"
            )
            raise StoreError(sentence.format(path=self.path))

    def _copy_owner(self, file: int) -> bool:
        """Give *file* the owner and group of the store if allowed; return whether the group is."""
        status = os.fstat(self._file.fileno())
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(OSError):  # only root may give a file away
                os.chown(file, owner, group)
        return os.fstat(file).st_gid == status.st_gid


@contextmanager
def locked(path: str, timeout: float = 30) -> Iterator[StoreLock]:
    """Lock the store at *path*, or the file that a link there leads to, against other writers.

    Waits *timeout* seconds for them. Raises StoreError if that is not enough, or if the file
    cannot be read or written.
    """
    until = monotonic() + timeout
    while True:
        real_path = _writable(path)
        try:
            file = Path(real_path).open("r+b")  # noqa: SIM115  # closed below
        except OSError as error:
            raise unwritable(path, error) from None
        with file:
            if _try_lock(file, path) and _is_same(file, real_path):  # else replaced by another run
                yield StoreLock(path, real_path, file)
                return
        if monotonic() > until:
            sentence = _(
                "{path}: another cchc is writing it; gave up after {n:.0f} seconds, try again"
            )
            raise StoreError(sentence.format(path=path, n=timeout))
        sleep(uniform(*_RETRY_PAUSE))  # noqa: S311  # no secret


def _writable(path: str) -> str:
    """Return the real path of the store *path*; raises StoreError if it may not be written."""
    try:
        real_path = os.path.realpath(path, strict=True)
        status = require_regular(path, Path(real_path).stat())
    except OSError as error:
        raise unreadable_store(path, error) from None
    if not status.st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH):  # not even by root
        raise StoreError(_("{path}: is read-only; nothing was changed").format(path=path))
    if not os.access(Path(real_path).parent, os.W_OK | os.X_OK):
        sentence = _("{path}: its folder is read-only; nothing was changed")
        raise StoreError(sentence.format(path=path))
    return real_path


def _try_lock(file: BinaryIO, path: str) -> bool:
    """Lock *file* itself, without a lock file beside it; return False if another run has it."""
    import portalocker  # noqa: PLC0415  # 30 ms that only writers pay

    try:
        portalocker.lock(file, portalocker.LOCK_EX | portalocker.LOCK_NB)
    except portalocker.AlreadyLocked:
        return False
    except portalocker.LockException as error:
        sentence = _("{path}: cannot be locked: {why}; nothing was changed")
        raise StoreError(sentence.format(path=path, why=error)) from None
    return True


def _holds(path: str, content: bytes) -> bool:
    """Return whether *content* is what the file at *path* holds, read piece by piece."""
    start = 0
    with Path(path).open("rb") as file:
        while part := file.read(_CHUNK):
            if not content.startswith(part, start):
                return False
            start += len(part)
    return start == len(content)


def _is_same(file: BinaryIO, path: str) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), Path(path).stat())
    except OSError:  # it was removed
        return False
