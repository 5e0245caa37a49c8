"""cchc compare: two meetings side by side."""

from functools import partial
from typing import Annotated

from typer import Argument

from cchc_cli.answers.compare import compare
from cchc_cli.commands.completion import filter_values
from cchc_cli.commands.options import expand
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource

_meeting = partial(Argument, autocompletion=filter_values("meeting"))


@expand
def command(
    *,
    first: Annotated[
        str,
        _meeting(metavar="MEETING1", help="A meeting: p09, 9, latest, 2025-01-15 or 15/1/2025."),
    ],
    second: Annotated[str, _meeting(metavar="MEETING2", help="The meeting to compare it with.")],
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Compare two meetings: figures and their changes, directives by area, themes, people.

    cchc compare 8 9                         from session 8 to session 9
    cchc compare 15/7/2024 latest --json
    cchc compare 8 9 -o id | cchc show -     the figures and directives of both
    """
    emit(compare(first, second, store), output)
