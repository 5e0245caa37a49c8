"""The shipped store: validated once, as the wheel is built, instead of at every start."""

from pathlib import Path
from typing import Any
from zlib import crc32

from msgspec import Raw
from msgspec.json import decode

from cchc_cli.model.records import STRUCTS

CHECKSUM_FILE = "data/meetings.json.crc32"
"""Beside the store inside the wheel, and nowhere else: a checkout has none."""

_CHECKSUM_PATH = Path(__file__).parent.parent / CHECKSUM_FILE


def checksum(content: bytes) -> str:
    """Return what identifies the *content* of a store that was validated."""
    return f"{len(content)} {crc32(content):08x}"


def was_validated(content: bytes) -> bool:
    """Return whether the build validated this *content*; a changed file is validated again."""
    try:
        return _CHECKSUM_PATH.read_bytes() == checksum(content).encode()
    except OSError:
        return False


class ValidTables(dict[str, dict[int, Any]]):
    """Table → key → record of a valid store; a table is decoded when it is asked for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._texts = decode(content, type=dict[str, Raw])

    def __missing__(self, name: str) -> dict[int, Any]:
        struct: Any = STRUCTS[name]
        self[name] = table = decode(self._texts.get(name, b"{}"), type=dict[int, struct])
        return table
