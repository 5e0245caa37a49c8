"""The scan: questions answered by looking at every record there is."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from cchc_cli.query.sorting import default_order
from cchc_cli.store.storage import JSONFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cchc_cli.query.source import GroupKey, Predicate, RecordSource
    from cchc_cli.search.matcher import Search


from functools import cached_property
from typing import TYPE_CHECKING, cast

from tinydb import TinyDB

from cchc_cli.model.people import derive_people
from cchc_cli.model.records import RECORD_TYPES, TABLES, Directive, Meeting, Meta, Record
from cchc_cli.model.references import index_references
from cchc_cli.model.rules import validate
from cchc_cli.store.decode import decode_table
from cchc_cli.store.files import read_file
from cchc_cli.store.location import is_large

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class LinearScan:
    """What records in memory answer with nothing but themselves: for a store to inherit."""

    def ids(self: RecordSource, record_type: str) -> Iterable[str]:
        """Return the ids of all records of the kind *record_type*."""
        return [one.id for one in self.all(record_type)]

    def filtered(self: RecordSource, record_type: str, passes: Predicate) -> list[Any]:
        """Return the records of the kind *record_type* that pass, in their usual order."""
        return default_order(
            record_type, [one for one in self.all(record_type) if passes(one)], self
        )

    def search_candidates(
        self: RecordSource, record_type: str, passes: Predicate, _: Search
    ) -> Iterator[Any]:
        """Return all records of the kind *record_type* that pass."""
        return filter(passes, self.all(record_type))

    def word_counts(self: RecordSource, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""
        from cchc_cli.language.vietnamese import find_words  # noqa: PLC0415
        from cchc_cli.search.matcher import searched_texts  # noqa: PLC0415  # most answers need no search

        everything = (one for record_type in kinds for one in self.all(record_type))
        texts = (text for one in everything for _, text in searched_texts(one, self.get))
        return Counter(word[0].lower() for text in texts for word in find_words(text))

    def group_counts(
        self: RecordSource, record_type: str, passes: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *record_type* pass, for each combination *by* and in all."""
        found = list(filter(passes, self.all(record_type)))
        combined = (product(*(under.values_of(one) for under in by)) for one in found)
        return Counter(one for some in combined for one in some), len(found)


Tables = dict[str, dict[int, Any]]
"""Table → key of the document → record."""


class MemoryStore(LinearScan):
    """The records of one store, checked, and what refers to what among them."""

    def __init__(self, path: str, database: TinyDB | None = None) -> None:
        """Read the store at *path*, or the *database* that holds it; raises StoreError."""
        self.path = path
        swiftly = database is None and is_large(path)
        keyed = (_decode_large(path) if swiftly else None) or _decode_validated(path, database)
        (self.meta,) = cast("list[Meta]", list(keyed.pop("meta").values()))
        validate(keyed, path)
        self._records = {record_type: tuple(found.values()) for record_type, found in keyed.items()}

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of the kind *record_type* in the order of the store."""
        return self._officials if record_type == "people" else self._records[record_type]

    def get(self, id_: str) -> Record | None:
        """Return the record called *id_*, if there is one."""
        return self._by_id.get(id_) or self._officials_by_id.get(id_)

    def referring_to(self, id_: str, record_type: str) -> list[Any]:
        """Return the records of the kind *record_type* that refer to *id_*, in the order of the store."""
        return self._citing.get((id_, record_type), [])

    @cached_property
    def _officials(self) -> Sequence[Record]:
        meetings = cast("Sequence[Meeting]", self._records["meetings"])
        directives = cast("Sequence[Directive]", self._records["directives"])
        taken = {record.id for record_type in TABLES for record in self.all(record_type)}
        return tuple(derive_people(meetings, directives, taken))

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {record.id: record for record_type in TABLES for record in self.all(record_type)}

    @cached_property
    def _officials_by_id(self) -> dict[str, Record]:
        return {official.id: official for official in self._officials}

    @cached_property
    def _citing(self) -> Mapping[tuple[str, str], list[Record]]:
        return index_references(
            {record_type: self.all(record_type) for record_type in RECORD_TYPES}
        )


def _decode_large(path: str) -> Tables | None:
    """Return the records of the store at *path* if nothing about them needs a second look."""
    from cchc_cli.store.decode import decode_fast  # noqa: PLC0415  # for large stores

    return decode_fast(read_file(path))


def _decode_validated(path: str, database: TinyDB | None) -> Tables:
    database = database or TinyDB(path, storage=JSONFile)
    tables = {
        record_type: {document.doc_id: document for document in database.table(record_type)}
        for record_type in ("meta", *TABLES)
    }
    return {
        record_type: dict(zip(found, decode_table(record_type, found, path), strict=True))
        for record_type, found in tables.items()
    }
