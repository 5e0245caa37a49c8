"""cchc compare: two meetings side by side."""

from typing import Annotated

from typer import Argument

from cchc_cli.answers.compare import compare
from cchc_cli.commands.options import completing, shared
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource

_COMPLETE = completing("filter_values", "meeting")


@shared
def command(
    *,
    look: OutputOptions,
    store: RecordSource,
    first: Annotated[
        str,
        Argument(
            metavar="MEETING",
            help="p09, 9, latest, 2025-01-15 or 15/1/2025.",
            autocompletion=_COMPLETE,
        ),
    ],
    second: Annotated[
        str,
        Argument(
            metavar="MEETING",
            help="The one to hold against it, named the same way.",
            autocompletion=_COMPLETE,
        ),
    ],
) -> None:
    """Compare two meetings: figures and by how much they moved, orders by area, themes, people.

    cchc compare 8 9                         from the eighth session to the ninth
    cchc compare 15/7/2024 latest --json
    cchc compare 8 9 -o id | cchc show -     the figures and orders of both, whole
    """
    found = compare(first, second, store)
    emit(found, look)
