"""table: sheets drawn by rich, the same at a terminal and in a pipe."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc_cli.answers import Answer
from cchc_cli.output import OutputOptions, use_color
from cchc_cli.output.stacked import stack
from cchc_cli.output.text import BAR_WIDTH, cell_text, heading
from cchc_cli.output.timeline import timeline
from cchc_cli.output.widths import Need, fits, need, widths
from cchc_cli.output.wrapping import HEADING, styled_text, wrap_row
from cchc_cli.view.cells import Bar, Cell, Column, Sheet, for_format

_PIPE_WIDTH = 120
_MIN_BAR = 5  # cells, of eight steps each
_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_GAP = 2
_LINE_END = re.compile(r"(?: |\x1b\[0m)+$")
_BLOCK = 250  # rows laid out at a time: rich takes some 0.2 s for them


def render(answer: Answer, options: OutputOptions) -> Iterator[str]:
    """Yield each sheet of *answer*, a blank line between two; a long one in blocks of rows.

    The first rows, and a sample of the others, decide how wide its columns are.
    """
    color = use_color(options, sys.stdout)
    console = Console(
        file=StringIO(),
        width=shutil.get_terminal_size((_PIPE_WIDTH, 24)).columns,
        height=24,  # or a dumb terminal would be 80 wide
        force_terminal=color,
        color_system="standard" if color else None,
        no_color=not color,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    for number, sheet in enumerate(for_format(answer.sheets(), "table")):
        yield "\n" if number else ""
        if sheet.title is not None:
            yield _printed(Text(cell_text(sheet.title), style="bold"), console)
        if sheet.items:
            yield from _rows(sheet, console)
        for note in sheet.notes:
            yield _printed(Text(cell_text(note), style="dim"), console)


def _rows(sheet: Sheet, console: Console) -> Iterator[str]:
    if sheet.mark:
        yield from timeline(sheet, console)
        return
    needs = _needs(sheet)
    room = console.width - _GAP * (len(needs) - 1)
    if len(needs) == 1 or fits(needs, room):
        wide = widths(needs, room)
        columns = [_with_short_bars(*pair) for pair in zip(sheet.columns, wide, strict=True)]
        yield from blocks(sheet._replace(columns=columns), wide, console)
        return
    if sheet.title is not None and sheet.headed:
        yield "─" * console.width + "\n"
    yield from stack(sheet, console)
    if sheet.notes and sheet.headed:
        yield "\n"


def blocks(
    sheet: Sheet, wide: Sequence[int], console: Console, size: int = _BLOCK
) -> Iterator[str]:
    """Yield the table of *sheet*, its columns as *wide*, *size* rows at a time.

    rich lays out the first block, all blocks in color, and rows that `wrap_row` cannot wrap; the
    other rows look the same and take a tenth of the time.
    """
    shape = [(width, column.right) for width, column in zip(wide, sheet.columns, strict=True)]
    for start in range(0, len(sheet.items), size):
        items = sheet.items[start : start + size]
        if start == 0 or console.is_terminal:
            yield _laid_out(sheet, items, wide, console, headed=start == 0)
            continue
        for item in items:
            cells = [cell_text(column.cell(item)) for column in sheet.columns]
            row = wrap_row(cells, shape, _GAP)
            yield row or _laid_out(sheet, [item], wide, console, headed=False)


def _laid_out(
    sheet: Sheet, items: Sequence[object], wide: Sequence[int], console: Console, *, headed: bool
) -> str:
    table = Table(
        box=_RULE if sheet.headed else None,
        show_header=sheet.headed and headed,
        show_edge=False,
        pad_edge=False,
        padding=(0, _GAP - sheet.headed, 0, 0),  # the rule brings a blank of its own
        header_style=HEADING,
    )
    for column, width in zip(sheet.columns, wide, strict=True):
        justify: Literal["left", "right"] = "right" if column.right else "left"
        table.add_column(Text(heading(column)), justify=justify, width=width, overflow="fold")
    for item in items:
        table.add_row(*(styled_text(column, column.cell(item)) for column in sheet.columns))
    return _printed(table, console, sum(wide) + _GAP * len(wide))


def _printed(drawing: Text | Table, console: Console, min_width: int = 0) -> str:
    width, console.width = console.width, max(console.width, min_width)
    with console.capture() as capture:
        console.print(drawing)
    console.width = width
    return "".join(f"{_stripped(line)}\n" for line in capture.get().split("\n")[:-1])


def _stripped(line: str) -> str:
    """Return *line* without trailing blanks, before or after the codes that end a style."""
    end = _LINE_END.search(line)
    return line[: end.start()] + end[0].replace(" ", "") if end else line


def _with_short_bars(column: Column, width: int) -> Column:
    def cell(item: object) -> Cell:
        bar = column.cell(item)
        return Bar(bar.share * width / BAR_WIDTH) if isinstance(bar, Bar) else bar

    return column._replace(cell=cell) if column.name == "bar" and width < BAR_WIDTH else column


def _needs(sheet: Sheet) -> list[Need]:
    rest = sheet.items[_BLOCK:]
    sample = [*sheet.items[:_BLOCK], *rest[:: len(rest) // _BLOCK + 1]]
    needs = []
    for column in sheet.columns:
        items = sheet.items if column.name == "id" else sample  # no id should be broken
        cells = [cell_text(column.cell(item)) for item in items]
        kept = column.name == "id" or column.right
        one = need(heading(column), cells, kept=kept, headed=sheet.headed)
        is_bar = column.name == "bar"
        needs.append(one._replace(word=_MIN_BAR, least=_MIN_BAR) if is_bar else one)
    return needs
