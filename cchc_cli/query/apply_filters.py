"""Apply filters: what the filters given demand of a record, by the sort of their values."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from cchc_cli.errors import UsageError
from cchc_cli.language.dates import date_examples, parse_date, parse_period
from cchc_cli.language.translation import _, join_and
from cchc_cli.model.ids import parent_id
from cchc_cli.query.filters import (
    ANY_FIELD,
    FILTERS,
    RANGE_ENDS,
    Filters,
    known_values,
    unsupported_filter_message,
)
from cchc_cli.query.lookup import find_all, find_by_name, names_of
from cchc_cli.query.source import Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.language.dates import DateRange
    from cchc_cli.query.source import RecordSource, ValueTest

    Words = Sequence[str]
    Types = Sequence[str]


def predicates(
    filters: Filters, record_types: Iterable[str], records: RecordSource
) -> dict[str, Predicate]:
    """Return record type → its predicate, for each of *record_types* that has all *filters*.

    Raises UsageError for a value that a filter does not take, NotFound for an unknown id or name.
    """
    asked = list(record_types)
    able = [one for one in asked if all(one in FILTERS[name].fields for name in filters.values)]
    if not able:
        none = _("none of these record types can be filtered by {names}").format(
            names=join_and(f"--{name}" for name in filters.values)
        )
        alone = unsupported_filter_message(filters, asked[0]) if len(asked) == 1 else None
        raise UsageError(alone or none)
    tests = [
        (FILTERS[name].fields, _TESTS[FILTERS[name].values](name, wanted, able, records))
        for name, wanted in filters.values.items()
    ]
    _check_range(filters)
    return {one: Predicate([(fields[one], test) for fields, test in tests]) for one in able}


def _by_id(name: str, wanted: Words, _types: Types, records: RecordSource) -> ValueTest:
    tables = FILTERS[name].tables
    found = {one.id for word in wanted for one in find_all(word, tables, records)}
    if name == "province":  # one of today also stands for those merged into it
        provinces = records.all("provinces")
        while new := {old.id for old in provinces if old.merged_into in found} - found:
            found |= new
    if name == "meeting":  # of an outcome it is that of its directive
        known = set(records.ids("meetings"))
        return lambda id_: (id_ if id_ in known else parent_id(id_)) in found
    for table, fields in _BELONGING.get(name, {}).items():
        test = Predicate([(fields, found.__contains__)])
        found |= {record.id for record in records.all(table) if test(record)}
    return found.__contains__


_BELONGING = {
    "area": {"indicators": ("area",)},
    "theme": {"indicators": ("themes",)},
    "province": {"bodies": ("province",)},
}
"""Filter → tables and fields: a record with the value in the field stands for the value too."""


def _by_name(name: str, wanted: Words, types: Types, records: RecordSource) -> ValueTest:
    """Return the test of the ids of those that a word names, or else whose name contains it."""
    tables, found = FILTERS[name].tables, set[str]()
    for word in wanted:
        named = find_by_name(word, records, tables)
        if not named:
            holds = _by_words(name, [word], types, records)
            named = [
                one
                for table in tables
                for one in records.all(table)
                if any(map(holds, names_of(table, one)))
            ]
        found |= {one.id for one in named or find_all(word, tables, records)}
    return found.__contains__


def _by_words(name: str, wanted: Words, _types: Types, records: RecordSource) -> ValueTest:
    from cchc_cli.search.matcher import Search  # noqa: PLC0415  # most lists need no search
    from cchc_cli.search.parser import parse_query  # noqa: PLC0415
    from cchc_cli.search.terms import Terms  # noqa: PLC0415

    queries = {word: parse_query([word]) for word in wanted}
    for word, query in queries.items():
        if not query:
            sentence = _('--{name}: "{word}" contains no letter or digit')
            raise UsageError(sentence.format(name=name, word=word))
    terms = Terms(records.all("terms"))
    searches = [Search(query, terms) for query in queries.values()]
    # A few names occur again and again: each is searched once.
    return cache(lambda text: any(search.holds(text) for search in searches))


def _by_choice(name: str, wanted: Words, types: Types, _records: RecordSource) -> ValueTest:
    known = known_values(name, types)
    for word in wanted:
        if word not in known:
            sentence = _('--{name}: "{word}" is not one of {known}')
            raise UsageError(sentence.format(name=name, word=word, known=", ".join(known)))
    return wanted.__contains__


def _by_field(name: str, wanted: Words, types: Types, records: RecordSource) -> ValueTest:
    _by_choice(name, wanted, types, records)
    if ANY_FIELD in wanted:
        return lambda _field: True
    # A reason for people.name is one for people too.
    return lambda field: field in wanted or field.partition(".")[0] in wanted


def _by_period(name: str, wanted: Words, _types: Types, records: RecordSource) -> ValueTest:
    ranges = [_days(name, text) for text in wanted]
    if name in RANGE_ENDS:
        first, last = ranges[0]
        ranges = [(first, date.max) if name == "since" else (date.min, last)]
    meetings = {one.id: (one.date, one.date) for one in records.all("meetings")}

    def lies_within(value: str) -> bool:  # the id of a meeting, or a period
        days = meetings.get(value) or meetings.get(parent_id(value)) or parse_period(value)
        return days is not None and any(
            start <= days[0] and days[1] <= end for start, end in ranges
        )

    return lies_within


_TESTS = {
    "id": _by_id,
    "name": _by_name,
    "words": _by_words,
    "choice": _by_choice,
    "field": _by_field,
    "period": _by_period,
}
"""Sort of values → the function that makes the test of a value."""


def _days(name: str, text: str) -> DateRange:
    if days := parse_date(text):
        return days
    sentence = _('--{name}: "{text}" is not a date; use {forms} (or 15/7/2024)')
    raise UsageError(sentence.format(name=name, text=text, forms=date_examples()))


def _check_range(filters: Filters) -> None:
    given = {name: filters.values[name][0] for name in RANGE_ENDS if name in filters.values}
    if len(given) == len(RANGE_ENDS):
        first, last = (_days(name, given[name]) for name in RANGE_ENDS)
        if first[0] > last[1]:
            raise UsageError(_("--since {since} is after --until {until}").format(**given))
