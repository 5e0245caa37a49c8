"""Stacked rows: each a block of labelled lines, for tables that are wider than the terminal."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from cchc_cli.output.cell_text import cell_text, heading
from cchc_cli.output.wrapping import HEADING, URL, styled_text, wrap
from cchc_cli.view.cells import Cell, Column, Sheet

_INDENT = 2
_GAP = 2
_MIN_INDENTED = 30  # cells of a line whose continuation is indented
_MIN_WIDTH = 2  # a character may be two cells wide
_UNKNOWN = "-"  # in a list whose members stand in line with those of another list


class _Part(NamedTuple):
    """A column in a block: the label before its value, its indent, and the width of its lines."""

    column: Column
    label: str
    indent: int
    width: int


def list_rows(sheet: Sheet, console: Console) -> Iterator[str]:
    """Yield the rows of a *sheet* without headings: all columns but the last as wide as they are.

    A URL that is longer than its line runs on: it is never broken.
    """
    *leading, last = sheet.columns
    wide = [
        max(cell_len(cell_text(column.cell(item))) for item in sheet.items) for column in leading
    ]
    indent = sum(wide) + _GAP * len(wide)
    for item in sheet.items:
        start = "".join(
            _padded(column, column.cell(item), width, console)
            for column, width in zip(leading, wide, strict=True)
        )
        lines = _indented_lines(last, last.cell(item), console, console.width - indent)
        yield "".join(
            f"{start if not number else ' ' * indent}{line}".rstrip() + "\n"
            for number, line in enumerate([*lines] or [""])
        )


def _padded(column: Column, cell: Cell, width: int, console: Console) -> str:
    text = cell_text(cell)
    pad = " " * (width - cell_len(text))
    styled = _with_style(styled_text(column, cell).style, text, console)
    return (f"{pad}{styled}" if column.right else f"{styled}{pad}") + " " * _GAP


def _indented_lines(column: Column, cell: Cell, console: Console, width: int) -> Iterator[str]:
    """Yield the lines of *cell*, of each member of a list all but the first indented."""
    if not isinstance(cell, list) or width < _MIN_INDENTED:
        yield from _value_lines(column, cell, console, width)
        return
    for member in cell:
        lines = _value_lines(column, member, console, width)
        if len(lines) > 1:
            lines = _value_lines(column, member, console, width - _INDENT)
        yield from (" " * _INDENT * bool(number) + line for number, line in enumerate(lines))


def stack(sheet: Sheet, console: Console) -> Iterator[str]:
    """Yield a block for each item of *sheet*, a blank line between two.

    It begins with the value of the first column; the others follow, indented, with their headings
    as labels, without empty values. A sheet without headings has no labels and no blank lines.
    """
    parts = list(_parts(sheet, console))
    for number, item in enumerate(sheet.items):
        yield "\n" if number and sheet.headed else ""
        yield "".join(f"{line.rstrip()}\n" for line in _block(parts, item, console))


def _parts(sheet: Sheet, console: Console) -> Iterator[_Part]:
    """Yield the parts of a block: labels are left of the values, or above them if too wide."""
    first, *others = sheet.columns
    width = console.width  # which rich looks up in the environment again and again
    yield _Part(first, "", 0, max(width, _MIN_WIDTH))
    labels = [heading(column) if sheet.headed else "" for column in others]
    widest = _INDENT + max(map(cell_len, labels), default=0) + _GAP
    is_left = sheet.headed and widest <= width // 2
    indent = widest if is_left else _INDENT * (1 + sheet.headed)
    for column, label in zip(others, labels, strict=True):
        lines = [
            " " * _INDENT + _with_style(HEADING, line, console)
            for line in _folded(label, max(width - _INDENT, _MIN_WIDTH), console)
        ]
        lines += [""] if sheet.headed and not is_left else []
        pad = indent - _INDENT - cell_len(label) if is_left else indent * sheet.headed
        before = "\n".join(lines) + " " * pad
        yield _Part(column, before, indent, max(width - indent, _MIN_WIDTH))


def _block(parts: Sequence[_Part], item: Any, console: Console) -> Iterator[str]:  # noqa: ANN401
    for column, label, indent, width in parts:
        value = _value_lines(column, column.cell(item), console, width)
        for number, line in enumerate(filter(None, value)):
            yield f"{' ' * indent if number else label}{line}"


def _value_lines(column: Column, cell: Cell, console: Console, width: int) -> list[str]:
    if isinstance(cell, list):
        members = [_value_lines(column, one, console, width) for one in cell]
        return [line for lines in members for line in lines or [_UNKNOWN]] if any(members) else []
    text = styled_text(column, cell)
    if not text.plain.strip():
        return []
    if text.spans:
        return _highlighted(text, width, console)
    style = text.style
    return [_with_style(style, line, console) for line in _folded(text.plain, width, console)]


def _folded(text: str, width: int, console: Console) -> list[str]:
    if "\n" in text:
        lines = [line or _UNKNOWN for line in text.split("\n")]
        return [part for line in lines for part in _folded(line, width, console)]
    folded = [text] if URL.fullmatch(text) else wrap(text, width)
    if folded is None:
        folded = [line.plain.rstrip() for line in Text(text).wrap(console, width, overflow="fold")]
    return folded


def _highlighted(text: Text, width: int, console: Console) -> list[str]:
    lines = text.wrap(console, width, overflow="fold")
    with console.capture() as capture:
        console.print(Text("\n").join(lines), soft_wrap=True)
    return capture.get().split("\n")[:-1]


def _with_style(style: str | Style, text: str, console: Console) -> str:
    system = ColorSystem.STANDARD if console.color_system else None
    drawn = style if isinstance(style, Style) else Style.parse(style)
    return drawn.render(text, color_system=system) if system else text
