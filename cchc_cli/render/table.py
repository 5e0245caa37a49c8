"""table: sheets as rich lays them out, at a terminal and in a pipe alike."""

import shutil
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc_cli.answers import Answer
from cchc_cli.render import Look, colored
from cchc_cli.render.cells import heading, plain, spoken
from cchc_cli.sheets import Aside, Cell, Column, Marked, Sheet

_PIPE_WIDTH = 120
_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_MOST = (40, 24, 20, 16, 12, 8, 4, 1)  # a column keeps its longest word as far as there is room
_STYLES = {"id": "cyan", "bar": "green"}
_HIT = "bold yellow"


def render(answer: Answer, look: Look) -> Iterator[str]:
    """Yield each sheet of *answer*, a blank line between two."""
    paper = StringIO()
    color = colored(look, sys.stdout)
    console = Console(
        file=paper,
        width=shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for number, sheet in enumerate(answer.sheets()):
        if number:
            console.print()
        _print(sheet, console, look)
        yield "".join(f"{line.rstrip()}\n" for line in paper.getvalue().split("\n")[:-1])
        paper.seek(0)
        paper.truncate()


def _print(sheet: Sheet, console: Console, look: Look) -> None:
    if sheet.title is not None:
        console.print(Text(plain(sheet.title, look), style="bold"))
    if sheet.items:
        console.print(_table(sheet, look, console.width))
    for note in sheet.notes:
        console.print(Text(plain(note, look), style="dim"))


def _table(sheet: Sheet, look: Look, width: int) -> Table:
    table = Table(
        box=_RULE if sheet.headed else None,
        show_header=sheet.headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, 1, 0, 0),
        header_style="bold",
    )
    cells = [
        [_text(column, column.cell(item), look) for column in sheet.columns] for item in sheet.items
    ]
    longest = [
        max(map(_longest, (heading(column), *(row[place].plain for row in cells))))
        for place, column in enumerate(sheet.columns)
    ]
    widths = _least(longest, [column.wide for column in sheet.columns], width)
    for column, least in zip(sheet.columns, widths, strict=True):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(Text(heading(column)), justify=justify, min_width=least, overflow="fold")
    for row in cells:
        table.add_row(*row)
    return table


def _least(longest: list[int], wide: list[bool], width: int) -> list[int]:
    """Return how narrow each column may get, so that all together fit into *width*."""
    for most in _MOST:
        least = [
            min(word, 16 if text else 40, most) for word, text in zip(longest, wide, strict=True)
        ]
        if sum(least) + 2 * (len(least) - 1) <= width:
            break
    return least


def _text(column: Column, cell: Cell, look: Look) -> Text:
    cell = spoken(cell, look)
    if isinstance(cell, list):
        return Text("\n").join(_text(column, one, look) for one in cell)
    style = "dim" if isinstance(cell, Aside) else _STYLES.get(column.name, "")
    text = Text(plain(cell, look), style=style)
    if isinstance(cell, Marked):
        for start, end in cell.spans:
            text.stylize(_HIT, start, end)
    return text


def _longest(text: str) -> int:
    return max(map(len, text.split()), default=0)
