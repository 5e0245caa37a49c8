"""cchc trend: one indicator from meeting to meeting."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.trend import trend
from cchc_cli.commands.options import FigureFilters, completing, shared
from cchc_cli.export.chart import draw_chart
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@shared
def command(
    *,
    filters: FigureFilters,
    look: OutputOptions,
    store: RecordSource,
    name: Annotated[
        str | None,
        Argument(
            metavar="[INDICATOR]",
            help="Its id or its name; without, the indicators that have a series.",
            autocompletion=completing("filter_values", "indicator"),
        ),
    ] = None,
    chart: Annotated[
        str | None,
        Option(
            "--chart",
            metavar="FILE",
            help="Draw it too, into an .svg or a .png; needs cchc\\[chart].",
        ),
    ] = None,
) -> None:
    """Follow one indicator from meeting to meeting: each figure, and by how much it moved.

    cchc trend                              the indicators that have a series
    cchc trend tasks-completed              one of them, by its id or its name
    cchc trend portal-merger --scope provinces
    cchc trend tasks-completed --lang en --chart tasks.svg
    """
    found = trend(name, filters, store)
    draw_chart(found, chart, store)
    emit(found, look)
