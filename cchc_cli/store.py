"""The store on disk: read once, checked at the door, replaced whole."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage

from cchc_cli import door, files, rules
from cchc_cli.errors import StoreError
from cchc_cli.model import KINDS, TABLES, Directive, Entry, Meeting, Meta
from cchc_cli.people import officials
from cchc_cli.place import is_large
from cchc_cli.relations import citing
from cchc_cli.scan import Scan
from cchc_cli.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from cchc_cli.place import Own
    from cchc_cli.steps import Steps
    from cchc_cli.writing import Hold


Keyed = dict[str, dict[int, Any]]
"""Table → key of the document → record."""


class JSONFile(Storage):
    """A TinyDB storage over one JSON file, which is read once and never created.

    It is written only through the *hold* of a run that holds it.
    """

    def __init__(self, path: str, hold: Hold | None = None) -> None:
        self.path, self._hold = path, hold

    def read(self) -> door.Documents:
        """Return the tables of the file; raises StoreError."""
        return self._documents

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file by one with the tables *data*; raises StoreError."""
        if self._hold is None:
            raise StoreError(_("{path}: is only read, never written").format(path=self.path))
        from cchc_cli import canonical  # noqa: PLC0415  # most runs only read

        kept = {what: self._whole[what] for what in self._whole if what == "$schema"}
        self._hold.replace(
            canonical.text(canonical.ordered({**kept, **data}, self._whole)).encode()
        )

    def is_canonical(self) -> bool:
        """Return whether the file was written as we write one; asked before it is changed."""
        from cchc_cli import canonical  # noqa: PLC0415

        return self._hold is not None and canonical.text(self._whole).encode() == self._hold.content

    @cached_property
    def _documents(self) -> door.Documents:
        return {what: table for what, table in self._whole.items() if what != "$schema"}

    @cached_property
    def _whole(self) -> dict[str, Any]:
        content = files.content(self.path) if self._hold is None else self._hold.content
        if not content.strip():
            sentence = _("{path}: is empty; a store is a JSON object of tables")
            raise StoreError(sentence.format(path=self.path))
        return door.whole(files.text(content, self.path), self.path)


class Store(Scan):
    """The records of one store, checked, and what refers to what among them."""

    def __init__(self, path: str, database: TinyDB | None = None) -> None:
        """Read the store at *path*, or the *database* that holds it; raises StoreError."""
        self.path = path
        swiftly = database is None and is_large(path)
        keyed = (_swiftly(path) if swiftly else None) or _through_the_door(path, database)
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


def _swiftly(path: str) -> Keyed | None:
    """Return the records of the store at *path* if nothing about them needs a second look."""
    from cchc_cli import swift  # noqa: PLC0415  # for large stores

    return swift.records(files.content(path))


def _through_the_door(path: str, database: TinyDB | None) -> Keyed:
    database = database or TinyDB(path, storage=JSONFile)
    tables = {
        what: {document.doc_id: document for document in database.table(what)}
        for what in ("meta", *TABLES)
    }
    return {
        what: dict(zip(found, door.records(what, found, path), strict=True))
        for what, found in tables.items()
    }


class Edition:
    """A store that this run holds, as it was read, and the one way to change it."""

    def __init__(self, path: str, hold: Hold) -> None:
        """Read the store at *path* that *hold* holds; raises StoreError."""
        from tinydb.middlewares import CachingMiddleware  # noqa: PLC0415  # most runs only read

        self._database = TinyDB(path, hold, storage=CachingMiddleware(JSONFile))  # type: ignore[no-untyped-call]
        self.store = Store(path, self._database)
        self.is_canonical: bool = self._database.storage.is_canonical()  # type: ignore[attr-defined]

    def put(self, tables: Mapping[str, Mapping[str, Entry]], day: date, steps: Steps) -> None:
        """Write *tables*, table → id → record, as of *day*, all at once; count the *steps* there.

        A record that is there keeps its place and its key, others come last in their table.
        Raises StoreError, and then nothing is written.
        """
        from cchc_cli.canonical import document  # noqa: PLC0415  # the same

        for what, records in tables.items():
            table = self._database.table(what)
            new = {id_: document(record) for id_, record in steps.counted(records.items())}
            there = new.keys() & {record.id for record in self.store.of(what)}
            if there:
                replaced = {id_: new.pop(id_) for id_ in there}
                table.update(_becoming(replaced), lambda found, by=replaced: found["id"] in by)
            table.insert_multiple(new.values())
        updated = max(day, self.store.meta.updated).isoformat()
        self._database.table("meta").update({"updated": updated}, lambda _: True)
        self._database.close()  # here it is written


def _becoming(new: Mapping[str, Mapping[str, Any]]) -> Callable[[Any], None]:
    def become(found: Any) -> None:  # noqa: ANN401  # a document, as TinyDB has it
        after = new[found["id"]]
        found.clear()
        found.update(after)

    return become


@contextmanager
def editing(own: Own) -> Iterator[Edition]:
    """Hold the store *own* against other runs that write, and yield it; raises StoreError."""
    from cchc_cli import writing  # noqa: PLC0415  # the same

    with writing.held(own) as hold:
        yield Edition(own, hold)
