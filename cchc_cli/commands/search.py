"""cchc search: the records that have some words, best first."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.list import list_records
from cchc_cli.commands.options import Fields, Limit, Reverse, SearchedTypes, Sort, expand, joined
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource

SearchWords = Annotated[
    list[str],
    Argument(
        metavar="WORDS...",
        help='Words to find; "a phrase" in quotes; prefix* for words that begin with it.',
    ),
]


@expand
def command(
    *,
    words: SearchWords,
    exact: Annotated[
        bool, Option("--exact", help="Match diacritics as typed: ba does not match bà.")
    ] = False,
    sort: Sort = None,
    reverse: Reverse = False,
    limit: Limit = None,
    record_type: SearchedTypes = None,
    filters: Filters,
    fields: Fields = None,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Search all records, with or without Vietnamese diacritics.

    A word typed without diacritics matches any spelling; one with diacritics, only that spelling.

    cchc search chuyen doi so           all three words
    cchc search "thủ tục hành chính"    a phrase; also finds TTHC
    cchc search đường                   not đương, not dương
    cchc search "phan cap" -t directives -a procedures
    """
    query = Query(
        record_types=tuple(record_type or RECORD_TYPES),
        words=tuple(words),
        exact=exact,
        filters=filters,
        sort=sort,
        reverse=reverse,
        limit=limit,
        fields=joined(fields),
    )
    emit(list_records(query, store), output)
