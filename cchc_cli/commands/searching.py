"""cchc search: records of all kinds that have some words, best first."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands import options
from cchc_cli.filters import Filters
from cchc_cli.model import KINDS
from cchc_cli.query import Query, answer
from cchc_cli.records import Records
from cchc_cli.render import Look, emit


@options.shared
def command(
    *,
    filters: Filters,
    look: Look,
    store: Records,
    words: Annotated[
        list[str],
        Argument(metavar="WORDS...", help="Words; several in quotes stand together; star* begins."),
    ],
    what: options.Types = None,
    exact: Annotated[bool, Option("--exact", help="Marks as typed: ba is not bà.")] = False,
    sort: options.Sort = None,
    reverse: options.Reverse = False,
    limit: options.Limit = None,
    fields: options.Fields = None,
) -> None:
    """Search all records: without marks to find all, with marks to find exactly.

    cchc search chuyen doi so           as typed in a hurry
    cchc search "thủ tục hành chính"    words together; TTHC too
    cchc search đường                   not đương, not dương
    cchc search "phan cap" -t directives -a procedures
    """
    query = Query(
        what=tuple(what or KINDS),
        words=tuple(words),
        exact=exact,
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=options.joined(fields),
    )
    found = answer(query, store)
    emit(found, look)
