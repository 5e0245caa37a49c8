"""Ids that come through a pipe."""

import sys
from collections.abc import Iterable, Iterator

from cchc_cli.errors import WrongUse
from cchc_cli.words import _, why


def expanded(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, and for `-` those that standard input holds, with blanks between them."""
    for name in names:
        if name != "-":
            yield name
        elif sys.stdin is not None:
            yield from _words()


def _words() -> list[str]:
    try:
        return sys.stdin.read().split()
    except OSError as error:
        sentence = _("standard input cannot be read: {why}")
        raise WrongUse(sentence.format(why=why(error))) from None
