"""cchc stats: how many records there are."""

from typing import Annotated

from typer import Option

from cchc_cli.answers import Arrangement
from cchc_cli.answers.arrange import arrange
from cchc_cli.answers.stats import stats
from cchc_cli.commands.completion import group_names
from cchc_cli.commands.options import Chart, OptionalType, expand
from cchc_cli.export.chart import with_bar_chart
from cchc_cli.export.chart.counts import counts_chart
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    record_type: OptionalType = None,
    by: Annotated[
        list[str] | None,
        Option(
            "--by",
            metavar="FIELD",
            help="Count by FIELD: the name of a filter, or year; two for a cross table.",
            autocompletion=group_names,
        ),
    ] = None,
    chart: Chart = None,
    arranged: Arrangement,
    filters: Filters,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Count records: an overview of all types, or one type by one or two fields.

    cchc stats                               all record types
    cchc stats directives --by area          directives in each area
    cchc stats directives --by area --by meeting
    cchc stats directives --by issuer --since 2024
    cchc stats directives --by area --chart areas.svg
    """
    found = stats(record_type, by or (), filters, store)
    if chart is not None:
        found = with_bar_chart(found, counts_chart(found, record_type, store), chart)
    emit(arrange(found, arranged), output)
