"""cchc check: do the figures add up."""

from typing import Annotated, get_args

from typer import Argument, Option

from cchc_cli.answers import Arrangement
from cchc_cli.answers.arrange import arrange
from cchc_cli.answers.check import Threshold, check
from cchc_cli.commands.completion import any_id
from cchc_cli.commands.options import FigureFilters, expand
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.source import RecordSource

_SEVERITIES = get_args(Threshold)


def _severities(incomplete: str) -> list[str]:
    return [one for one in _SEVERITIES if one.startswith(incomplete)]


def _severity(word: str) -> str:
    """Return the severity that *word* names, in either language; raises UsageError."""
    if word in _SEVERITIES:
        return word
    from cchc_cli.query.names import choice_named  # noqa: PLC0415  # most words are right

    return choice_named("severity", word, _SEVERITIES)


Severity = Annotated[
    Threshold,
    Option(
        "--severity",
        help="Lowest severity to report: error, warning (default) or note.",
        metavar="SEVERITY",
        parser=_severity,
        autocompletion=_severities,
    ),
]


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
    severity: Severity = "warning",
    everything: Annotated[
        bool,
        Option(
            "--all",
            help="Also list what is right or cannot be checked, and sources without a URL.",
        ),
    ] = False,
    arranged: Arrangement,
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
    found = check(ids or (), filters, store, severity, include_ok=everything)
    emit(arrange(found, arranged), output)
