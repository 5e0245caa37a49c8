"""Where records are found: what a store offers to those who ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from cchc_cli.relations import values

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from cchc_cli.model import Entry, Meta
    from cchc_cli.search import Search

Test: TypeAlias = Callable[[Any], bool]
"""Whether a value of a record lets the record pass."""


class Under(NamedTuple):
    """What records are counted under: the values of a field, or what is *told* by each of them."""

    field: str
    told: Callable[[Any], Any] | None = None

    def of(self, record: Entry) -> Iterable[Any]:
        """Return what *record* counts under, each once; null if under nothing."""
        found = values(record, self.field)
        return dict.fromkeys(map(self.told, found) if self.told else found) or (None,)


class Conditions:
    """What records of one kind must have to pass: of some fields, a value that passes a test.

    One that depends on the value alone, so that it can be asked of each value there is, once.
    """

    def __init__(self, tests: Sequence[tuple[tuple[str, ...], Test]]) -> None:
        """Take the fields, any of which will do, and the test; all *tests* must be passed."""
        self.tests = tests

    def __call__(self, record: Entry) -> bool:
        """Return whether *record* passes."""
        return all(
            any(test(value) for field in fields for value in values(record, field))
            for fields, test in self.tests
        )


class Records(Protocol):
    """Where records are found: a store in memory, or the index of a large one."""

    path: str
    """Where the store is."""

    @property
    def meta(self) -> Meta:
        """What the store says of itself."""

    def of(self, what: str) -> Sequence[Any]:
        """Return all records of the kind *what* in the order of the store."""

    def ids(self, what: str) -> Iterable[str]:
        """Return the ids of all records of the kind *what*."""

    def find(self, id_: str) -> Entry | None:
        """Return the record called *id_*, if there is one."""

    def citing(self, id_: str, what: str) -> Sequence[Any]:
        """Return the records of the kind *what* that refer to *id_*, in the order of the store."""

    def passing(self, what: str, passes: Conditions) -> Sequence[Any]:
        """Return the records of the kind *what* that pass, in their usual order."""

    def candidates(self, what: str, passes: Conditions, search: Search) -> Iterable[Any]:
        """Return records of the kind *what* that pass, among them all that *search* hits."""

    def frequencies(self, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""

    def tally(
        self, what: str, passes: Conditions, by: Sequence[Under]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *what* pass, for each combination *by* and in all."""
