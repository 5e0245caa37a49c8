"""table: sheets drawn by rich, the same at a terminal and in a pipe."""

import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from io import StringIO
from itertools import groupby
from typing import Literal

from rich.box import Box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cchc_cli.answers import Answer
from cchc_cli.language.translation import _
from cchc_cli.output import use_color
from cchc_cli.output.cell_text import BAR_WIDTH, BLANK, cell_text, heading
from cchc_cli.output.formats import OutputOptions
from cchc_cli.output.stacked import list_rows, stack
from cchc_cli.output.timeline import timeline
from cchc_cli.output.widths import Need, fits, need, widths
from cchc_cli.output.wrapping import HEADING, styled_text, wrap, wrap_row
from cchc_cli.view.cells import Bar, Cell, Column, Dim, Sheet, for_format

_PIPE_WIDTH = 120
_MIN_BAR = 5  # cells, of eight steps each
_RULE = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")
_GAP = 2
_PAGE_DEPTH = 2  # of the heading of a page, in md
_LINES_A_ROW = 1.4  # columns that can be dropped are, until rows have so many lines on average,
_EXTRA_LINES = 2  # or only so many more than there are rows
_LINK_ID = re.compile(r"\x1b\]8;id=[0-9-]+;")  # by chance, and the same input gives the same bytes
_LINE_END = re.compile(r"(?: |\x1b\[0m)+$")
_BLOCK = 250  # rows laid out at a time: rich takes some 0.2 s for them


def render(answer: Answer, options: OutputOptions) -> Iterator[str]:
    """Yield each sheet of *answer*, a blank line between two; a long one in blocks of rows.

    The first rows, and a sample of the others, decide how wide its columns are.
    """
    color = use_color(options, sys.stdout)
    for piece in _drawn(answer, options, color=color):
        yield _LINK_ID.sub("\x1b]8;;", piece).replace(BLANK, " ")


def _drawn(answer: Answer, options: OutputOptions, *, color: bool) -> Iterator[str]:
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
    dropped: dict[str, None] = {}
    for number, sheet in enumerate(for_format(answer.sheets(), "table")):
        yield "\n" if number else ""
        if sheet.title is not None:
            yield _printed(_title(sheet, console.width), console)
        if sheet.items:
            yield from _rows(sheet, console, dropped)
        for note in sheet.notes:
            style = "dim" if isinstance(note, Dim) else ""
            yield _printed(Text(cell_text(note), style=style), console)
    if dropped and sys.stdout.isatty() and not options.quiet:
        sentence = _("No room for {names}: use a wider terminal, -F or -o csv.")
        note = sentence.format(names=", ".join(dropped))
        yield _printed(Text(note, style="dim"), console)


def _title(sheet: Sheet, width: int) -> Text:
    """Return the title of *sheet*, with a rule after it if it is that of a list."""
    if isinstance(sheet.title, Dim):
        return Text(cell_text(sheet.title), style="dim")
    title = Text(cell_text(sheet.title), style=HEADING)
    rule = width - title.cell_len - 1
    is_list = sheet.only_in == "table" and sheet.depth > _PAGE_DEPTH
    return title.append(f" {'─' * rule}", "not bold") if is_list and rule > 0 else title


def _rows(sheet: Sheet, console: Console, dropped: dict[str, None]) -> Iterator[str]:
    """Yield the lines of *sheet*, and add the headings of columns without room to *dropped*."""
    if sheet.mark:
        yield from timeline(sheet, console)
        return
    fitting, wide = _that_fits(sheet, console.width)
    if not sheet.listed or wide:
        dropped.update((heading(one), None) for one in sheet.columns if one not in fitting.columns)
    if sheet.listed or (wide and not sheet.headed):
        yield from _list(fitting if wide else sheet, console)
    elif wide:
        columns = [_with_short_bars(*pair) for pair in zip(fitting.columns, wide, strict=True)]
        yield from blocks(fitting._replace(columns=columns), wide, console)
    else:
        yield from _stacked(sheet, console)


def _list(sheet: Sheet, console: Console) -> Iterator[str]:
    for head, items in _groups(sheet):
        if head is not None:
            yield _printed(Text(head, style=HEADING), console)
        yield from list_rows(sheet._replace(items=items), console)


