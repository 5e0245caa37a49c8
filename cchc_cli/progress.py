"""Count the steps of a long task for a progress bar."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

OnProgress = Callable[[int, int], None]
"""Called with the number of steps done, and the total."""

_REPORT_EVERY = 1000  # steps

Item = TypeVar("Item")


class StepCounter:
    """Counts steps; *total* is set when it is known."""

    def __init__(self, on_progress: OnProgress | None = None) -> None:
        self.total = 0
        self._on_progress, self._done = on_progress, 0

    def each(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield each of *items*, one step each."""
        for item in items:
            yield item
            self._done += 1
            if self._on_progress and (self._done % _REPORT_EVERY == 0 or self._done == self.total):
                self._on_progress(self._done, self.total)
