"""The swift door: a large text becomes records in one pass, or is left to the door itself."""

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import is_normalized

from msgspec import MsgspecError, Raw, convert
from msgspec.json import Decoder, decode

from cchc_cli.door import is_key
from cchc_cli.model import TABLES, Meta, Record
from cchc_cli.plain import count_colons, count_keys

_PIECE = 1 << 22  # bytes looked at together: a whole text in code points is twice as large
_PLAIN = b"\n" + bytes(range(0x20, 0x7F))
_TOP = Decoder(dict[str, Raw])


class _Odd(Exception):  # noqa: N818  # it never leaves this file
    """What only the door may judge, be it wrong or merely unusual."""


def records(content: bytes) -> dict[str, dict[int, Any]] | None:
    """Return the records of the UTF-8 JSON text *content*, just as the door would: table → key →.

    None where anything is unusual: the door reads that, and says what is wrong if it is.
    """
    try:
        _look(content)
        return _tables(content)
    except (_Odd, MsgspecError, RecursionError, OverflowError, UnicodeDecodeError):
        return None


def _look(content: bytes) -> None:
    """Raise _Odd if a string of *content* may need a look, or keys cannot be counted by colons."""
    if re.search(rb'"[ \t\r\n]+:', content) or content.count(b"\\") > content.count(b'\\"'):
        raise _Odd
    start = 0
    while start < len(content):
        end = content.find(b'"', start + _PIECE) + 1 or len(content)  # a quote joins no letter
        piece = content[start:end]
        others = piece.translate(None, _PLAIN).decode()
        if not (others.isprintable() and is_normalized("NFC", piece.decode())):
            raise _Odd
        start = end


def _tables(content: bytes) -> dict[str, dict[int, Any]]:
    tables = _TOP.decode(content)
    keys = len(tables)
    if "$schema" in tables:
        decode(tables.pop("$schema"), type=str)
    if "meta" not in tables or not tables.keys() <= {"meta", *TABLES}:
        raise _Odd
    found = {}
    for what in ("meta", *TABLES):
        documents = _TOP.decode(tables.get(what, b"{}"))
        reading = _Reading(what, documents)
        found[what] = dict(reading)
        keys += len(documents) + reading.counted
    if len(found["meta"]) != 1 or keys != count_colons(content):
        raise _Odd
    return found


class _Reading:
    """The documents of one table on their way to records, and how many keys they have."""

    def __init__(self, what: str, documents: dict[str, Raw]) -> None:
        self.counted = 0
        self._kind: type[Record] = Meta if what == "meta" else TABLES[what]
        self._documents = documents

    def __iter__(self) -> Iterator[tuple[int, Record]]:
        read, kind = Decoder().decode, self._kind
        for number, (key, raw) in enumerate(self._documents.items(), 1):
            document = read(raw)
            if type(document) is not dict or not (key == str(number) or is_key(key)):
                raise _Odd
            self.counted += count_keys(document)
            yield int(key), convert(document, kind)
