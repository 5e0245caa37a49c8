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
        elif sys.stdin is None:  # closed by whoever started us
            raise WrongUse(_("standard input is closed; there are no ids in it"))
        else:
            yield from _words()


def _words() -> list[str]:
    try:
        return sys.stdin.read().removeprefix("\ufeff").split()
    except OSError as error:
        sentence = _("standard input cannot be read: {why}")
        raise WrongUse(sentence.format(why=why(error))) from None
