"""Styled text of cells, and lines of it wrapped to a width."""

import re
from collections.abc import Sequence
from itertools import zip_longest

from rich.style import Style
from rich.text import Text

from cchc_cli.output.cell_text import BLANK, cell_text
from cchc_cli.view.cells import Alert, Cell, Column, DiffLine, Dim, Highlighted, Inferred, Link

# Red and magenta can be read on black and on white; yellow, cyan and green cannot be on white.
HEADING = "bold"
_STYLES = {"id": "magenta", "bar": "green"}
_DIFF_STYLES = {"+": "green", "-": "red"}
_SEVERITY_STYLES = {"error": "bold red", "warning": "bold magenta"}
_HIGHLIGHT = "bold red"

# Characters that are one cell wide whatever their neighbours; a line may be broken only at the
# blank among them.
NARROW = re.compile("[\n -~\xa1-\xac\xae-\u02ff\u1e00-\u1eff\u2013-\u201d…→\uf8ff]*")
URL = re.compile(r"\(?https?://\S*")


def styled_text(column: Column, cell: Cell) -> Text:
    """Return *cell* of *column* as text with its style; a Text, since data is not markup."""
    if isinstance(cell, list):
        return Text("\n").join(styled_text(column, one) for one in cell)
    text = Text(cell_text(cell), style=_style(column, cell))
    if isinstance(cell, Highlighted):
        for start, end in cell.spans:
            text.stylize(_HIGHLIGHT, start, end)
    return text


def _style(column: Column, cell: Cell) -> str | Style:
    inner = cell.cell if isinstance(cell, Inferred) else cell
    if isinstance(inner, Link):
        style = Style.parse(_STYLES.get(column.name, "not dim"))
        return style + Style(link=inner.url) if inner.url else style
    if isinstance(inner, Alert):
        return _SEVERITY_STYLES.get(inner.severity, "")
    if isinstance(cell, DiffLine):
        return _DIFF_STYLES[cell.sign]
    return "dim" if isinstance(inner, Dim) else _STYLES.get(column.name, "")


def wrap_row(cells: Sequence[str], shape: Sequence[tuple[int, bool]], gap: int) -> str | None:
    """Return the lines of a row of *cells*, or None if `wrap` cannot wrap one of them.

    *shape* has the width of each column, and whether it is aligned right; *gap* counts blanks.
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
    """Return *text* in lines of at most *width* cells, in a tenth of the time that rich takes.

    A URL that is longer has a line of its own, an unbroken cell that is longer is broken at a
    blank. None for text with characters that are not `NARROW`, other words longer than a line,
    double blanks.
    """
    if URL.fullmatch(text):
        return [text]
    if not NARROW.fullmatch(text):
        return None
    lines: list[str] = []
    for line in text.split("\n"):
        start, last = 0, len(line)
        if last > width and (line[0] == " " or line[-1] == " " or "  " in line):
            return None
        while last - start > width:
            end = line.rfind(" ", start, start + width + 1)
            if end < 0 and URL.match(line, start):
                end = line.find(" ", start)
                end = last if end < 0 else end
            if end < 0:
                end = line.rfind(BLANK, start + 1, start + width + 1)
            if end < 0:
                return None
            lines.append(line[start:end])
            start = end + 1
        if start <= last:
            lines.append(line[start:])
    return lines
