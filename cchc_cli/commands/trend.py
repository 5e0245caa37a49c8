"""cchc trend: one indicator from meeting to meeting."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers import Arrangement
from cchc_cli.answers.arrange import arrange
from cchc_cli.answers.trend import trend
from cchc_cli.commands.completion import filter_values
from cchc_cli.commands.options import FigureFilters, expand
from cchc_cli.export.chart import draw_chart
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    name: Annotated[
        str | None,
        Argument(
            metavar="[INDICATOR]",
            help="Id or name of an indicator; without it, list those that have a series.",
            autocompletion=filter_values("indicator"),
        ),
    ] = None,
    chart: Annotated[
        str | None,
        Option(
            "--chart",
            metavar="FILE",
            help="Also draw a chart, to an .svg or .png file; needs cchc[chart].",
        ),
    ] = None,
    arranged: Arrangement,
    filters: FigureFilters,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Show how one indicator has changed from meeting to meeting.

    cchc trend                              indicators that have a series
    cchc trend tasks-completed              one indicator, by id or name
    cchc trend portal-merger --scope provinces
    cchc trend tasks-completed --lang en --chart tasks.svg
    """
    found = trend(name, filters, store)
    draw_chart(found, chart, store)
    emit(arrange(found, arranged), output)
