"""cchc compare: two meetings side by side."""

from functools import partial
from shlex import join
from typing import Annotated

from typer import Argument

from cchc_cli.answers import Arrangement
from cchc_cli.answers.arrange import arrange
from cchc_cli.answers.compare import compare
from cchc_cli.commands.completion import filter_values
from cchc_cli.commands.options import Chart, expand
from cchc_cli.errors import UsageError
from cchc_cli.export.chart import with_bar_chart
from cchc_cli.export.chart.counts import comparison_chart
from cchc_cli.language.translation import _
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.lookup import find_one
from cchc_cli.query.source import RecordSource

_meeting = partial(Argument, autocompletion=filter_values("meeting"))


@expand
def command(
    *,
    first: Annotated[
        str,
        _meeting(metavar="MEETING1", help="A meeting: p09, 9, latest, 2025-01-15 or 15/1/2025."),
    ],
    second: Annotated[
        str | None, _meeting(metavar="MEETING2", help="The meeting to compare it with.")
    ] = None,
    chart: Chart = None,
    arranged: Arrangement,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Compare two meetings: figures and their changes, directives by area, themes, people.

    cchc compare 8 9                         from session 8 to session 9
    cchc compare 15/7/2024 latest --json
    cchc compare 8 9 -o id | cchc show -     the figures and directives of both
    cchc compare 8 9 --chart areas.svg       directives by area
    """
    if second is None:
        raise UsageError(_second_meeting_missing(first, store))
    found = compare(first, second, store)
    if chart is not None:
        found = with_bar_chart(found, comparison_chart(found, store), chart)
    emit(arrange(found, arranged), output)


def _second_meeting_missing(first: str, store: RecordSource) -> str:
    """Return the sentence that names the command with the meeting before or after *first*."""
    meeting = find_one(first, "meetings", store)
    alike = sorted(
        (one for one in store.all("meetings") if one.kind == meeting.kind), key=lambda one: one.date
    )
    at = alike.index(meeting)
    before = [alike[at - 1].id] if at else []
    after = [one.id for one in alike[1:2]] if not at else []
    words = [*before, first, *after] if before or after else [first, _("MEETING2")]
    return _("name a second meeting: {command}").format(command=join(["cchc", "compare", *words]))
