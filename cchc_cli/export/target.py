"""Which file an export may write, and which it may overwrite."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cchc_cli.errors import OutputError, UsageError
from cchc_cli.language.translation import N_, _, os_error_reason
from cchc_cli.store.atomic import write_atomically
from cchc_cli.store.index.cache import cache_folder
from cchc_cli.store.location import new_file_path

_HEAD = 4000  # bytes
_TAIL = 65_536  # bytes: the list of the files in a workbook is at its end


class FileType(NamedTuple):
    """A type of file: an example of a name, how its content begins, the error for other files.

    *contains* stands near its end. SQLite reads *journals*, files with these suffixes, too.
    """

    example: str
    head: re.Pattern[bytes]
    mismatch: str
    contains: bytes = b""
    journals: tuple[str, ...] = ()

    def matches(self, file: Path) -> bool:
        """Return whether *file* is of this type, or empty."""
        with file.open("rb") as opened:
            head = opened.read(_HEAD)
            opened.seek(max(file.stat().st_size - _TAIL, 0))
            return not head or bool(self.head.match(head) and self.contains in opened.read())


DATABASE = FileType(
    "cchc.db",
    re.compile(rb"SQLite format 3\0"),  # https://sqlite.org/fileformat.html
    N_("{path}: is not an SQLite database; not overwritten"),
    journals=("-journal", "-wal"),  # SQLite would write the old content over the new
)
WORKBOOK = FileType(
    "cchc.xlsx",
    re.compile(rb"PK\x03\x04"),
    N_("{path}: is not an Excel workbook; not overwritten"),
    contains=b"xl/workbook.xml",
)
PICTURE = FileType(
    "chart.svg",
    re.compile(
        rb"\x89PNG\r\n|(?:\xef\xbb\xbf)?\s*"
        rb"(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)\s*)*<svg[\s/>]",
        re.DOTALL,
    ),
    N_("{path}: is not an SVG or PNG picture; not overwritten"),
)


def write_export(
    path: str, file_type: FileType, make: Callable[[str], object], *, force: bool, source: str = ""
) -> None:
    """Write the file *path* in one step: *make* writes its content to the path it is passed.

    An existing file is overwritten with *force*, if it is empty or of *file_type*, and keeps its
    permissions; the store *source*, its index and what belongs to cchc never are. Raises UsageError
    if the file may not be overwritten, OutputError if it cannot be written.
    """
    file = Path(os.path.realpath(new_file_path(path, file_type.example)))
    mode = 0o666
    try:
        if reason := _refusal(file, file_type, force=force, source=source):
            raise UsageError(_(reason).format(path=path, example=file_type.example))
        _refuse_open_journal(path, file, file_type)
        if file.exists():
            mode = stat.S_IMODE(file.stat().st_mode)
        write_atomically(str(file), make, mode)
    except OSError as error:
        raise unwritable(path, os_error_reason(error)) from None


def _refusal(file: Path, file_type: FileType, *, force: bool, source: str) -> str | None:
    if not file.exists():
        return None
    if not file.is_file():
        return N_("{path}: is not a regular file; give a file name, like {example}")
    if is_same_file(file, source):
        return N_("{path}: is the store itself; give another file name")
    cache = cache_folder()
    if cache and file.suffix == ".sqlite" and is_same_file(file.parent, cache):
        return N_("{path}: is an index in the cache of cchc; give another file name")
    if not force:
        return N_("{path}: already exists; use --force to overwrite it")
    return None if file_type.matches(file) else file_type.mismatch


def _refuse_open_journal(path: str, file: Path, file_type: FileType) -> None:
    for suffix in file_type.journals:
        if os.path.lexists(f"{file}{suffix}"):
            sentence = _(
                "{path}: {path}{suffix} belongs to a database of this name that is open, or was not"
                " closed; close it, or remove that file; not overwritten"
            )
            raise UsageError(sentence.format(path=path, suffix=suffix))


def is_same_file(file: Path, other: str) -> bool:
    """Return whether *file* is the existing file or folder *other*, by whatever name."""
    return bool(other) and Path(other).exists() and file.samefile(other)


def unwritable(path: str, reason: str) -> OutputError:
    """Return the error for the file *path*, which cannot be written for this *reason*."""
    return OutputError(_("{path}: cannot be written: {why}").format(path=path, why=reason))
