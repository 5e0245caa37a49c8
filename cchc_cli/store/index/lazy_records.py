"""Rows of an index: records that are read when they are looked at, and counts without reading."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias

from cchc_cli.query.source import GroupKey

ROW_TYPE = "I"
"""The type of an array of rows: four bytes each."""

OWN_ORDER = ("people", "documents", "sources", "areas", "terms")
"""Record types of which the default order is not the order of hits."""


class StoredRows(Sequence[int]):
    """The rows at the positions *at* of a long list, read when they are looked at.

    *read* takes the first position and the one after the last.
    """

    def __init__(self, at: range, read: Callable[[int, int], Sequence[int]]) -> None:
        self._at, self._read = at, read

    def __len__(self) -> int:
        return len(self._at)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # a row, or those of a slice, unread
        if isinstance(at, slice):
            return StoredRows(self._at[at], self._read)
        return self._read(self._at[at], self._at[at] + 1)[0]

    def __iter__(self) -> Iterator[int]:
        if not self._at:
            return iter(())
        start, end = min(self._at[0], self._at[-1]), max(self._at[0], self._at[-1])
        rows = self._read(start, end + 1)
        return iter(rows[:: self._at.step] if self._at.step > 0 else rows[::-1][:: -self._at.step])


class SortedRows(Sequence[int]):
    """The *rows* in the order that *sort* gives them, sorted when they are looked at."""

    def __init__(self, rows: Collection[int], sort: Callable[[Any], list[int]]) -> None:
        self._unsorted, self._sort = rows, sort

    def __len__(self) -> int:
        return len(self._unsorted)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # a row, or those of a slice
        return self._sorted[at]

    @cached_property
    def _sorted(self) -> list[int]:
        return self._sort(self._unsorted)


class LazyRecords(Sequence[Any]):
    """Records of an index by their rows, each read when it is looked at."""

    def __init__(self, rows: Sequence[int], read: Callable[[Sequence[int]], Iterator[Any]]) -> None:
        self.rows, self._read = rows, read

    def __len__(self) -> int:
        return len(self.rows)

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # a record, or those of a slice, unread
        if isinstance(at, slice):
            return LazyRecords(self.rows[at], self._read)
        return next(self._read([self.rows[at]]))

    def __iter__(self) -> Iterator[Any]:
        return self._read(self.rows)


class LazyHits(Sequence[Any]):
    """So many hits of which the first ones are found when they are looked at."""

    def __init__(self, count: int, first: Callable[[int], list[Any]]) -> None:
        self._count, self._first = count, first

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: Any) -> Any:  # noqa: ANN401  # a hit, or those of a slice
        asked = range(self._count)[at]
        if isinstance(asked, int):
            return self._first(asked + 1)[asked]
        found = self._first(max(asked, default=-1) + 1)
        return [found[position] for position in asked]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._first(self._count))


PostingLists: TypeAlias = Mapping[Any, Sequence[int]]
"""Value of a field → the rows that have it."""


def group_counts(
    rows: Collection[int], by: Sequence[GroupKey], postings: Sequence[PostingLists]
) -> Counter[tuple[Any, ...]]:
    """Return how many of *rows* there are for each combination *by*; *postings* has its values."""
    values = [_values(rows, key, lists) for key, lists in zip(by, postings, strict=True)]
    counts = Counter[tuple[Any, ...]]()
    for combination, count in Counter(zip(*values, strict=True)).items():
        for one in product(*(dict.fromkeys(some) or (None,) for some in combination)):
            counts[one] += count
    return counts


def _values(
    rows: Iterable[int], key: GroupKey, postings: PostingLists
) -> Iterable[tuple[Any, ...]]:
    """Return the values of each of *rows*; one may occur twice."""
    values: dict[int, tuple[Any, ...]] = dict.fromkeys(rows, ())
    for value, held in postings.items():
        under = tuple(key.transform(value)) if key.transform else (value,)
        for row in held:
            if row in values:
                values[row] += under
    return values.values()
