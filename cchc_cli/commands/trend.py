"""cchc trend: one indicator from meeting to meeting."""

from typing import Annotated

from typer import Argument

from cchc_cli.answers import Arrangement
from cchc_cli.answers.arrange import arrange
from cchc_cli.answers.trend import trend
from cchc_cli.commands.completion import filter_values
from cchc_cli.commands.options import Chart, FigureFilters, expand
from cchc_cli.export.chart import with_trend_chart
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
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
    chart: Chart = None,
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
    found = with_trend_chart(trend(name, filters, store), chart, store)
    emit(arrange(found, arranged), output)
