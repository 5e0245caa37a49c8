"""cchc stats: how many records there are."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.stats import stats
from cchc_cli.commands.completion import group_names, record_types
from cchc_cli.commands.options import expand
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    record_type: Annotated[
        str | None,
        Argument(metavar="[TYPE]", help=", ".join(RECORD_TYPES), autocompletion=record_types),
    ] = None,
    by: Annotated[
        list[str] | None,
        Option(
            "--by",
            metavar="FIELD",
            help="Count by FIELD: the name of a filter, or year; two for a cross table.",
            autocompletion=group_names,
        ),
    ] = None,
    filters: Filters,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Count records: an overview of all types, or one type by one or two fields.

    cchc stats                               all record types
    cchc stats directives --by area          directives in each area
    cchc stats directives --by area --by meeting
    cchc stats directives --by issuer --since 2024
    """
    found = stats(record_type, by or (), filters, store)
    emit(found, output)
