"""Timelines: rows beside a line down the page, each with its mark on the line."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from cchc_cli.output.cell_text import cell_text
from cchc_cli.output.wrapping import styled_text
from cchc_cli.view.cells import Sheet

_LINE = "│"
_MIN_WIDTH = 20  # of what stands to the right of the line; below it, the time has its own line


def timeline(sheet: Sheet, console: Console) -> Iterator[str]:
    """Yield the rows of *sheet*: the first column, the line, and the second column."""
    first, second = sheet.columns
    times = [cell_text(first.cell(item)) for item in sheet.items]
    width = max(map(cell_len, times))
    indent = width if console.width - width - 3 >= _MIN_WIDTH else 0
    room = max(console.width - indent - 3, 2)
    for item, time in zip(sheet.items, times, strict=True):
        mark = sheet.mark(item) if sheet.mark else _LINE
        if not indent:
            yield f"{time}\n"
        before = " " * (indent - cell_len(time)) + time if indent else ""
        for number, line in enumerate(styled_text(second, second.cell(item)).wrap(console, room)):
            lead = f"{' ' * indent if number else before} {_LINE if number else mark} "
            yield lead.removeprefix("" if indent else " ") + _printed(line, console)


def _printed(line: Text, console: Console) -> str:
    line.rstrip()
    with console.capture() as capture:
        console.print(line, soft_wrap=True)
    return capture.get()
