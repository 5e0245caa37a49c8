"""cchc check: do the figures add up."""

from typing import Annotated

from typer import Option

from cchc_cli.answers.check import Threshold, check
from cchc_cli.commands.options import FigureFilters, shared
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@shared
def command(
    *,
    filters: FigureFilters,
    look: OutputOptions,
    store: RecordSource,
    severity: Annotated[
        Threshold, Option("--severity", help="What counts: at least as grave as this.")
    ] = "warning",
    whole: Annotated[bool, Option("--all", help="Also what is ok or has no basis.")] = False,
) -> None:
    """Check whether every figure follows from the numbers beside it.

    cchc check                     what does not add up; exit 1 if anything
    cchc check --severity note     also what to be careful with
    cchc check --all -m 9          every verdict on one session
    """
    found = check(filters, store, severity, include_ok=whole)
    emit(found, look)
