"""Export a store to a path, in the format that its suffix names."""

import os
import shlex
from collections.abc import Callable, Container, Iterable
from pathlib import Path

from cchc_cli.answers import Answer
from cchc_cli.errors import UsageError
from cchc_cli.export.folder import write_folder
from cchc_cli.export.sqlite import write_database
from cchc_cli.export.workbook import write_workbook
from cchc_cli.language.translation import _, ngettext
from cchc_cli.query.source import RecordSource
from cchc_cli.store.location import new_file_path

_DATABASES = (".db", ".sqlite", ".sqlite3")


def export_store(
    path: str,
    store: RecordSource,
    csv: Callable[[Answer], Iterable[str]],
    *,
    force: bool,
    printed: Container[str] = (),
) -> list[str]:
    """Write *store* to *path*, in one step; return sentences that say so, and what was cut.

    *csv* yields the lines of an answer. With *force* an earlier export is overwritten. Raises
    UsageError where *path* may not be written or names no format, with the command for one that is
    *printed*, OutputError where it cannot be written.
    """
    name = new_file_path(path, "cchc.db")
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122  # a Path would drop a final /
    warnings: list[str] = []
    if suffix in _DATABASES:
        write_database(path, store, force=force)
    elif suffix == ".xlsx":
        warnings = write_workbook(path, store, force=force)
    elif name.endswith((os.sep, os.altsep or os.sep)) or Path(name).is_dir():
        write_folder(path, store, csv, force=force)
    else:
        raise UsageError(_unknown_format(path, suffix[1:], printed))
    meetings, directives = len(store.all("meetings")), len(store.all("directives"))
    written = _("{path}: written, with {meetings} and {directives}").format(
        path=path,
        meetings=ngettext("{n} meeting", "{n} meetings", meetings).format(n=meetings),
        directives=ngettext("{n} directive", "{n} directives", directives).format(n=directives),
    )
    return [written, *warnings]


def _unknown_format(path: str, suffix: str, printed: Container[str]) -> str:
    sentence = _("{path}: name a FILE.db (SQLite), FILE.xlsx (Excel) or FOLDER/ (csv files)")
    command = f"cchc list directives -o {suffix} > {shlex.quote(path)}"
    hint = _("; for {format}: {command}").format(format=suffix, command=command)
    return sentence.format(path=path) + (hint if suffix in printed else "")
