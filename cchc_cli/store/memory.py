"""A store in memory, which answers by a linear scan."""

from __future__ import annotations

from copy import copy
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB

from cchc_cli.model.people import derive_people
from cchc_cli.model.records import RECORD_TYPES, STRUCTS, TABLES, Directive, Meeting, Meta, Record
from cchc_cli.model.references import index_references
from cchc_cli.model.validation import validate
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.store.decode import decode_fast, decode_table
from cchc_cli.store.files import read_file
from cchc_cli.store.location import is_large
from cchc_cli.store.storage import JsonStorage

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cchc_cli.query.source import Predicate


class MemoryStore(RecordSource):
    """The validated records of one store."""

    def __init__(self, path: str, database: TinyDB | None = None) -> None:
        self.path = path
        fast = decode_fast(read_file(path)) if database is None and is_large(path) else None
        tables = fast or _decode_carefully(path, database or TinyDB(path, storage=JsonStorage))
        (self.meta,) = cast("list[Meta]", list(tables.pop("meta").values()))
        validate(tables, path)
        self._records = {name: tuple(records.values()) for name, records in tables.items()}

    def changed(
        self, meta: Meta, new: Mapping[str, Mapping[str, Record]], gone: Collection[str]
    ) -> MemoryStore:
        """Return the store with *meta*, with *new*, table → id → record, and without *gone*."""
        other = copy(self)
        for name in ("_people", "_by_id", "_people_by_id", "_references"):
            vars(other).pop(name, None)  # which was found in the store as it is
        other.meta = meta
        other._records = {  # noqa: SLF001  # of its own class
            table: (
                *(new.get(table, {}).get(one.id, one) for one in old if one.id not in gone),
                *(one for id_, one in new.get(table, {}).items() if id_ not in self._by_id),
            )
            for table, old in self._records.items()
        }
        return other

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store."""
        return self._people if record_type == "people" else self._records[record_type]

    def get(self, id_: str) -> Record | None:
        """Return the record of this id, None if there is none."""
        return self._by_id.get(id_) or self._people_by_id.get(id_)

    def referring_to(self, id_: str, record_type: str) -> list[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""
        return self._references.get((id_, record_type), [])

    def filtered(self, record_type: str, predicate: Predicate) -> list[Any]:
        """Return the records of *record_type* that pass, in their default order."""
        return default_order(record_type, list(filter(predicate, self.all(record_type))), self)

    @cached_property
    def _people(self) -> Sequence[Record]:
        meetings = cast("Sequence[Meeting]", self._records["meetings"])
        directives = cast("Sequence[Directive]", self._records["directives"])
        return tuple(derive_people(meetings, directives, self._by_id))

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record_type in TABLES for record in self.all(record_type)}

    @cached_property
    def _people_by_id(self) -> dict[str, Record]:
        return {person.id: person for person in self._people}

    @cached_property
    def _references(self) -> Mapping[tuple[str, str], list[Record]]:
        return index_references({name: self.all(name) for name in RECORD_TYPES})


def _decode_carefully(path: str, database: TinyDB) -> dict[str, dict[int, Any]]:
    tables = {
        name: {document.doc_id: document for document in database.table(name)} for name in STRUCTS
    }
    return {
        name: dict(zip(documents, decode_table(name, documents, path), strict=True))
        for name, documents in tables.items()
    }
