"""Output: one answer in one of many formats; `emit` is the only writer of standard output."""

import os
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import TextIO

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound, OutputError
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.output.formats import RENDERERS, OutputOptions
from cchc_cli.output.pager import open_pager
from cchc_cli.stderr import redirect_to_devnull, report


def emit(answer: Answer, options: OutputOptions) -> None:
    """Write *answer* to standard output, and its warnings to standard error.

    Raises NotFound if something was not found, after the rest is written, and OutputError if
    standard output cannot be written; its sentences begin with what the command has written to
    files.
    """
    renderer = import_module(f"{__name__}.{RENDERERS[options.format]}")
    try:
        _write(renderer.render(answer, options), pages=options.pager)
    except OutputError as error:
        raise OutputError(*answer.written, *error.sentences) from None
    if answer.warnings and not options.quiet:
        report(answer.warnings)
    if answer.not_found or answer.findings:
        raise NotFound(*answer.not_found, *(() if options.quiet else answer.findings))


def write_json(document: object) -> None:
    """Write *document* to standard output as JSON; raises OutputError."""
    from msgspec import json  # noqa: PLC0415  # most runs write no such document

    _write(iter([json.format(json.encode(document), indent=2).decode() + "\n"]))


def use_color(options: OutputOptions, stream: TextIO) -> bool:
    """Return whether to write *stream* in color."""
    if options.color == "auto":
        given = os.environ.get
        if given("NO_COLOR"):
            return False
        if given("FORCE_COLOR", "0") != "0" or given("CLICOLOR_FORCE", "0") != "0":
            return True
        return stream.isatty() and given("TERM") != "dumb"
    return options.color == "always"


def _write(pieces: Iterator[str], *, pages: bool = False) -> None:
    if sys.stdout is None:  # the parent process closed it
        raise OutputError(_("standard output is closed; nothing was printed"))
    try:
        with open_pager(sys.stdout, wanted=pages) as write:
            for piece in pieces:
                write(piece)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        redirect_to_devnull(sys.stdout)
        sentence = _("standard output cannot be written: {why}")
        raise OutputError(sentence.format(why=os_error_reason(error))) from None
