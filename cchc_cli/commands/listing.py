"""cchc list: the records of one kind."""

from cchc_cli.commands import options
from cchc_cli.filters import Filters
from cchc_cli.query import Query, answer
from cchc_cli.records import Records
from cchc_cli.render import Look, emit


@options.shared
def command(
    *,
    filters: Filters,
    look: Look,
    store: Records,
    what: options.What = "meetings",
    sort: options.Sort = None,
    reverse: options.Reverse = False,
    limit: options.Limit = None,
    fields: options.Fields = None,
) -> None:
    """List the records of one kind.

    cchc list                                   meetings, newest first
    cchc list directives -a procedures          all orders on procedures
    cchc list directives --to "so thong tin"    what one body was told
    cchc list figures -m 9 -F id,indicator.name,reported
    cchc list --since 2024 --json
    """
    query = Query(
        what=(what,),
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=options.joined(fields),
    )
    found = answer(query, store)
    emit(found, look)
