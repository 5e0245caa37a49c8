"""Widths of the columns of a table, in cells of a terminal: text is wrapped, never cut."""

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

from rich.cells import cell_len

_WORD_LIMITS = (40, 24, 16, 12, 8, 4, 1)  # longer words are broken; the first limit that fits holds
_MIN_WORD_LIMIT = 4  # below it, ids and numbers are broken rather than words
_TEXT_WIDTH = 16  # of running text, if there is room
_TEXT_WORD = 28  # longer words of running text may be broken
_FOLDS = ((2, 12), (3, _TEXT_WIDTH), (6, 24))
"""(lines, cells): running text has at most so many lines, or a line at least so many cells."""
_NUMBER_WITH_SIGN = 8  # cells of "17,5 %"
_SHORT_LINE = 20  # a line of several words, if it is not longer, is not running text


class Need(NamedTuple):
    """The cells that a column needs: for its longest word, and for its longest line.

    Words of an id or a number, *kept* cells wide, are the last to be broken. A column narrower
    than *least* is not worth reading.
    """

    word: int
    line: int
    kept: int = 0
    least: int = 0


def need(head: str, cells: Sequence[str], *, kept: bool = False, headed: bool = True) -> Need:
    """Return what a column of *cells* under *head* needs; *kept*: its words are not broken.

    The least width of running text is its longest line folded as `_FOLDS` allows; of other text,
    its longest word up to the first of `_WORD_LIMITS` (longer ones are addresses); of an id or a
    number, its longest word with its sign. If *headed*, the words of the head fit too, and URLs
    are not broken.
    """
    word, head_word = _longest_word(cells), _longest_word([head])
    url = _longest_word([cell for cell in cells if "://" in cell], 0)
    line = max((cell_len(line) for cell in cells for line in cell.split("\n")), default=0)
    if kept:
        least = max(word, min(line, _NUMBER_WITH_SIGN))
    elif line == word:
        least = min(word, _WORD_LIMITS[0])
    else:
        folds = (min(-(-line // lines), width) for lines, width in _FOLDS)
        least = max(min(word, _TEXT_WORD), *folds)
    return Need(
        word=max(word, head_word),
        line=max(line, cell_len(head)),
        kept=word if kept else 0,
        least=max(least, head_word, url) if headed else least,
    )


def _longest_word(cells: Sequence[str], default: int = 1) -> int:
    return max((cell_len(word) for cell in cells for word in cell.split()), default=default)


def fits(needs: Sequence[Need], room: int) -> bool:
    """Return whether *room* cells are enough for columns that are worth reading."""
    return sum(need.least for need in needs) <= room


def widths(needs: Sequence[Need], room: int) -> list[int]:
    """Return the width of each column for *room* cells in all: its longest line if all fit.

    If not, running text shares what the others leave, the narrowest first; if that is too little
    for it, all that can be wrapped is wrapped, and ids and numbers last. No column is narrower than
    its least if all of these fit, and none than one cell even if they do not.
    """
    for short in (_SHORT_LINE, 0):
        wraps = [need.line > max(need.word, short) for need in needs]
        found = _share(needs, wraps, _word_widths(needs, wraps, room), room)
        if all(
            width >= min(_TEXT_WIDTH, need.line) for width, need in zip(found, needs, strict=True)
        ):
            break
    least = [need.least for need in needs]
    too_narrow = any(width < minimum for width, minimum in zip(found, least, strict=True))
    return _share(needs, wraps, least, room) if too_narrow and fits(needs, room) else found


def _share(
    needs: Sequence[Need], wraps: Sequence[bool], least: Sequence[int], room: int
) -> list[int]:
    """Return the *least* widths and what is left of *room*, to columns that do not wrap first."""
    found = [*least]
    left = room - sum(found)
    for wrapping in (False, True):
        columns = [number for number, wrap in enumerate(wraps) if wrap is wrapping]
        columns.sort(key=lambda number: needs[number].line)
        for count, number in enumerate(columns):
            share = left // (len(columns) - count) if wrapping else left
            more = max(min(needs[number].line - found[number], share), 0)
            found[number] += more
            left -= more
    return found


def _word_widths(needs: Sequence[Need], wraps: Sequence[bool], room: int) -> list[int]:
    """Return the widths for the longest words, up to the first limit with which all fit."""
    for keeps, limit in product((True, False), _WORD_LIMITS):
        limits = [min(limit, _TEXT_WIDTH) if wrap else limit for wrap in wraps]
        least = [
            max(min(need.word, width), need.kept * keeps)
            for need, width in zip(needs, limits, strict=True)
        ]
        if sum(least) <= room and (limit >= _MIN_WORD_LIMIT or not keeps):
            break
    return least
