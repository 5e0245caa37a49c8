"""The swift door: a large text becomes records in one pass, or is left to the door itself."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, AnyStr, TypeVar
from unicodedata import is_normalized

from msgspec import MsgspecError, Raw, ValidationError, convert
from msgspec.json import Decoder, decode

from cchc_cli.errors import StoreError
from cchc_cli.model.records import TABLES, FrozenStruct, Meta
from cchc_cli.model.type_errors import find_type_errors
from cchc_cli.store.json_text import ValueProblem, is_document_key, located_message

Kind = TypeVar("Kind", bound=FrozenStruct)


def decode_table(
    record_type: str, found: Mapping[Any, object], name: str
) -> Iterator[FrozenStruct]:
    """Return the documents *found* in the table *record_type* of the store *name* as records.

    Raises StoreError, `NAME: directives/12 (p09.d03) text.vi: reason`.
    """
    kind = Meta if record_type == "meta" else TABLES[record_type]
    for key, document in found.items():
        try:
            yield decode_record(kind, document)
        except ValueProblem as flaw:
            flaw.path = (f"{record_type}/{key}{_named(document)}", *flaw.path)
            raise StoreError(located_message(name, flaw)) from None


def decode_record(kind: type[Kind], document: object) -> Kind:
    """Return *document* as a record of *kind*; raise Flaw with the path to what is wrong."""
    try:
        return convert(document, kind)
    except ValidationError:
        path, reason, _field = next(find_type_errors(kind, document))
        raise ValueProblem(reason, *path) from None


def _named(document: object) -> str:
    called = document.get("id") if isinstance(document, dict) else None
    return f" ({called})" if isinstance(called, str) else ""


_CHUNK = 1 << 22  # bytes looked at together: a whole text in code points is twice as large
_ASCII = b"\n" + bytes(range(0x20, 0x7F))
_TOP = Decoder(dict[str, Raw])


class _Unusual(Exception):  # noqa: N818  # it never leaves this file
    """What only the door may judge, be it wrong or merely unusual."""


def decode_fast(content: bytes) -> dict[str, dict[int, Any]] | None:
    """Return the records of the UTF-8 JSON text *content*, just as the door would: table → key →.

    None where anything is unusual: the door reads that, and says what is wrong if it is.
    """
    try:
        _check_text(content)
        return _decode_tables(content)
    except (_Unusual, MsgspecError, RecursionError, OverflowError, UnicodeDecodeError):
        return None


def _check_text(content: bytes) -> None:
    """Raise _Odd if a string of *content* may need a look, or keys cannot be counted by colons."""
    if re.search(rb'"[ \t\r\n]+:', content) or content.count(b"\\") > content.count(b'\\"'):
        raise _Unusual
    start = 0
    while start < len(content):
        end = content.find(b'"', start + _CHUNK) + 1 or len(content)  # a quote joins no letter
        piece = content[start:end]
        others = piece.translate(None, _ASCII).decode()
        if not (others.isprintable() and is_normalized("NFC", piece.decode())):
            raise _Unusual
        start = end


def _decode_tables(content: bytes) -> dict[str, dict[int, Any]]:
    tables = _TOP.decode(content)
    keys = len(tables)
    if "$schema" in tables:
        decode(tables.pop("$schema"), type=str)
    if "meta" not in tables or not tables.keys() <= {"meta", *TABLES}:
        raise _Unusual
    found = {}
    for record_type in ("meta", *TABLES):
        documents = _TOP.decode(tables.get(record_type, b"{}"))
        reading = _TableReader(record_type, documents)
        found[record_type] = dict(reading)
        keys += len(documents) + reading.counted
    if len(found["meta"]) != 1 or keys != count_colons(content):
        raise _Unusual
    return found


class _TableReader:
    """The documents of one table on their way to records, and how many keys they have."""

    def __init__(self, record_type: str, documents: dict[str, Raw]) -> None:
        self.counted = 0
        self._kind: type[FrozenStruct] = Meta if record_type == "meta" else TABLES[record_type]
        self._documents = documents

    def __iter__(self) -> Iterator[tuple[int, FrozenStruct]]:
        read, kind = Decoder().decode, self._kind
        for number, (key, raw) in enumerate(self._documents.items(), 1):
            document = read(raw)
            if type(document) is not dict or not (key == str(number) or is_document_key(key)):
                raise _Unusual
            self.counted += count_keys(document)
            yield int(key), convert(document, kind)


_MAX_BITS = 63  # larger whole numbers are read one by one


def count_keys(document: dict[str, Any]) -> int:
    """Return how many keys stand in *document*, at any depth.

    Raises OverflowError for a whole number that is too large to be taken as it is.
    """
    found = len(document)
    for value in document.values():
        kind = type(value)
        if kind is dict:
            found += count_keys(value)
        elif kind is list:
            found += sum([count_keys(one) for one in value if type(one) is dict])
        elif kind is int and value.bit_length() > _MAX_BITS:
            raise OverflowError
    return found


def count_colons(text: AnyStr) -> int:
    """Return how many colons of the JSON *text* stand behind a quote: one for each key.

    An opening quote is never one that ends a key: then there are more colons than keys.
    """
    quoted: tuple[AnyStr, AnyStr] = ('":', '\\":') if isinstance(text, str) else (b'":', b'\\":')
    return text.count(quoted[0]) - text.count(quoted[1])
