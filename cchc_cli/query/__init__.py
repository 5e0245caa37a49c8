"""Which records answer a question, in which order: `select` a `Query` from a record source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli.errors import UsageError
from cchc_cli.language.translation import _, none_found
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.filters import Filters
from cchc_cli.query.json_rows import Selection, row_picker, to_row
from cchc_cli.query.paths import deciding_field, parse_fields
from cchc_cli.query.source import Predicate, SortKey

if TYPE_CHECKING:  # what json does not need is not imported at start
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from cchc_cli.query.json_rows import Row
    from cchc_cli.query.no_hits import FewerOptions
    from cchc_cli.query.source import RecordSource


class Query(Struct, frozen=True, kw_only=True):
    """A question: the records of the *record_types* that pass *filters* and have *words*.

    With *words* it is a search, without (None) a list.
    """

    record_types: tuple[str, ...]
    words: tuple[str, ...] | None = None
    exact: bool = False
    filters: Filters = Filters()
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    fields: str | None = None


def select(query: Query, records: RecordSource) -> Selection:
    """Return the records of a list, or the hits of a search, in order; ignores the limit.

    Raises UsageError for a filter, a value or a field that does not exist, NotFound for an id.
    """
    found = _listed(query, records) if query.words is None else _searched(query, records)
    return Selection(_sorted(query, found.items, records), found.warnings, found.not_found)


def _listed(query: Query, records: RecordSource) -> Selection:
    first = query.record_types[0]
    predicate_of = _predicates(query.filters, query.record_types, records)
    parts = [
        records.filtered(record_type, predicate_of[record_type]) for record_type in predicate_of
    ]
    items = parts[0] if len(parts) == 1 else [one for part in parts for one in part]
    if items:
        return Selection(items)
    from cchc_cli.query.empty_answer import hints  # noqa: PLC0415  # most lists find something

    return Selection(items, (none_found(first), *hints(first, query.filters, records)))


def _searched(query: Query, records: RecordSource) -> Selection:
    from cchc_cli.query.hits import search_records  # noqa: PLC0415  # a list needs no search

    predicate_of = _predicates(query.filters, query.record_types, records)
    return search_records(
        query.words or (),
        predicate_of,
        records,
        exact=query.exact,
        options=_words(_narrowing(query)),
        fewer=lambda: _fewer_options(query, records),
    )


def _predicates(
    filters: Filters, record_types: Sequence[str], records: RecordSource
) -> Mapping[str, Predicate]:
    if not filters.values:  # nothing to look up: without the imports 1 % of a start
        return dict.fromkeys(record_types, Predicate(()))
    from cchc_cli.query.apply_filters import predicates  # noqa: PLC0415  # as said

    return predicates(filters, record_types, records)


def _narrowing(query: Query) -> dict[str, Sequence[str]]:
    """Return the options for the record types and filters of *query*: name → values."""
    types = query.record_types if len(query.record_types) < len(RECORD_TYPES) else ()
    return {**({"type": types} if types else {}), **query.filters.values}


def _words(options: Mapping[str, Sequence[str]]) -> list[str]:
    return [
        word for name, values in options.items() for one in values for word in (f"--{name}", one)
    ]


def _fewer_options(query: Query, records: RecordSource) -> Iterator[FewerOptions]:
    """Yield the options of *query* without each of them, then without all."""
    from cchc_cli.query import no_hits  # noqa: PLC0415  # a list needs no search

    given = _narrowing(query)
    for names in dict.fromkeys((*((name,) for name in reversed(given)), tuple(given))):
        left = {name: values for name, values in given.items() if name not in names}
        filters = Filters({name: values for name, values in left.items() if name != "type"})
        types = left.get("type", tuple(RECORD_TYPES))
        dropped = {name: given[name] for name in names}
        try:
            predicate_of = _predicates(filters, types, records)
        except UsageError:  # none of the types has the filters
            continue
        yield no_hits.FewerOptions(_words(dropped), _words(left), predicate_of)


def _sorted(query: Query, items: Sequence[Any], records: RecordSource) -> Sequence[Any]:
    if query.sort is None:
        return items[::-1] if query.reverse else items
    path, *others = parse_fields(query.sort, query.record_types)
    if others:
        raise UsageError(_("--sort takes one field, for example --sort {path}").format(path=path))
    from cchc_cli.query.sorting import sort_by_values  # noqa: PLC0415  # few answers are sorted

    value_of = _value_getter(path, records)
    if query.words is None and len(query.record_types) == 1:
        (record_type,) = query.record_types
        field = deciding_field(path, record_type)
        found = records.sorted_by(items, SortKey(record_type, field, value_of, query.reverse))
        if found is not None:
            return found
    pairs = ((value_of(to_row(item)), item) for item in items)
    return sort_by_values(pairs, reverse=query.reverse)


def _value_getter(path: str, records: RecordSource) -> Callable[[Row], Any]:
    """Return a function of a row: the value at *path* that it is sorted by."""
    pick = row_picker(records)
    if path != "area":
        return lambda row: pick(row, path)
    ranks = {area.id: rank for rank, area in enumerate(records.all("areas"))}
    return lambda row: ranks.get(pick(row, path))  # in the order of the programme
