"""cchc trend: one indicator from meeting to meeting."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands import options
from cchc_cli.commands.filtering import FigureFilters
from cchc_cli.commands.groups import completing
from cchc_cli.records import Records
from cchc_cli.render import Look, emit
from cchc_cli.render.chart import draw
from cchc_cli.reports.trend import trend


@options.shared
def command(
    *,
    filters: FigureFilters,
    look: Look,
    store: Records,
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
    draw(found, chart, look, store)
    emit(found, look)
