"""cchc trace: follow a directive or a theme through the meetings."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.trace import trace
from cchc_cli.commands.completion import any_id
from cchc_cli.commands.options import expand
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    name: Annotated[
        str,
        Argument(
            metavar="ID",
            help="Id, number, name or alias of a directive, theme, document, indicator or figure.",
            autocompletion=any_id,
        ),
    ],
    suggest: Annotated[
        bool,
        Option(
            "--suggest",
            help="Also show earlier directives with similar words, marked ~; nothing is stored.",
        ),
    ] = False,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Trace what was asked again, the figures that measure it, and what came of it.

    cchc trace p04.d03               a directive with a target: how far is it
    cchc trace cutting-procedures    a theme, from meeting to meeting
    cchc trace 76/NQ-CP              a document: the directives that name it
    cchc trace sipas-mean            an indicator: the directives that it measures
    """
    emit(trace(name, store, suggest=suggest), output)
