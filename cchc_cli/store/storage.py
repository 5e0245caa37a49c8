"""The TinyDB storage of a store: one JSON file, read once and never created."""

from __future__ import annotations

from functools import cached_property
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _
from cchc_cli.store.document_text import json_pieces, slice_documents
from cchc_cli.store.encode import in_table_order, to_json
from cchc_cli.store.files import decode_utf8, read_file
from cchc_cli.store.json_text import Documents, parse_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cchc_cli.store.lock import StoreLock


class JsonStorage(Storage):
    """A TinyDB storage over one JSON file, which only the holder of its *lock* may write.

    *content* is what was read from it already. If it *keeps_text*, which is that of a valid store
    of the current schema, documents that are not changed stay as they are written there.
    """

    def __init__(
        self,
        path: str,
        lock: StoreLock | None = None,
        content: bytes | None = None,
        *,
        keeps_text: bool = False,
    ) -> None:
        self.path, self._lock = path, lock
        self._bytes = content if lock is None else lock.content
        self._keeps_text = keeps_text
        self.is_upgraded = False
        """Whether the file, once it is read, is of schema 1 and its tables here are of schema 2."""

    def read(self) -> Documents:
        """Return the tables of the file; raises StoreError."""
        return {name: table for name, table in self._content.items() if name != "$schema"}

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file by one with the tables *data*; raises StoreError."""
        if self._lock is None:
            raise StoreError(_("{path}: was opened read-only").format(path=self.path))
        tables = in_table_order({**self._content, **data}, self._content)
        text = BytesIO()  # join would hold all pieces and their text at once
        text.writelines(self._pieces(tables))
        self._lock.replace(text.getvalue())

    def is_canonical(self) -> bool:
        """Return whether the file is in canonical form; to be called before it is changed."""
        if self._lock is None:
            return False
        content, start = self._lock.content, 0
        for piece in self._pieces(self._content):
            if not content.startswith(piece, start):
                return False
            start += len(piece)
        return start == len(content)

    def _pieces(self, tables: Mapping[str, Any]) -> Iterable[bytes]:
        return json_pieces(tables) if self._keeps_text else (to_json(tables).encode(),)

    @cached_property
    def _content(self) -> dict[str, Any]:
        content = read_file(self.path) if self._bytes is None else self._bytes
        if self._keeps_text:
            return slice_documents(content)
        if not content.strip():
            sentence = _("{path}: is empty; a store is a JSON object of tables")
            raise StoreError(sentence.format(path=self.path))
        found = parse_store(decode_utf8(content, self.path), self.path)
        (meta,) = found["meta"].values()
        self.is_upgraded = repr(meta.get("schema")) == "1"  # True == 1
        if self.is_upgraded:
            from cchc_cli.store.upgrade import upgrade  # noqa: PLC0415  # few stores need it

            return upgrade(found)
        return found
