"""Where records are found: what a store offers to those who ask."""

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
"""Whether a value of a record lets the record pass."""


class GroupKey(NamedTuple):
    """What records are counted under: the values of a field, or what is *told* by each of them."""

    field: str
    transform: Callable[[Any], Any] | None = None

    def values_of(self, record: Record) -> Iterable[Any]:
        """Return what *record* counts under, each once; null if under nothing."""
        found = values_at(record, self.field)
        return dict.fromkeys(map(self.transform, found) if self.transform else found) or (None,)


class Predicate:
    """What records of one kind must have to pass: of some fields, a value that passes a test.

    One that depends on the value alone, so that it can be asked of each value there is, once.
    """

    def __init__(self, tests: Sequence[tuple[tuple[str, ...], ValueTest]]) -> None:
        """Take the fields, any of which will do, and the test; all *tests* must be passed."""
        self.tests = tests

    def __call__(self, record: Record) -> bool:
        """Return whether *record* passes."""
        return all(
            any(test(value) for field in fields for value in values_at(record, field))
            for fields, test in self.tests
        )


class RecordSource(Protocol):
    """Where records are found: a store in memory, or the index of a large one."""

    path: str
    """Where the store is."""

    @property
    def meta(self) -> Meta:
        """What the store says of itself."""

    def all(self, record_type: str) -> Sequence[Any]:
        """Return all records of the kind *record_type* in the order of the store."""

    def ids(self, record_type: str) -> Iterable[str]:
        """Return the ids of all records of the kind *record_type*."""

    def get(self, id_: str) -> Record | None:
        """Return the record called *id_*, if there is one."""

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return the records of the kind *record_type* that refer to *id_*, in the order of the store."""

    def filtered(self, record_type: str, passes: Predicate) -> Sequence[Any]:
        """Return the records of the kind *record_type* that pass, in their usual order."""

    def search_candidates(
        self, record_type: str, passes: Predicate, search: Search
    ) -> Iterable[Any]:
        """Return records of the kind *record_type* that pass, among them all that *search* hits."""

    def word_counts(self, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""

    def group_counts(
        self, record_type: str, passes: Predicate, by: Sequence[GroupKey]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *record_type* pass, for each combination *by* and in all."""
