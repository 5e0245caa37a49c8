"""Plain lines of a row, where that takes no more than breaking text at blanks."""

import re
from collections.abc import Sequence
from itertools import zip_longest

# Letters and signs that are one cell wide each, whatever stands beside them; the blank is the
# only one at which a line may be broken.
NARROW = "\n -~\xa1-\xac\xae-\u02ff\u1e00-\u1eff\u2013-\u201d…→"


def wrap_row(cells: Sequence[str], shape: Sequence[tuple[int, bool]], gap: int) -> str | None:
    """Return the lines of a row of *cells*, or nothing where they ask for more than this can do.

    *shape* is the width of each column, and whether its text stands at the right; between two
    are *gap* blanks.
    """
    columns = []
    for text, (width, right) in zip(cells, shape, strict=True):
        lines = wrap(text, width)
        if lines is None:
            return None
        pad = str.rjust if right else str.ljust
        columns.append([pad(line.rstrip() if right else line, width) for line in lines])
    blank = [" " * width for width, _ in shape]
    lines = [
        (" " * gap).join(line or empty for line, empty in zip(parts, blank, strict=True)).rstrip()
        for parts in zip_longest(*columns)
    ]
    return "".join(f"{line}\n" for line in lines)


def wrap(text: str, width: int) -> list[str] | None:
    """Return *text* in lines of *width* cells at the most, or nothing where that asks for more."""
    if not re.fullmatch(f"[{NARROW}]*", text):
        return None
    lines: list[str] = []
    for line in text.split("\n"):
        start, last = 0, len(line)
        if last > width and (line[0] == " " or line[-1] == " " or "  " in line):
            return None  # what becomes of blanks at a break is left to rich
        while last - start > width:
            end = line.rfind(" ", start, start + width + 1)
            if end < 0:
                return None  # a word that is longer than the column
            lines.append(line[start:end])
            start = end + 1
        lines.append(line[start:])
    return lines
