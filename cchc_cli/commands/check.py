"""cchc check: do the figures add up."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.check import Threshold, check
from cchc_cli.commands.completion import any_id
from cchc_cli.commands.options import FigureFilters, expand
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    ids: Annotated[
        list[str] | None,
        Argument(
            metavar="[ID]...",
            help="Check only these: figures, meetings, indicators, directives, sources.",
            autocompletion=any_id,
        ),
    ] = None,
    severity: Annotated[
        Threshold, Option(help="Lowest severity to report (default: warning).", show_default=False)
    ] = "warning",
    everything: Annotated[
        bool,
        Option(
            "--all",
            help="Also list what is right or cannot be checked, and sources without a URL.",
        ),
    ] = False,
    filters: FigureFilters,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Check whether the figures agree with the numbers reported beside them.

    cchc check                     errors and warnings; exit code 1 if there are any
    cchc check --severity note     notes too
    cchc check 9 --all             the verdict on every figure of session 9
    cchc check p09.f01 posts-cut   one figure, and all figures of an indicator
    """
    emit(check(ids or (), filters, store, severity, include_ok=everything), output)
