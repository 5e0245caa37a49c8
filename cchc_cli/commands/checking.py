"""cchc check: do the figures add up."""

from typing import Annotated

from typer import Option

from cchc_cli.commands import options
from cchc_cli.commands.filtering import FigureFilters
from cchc_cli.records import Records
from cchc_cli.render import Look, emit
from cchc_cli.reports.audit import Threshold, audit


@options.shared
def command(
    *,
    filters: FigureFilters,
    look: Look,
    store: Records,
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
    found = audit(filters, store, severity, whole=whole)
    emit(found, look)
