"""The store on disk: read once, checked at the door."""

import os
import stat
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from cchc_cli import door, rules
from cchc_cli.errors import StoreError
from cchc_cli.model import KINDS, TABLES, Directive, Entry, Meeting, Meta
from cchc_cli.people import officials
from cchc_cli.relations import citing
from cchc_cli.words import _, why

_PACKAGE = Path(__file__).parent
_SHIPPED = "data/meetings.json"  # inside the package if installed, beside it in a checkout


class JSONFile(Storage):
    """A TinyDB storage over one JSON file, which is read once and never created."""

    def __init__(self, path: str) -> None:
        self.path = path

    def read(self) -> door.Documents:
        """Return the tables of the file; raises StoreError."""
        return self._documents

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:  # noqa: ARG002
        """Refuse: a store is read here, and changed with an editor."""
        raise StoreError(_("{path}: is only read, never written").format(path=self.path))

    @cached_property
    def _documents(self) -> door.Documents:
        return door.documents(_text(self.path), self.path)


class Store:
    """The records of one store, checked, and what refers to what among them."""

    def __init__(self, path: str) -> None:
        """Read the store at *path*; raises StoreError."""
        self.path = path
        database = TinyDB(path, storage=JSONFile)
        tables = {
            what: {document.doc_id: document for document in database.table(what)}
            for what in ("meta", *TABLES)
        }
        keyed = {
            what: dict(zip(found, door.records(what, found, path), strict=True))
            for what, found in tables.items()
        }
        (self.meta,) = cast("list[Meta]", list(keyed.pop("meta").values()))
        rules.check(keyed, path)
        self._records = {what: tuple(found.values()) for what, found in keyed.items()}

    def of(self, what: str) -> Sequence[Any]:
        """Return all records of the kind *what* in the order of the store."""
        return self._officials if what == "people" else self._records[what]

    def find(self, id_: str) -> Entry | None:
        """Return the record called *id_*, if there is one."""
        return self._by_id.get(id_) or self._officials_by_id.get(id_)

    def citing(self, id_: str, what: str) -> list[Any]:
        """Return the records of the kind *what* that refer to *id_*, in the order of the store."""
        return self._citing.get((id_, what), [])

    @cached_property
    def _officials(self) -> Sequence[Entry]:
        meetings = cast("Sequence[Meeting]", self._records["meetings"])
        directives = cast("Sequence[Directive]", self._records["directives"])
        taken = {record.id for what in TABLES for record in self.of(what)}
        return tuple(officials(meetings, directives, taken))

    @cached_property
    def _by_id(self) -> dict[str, Entry]:
        return {record.id: record for what in TABLES for record in self.of(what)}

    @cached_property
    def _officials_by_id(self) -> dict[str, Entry]:
        return {official.id: official for official in self._officials}

    @cached_property
    def _citing(self) -> Mapping[tuple[str, str], list[Entry]]:
        return citing({what: self.of(what) for what in KINDS})


def locate(path: str | None = None) -> str:
    """Return *path* if it is given, or the path of the store that comes with the program.

    Raises StoreError for an empty one.
    """
    if path is not None:
        if not path:
            raise StoreError(_("--store (or CCHC_STORE) is empty; name a store's JSON file"))
        return path
    inside = _PACKAGE / _SHIPPED
    return str(inside if inside.exists() else _PACKAGE.parent / _SHIPPED)


def _text(path: str) -> str:
    try:
        place = path.encode("utf-8", "surrogateescape")  # whatever the locale makes of names
        if not stat.S_ISREG(os.stat(place).st_mode):  # noqa: PTH116  # Path takes no bytes
            sentence = _("{path}: is not a file; name a store's JSON file")
            raise StoreError(sentence.format(path=path))
        with open(place, "rb") as file:  # noqa: PTH123
            content = file.read()
    except OSError as error:
        sentence = _("{path}: cannot be read: {why}")
        raise StoreError(sentence.format(path=path, why=why(error).lower())) from None
    except ValueError:  # a NUL in the name
        sentence = _("{name}: cannot be the name of a file")
        raise StoreError(sentence.format(name=repr(path))) from None
    if not content.strip():
        sentence = _("{path}: is empty; a store is a JSON object of tables")
        raise StoreError(sentence.format(path=path))
    try:
        return content.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        sentence = _("{path}:{line}:{column}: not UTF-8")
        raise StoreError(sentence.format(path=path, line=line, column=column)) from None
