"""The TinyDB storage of a store: one JSON file, read once and never created."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from tinydb.storages import Storage

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import _
from cchc_cli.store.files import decode_utf8, read_file
from cchc_cli.store.json_text import Documents, parse_store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc_cli.store.lock import StoreLock


class JSONFile(Storage):
    """A TinyDB storage over one JSON file, which is read once and never created.

    It is written only through the *hold* of a run that holds it.
    """

    def __init__(self, path: str, hold: StoreLock | None = None) -> None:
        self.path, self._hold = path, hold

    def read(self) -> Documents:
        """Return the tables of the file; raises StoreError."""
        return self._documents

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file by one with the tables *data*; raises StoreError."""
        if self._hold is None:
            raise StoreError(_("{path}: is only read, never written").format(path=self.path))
        from cchc_cli.store.encode import in_table_order, to_json  # noqa: PLC0415  # most runs only read

        kept = {
            record_type: self._whole[record_type]
            for record_type in self._whole
            if record_type == "$schema"
        }
        self._hold.replace(to_json(in_table_order({**kept, **data}, self._whole)).encode())

    def is_canonical(self) -> bool:
        """Return whether the file was written as we write one; asked before it is changed."""
        from cchc_cli.store.encode import to_json  # noqa: PLC0415

        return self._hold is not None and to_json(self._whole).encode() == self._hold.content

    @cached_property
    def _documents(self) -> Documents:
        return {
            record_type: table
            for record_type, table in self._whole.items()
            if record_type != "$schema"
        }

    @cached_property
    def _whole(self) -> dict[str, Any]:
        content = read_file(self.path) if self._hold is None else self._hold.content
        if not content.strip():
            sentence = _("{path}: is empty; a store is a JSON object of tables")
            raise StoreError(sentence.format(path=self.path))
        return parse_store(decode_utf8(content, self.path), self.path)
