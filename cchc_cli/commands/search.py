"""cchc search: records of all kinds that have some words, best first."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.list import answer
from cchc_cli.commands.options import Fields, Limit, Reverse, Sort, Types, joined, shared
from cchc_cli.model.records import RECORD_TYPES
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
    words: Annotated[
        list[str],
        Argument(metavar="WORDS...", help="Words; several in quotes stand together; star* begins."),
    ],
    record_type: Types = None,
    exact: Annotated[bool, Option("--exact", help="Marks as typed: ba is not bà.")] = False,
    sort: Sort = None,
    reverse: Reverse = False,
    limit: Limit = None,
    fields: Fields = None,
) -> None:
    """Search all records: without marks to find all, with marks to find exactly.

    cchc search chuyen doi so           as typed in a hurry
    cchc search "thủ tục hành chính"    words together; TTHC too
    cchc search đường                   not đương, not dương
    cchc search "phan cap" -t directives -a procedures
    """
    query = Query(
        record_type=tuple(record_type or RECORD_TYPES),
        words=tuple(words),
        exact=exact,
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=joined(fields),
    )
    found = answer(query, store)
    emit(found, look)
