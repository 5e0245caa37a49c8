"""The interface of a record source: what a store offers to a query."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from cchc_cli.model.references import values_at

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from cchc_cli.model.records import Meta, Record
    from cchc_cli.search.matcher import Search


ValueTest: TypeAlias = Callable[[Any], bool]
"""Whether a record with this value passes."""


class GroupKey(NamedTuple):
    """A grouping key: a field, optionally with a *transform* of its values (date to year)."""

    field: str
    transform: Callable[[Any], Any] | None = None

    def values_of(self, record: Record) -> Iterable[Any]:
        """Return the keys under which *record* counts, each once; None if it has no value."""
        found = values_at(record, self.field)
        return dict.fromkeys(map(self.transform, found) if self.transform else found) or (None,)


class Predicate:
    """A predicate on records of one type: some field must have a value that passes a test.

    A test depends on the value alone, so that an index evaluates it once per distinct value.
    """

    def __init__(self, tests: Sequence[tuple[tuple[str, ...], ValueTest]]) -> None:
        """Take pairs of fields, any of which may hold the value, and a test; all must pass."""
        self.tests = tests

    def __call__(self, record: Record) -> bool:
        """Return whether *record* passes."""
        return all(
            any(test(value) for field in fields for value in values_at(record, field))
            for fields, test in self.tests
        )


class RecordSource(Protocol):
    """A source of records: a store in memory, or the index of a large one."""

    path: str
    """The path of the store."""

    @property
    def meta(self) -> Meta:
        """The metadata of the store."""

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of *record_type* in the order of the store."""

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of *record_type*."""

    def get(self, id_: str) -> Record | None:
        """Return the record with the id *id_*, if it exists."""

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of *record_type* that refer to *id_*, in the order of the store."""

    def filtered(self, record_type: str, passes: Predicate) -> Sequence[Any]:
        """Return the records of *record_type* that pass, in the default order."""

    def search_candidates(
        self, record_type: str, passes: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of *record_type* that pass; all hits of *search* are among them."""

    def word_counts(self, record_types: Iterable[str]) -> Mapping[str, int]:
        """Return word in lower case → its count in the searched texts of *record_types*."""

    def group_counts(
        self, record_type: str, passes: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Count the records of *record_type* that pass: per combination of *by*, and in all."""
