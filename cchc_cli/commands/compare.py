"""cchc compare: two meetings side by side."""

from typing import Annotated

from typer import Argument

from cchc_cli.answers.compare import compare
from cchc_cli.commands.completion import filter_values
from cchc_cli.commands.options import expand
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    first: Annotated[
        str,
        Argument(
            metavar="MEETING",
            help="A meeting: p09, 9, latest, 2025-01-15 or 15/1/2025.",
            autocompletion=filter_values("meeting"),
        ),
    ],
    second: Annotated[
        str,
        Argument(
            metavar="MEETING",
            help="The meeting to compare it with.",
            autocompletion=filter_values("meeting"),
        ),
    ],
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Compare two meetings: figures and their changes, directives by area, themes, people.

    cchc compare 8 9                         from session 8 to session 9
    cchc compare 15/7/2024 latest --json
    cchc compare 8 9 -o id | cchc show -     the figures and directives of both
    """
    found = compare(first, second, store)
    emit(found, output)
