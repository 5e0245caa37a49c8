"""Steps of what takes long, counted for who waits."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Told = Callable[[int, int], None]
"""What is told how many of how many steps are done."""

_OFTEN = 1000  # steps between two tellings

One = TypeVar("One")


class Steps:
    """How many of *of* steps are done, which somebody may be *told*."""

    def __init__(self, told: Told | None = None) -> None:
        """Begin; how many steps there are is set when it is known."""
        self.of = 0
        self._told, self._done = told, 0

    def counted(self, some: Iterable[One]) -> Iterator[One]:
        """Yield each of *some*, a step each."""
        for one in some:
            yield one
            self._done += 1
            if self._told and self._done % _OFTEN == 0:
                self._told(self._done, self.of)
