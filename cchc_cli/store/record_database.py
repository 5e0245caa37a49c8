"""TinyDB over a store that is valid already: its tables yield records as they are."""

from __future__ import annotations

from typing import Any

from msgspec import Raw
from msgspec.json import decode
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from cchc_cli.model.records import STRUCTS


class ValidTables(dict[str, dict[int, Any]]):
    """Table → key → record of a valid store; a table is decoded when it is asked for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._texts = decode(content, type=dict[str, Raw])

    def __missing__(self, name: str) -> dict[int, Any]:
        struct: Any = STRUCTS[name]
        self[name] = table = decode(self._texts.get(name, b"{}"), type=dict[int, struct])
        return table


class _RecordStorage(Storage):
    def __init__(self, content: bytes) -> None:
        self._tables: Any = ValidTables(content)

    def read(self) -> Any:  # noqa: ANN401  # records in place of documents
        return self._tables

    def write(self, data: object) -> None:
        raise NotImplementedError


class _RecordTable(Table):
    document_class = staticmethod(lambda record, _key: record)  # type: ignore[assignment]


class RecordDatabase(TinyDB):
    """The store of this valid *content* as a TinyDB that is only read."""

    table_class = _RecordTable

    def __init__(self, content: bytes) -> None:
        super().__init__(content, storage=_RecordStorage)
