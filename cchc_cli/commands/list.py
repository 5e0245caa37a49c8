"""cchc list: the records of one kind."""

from cchc_cli.answers.list import answer
from cchc_cli.commands.options import Fields, Limit, Reverse, Sort, What, joined, shared
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource


@shared
def command(
    *,
    filters: Filters,
    look: OutputOptions,
    store: RecordSource,
    record_type: What = "meetings",
    sort: Sort = None,
    reverse: Reverse = False,
    limit: Limit = None,
    fields: Fields = None,
) -> None:
    """List the records of one kind.

    cchc list                                   meetings, newest first
    cchc list directives -a procedures          all orders on procedures
    cchc list directives --to "so thong tin"    what one body was told
    cchc list figures -m 9 -F id,indicator.name,reported
    cchc list --since 2024 --json
    """
    query = Query(
        record_type=(record_type,),
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=joined(fields),
    )
    found = answer(query, store)
    emit(found, look)
