"""html: one page that loads and runs nothing, for browsers, Word and printing on A4."""

from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.language.translation import current_language
from cchc_cli.output import OutputOptions
from cchc_cli.output.text import cell_text, heading, highlighted_text
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
h1, h2, h3 { line-height: 1.25; margin: 1.6em 0 .5em; break-after: avoid; }
h1 { font-size: 1.6em; } h2 { font-size: 1.35em; } h3 { font-size: 1.15em; }
table { border-collapse: collapse; width: 100%; margin: .5em 0; }
th, td { border-bottom: 1px solid #bbb; padding: .3em .6em .3em 0; text-align: left;
  vertical-align: top; overflow-wrap: break-word; }
th { border-bottom: 2px solid #555; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.n { text-align: right; }
.n, .id, .sources, .fact { white-space: nowrap; }
small { color: #444; } .error { color: #a00; font-weight: bold; } .warning { color: #850; }
 mark { background: #ffe08a; } sup { color: #a00; }
ins { color: #060; text-decoration: none; } del { color: #900; }
ol { padding-left: 2em; } li { margin: .4em 0; overflow-wrap: anywhere; }
figure { margin: 1em 0; } svg { max-width: 100%; height: auto; }
@media (max-width: 40em) { body { margin: .5em auto; } table { display: block; overflow-x: auto; } }
@page { size: A4; margin: 18mm; }
@media print { body { max-width: none; margin: 0; } a { color: #111; } }
"""


def render(answer: Answer, _options: OutputOptions) -> Iterator[str]:
    """Yield the page: each sheet of *answer*, its sources with anchors that numbers link to."""
    sheets = list(for_format(answer.sheets(), "md"))
    title = cell_text(sheets[0].title) if sheets and sheets[0].title is not None else "cchc"
    yield f'<!doctype html>\n<html lang="{current_language()}">\n<head>\n<meta charset="utf-8">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n"
    yield "</head>\n<body>\n"
    group = 1  # of the tables and of the list of their sources
    for number, sheet in enumerate(sheets):
        yield from _sheet(sheet, group, is_first=number == 0)
        group += sheet.listed
        if number == 0 and answer.picture and (picture := answer.picture()):
            yield f"<figure>\n{picture}</figure>\n"
    yield "</body>\n</html>\n"


def _sheet(sheet: Sheet, group: int, *, is_first: bool) -> Iterator[str]:
    if sheet.title is not None:
        level = 1 if is_first else sheet.depth
        yield f"<h{level}>{_html(sheet.title)}</h{level}>\n"
    if sheet.columns:
        write = _numbered if sheet.listed else _table
        yield from write(sheet, group)
    for note in sheet.notes:
        yield f"<p><small>{_html(note)}</small></p>\n"


def _table(sheet: Sheet, group: int) -> Iterator[str]:
    yield "<table>\n"
    if sheet.headed:
        heads = (f"<th{_class(column)}>{escape(heading(column))}</th>" for column in sheet.columns)
        yield f"<thead><tr>{''.join(heads)}</tr></thead>\n"
    yield "<tbody>\n"
    for item in sheet.items:
        cells = (
            f"<td{_class(column)}>{_cell(column.name, column.cell(item), group)}</td>"
            for column in sheet.columns
        )
        yield f"<tr>{''.join(cells)}</tr>\n"
    yield "</tbody>\n</table>\n"


def _numbered(sheet: Sheet, group: int) -> Iterator[str]:
    yield "<ol>\n"
    for item in sheet.items:
        number, id_, text = (column.cell(item) for column in sheet.columns)
        yield f'<li id="source-{group}-{number}">{_html(text)} ({_html(id_)})</li>\n'
    yield "</ol>\n"


def _class(column: Any) -> str:  # noqa: ANN401  # a column
    name = "n" if column.right else column.name
    return f' class="{name}"' if name in ("n", "id", "sources", "fact") else ""


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
    is_plain = "<a " in words or not _is_address(url)
    return words if is_plain else f'<a href="{escape(url)}">{words}</a>'


def _is_address(text: str) -> bool:
    return text.startswith(("https://", "http://")) and not any(map(str.isspace, text))


def _text(text: str) -> str:
    if _is_address(text):
        return f'<a href="{escape(text)}">{escape(text)}</a>'
    return escape(text).replace("\n", "<br>\n")


def _diff_line(line: DiffLine) -> str:
    tag = "ins" if line.sign == "+" else "del"
    return f"<{tag}>{_html(line.cell)}</{tag}>"


_WRITERS: dict[type, Callable[[Any], str]] = {
    str: _text,
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
