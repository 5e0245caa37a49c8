"""How wide the columns of a table are, so that all of it is there, wrapped and never cut."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

_LEAST = (40, 24, 16, 12, 8, 4, 1)  # what a word is kept whole up to, as far as there is room
_READABLE = 4  # of a word, at the least, where others are kept whole
_TEXT = 16  # what running text should have at least
_SHORT = 20  # what lines of several words may have before they count as running text


class Need(NamedTuple):
    """What a column needs, in cells of a terminal: for its longest word, for its longest line.

    What is *kept* is broken last: an id or a number, which in pieces says nothing.
    """

    word: int
    line: int
    kept: int = 0


def widths(needs: Sequence[Need], room: int) -> list[int]:
    """Return the width of each column for *room* cells in all: its longest line if all fit.

    If not, running text shares what the others leave, the narrowest first; where that would be
    too little for it, whatever can be wrapped is, and ids and numbers last. Where there is no
    room for one cell a column, they are one wide all the same.
    """
    for short in (_SHORT, 0):
        wraps = [need.line > max(need.word, short) for need in needs]
        found = _shared(needs, wraps, room)
        if all(width >= min(_TEXT, need.line) for width, need in zip(found, needs, strict=True)):
            break
    return found


def _shared(needs: Sequence[Need], wraps: Sequence[bool], room: int) -> list[int]:
    found = _least(needs, wraps, room)
    left = room - sum(found)
    for wrapping in (False, True):
        places = [place for place, wrap in enumerate(wraps) if wrap is wrapping]
        places.sort(key=lambda place: needs[place].line)
        for number, place in enumerate(places):
            share = left // (len(places) - number) if wrapping else left
            more = max(min(needs[place].line - found[place], share), 0)
            found[place] += more
            left -= more
    return found


def _least(needs: Sequence[Need], wraps: Sequence[bool], room: int) -> list[int]:
    for keeps, most in product((True, False), _LEAST):
        mosts = [min(most, _TEXT) if wrap else most for wrap in wraps]
        least = [
            max(min(need.word, width), need.kept * keeps)
            for need, width in zip(needs, mosts, strict=True)
        ]
        if sum(least) <= room and (most >= _READABLE or not keeps):
            break
    return least
