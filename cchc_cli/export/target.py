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
from cchc_cli.store.location import new_file_path

_HEAD = 4000  # bytes


class FileType(NamedTuple):
    """A type of file: an example of a name, how its content begins, the error for other files."""

    example: str
    head: re.Pattern[bytes]
    mismatch: str


DATABASE = FileType(
    "cchc.db",
    re.compile(rb"SQLite format 3\0"),  # https://sqlite.org/fileformat.html
    N_("{path}: is not an SQLite database; not overwritten"),
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
    permissions; the store *source* and what belongs to cchc never are. Raises UsageError if the
    file may not be overwritten, OutputError if it cannot be written.
    """
    file = Path(os.path.realpath(new_file_path(path, file_type.example)))
    mode = 0o666
    try:
        if file.exists():
            if reason := _refusal(file, file_type, force=force, source=source):
                raise UsageError(_(reason).format(path=path, example=file_type.example))
            mode = stat.S_IMODE(file.stat().st_mode)
        write_atomically(str(file), make, mode)
    except OSError as error:
        raise unwritable(path, os_error_reason(error)) from None


def _refusal(file: Path, file_type: FileType, *, force: bool, source: str) -> str | None:
    if not file.is_file():
        return N_("{path}: is not a regular file; give a file name, like {example}")
    if source and Path(source).exists() and file.samefile(source):
        return N_("{path}: is the store itself; give another file name")
    if not force:
        return N_("{path}: already exists; use --force to overwrite it")
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    return file_type.mismatch if head and not file_type.head.match(head) else None


def unwritable(path: str, reason: str) -> OutputError:
    """Return the error for the file *path*, which cannot be written for this *reason*."""
    return OutputError(_("{path}: cannot be written: {why}").format(path=path, why=reason))
