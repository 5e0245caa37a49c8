"""How wide the columns of a table are, so that all of it is there, wrapped and never cut."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len

_LEAST = (40, 24, 16, 12, 8, 4, 1)  # what a word is kept whole up to, as far as there is room
_READABLE = 4  # of a word, at the least, where others are kept whole
_TEXT = 16  # what running text should have at least
_WORD = 20  # what a word of it is kept whole up to
_FOLDS = ((2, 12), (3, _TEXT), (6, 24))  # lines that it may be folded into, if so wide at most
_SIGNED = 8  # a number with its sign, "17,5 %"
_SHORT = 20  # what lines of several words may have before they count as running text


class Need(NamedTuple):
    """What a column needs, in cells of a terminal: for its longest word, for its longest line.

    What is *kept* is broken last: an id or a number, which in pieces says nothing. With less
    than its *least* a column is not worth reading.
    """

    word: int
    line: int
    kept: int = 0
    least: int = 0


def need(head: str, cells: Sequence[str], *, kept: bool = False, headed: bool = True) -> Need:
    """Return what a column of *cells* under *head* needs, all words of which may be *kept* whole.

    At the least the words of its head, if *headed*; of running text a half, but no more than 12
    cells, a third, but no more than 16, and a sixth, but no more than 24; words are whole up to 20.
    A number has its sign beside it. What has no blanks is whole up to 40: what is longer is an
    address.
    """
    word, above = _longest(cells), _longest([head])
    line = max((cell_len(line) for cell in cells for line in cell.split("\n")), default=0)
    folded = max(min(word, _WORD), *(min(-(-line // lines), cells) for lines, cells in _FOLDS))
    whole = max(word, min(line, _SIGNED)) if kept else min(word, _LEAST[0])
    least = whole if kept or line == word else folded
    return Need(
        word=max(word, above),
        line=max(line, cell_len(head)),
        kept=word if kept else 0,
        least=max(least, above) if headed else least,
    )


def _longest(cells: Sequence[str]) -> int:
    """Return how wide the longest word of *cells* is."""
    return max((cell_len(word) for cell in cells for word in cell.split()), default=1)


def fits(needs: Sequence[Need], room: int) -> bool:
    """Return whether *room* cells are enough for columns that are worth reading."""
    return sum(need.least for need in needs) <= room


def widths(needs: Sequence[Need], room: int) -> list[int]:
    """Return the width of each column for *room* cells in all: its longest line if all fit.

    If not, running text shares what the others leave, the narrowest first; where that would be
    too little for it, whatever can be wrapped is, and ids and numbers last. All have their least
    if that fits. Where there is no room for one cell a column, they are one wide all the same.
    """
    for short in (_SHORT, 0):
        wraps = [need.line > max(need.word, short) for need in needs]
        found = _shared(needs, wraps, _least(needs, wraps, room), room)
        if all(width >= min(_TEXT, need.line) for width, need in zip(found, needs, strict=True)):
            break
    least = [need.least for need in needs]
    poor = any(width < least for width, least in zip(found, least, strict=True))
    return _shared(needs, wraps, least, room) if poor and fits(needs, room) else found


def _shared(
    needs: Sequence[Need], wraps: Sequence[bool], least: Sequence[int], room: int
) -> list[int]:
    found = [*least]
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
