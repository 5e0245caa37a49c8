"""Which file an export may write, and which it may overwrite."""

import os
import re
import stat
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.language.translation import N_, _
from cchc_cli.store.atomic import write_atomically
from cchc_cli.store.files import os_error_phrase
from cchc_cli.store.location import writable_path

_HEAD = 4000  # bytes


class FileType(NamedTuple):
    """A type of file: an example of a name, how its content begins, the error for other files."""

    example: str
    head: re.Pattern[bytes]
    mismatch: str


DATABASE = FileType(
    "cchc.db",
    re.compile(rb"SQLite format 3\0"),  # https://sqlite.org/fileformat.html
    N_("{path}: is not a SQLite database; not overwritten"),
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


def target(path: str, file_type: FileType, *, force: bool, source: str = "") -> str:
    """Return the real path of the file to write for the argument *path*.

    An existing file is overwritten with *force*, if it is empty or of *file_type*; the store
    *source* and what belongs to cchc never are. Raises WrongUse if the file may not be
    overwritten, OutputError if it cannot be examined.
    """
    if not path or path == "-":
        sentence = _('cannot write to "{path}"; give a file name, like {example}')
        raise WrongUse(sentence.format(path=path, example=file_type.example))
    real_path = os.path.realpath(writable_path(path))
    try:
        reason = _refusal(real_path, file_type, force=force, source=source)
    except FileNotFoundError:
        return real_path
    except OSError as error:
        raise unwritable(path, error) from None
    if reason:
        raise WrongUse(_(reason).format(path=path, example=file_type.example))
    return real_path


def _refusal(path: str, file_type: FileType, *, force: bool, source: str) -> str | None:
    """Return the sentence for why *path* may not be overwritten; None if it may."""
    file = Path(path)
    if not stat.S_ISREG(file.stat().st_mode):
        return N_("{path}: is not a regular file; give a file name, like {example}")
    if source and Path(source).exists() and file.samefile(source):
        return N_("{path}: is the store itself; give another file name")
    if not force:
        return N_("{path}: already exists; use --force to overwrite it")
    with file.open("rb") as opened:
        head = opened.read(_HEAD)
    return file_type.mismatch if head and not file_type.head.match(head) else None


def save_picture(content: bytes, path: str) -> None:
    """Write the picture *content* to *path*, over a picture if there is one.

    Raises WrongUse if another file is there, OutputError if it cannot be written.
    """
    file = target(path, PICTURE, force=True)
    try:
        replace_file(file, lambda temporary: Path(temporary).write_bytes(content))
    except OSError as error:
        raise unwritable(path, error) from None


def replace_file(path: str, make: Callable[[str], object]) -> None:
    """Write the file *path* as write_atomically does; an existing one keeps its permissions."""
    try:
        mode = stat.S_IMODE(Path(path).stat().st_mode)
    except FileNotFoundError:
        mode = 0o666
    write_atomically(path, make, mode)


def unwritable(path: str, error: OSError) -> OutputError:
    """Return the error for the file *path*, which cannot be written."""
    sentence = _("{path}: cannot be written: {why}")
    return OutputError(sentence.format(path=path, why=os_error_phrase(error)))
