"""Steps of what takes long, counted for who waits."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

OnProgress = Callable[[int, int], None]
"""What is told how many of how many steps are done."""

_REPORT_EVERY = 1000  # steps between two tellings

Item = TypeVar("Item")


class StepCounter:
    """How many of *of* steps are done, which somebody may be *told*."""

    def __init__(self, told: OnProgress | None = None) -> None:
        """Begin; how many steps there are is set when it is known."""
        self.total = 0
        self._told, self._done = told, 0

    def each(self, some: Iterable[Item]) -> Iterator[Item]:
        """Yield each of *some*, a step each."""
        for one in some:
            yield one
            self._done += 1
            if self._told and self._done % _REPORT_EVERY == 0:
                self._told(self._done, self.total)
