"""Output formats: their names, the module that renders each, and the options of an output."""

from typing import Literal, TypeAlias

from msgspec import Struct

Format: TypeAlias = Literal["table", "json", "jsonl", "csv", "tsv", "md", "html", "id"]
Color: TypeAlias = Literal["auto", "always", "never"]

RENDERERS: dict[Format, str] = {
    "table": "table",
    "json": "json",
    "jsonl": "json",
    "csv": "csv",
    "tsv": "csv",
    "md": "markdown",
    "html": "html",
    "id": "json",
}
"""Output format → the module whose function `render(answer, options)` yields its text."""


class OutputOptions(Struct, frozen=True, kw_only=True):
    """The output format of an answer, and how it is written."""

    format: Format = "table"
    color: Color = "auto"
    bom: bool = False
    quiet: bool = False
    pager: bool = True
    title: str = "cchc"  # of an html page
