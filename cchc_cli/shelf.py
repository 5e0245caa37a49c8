"""Shelves: records in some order, each read when it is looked at."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload

ROW = "I"
"""The type of an array of rows: four bytes each."""


class Damaged(Exception):  # noqa: N818  # it never leaves the index
    """The index holds what no index holds."""


class Shelf(Sequence[Any]):
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
    def __getitem__(self, at: slice) -> "Shelf": ...
    def __getitem__(self, at: int | slice) -> Any:
        """Return the record at a place, or the shelf of a part."""
        if isinstance(at, slice):
            return Shelf(self.rows[at], self._read, lambda: self._instead()[at])
        if self._plain is None:
            try:
                return next(self._read([self.rows[at]]))
            except Damaged:
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
            except Damaged:
                self._plain = self._instead()
        if self._plain is not None:
            yield from self._plain[at:]
