"""Shelves: records in some order, each read when it is looked at."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, overload

from cchc_cli.query.source import GroupKey

ROW_TYPE = "I"
"""The type of an array of rows: four bytes each."""


class CorruptIndex(Exception):  # noqa: N818  # it never leaves the index
    """The index holds what no index holds."""


class LazyRecords(Sequence[Any]):
    """Records of an index by their rows; if one cannot be read, those of the store instead."""

    def __init__(
        self,
        rows: Sequence[int],
        read: Callable[[Sequence[int]], Iterator[Any]],
        instead: Callable[[], Sequence[Any]],
    ) -> None:
        """Take *rows*, what reads some or raises Damaged, and the same records from the store."""
        self.rows = rows
        self._read = read
        self._instead = instead
        self._plain: Sequence[Any] | None = None

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.rows)

    @overload
    def __getitem__(self, at: int) -> Any: ...  # noqa: ANN401
    @overload
    def __getitem__(self, at: slice) -> "LazyRecords": ...
    def __getitem__(self, at: int | slice) -> Any:
        """Return the record at a place, or the shelf of a part."""
        if isinstance(at, slice):
            return LazyRecords(self.rows[at], self._read, lambda: self._instead()[at])
        if self._plain is None:
            try:
                return next(self._read([self.rows[at]]))
            except CorruptIndex:
                self._plain = self._instead()
        return self._plain[at]

    def __iter__(self) -> Iterator[Any]:
        """Yield the records, which are read some at a time."""
        at = 0
        if self._plain is None:
            try:
                for record in self._read(self.rows):
                    at += 1
                    yield record
            except CorruptIndex:
                self._plain = self._instead()
        if self._plain is not None:
            yield from self._plain[at:]


PostingLists = Mapping[Any, Sequence[int]]
"""Value of a field → the rows in which it stands."""


def group_counts(
    rows: Collection[int], by: Sequence[GroupKey], held: Sequence[PostingLists]
) -> Counter[tuple[Any, ...]]:
    """Return how many of *rows* there are for each combination *by*, whose values *held* tells."""
    groups = [_groups(rows, under, known) for under, known in zip(by, held, strict=True)]
    if len(groups) == 1:
        return Counter({(value,): len(group) for value, group in groups[0].items() if group})
    places = [_places(known) for known in groups]
    return Counter(
        combination for row in rows for combination in product(*(place[row] for place in places))
    )


def _groups(rows: Collection[int], under: GroupKey, held: PostingLists) -> dict[Any, set[int]]:
    """Return the *rows* under each value, and those under none as under null."""
    wanted, left = set(rows), set(rows)
    groups: dict[Any, set[int]] = {}
    for value, holding in held.items():
        told = under.transform(value) if under.transform else value
        groups.setdefault(told, set()).update(wanted.intersection(holding))
    for group in groups.values():
        left -= group
    return {**groups, None: left}


def _places(groups: Mapping[Any, set[int]]) -> dict[int, list[Any]]:
    places: dict[int, list[Any]] = {}
    for value, group in groups.items():
        for row in group:
            places.setdefault(row, []).append(value)
    return places
