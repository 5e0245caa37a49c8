"""The interface of a record source: what a store offers to a query."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import chain, product
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from cchc_cli.model.reference_fields import values_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cchc_cli.model.records import Meta, Record
    from cchc_cli.search.matcher import Hit, Search
    from cchc_cli.search.terms import Terms


ValueTest: TypeAlias = Callable[[Any], bool]
"""Whether a record with this value passes."""


class GroupKey(NamedTuple):
    """A grouping key: a field, optionally with a *transform* of a value to several others."""

    field: str
    transform: Callable[[Any], Iterable[Any]] | None = None

    def values_of(self, record: Record) -> Iterable[Any]:
        """Return the values under which *record* is counted, each once; (None,) without any."""
        found = values_at(record, self.field)
        if self.transform:
            return dict.fromkeys(chain.from_iterable(map(self.transform, found))) or (None,)
        return dict.fromkeys(found) or (None,)


class SortKey(NamedTuple):
    """A sort key: the value that a row of *record_type* gives; it depends on *field* alone."""

    record_type: str
    field: str
    value_of: Callable[[Mapping[str, Any]], Any]
    reverse: bool = False


class Predicate:
    """Pairs of fields and a test: one of the fields must have a value that passes, in every pair.

    A test depends on the value alone, so that an index evaluates it once per distinct value.
    Records whose id is in *without* do not pass.
    """

    def __init__(
        self,
        tests: Sequence[tuple[tuple[str, ...], ValueTest]],
        without: frozenset[str] = frozenset(),
    ) -> None:
        self.tests = tests
        self.without = without

    def __call__(self, record: Record) -> bool:
        """Return whether *record* passes."""
        return record.id not in self.without and all(
            any(test(value) for field in fields for value in values_at(record, field))
            for fields, test in self.tests
        )


class RecordSource(Protocol):
    """A source of records: a store in memory, or the index of a large one.

    `all`, `get`, `referring_to` and `filtered` have no default; the others scan all records.
    """

    path: str
    """The path of the store."""

    meta: Meta
    """The metadata of the store."""

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store."""

    def get(self, id_: str) -> Record | None:
        """Return the record with the id *id_*, if it exists."""

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""

    def filtered(self, record_type: str, predicate: Predicate) -> Sequence[Any]:
        """Return the records of *record_type* that pass, in the default order."""

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of *record_type*."""
        return [record.id for record in self.all(record_type)]

    def sorted_by(self, _found: Sequence[Any], _key: SortKey) -> Sequence[Any] | None:
        """Return what `filtered` found, sorted by a key, records without a value last.

        None if all records must be looked at.
        """
        return None

    def search_candidates(self, record_type: str, predicate: Predicate, _: Search) -> Iterable[Any]:
        """Return records of *record_type* that pass; all hits of the search are among them."""
        found = self.all(record_type)
        return filter(predicate, found) if predicate.tests or predicate.without else found

    def ranked_hits(self, _of: Mapping[str, Predicate], _: Search) -> Sequence[Hit] | None:
        """Return the hits of a search that pass (record type → its predicate), best first.

        None if all candidates must be looked at.
        """
        return None

    def word_counts(self, record_types: Iterable[str]) -> Mapping[str, int]:
        """Return word in lower case → its count in the searched texts of *record_types*."""
        from cchc_cli.language.diacritics import find_words  # noqa: PLC0415
        from cchc_cli.search.matcher import searched_texts  # noqa: PLC0415  # only a failed search needs it

        records = (record for record_type in record_types for record in self.all(record_type))
        texts = (text for record in records for _, text in searched_texts(record, self.get))
        return Counter(word[0].lower() for text in texts for word in find_words(text))

    def words_by_key(self, record_types: Iterable[str]) -> Mapping[str, str]:
        """Return Telex key → the most frequent word of *record_types* that has this key."""
        from cchc_cli.language.diacritics import telex_key  # noqa: PLC0415  # as above

        known = self.word_counts(record_types)
        by_count = sorted(known, key=lambda word: (known[word], word))
        return {telex_key(word): word for word in by_count}

    def terms(self) -> Terms:
        """Return the terms of the store."""
        from cchc_cli.search.terms import Terms  # noqa: PLC0415  # only a search needs them

        return Terms(self.all("terms"))

    def group_counts(
        self, record_type: str, predicate: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Count the records of *record_type* that pass: per combination of *by*, and in all."""
        records = list(filter(predicate, self.all(record_type)))
        values = (product(*(key.values_of(record) for key in by)) for record in records)
        return Counter(combination for group in values for combination in group), len(records)
