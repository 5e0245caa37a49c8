"""How wide the columns of a table are, so that all of it is there, wrapped and never cut."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_LEAST = (40, 24, 16, 12, 8, 4, 1)  # what a word is kept whole up to, as far as there is room
_LEAST_TEXT = 16
_SHORT = 20


class Need(NamedTuple):
    """What a column needs, in cells of a terminal: for its longest word, for its longest line."""

    word: int
    line: int

    @property
    def wide(self) -> bool:
        """Whether it holds running text, which may wrap: lines of several words, and long."""
        return self.line > max(self.word, _SHORT)


def widths(needs: Sequence[Need], room: int) -> list[int]:
    """Return the width of each column for *room* cells in all: its longest line if all fit.

    If not, columns of short words keep theirs, and the *wide* ones share what is left, the
    narrowest first. Where there is no room for one cell a column, they are one wide all the same.
    """
    found = _least(needs, room)
    left = room - sum(found)
    for places in (_places(needs, wide=False), _places(needs, wide=True)):
        for number, place in enumerate(places):
            share = left // (len(places) - number) if needs[place].wide else left
            more = max(min(needs[place].line - found[place], share), 0)
            found[place] += more
            left -= more
    return found


def _least(needs: Sequence[Need], room: int) -> list[int]:
    for most in _LEAST:
        least = [min(need.word, _LEAST_TEXT if need.wide else most, most) for need in needs]
        if sum(least) <= room:
            break
    return least


def _places(needs: Sequence[Need], *, wide: bool) -> list[int]:
    places: Iterable[int] = (at for at, need in enumerate(needs) if need.wide is wide)
    return sorted(places, key=lambda at: needs[at].line)
