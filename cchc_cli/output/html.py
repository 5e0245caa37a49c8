"""html: one page that loads and runs nothing, for browsers, Word and printing on A4."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from itertools import groupby
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.language.formatting import format_day
from cchc_cli.language.translation import current_language
from cchc_cli.output.cell_text import BLANK, cell_text, heading, highlighted_text, is_address
from cchc_cli.output.formats import OutputOptions
from cchc_cli.view.cells import (
    Alert,
    Cell,
    DiffLine,
    Dim,
    Highlighted,
    Inferred,
    Joined,
    Link,
    Sheet,
    Unbroken,
    for_format,
)

_STYLE = """
body { font: 11pt/1.45 "Noto Serif", "Times New Roman", serif; color: #111; background: #fff;
  max-width: 60em; margin: 2em auto; padding: 0 1em; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.6em 0 .5em; break-after: avoid; }
h1 { font-size: 1.6em; } h2 { font-size: 1.35em; } h3 { font-size: 1.15em; } h4 { font-size: 1em; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; }
th, td { border-bottom: 1px solid #bbb; padding: .3em .6em .3em 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word; }
th { border-bottom: 2px solid #555; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.n { text-align: right; }
td.n, .id, .sources a, .fact { white-space: nowrap; } th { hyphens: auto; }
.id { width: 4.5em; } .id ~ .area { width: 7em; } .id ~ .sources { width: 8em; }
small { color: #444; } .error { color: #a00; font-weight: bold; } .warning { color: #850; }
mark { background: #ffe08a; } sup { color: #a00; line-height: 0; }
ins { color: #060; text-decoration: none; } del { color: #900; }
ol { padding-left: 2em; } li { margin: .4em 0; overflow-wrap: anywhere; }
figure { margin: 1em 0; } svg { max-width: 100%; height: auto; }
@media screen and (max-width: 40em) {
  body { margin: .5em auto; }
  thead { display: none; }
  thead + tbody, thead + tbody tr, td[data-label] { display: block; }
  thead + tbody tr { border-bottom: 1px solid #bbb; padding: .4em 0; }
  td[data-label] { border: 0; padding: .1em 0; text-align: left; width: auto; white-space: normal; }
  td[data-label]:empty { display: none; }
  td[data-label]::before { content: attr(data-label) ": "; color: #444; font-size: .85em; }
  td.id::before, td.text::before { content: none; }
  figure { overflow-x: auto; } svg { max-width: none; width: 46em; }
}
@page { size: A4; margin: 18mm; }
@media print {
  body { max-width: none; margin: 0; padding: 0; } th { font-size: 9pt; } a { color: #111; }
}
"""
_CLASSES = ("id", "text", "area", "sources", "fact")  # names of columns that have a style


def render(answer: Answer, options: OutputOptions) -> Iterator[str]:
    """Yield the page: each sheet of *answer*, its sources with anchors that numbers link to."""
    sheets = list(for_format(answer.sheets(), "md"))
    highest = _highest(sheets)
    pages = [one for one in sheets if one.title is not None and one.depth == highest]
    is_of_one = [one for one in pages if not one.listed] == sheets[:1] != []
    titles = [cell_text(sheets[0].title).replace(BLANK, " ")] if is_of_one else []
    title = " | ".join([*titles, options.title])
    yield f'<!doctype html>\n<html lang="{current_language()}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
    yield "</head>\n<body>\n"
    if not is_of_one:
        yield f"<h1>{escape(options.title)}</h1>\n"
    group = 1  # of the tables and of the list of their sources
    above = highest - (1 if is_of_one else 2)
    for number, sheet in enumerate(sheets):
        yield from _sheet(sheet._replace(depth=sheet.depth - above), group)
        group += sheet.listed
        if number == 0 and answer.picture and (picture := answer.picture()):
            yield f"<figure>\n{picture}</figure>\n"
    yield "</body>\n</html>\n"


def _highest(sheets: Sequence[Sheet]) -> int:
    """Return the depth of the highest of all headings."""
    has_heading = (one for one in sheets if one.title is not None or one.group)
    return min((one.depth for one in has_heading), default=0)


def _sheet(sheet: Sheet, group: int) -> Iterator[str]:
    if sheet.title is not None:
        yield _heading(max(sheet.depth, 2) if sheet.listed else sheet.depth, _html(sheet.title))
    if sheet.columns:
        write = _numbered if sheet.listed else _grouped if sheet.group else _table
        yield from write(sheet, group)
    for note in sheet.notes:
        text = note.cell if isinstance(note, Dim) else note
        yield f"<p><small>{_html(text)}</small></p>\n"


def _heading(level: int, words: str) -> str:
    return f"<h{level}>{words}</h{level}>\n" if words else ""


def _grouped(sheet: Sheet, group: int) -> Iterator[str]:
    """Yield a table for each group of *sheet*, below its heading."""
    title = sheet.group or (lambda _item: None)
    for head, items in groupby(sheet.items, lambda item: _html(title(item))):
        yield _heading(sheet.depth + (sheet.title is not None), head)
        yield from _table(sheet._replace(items=list(items)), group)


def _table(sheet: Sheet, group: int) -> Iterator[str]:
    heads = [escape(heading(column)) for column in sheet.columns]
    classes = [_class(column) for column in sheet.columns]
    labels = [f' data-label="{head}"' if sheet.headed else "" for head in heads]
    yield "<table>\n"
    if sheet.headed:
        cells = "".join(f"<th{one}>{head}</th>" for one, head in zip(classes, heads, strict=True))
        yield f"<thead><tr>{cells}</tr></thead>\n"
    yield "<tbody>\n"
    for item in sheet.items:
        yield "<tr>"
        for column, *attributes in zip(sheet.columns, classes, labels, strict=True):
            cell = _cell(column.name, column.cell(item), group)
            yield f"<td{''.join(attributes)}>{cell}</td>"
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _numbered(sheet: Sheet, group: int) -> Iterator[str]:
    yield "<ol>\n"
    for item in sheet.items:
        number, id_, text = (column.cell(item) for column in sheet.columns)
        yield f'<li id="source-{group}-{number}">{_html(text)} ({_html(id_)})</li>\n'
    yield "</ol>\n"


def _class(column: Any) -> str:  # noqa: ANN401  # a column
    name = "n" if column.right else column.name
    return f' class="{name}"' if name in ("n", *_CLASSES) else ""


def _cell(name: str, cell: Cell, group: int) -> str:
    if name != "sources" or not isinstance(cell, tuple):
        return _html(cell)
    links = []
    for part in cell:
        one = cell_text(part)
        number = one.partition(" ")[0]
        linked = f'<a href="#source-{group}-{number}">{escape(one)}</a>'
        links.append(linked if number.isdecimal() else escape(one))
    return ", ".join(links)


def _html(cell: Cell) -> str:
    return _WRITERS.get(type(cell), lambda one: escape(cell_text(one)))(cell)


def _link(link: Link) -> str:
    words, url = _html(link.cell), link.url or ""
    is_plain = "<a " in words or not is_address(url)
    return words if is_plain else f'<a href="{escape(url)}">{words}</a>'


def _text(text: str) -> str:
    if is_address(text):
        return f'<a href="{escape(text)}">{escape(text)}</a>'
    return escape(text).replace("\n", "<br>\n")


def _diff_line(line: DiffLine) -> str:
    tag = "ins" if line.sign == "+" else "del"
    return f"<{tag}>{_html(line.cell)}</{tag}>"


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
    date: lambda day: format_day(day).replace(" ", "&nbsp;"),
    list: lambda cells: "<br>\n".join(map(_html, cells)),
    tuple: lambda cells: ", ".join(map(_html, cells)),
    Joined: lambda one: escape(one.separator).join(filter(None, map(_html, one.cells))),
    Unbroken: lambda one: _html(one.cell),
    Alert: lambda alert: f'<span class="{escape(alert.severity)}">{_html(alert.cell)}</span>',
    Link: _link,
    Dim: lambda dim: f"<small>{_html(dim.cell)}</small>",
    Inferred: lambda inferred: f"{_html(inferred.cell)}<sup>*</sup>",
    Highlighted: lambda cell: highlighted_text(cell, _text, "<mark>", "</mark>"),
    DiffLine: _diff_line,
}
"""Type of a cell → what makes it HTML, where that is more than its text."""
