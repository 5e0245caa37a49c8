"""table: sheets as rich lays them out, at a terminal and in a pipe alike."""

import shutil
import sys
from collections.abc import Iterator
from io import StringIO
from typing import Literal

from rich.box import Box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc_cli.answers import Answer
from cchc_cli.render import Look, colored
from cchc_cli.render.cells import heading, plain, spoken
from cchc_cli.render.widths import Need, widths
from cchc_cli.sheets import Aside, Cell, Changed, Column, Marked, Sheet, shown

_PIPE_WIDTH = 120
_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_GAP = 2
_STYLES = {"id": "cyan", "bar": "green"}
_SIGNED = {"+": "green", "-": "red"}
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
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for number, sheet in enumerate(shown(answer.sheets(), "table")):
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
        table = _table(sheet, look, console)
        needed = sum(column.width or 0 for column in table.columns) + _GAP * len(table.columns)
        room, console.width = console.width, max(console.width, needed)
        console.print(table)
        console.width = room
    for note in sheet.notes:
        console.print(Text(plain(note, look), style="dim"))


def _table(sheet: Sheet, look: Look, console: Console) -> Table:
    table = Table(
        box=_RULE if sheet.headed else None,
        show_header=sheet.headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - sheet.headed, 0, 0),  # the rule brings a blank of its own
        header_style="bold",
    )
    cells = [
        [_text(column, column.cell(item), look) for column in sheet.columns] for item in sheet.items
    ]
    heads = [Text(heading(column, look)) for column in sheet.columns]
    needs = [_need([head, *(row[place] for row in cells)]) for place, head in enumerate(heads)]
    gaps = _GAP * (len(needs) - 1)
    for column, head, wide in zip(
        sheet.columns, heads, widths(needs, console.width - gaps), strict=True
    ):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(head, justify=justify, width=wide, overflow="fold")
    for row in cells:
        table.add_row(*row)
    return table


def _need(cells: list[Text]) -> Need:
    lines = [line for cell in cells for line in cell.plain.split("\n")]
    words = (word for line in lines for word in line.split())
    return Need(max(map(cell_len, words), default=1), max(map(cell_len, lines)))


def _text(column: Column, cell: Cell, look: Look) -> Text:
    cell = spoken(cell, look)
    if isinstance(cell, list):
        return Text("\n").join(_text(column, one, look) for one in cell)
    style = "dim" if isinstance(cell, Aside) else _STYLES.get(column.name, "")
    style = _SIGNED[cell.sign] if isinstance(cell, Changed) else style
    text = Text(plain(cell, look), style=style)
    if isinstance(cell, Marked):
        for start, end in cell.spans:
            text.stylize(_HIT, start, end)
    return text
