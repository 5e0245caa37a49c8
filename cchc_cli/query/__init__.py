"""The one engine: which records answer a question, in which order, and how many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _, none_found
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.filters import Filters, predicates, unsupported_filter_message
from cchc_cli.query.paths import parse_fields
from cchc_cli.query.rows import Selection, row_picker, to_row
from cchc_cli.query.sorting import sort_by_values

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Iterator, Sequence

    from cchc_cli.query.source import RecordSource


class Query(Struct, frozen=True, kw_only=True):
    """A question: which records of the kinds *record_type* pass *filters* and, if given, have *words*."""

    record_type: tuple[str, ...]
    words: tuple[str, ...] | None = None
    exact: bool = False
    filters: Filters = Filters()
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    fields: str | None = None


def select(query: Query, records: RecordSource) -> Selection:
    if query.words is None and (
        sentence := unsupported_filter_message(query.filters, query.record_type[0])
    ):
        raise WrongUse(sentence)
    passes = predicates(query.filters, query.record_type, records)
    if query.words is not None:
        from cchc_cli.query.hits import search_records  # noqa: PLC0415  # a list needs no search

        return search_records(
            query.words, passes, records, exact=query.exact, options=_narrowing_options(query)
        )
    parts = [records.filtered(record_type, passes[record_type]) for record_type in passes]
    items = parts[0] if len(parts) == 1 else [one for part in parts for one in part]
    return Selection(items, () if items else (none_found(query.record_type[0]), *_hints(query)))


def _narrowing_options(query: Query) -> list[str]:
    """Return the options of the command line for the record types and filters of *query*."""
    types = query.record_type if len(query.record_type) < len(RECORD_TYPES) else ()
    given = {"type": types} | {
        name: getattr(query.filters, name) for name in Filters.__struct_fields__
    }
    options = []
    for name, value in given.items():
        for one in value if isinstance(value, tuple) else (value,):
            if one is not None and one is not False:
                options += [f"--{name.replace('_', '-')}", *([] if one is True else [str(one)])]
    return options


def _hints(query: Query) -> Iterator[str]:
    """Yield what may help where nothing is found."""
    if query.filters.issuer and query.record_type[0] == "directives":
        yield _("--issuer is for named people; --level committee is what the committee asked")


def in_order(query: Query, items: Sequence[Any], records: RecordSource) -> Sequence[Any]:
    if query.sort is None:
        return items[::-1] if query.reverse else items
    path, *others = parse_fields(query.sort, query.record_type)
    if others:
        raise WrongUse(_("--sort takes one field: {path}").format(path=path))
    picked = row_picker(records)
    pairs = ((picked(to_row(item), path), item) for item in items)
    if path == "area":  # in the order of the programme, not of the alphabet
        places = {area.id: place for place, area in enumerate(records.all("areas"))}
        pairs = ((places.get(value), item) for value, item in pairs)
    return sort_by_values(pairs, reverse=query.reverse)