def _stacked(sheet: Sheet, console: Console) -> Iterator[str]:
    if sheet.title is not None and sheet.headed:
        yield "─" * console.width + "\n"
    if not sheet.headed:
        sheet = sheet._replace(columns=[one for one in sheet.columns if not one.drop])
    for number, (head, items) in enumerate(_groups(sheet)):
        if number and sheet.headed:
            yield "\n"
        if head is not None:
            yield _printed(Text(head, style=HEADING), console)
        yield from stack(sheet._replace(items=items), console)
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
    draw = partial(_laid_out, sheet, wide=wide, console=console)
    for number, (head, group) in enumerate(_groups(sheet)):
        if head is not None:
            yield draw([], headed=True) if number == 0 else ""
            yield _printed(Text(head, style=HEADING), console)
        for start in range(0, len(group), size):
            items = group[start : start + size]
            if console.is_terminal or (start == 0 and head is None):
                yield draw(items, headed=start == 0 and head is None)
                continue
            for item in items:
                cells = [cell_text(column.cell(item)) for column in sheet.columns]
                row = wrap_row(cells, shape, _GAP)
                yield row or draw([item], headed=False)


def _groups(sheet: Sheet) -> Iterator[tuple[str | None, Sequence[object]]]:
    """Yield the heading of each group of *sheet*, and its items; without groups, all of them."""
    if sheet.group is None:
        yield None, sheet.items
        return
    title = sheet.group
    for head, items in groupby(sheet.items, lambda item: cell_text(title(item))):
        yield head, list(items)


def _laid_out(
    sheet: Sheet, items: Sequence[object], *, wide: Sequence[int], console: Console, headed: bool
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


def _that_fits(sheet: Sheet, width: int) -> tuple[Sheet, list[int]]:
    """Return *sheet* without the columns that it drops for lack of room, and how wide others are.

    The first choice of columns with few lines a row is taken, or else the one with the fewest,
    always in a list; no widths are returned if none fits.
    """
    cells = {one: _sample(sheet, one) for one in sheet.columns}
    needs = {one: _need(sheet, one, cells[one]) for one in sheet.columns}
    best: tuple[int, list[int]] = sys.maxsize, []
    rows = min(map(len, cells.values())) + 1  # and the headings
    for limit in sorted({one.drop for one in sheet.columns}, reverse=True):
        kept = [one for one in sheet.columns if one.drop <= limit]
        texts = [[heading(one), *cells[one]] for one in kept]
        found = _widths([needs[one] for one in kept], texts, width)
        if found[0] < best[0]:
            best, sheet = found, sheet._replace(columns=kept)
        if sheet.headed and found[0] <= max(rows * _LINES_A_ROW, rows + _EXTRA_LINES):
            break
    return sheet, best[1]


def _widths(
    needs: Sequence[Need], cells: Sequence[Sequence[str]], width: int
) -> tuple[int, list[int]]:
    """Return how many lines the rows have, and the widths with which it has the fewest.

    Each column whose lines wrap is tried as narrow as its longest word allows.
    """
    room = width - _GAP * (len(needs) - 1)
    if len(needs) > 1 and not fits(needs, room):
        return sys.maxsize, []
    choices = [widths(needs, room)]
    if sum(need.line for need in needs) > room:
        for number, one in enumerate(needs):
            if max(one.word, one.least) < one.line:
                narrow = one._replace(line=max(one.word, one.least))
                choices.append(widths([*needs[:number], narrow, *needs[number + 1 :]], room))
    return min(((_lines(cells, wide), wide) for wide in choices), key=lambda pair: pair[0])


def _lines(cells: Sequence[Sequence[str]], wide: Sequence[int]) -> int:
    """Return the number of lines of the rows of *cells*."""
    lines = [
        [len(wrap(cell, width) or cell) if len(cell) > width else 1 for cell in column]
        for column, width in zip(cells, wide, strict=True)
    ]
    return sum(max(row) for row in zip(*lines, strict=False))


def _sample(sheet: Sheet, column: Column) -> list[str]:
    """Return the texts of the first cells of *column* and some others; of all ids."""
    rest = sheet.items[_BLOCK:]
    some = [*sheet.items[:_BLOCK], *rest[:: len(rest) // _BLOCK + 1]]
    items = [*some, *rest] if column.name == "id" else some  # no id should be broken
    return [cell_text(column.cell(item)) for item in items]


def _need(sheet: Sheet, column: Column, cells: Sequence[str]) -> Need:
    kept = column.name == "id" or column.right
    one = need(heading(column), cells, kept=kept, headed=sheet.headed)
    return one._replace(word=_MIN_BAR, least=_MIN_BAR) if column.name == "bar" else one
