"""The shipped store: validated once, as the wheel is built, instead of at every start."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from cchc_cli.model.records import RECORD_TYPES, Record
from cchc_cli.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cchc_cli.query.source import Predicate
    from cchc_cli.search.matcher import Hit, Search
    from cchc_cli.search.terms import Terms
    from cchc_cli.store.record_database import RecordDatabase
    from cchc_cli.store.search_file import SearchFile

CHECKSUM_FILE = "data/meetings.json.crc32"
"""Beside the store inside the wheel, and nowhere else: a checkout has none.

Its lines are the checksums of the store and of the file for searches.
"""

SEARCH_FILE = "data/meetings.search"
_CHECKSUM_PATH = Path(__file__).parent.parent / CHECKSUM_FILE


def checksum(content: bytes) -> str:
    """Return what identifies the *content* of a file that the build validated or made."""
    return f"{len(content)} {crc32(content):08x}"


def was_validated(content: bytes) -> bool:
    """Return whether the build validated this *content*; a changed file is validated again."""
    return _is_sealed(content, 0)


def _is_sealed(content: bytes, line: int) -> bool:
    try:
        return _CHECKSUM_PATH.read_text(encoding="ascii").split("\n")[line] == checksum(content)
    except (OSError, ValueError, IndexError):
        return False


class _Tables(dict[str, tuple[Any, ...]]):
    """Table → its records, read through TinyDB when they are asked for."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._content = content

    @cached_property
    def _database(self) -> RecordDatabase:
        from cchc_cli.store.record_database import RecordDatabase  # noqa: PLC0415  # 4 % of a start

        return RecordDatabase(self._content)

    def __missing__(self, name: str) -> tuple[Any, ...]:
        self[name] = records = tuple(self._database.table(name))
        return records


class ShippedStore(MemoryStore):
    """The shipped store, whose *content* was validated.

    Searches, and records by their ids, need only the file that the build made for searches.
    """

    def __init__(self, path: str, content: bytes) -> None:
        self.path = path
        self._records = _Tables(content)
        self._content = content
        self._known: dict[str, Record | None] = {}

    def get(self, id_: str) -> Record | None:
        """Return the record of this id, decoded by itself, None if there is none."""
        if id_ not in self._known:
            self._known[id_] = self._search_file.record(id_, self._content)
        return self._known[id_]

    def terms(self) -> Terms:
        """Return the terms, with the canonical wordings that the build worked out."""
        return self._search_file.terms()

    def search_candidates(
        self, record_type: str, predicate: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of *record_type* that pass, among them all that *search* hits."""
        found = self._search_file.candidates({record_type: predicate}, search, self.get)
        return (record for record, _ in found)

    def ranked_hits(self, predicate_of: Mapping[str, Predicate], search: Search) -> Sequence[Hit]:
        """Return the hits of *search* that pass, best first."""
        found = self._search_file.candidates(predicate_of, search, self.get)
        hits = (search.hit(record, self.get, keys) for record, keys in found)
        return sorted(filter(None, hits), key=lambda hit: hit.rank)

    def words_by_key(self, record_types: Iterable[str]) -> Mapping[str, str]:
        """Return Telex key → the most frequent word of *record_types* that has this key."""
        types = tuple(record_types)
        if types == tuple(RECORD_TYPES):
            return self._search_file.words()
        return super().words_by_key(types)

    @cached_property
    def _search_file(self) -> SearchFile:
        from cchc_cli.store.search_file import build, load  # noqa: PLC0415  # a list needs none

        try:
            made = _CHECKSUM_PATH.with_name(Path(SEARCH_FILE).name).read_bytes()
        except OSError:
            made = b""
        return load(made if _is_sealed(made, 1) else build(self.path, self._content))
