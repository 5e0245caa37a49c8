"""cchc stats: how many there are."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands import options
from cchc_cli.commands.groups import completing
from cchc_cli.filters import Filters
from cchc_cli.model import KINDS
from cchc_cli.records import Records
from cchc_cli.render import Look, emit
from cchc_cli.reports.stats import stats


@options.shared
def command(
    *,
    filters: Filters,
    look: Look,
    store: Records,
    what: Annotated[
        str | None,
        Argument(metavar="[WHAT]", help=", ".join(KINDS), autocompletion=completing("kinds")),
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
    found = stats(what, by or (), filters, store)
    emit(found, look)
