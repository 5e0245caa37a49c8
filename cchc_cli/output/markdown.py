"""md: headings, lists and tables of markdown."""

import re
from collections.abc import Iterator
from itertools import groupby

from cchc_cli.answers import Answer
from cchc_cli.output.cell_text import BLANK, cell_text, heading, highlighted_text, is_address
from cchc_cli.output.formats import OutputOptions
from cchc_cli.view.cells import Cell, Highlighted, Link, Sheet, for_format

# Characters that markdown gives a meaning. An underscore within a word and a # within a line have
# none, and a backslash before them would break an address.
_SPECIAL = re.compile(r"([\\`*~\[\]<>|]|&(?=[#\w]+;)|(?<!\w)_|_(?!\w)|^#)")

_STOP = re.compile(r"(?<!\.\w)(?<!\.)\.$")  # of a sentence, not that of v.v. or p.m.
_NOT_IN_LINKS = {ord(sign): f"%{ord(sign):X}" for sign in "<>|"}  # which end a link, or a cell


def render(answer: Answer, _options: OutputOptions) -> Iterator[str]:
    """Yield each sheet of *answer*, a blank line between two."""
    for number, sheet in enumerate(for_format(answer.sheets(), "md")):
        yield "\n" if number else ""
        yield from _sheet(sheet)


def _sheet(sheet: Sheet) -> Iterator[str]:
    if sheet.title is not None:
        yield f"{'#' * sheet.depth} {_text(sheet.title)}\n\n"
    write = _numbered if sheet.listed else _table if sheet.headed else _facts
    write = _grouped if sheet.group else write
    yield from write(sheet)
    for note in sheet.notes:
        yield f"\n{_text(note)}\n"


def _table(sheet: Sheet) -> Iterator[str]:
    yield _line([_escaped(heading(column)) for column in sheet.columns])
    yield _line(["---:" if column.right else "---" for column in sheet.columns])
    for item in sheet.items:
        yield _line([_text(column.cell(item)) for column in sheet.columns])


def _grouped(sheet: Sheet) -> Iterator[str]:
    """Yield a table for each group of *sheet*, below its heading."""
    title = sheet.group or (lambda _item: None)
    for number, (head, items) in enumerate(groupby(sheet.items, lambda item: _text(title(item)))):
        yield "\n" if number else ""
        yield f"{'#' * (sheet.depth + (sheet.title is not None))} {head}\n\n"
        yield from _table(sheet._replace(items=list(items)))


def _facts(sheet: Sheet) -> Iterator[str]:
    for item in sheet.items:
        name, *values = (_text(column.cell(item)) for column in sheet.columns)
        yield f"- **{name}**: {' · '.join(value for value in values if value)}\n"


def _numbered(sheet: Sheet) -> Iterator[str]:
    for item in sheet.items:
        number, id_, text = (column.cell(item) for column in sheet.columns)
        yield f"{_text(number)}. {_text(text)} ({cell_text(id_)})\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _text(cell: Cell) -> str:
    if isinstance(cell, Highlighted):
        return highlighted_text(cell, _escaped, "**", "**")
    if isinstance(cell, Link) and cell.url and cell.cell == cell.url and is_address(cell.url):
        return f"<{cell.url.translate(_NOT_IN_LINKS)}>"
    if isinstance(cell, list):
        *others, last = [text for one in cell if (text := _text(one))] or [""]
        return "; ".join([*(_STOP.sub("", one) for one in others), last])
    return _escaped(cell_text(cell)).replace("\n", " ")


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text.replace(BLANK, " "))
