"""cchc list: the records of one type."""

from cchc_cli.answers.list import list_records
from cchc_cli.commands.options import Fields, Limit, RecordType, Reverse, Sort, expand, joined
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    record_type: RecordType = "meetings",
    sort: Sort = None,
    reverse: Reverse = False,
    limit: Limit = None,
    filters: Filters,
    fields: Fields = None,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """List the records of one type, meetings by default.

    cchc list                                   meetings, newest first
    cchc list directives -a procedures          all directives on procedures
    cchc list directives --to "so thong tin"    directives to one body
    cchc list figures -m 9 -F id,indicator.name,reported
    cchc list --since 8 --json                  meetings from session 8 on
    cchc list figures -h                        the filters of figures
    """
    query = Query(
        record_types=(record_type,),
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=joined(fields),
    )
    emit(list_records(query, store), output)
