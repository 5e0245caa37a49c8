"""cchc stats: how many there are."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.stats import stats
from cchc_cli.commands.options import completing, shared
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource


@shared
def command(
    *,
    filters: Filters,
    look: OutputOptions,
    store: RecordSource,
    record_type: Annotated[
        str | None,
        Argument(
            metavar="[WHAT]", help=", ".join(RECORD_TYPES), autocompletion=completing("kinds")
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        Option(
            "--by",
            metavar="FIELD",
            help="What to count by, a filter's name or year; twice for a cross table.",
            autocompletion=completing("groupings"),
        ),
    ] = None,
) -> None:
    """Count records: all kinds at a glance, or one kind by a field or two.

    cchc stats                               what the store holds
    cchc stats directives --by area          orders in each area
    cchc stats directives --by area --by meeting
    cchc stats directives --by issuer --since 2024
    """
    found = stats(record_type, by or (), filters, store)
    emit(found, look)
