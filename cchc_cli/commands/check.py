"""cchc check: do the figures add up."""

from typing import Annotated

from typer import Option

from cchc_cli.answers.check import Threshold, check
from cchc_cli.commands.options import FigureFilters, expand
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    severity: Annotated[
        Threshold, Option(help="Lowest severity to report (default: warning).", show_default=False)
    ] = "warning",
    everything: Annotated[
        bool, Option("--all", help="Also report figures that are right or cannot be checked.")
    ] = False,
    filters: FigureFilters,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Check whether the figures agree with the numbers reported beside them.

    cchc check                     errors and warnings; exit code 1 if there are any
    cchc check --severity note     notes too
    cchc check --all -m 9          the verdict on every figure of session 9
    """
    emit(check(filters, store, severity, include_ok=everything), output)
