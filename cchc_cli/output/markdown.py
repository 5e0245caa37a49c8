"""md: headings, lists and tables to paste into minutes."""

import re
from collections.abc import Iterator

from cchc_cli.answers import Answer
from cchc_cli.output import OutputOptions
from cchc_cli.output.text import cell_text, heading, in_language
from cchc_cli.view.cells import Cell, Dim, Highlighted, Sheet, for_format

# Of what markdown takes for marks: an underscore within a word and a # within a line are none,
# and before one a backslash would spoil the address of a page.
_SIGNS = re.compile(r"([\\`*\[\]<>|]|(?<!\w)_|_(?!\w)|^#)")


def render(answer: Answer, look: OutputOptions) -> Iterator[str]:
    """Yield each sheet of *answer*, a blank line between two."""
    for number, sheet in enumerate(for_format(answer.sheets(), "md")):
        yield "\n" if number else ""
        yield from _sheet(sheet, look)


def _sheet(sheet: Sheet, look: OutputOptions) -> Iterator[str]:
    if sheet.title is not None:
        yield f"{'#' * sheet.depth} {_text(sheet.title, look)}\n\n"
    write = _numbered if sheet.listed else _table if sheet.headed else _facts
    yield from write(sheet, look)
    for note in sheet.notes:
        yield f"\n{_text(note, look)}\n"


def _table(sheet: Sheet, look: OutputOptions) -> Iterator[str]:
    yield _line([_escaped(heading(column, look)) for column in sheet.columns])
    yield _line(["---:" if column.right else "---" for column in sheet.columns])
    for item in sheet.items:
        yield _line([_text(column.cell(item), look) for column in sheet.columns])


def _facts(sheet: Sheet, look: OutputOptions) -> Iterator[str]:
    for item in sheet.items:
        name, *values = (_text(column.cell(item), look) for column in sheet.columns)
        yield f"- **{name}**: {' · '.join(value for value in values if value)}\n"


def _numbered(sheet: Sheet, look: OutputOptions) -> Iterator[str]:
    for item in sheet.items:
        number, id_, told = (column.cell(item) for column in sheet.columns)
        lines = told if isinstance(told, list) else [told]
        yield f"{number}. {'; '.join(_text(line, look) for line in lines)} ({id_})\n"


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |\n"


def _text(cell: Cell, look: OutputOptions) -> str:
    cell = in_language(cell, look)
    if isinstance(cell, Dim):
        return _text(cell.cell, look)
    if isinstance(cell, Highlighted):
        return _marked(cell)
    if isinstance(cell, list):
        return "<br>".join(_text(one, look) for one in cell)
    return _escaped(cell_text(cell, look)).replace("\n", "<br>")


def _marked(cell: Highlighted) -> str:
    pieces, last = [], 0
    for start, end in cell.spans:
        pieces += [_escaped(cell.text[last:start]), f"**{_escaped(cell.text[start:end])}**"]
        last = end
    return "".join([*pieces, _escaped(cell.text[last:])])


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
