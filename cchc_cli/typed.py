"""A word as it was typed, and which words it stands for."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from cchc_cli.text import bare, letters, tones


class Typed(NamedTuple):
    """A word of a query: its key, and how much it stands for beside itself.

    Without any mark it stands for all words of its base letters, unless *exact*; with one,
    for itself, or if *loose* for every word that has at least the marks typed; with *prefix*,
    for all words that begin so, whose tone may not have been typed yet.
    """

    key: str
    exact: bool = False
    loose: bool = False
    prefix: bool = False

    @property
    def marked(self) -> bool:
        """Whether any mark was typed."""
        return self.key != bare(self.key)


class Accepted(dict[str, bool]):
    """Key of a word → whether the typed word stands for it; each is worked out once."""

    def __init__(self, typed: Typed) -> None:
        """Take the word as it was *typed*."""
        super().__init__()
        self.typed = typed
        self._test = _test(typed)

    def __missing__(self, spelling: str) -> bool:
        """Work it out for the key *spelling*."""
        self[spelling] = answer = self._test(spelling)
        return answer


@cache
def accepted(typed: Typed) -> Accepted:
    """Return the keys for which the word *typed* stands."""
    return Accepted(typed)


def _test(typed: Typed) -> Callable[[str], bool]:
    base = bare(typed.key)
    if not typed.exact and not typed.marked:
        if typed.prefix:
            return lambda spelling: bare(spelling).startswith(base)
        return lambda spelling: bare(spelling) == base
    if not typed.loose and not typed.prefix:
        return typed.key.__eq__
    wanted, tone = letters(typed.key), tones(typed.key)

    def fits(spelling: str) -> bool:
        others = letters(spelling)
        if len(others) < len(wanted) or (len(others) > len(wanted) and not typed.prefix):
            return False
        return tone in ("", tones(spelling)) and all(
            letter == other and (mark == other_mark or (typed.loose and not mark))
            for (letter, mark), (other, other_mark) in zip(wanted, others, strict=False)
        )

    return fits
