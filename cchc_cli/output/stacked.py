"""Rows as blocks of labelled lines, one below the other: what is wide, where there is no room."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from rich.style import Style
from rich.text import Text

from cchc_cli.output import OutputOptions
from cchc_cli.output.style import HEADING, styled_text
from cchc_cli.output.text import heading, in_language
from cchc_cli.output.wrapping import wrap
from cchc_cli.view.cells import Cell, Column, Sheet

_INDENT = 2
_GAP = 2
_LEAST = 2  # a letter may be two cells wide
_UNKNOWN = "-"  # in a list whose members stand beside those of another list


class _Line(NamedTuple):
    """A column as a part of a block: what stands before its value, and the room that this has."""

    column: Column
    before: str
    hang: int
    room: int


def stack(sheet: Sheet, look: OutputOptions, console: Console) -> Iterator[str]:
    """Yield a block for each item of *sheet*, a blank line between two.

    The first column leads it, the others follow, indented, with what stands above them as label;
    what is empty is left out. Without heads there are no labels, and no blank lines.
    """
    parts = list(_parts(sheet, look, console))
    for number, item in enumerate(sheet.items):
        yield "\n" if number and sheet.headed else ""
        yield "".join(f"{line.rstrip()}\n" for line in _block(parts, item, look, console))


def _parts(sheet: Sheet, look: OutputOptions, console: Console) -> Iterator[_Line]:
    """Yield the parts of a block: labels stand beside the values, or above if they are wide."""
    first, *others = sheet.columns
    width = console.width  # which rich looks up in the environment again and again
    yield _Line(first, "", 0, max(width, _LEAST))
    labels = [heading(column, look) if sheet.headed else "" for column in others]
    widest = _INDENT + max(map(cell_len, labels), default=0) + _GAP
    beside = sheet.headed and widest <= width // 2
    hang = widest if beside else _INDENT * (1 + sheet.headed)
    for column, label in zip(others, labels, strict=True):
        told = [
            " " * _INDENT + _in(HEADING, line, console)
            for line in _folded(label, max(width - _INDENT, _LEAST), console)
        ]
        told += [""] if sheet.headed and not beside else []
        pad = hang - _INDENT - cell_len(label) if beside else hang * sheet.headed
        yield _Line(column, "\n".join(told) + " " * pad, hang, max(width - hang, _LEAST))


def _block(
    parts: Sequence[_Line],
    item: Any,  # noqa: ANN401  # what a sheet holds
    look: OutputOptions,
    console: Console,
) -> Iterator[str]:
    for column, before, hang, room in parts:
        value = _value(column, column.cell(item), look, console, room)
        for number, line in enumerate(filter(None, value)):
            yield f"{' ' * hang if number else before}{line}"


def _value(
    column: Column, cell: Cell, look: OutputOptions, console: Console, room: int
) -> list[str]:
    """Return the lines of *cell*, none wider than *room*, with their styles."""
    cell = in_language(cell, look)
    if isinstance(cell, list):
        told = [_value(column, one, look, console, room) for one in cell]
        return [line for lines in told for line in lines or [_UNKNOWN]] if any(told) else []
    text = styled_text(column, cell, look)
    if not text.plain.strip():
        return []
    if text.spans:
        return _marked(text, room, console)
    return [_in(str(text.style), line, console) for line in _folded(text.plain, room, console)]


def _folded(text: str, room: int, console: Console) -> list[str]:
    if "\n" in text:
        lines = [line or _UNKNOWN for line in text.split("\n")]
        return [part for line in lines for part in _folded(line, room, console)]
    found = wrap(text, room)
    if found is None:  # more than breaking at blanks
        return [line.plain.rstrip() for line in Text(text).wrap(console, room, overflow="fold")]
    return found


def _marked(text: Text, room: int, console: Console) -> list[str]:
    lines = text.wrap(console, room, overflow="fold")
    with console.capture() as capture:
        console.print(Text("\n").join(lines), soft_wrap=True)
    return capture.get().split("\n")[:-1]


def _in(style: str, text: str, console: Console) -> str:
    system = ColorSystem.STANDARD if console.color_system else None
    return Style.parse(style).render(text, color_system=system)
