"""Ids that come through a pipe."""

import sys
from collections.abc import Iterable, Iterator


def expanded(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, and for `-` those that standard input holds, with blanks between them."""
    for name in names:
        if name != "-":
            yield name
        elif sys.stdin is not None:
            yield from sys.stdin.read().split()
