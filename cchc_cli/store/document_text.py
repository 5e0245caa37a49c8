"""Documents of a large store as slices of its text, which take a tenth of the memory of objects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Raw, Struct
from msgspec.json import decode

from cchc_cli.store.encode import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class _Head(Struct):
    id: str


class DocumentText:
    """A document of which a change reads only the id, or replaces all; until then it is text."""

    __slots__ = ("_value",)

    def __init__(self, text: Raw) -> None:
        self._value: Raw | dict[str, Any] = text

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401
        if key == "id" and isinstance(self._value, Raw):
            return decode(self._value, type=_Head).id
        return self.value[key]

    @property
    def value(self) -> dict[str, Any]:
        """The document as an object."""
        return decode(self._value) if isinstance(self._value, Raw) else self._value

    def clear(self) -> None:
        """Remove all fields."""
        self._value = {}

    def update(self, fields: Mapping[str, Any]) -> None:
        """Set *fields*."""
        self._value = {**self.value, **fields}


def slice_documents(content: bytes) -> dict[str, Any]:
    """Return the tables of *content* as `parse_store` does, but with documents left as text.

    *content* is that of a valid store, without duplicate keys.
    """
    tables = decode(content, type=dict[str, Raw])
    return {
        name: decode(table)
        if name == "$schema"
        else {key: DocumentText(text) for key, text in decode(table, type=dict[str, Raw]).items()}
        for name, table in tables.items()
    }


def json_pieces(tables: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the text that `to_json` makes of *tables*, some of whose documents are still text."""
    yield from _object(
        ((name, _pieces(table)) for name, table in tables.items()), indent="", end="\n"
    )


def _pieces(table: Any) -> Iterator[bytes]:  # noqa: ANN401  # or the path of the JSON Schema
    if isinstance(table, dict):
        yield from _object(
            ((key, iter([_indented(one)])) for key, one in table.items()), indent="  "
        )
    else:
        yield to_json(table).rstrip("\n").encode()


def _object(
    members: Iterable[tuple[str, Iterator[bytes]]], *, indent: str, end: str = ""
) -> Iterator[bytes]:
    before = "{\n"
    for key, pieces in members:
        yield f'{before}{indent}  "{key}": '.encode()
        yield from pieces
        before = ",\n"
    yield (f"\n{indent}}}{end}" if before == ",\n" else f"{{}}{end}").encode()


def _indented(document: DocumentText | dict[str, Any]) -> bytes:
    value = document.value if isinstance(document, DocumentText) else document
    return to_json(value).rstrip("\n").replace("\n", "\n    ").encode()
