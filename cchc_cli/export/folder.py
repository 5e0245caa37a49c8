"""Export a store as a folder of csv files and a datapackage.json."""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import json as fast_json

from cchc_cli.answers import Answer
from cchc_cli.answers.list import list_records
from cchc_cli.errors import UsageError
from cchc_cli.export.data_package import PACKAGE_NAME, data_package
from cchc_cli.export.target import is_same_file, unwritable
from cchc_cli.language.translation import N_, _, os_error_reason
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.source import RecordSource
from cchc_cli.store.atomic import remove
from cchc_cli.store.location import new_file_path

CsvLines: TypeAlias = Callable[[Answer], Iterable[str]]
"""What makes the lines of a csv file: a header, then a record a line."""

_EXAMPLE = "cchc/"
_PACKAGE = "datapackage.json"
_FILES = {_PACKAGE, *(f"{record_type}.csv" for record_type in RECORD_TYPES)}


def write_folder(path: str, store: RecordSource, csv: CsvLines, *, force: bool) -> None:
    """Write *store* into the folder *path*, in one step: the csv of `list` for each record type.

    With *force* a folder that holds an earlier export, and nothing else, is replaced. Raises
    UsageError where *path* may not be written, OutputError where it cannot.
    """
    folder = Path(os.path.realpath(new_file_path(path, _EXAMPLE)))
    new = folder.with_name(f".{folder.name}.cchc-{os.urandom(4).hex()}.tmp")
    try:
        if reason := _refusal(folder, store.path, force=force):
            raise UsageError(_(reason).format(path=path))
        new.mkdir()
        try:
            _fill(new, store, csv)
            _install(new, folder)
        finally:
            _remove(new)
    except OSError as error:
        raise unwritable(path, os_error_reason(error)) from None


def _refusal(folder: Path, source: str, *, force: bool) -> str | None:
    if not folder.exists():
        return None
    if not folder.is_dir():
        return N_("{path}: is not a folder; give the name of a folder, like cchc/")
    if Path.cwd().is_relative_to(folder):
        return N_("{path}: is the current folder; give the name of a new one, like cchc/")
    files = list(folder.iterdir())
    if files and (not _is_export(files) or any(is_same_file(one, source) for one in files)):
        return N_("{path}: holds files that cchc export did not write; not overwritten")
    return (
        N_("{path}: already exists; use --force to overwrite it") if files and not force else None
    )


def _is_export(files: Iterable[Path]) -> bool:
    """Return whether *files*, all that are in a folder, are those of an export."""
    paths = {file.name: file for file in files}
    if not paths.keys() <= _FILES or not all(file.is_file() for file in paths.values()):
        return False
    try:
        package: Any = json.loads(paths[_PACKAGE].read_bytes())
    except (KeyError, ValueError, RecursionError):
        return False
    return isinstance(package, dict) and package.get("name") == PACKAGE_NAME


def _fill(folder: Path, store: RecordSource, csv: CsvLines) -> None:
    columns = {}
    for record_type in RECORD_TYPES:
        lines = iter(csv(list_records(Query(record_types=(record_type,)), store)))
        header = next(lines)
        columns[record_type] = header.rstrip("\n").split(",")  # no name has a comma
        _write(folder / f"{record_type}.csv", [header], lines)
    package = data_package(store.meta, store.all("sources"), columns)
    text = fast_json.format(fast_json.encode(package), indent=2).decode()
    _write(folder / _PACKAGE, [text, "\n"])


def _write(file: Path, *texts: Iterable[str]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        for several in texts:
            opened.writelines(several)
        opened.flush()
        os.fsync(opened.fileno())


def _install(new: Path, folder: Path) -> None:
    """Give *new* the name *folder*; what is there has another name until then, or is put back."""
    if not folder.exists():
        new.rename(folder)
        return
    new.chmod(folder.stat().st_mode)
    old = new.with_suffix(".old")
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    _remove(old)


def _remove(folder: Path) -> None:
    """Remove *folder* with the files of an export; it stays if there are others."""
    for name in _FILES:
        remove(str(folder / name))
    with suppress(OSError):
        folder.rmdir()
