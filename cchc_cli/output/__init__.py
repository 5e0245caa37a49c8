"""One answer, many forms: the one place that writes to standard output."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Literal, TextIO, TypeAlias

from msgspec import Struct

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound, OutputError
from cchc_cli.language.translation import Lang, _, os_error_reason
from cchc_cli.stderr import redirect_to_devnull, report

Format: TypeAlias = Literal["table", "json", "jsonl", "csv", "tsv", "md", "id"]
Color: TypeAlias = Literal["auto", "always", "never"]

RENDERERS: dict[Format, str] = {
    "table": "table",
    "json": "json",
    "jsonl": "json",
    "csv": "csv",
    "tsv": "csv",
    "md": "markdown",
    "id": "json",
}
"""Form → the module that writes it, by its function render(answer, look), which yields text."""


class OutputOptions(Struct, frozen=True, kw_only=True):
    """How an answer is to look; without *lang*, records speak Vietnamese."""

    format: Format = "table"
    lang: Lang | None = None
    color: Color = "auto"
    bom: bool = False
    quiet: bool = False


def emit(answer: Answer, look: OutputOptions) -> None:
    """Write *answer* to standard output as *look* says, what there is to remark to standard error.

    Raises NotFound if something that was asked for is missing, after the rest is written, and
    OutputError if standard output takes nothing, which begins with what is done nevertheless.
    """
    renderer = import_module(f"{__name__}.{RENDERERS[look.format]}")
    try:
        _write(renderer.render(answer, look))
    except OutputError as error:
        raise OutputError(*answer.written, *error.sentences) from None
    if answer.warnings and not look.quiet:
        report(answer.warnings)
    if answer.not_found:
        raise NotFound(*answer.not_found)


def write_json(document: object) -> None:
    """Write *document*, which is no answer but a file by itself, as JSON; raises OutputError."""
    from msgspec import json  # noqa: PLC0415  # an answer brings its own renderer

    _write(iter([json.format(json.encode(document), indent=2).decode() + "\n"]))


def use_color(look: OutputOptions, stream: TextIO) -> bool:
    """Return whether *stream* is to be written in color."""
    if look.color == "auto":
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return stream.isatty() and not plain
    return look.color == "always"


def _write(pieces: Iterator[str]) -> None:
    if sys.stdout is None:  # closed by whoever started us
        raise OutputError(_("standard output is closed; nothing was printed"))
    try:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        redirect_to_devnull(sys.stdout)
        sentence = _("standard output cannot be written: {why}")
        raise OutputError(sentence.format(why=os_error_reason(error))) from None
