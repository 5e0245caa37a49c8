"""Apply filters: what the filters given demand of a record, by the sort of their values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from cchc_cli.errors import UsageError
from cchc_cli.language.dates import (
    date_examples,
    month_without_day,
    parse_date,
    parse_period,
    today,
)
from cchc_cli.language.translation import _, join_and
from cchc_cli.model.ids import parent_id
from cchc_cli.query.addressees import addressees_binding
from cchc_cli.query.filters import (
    ANY_FIELD,
    FILTERS,
    RANGE_ENDS,
    Filters,
    known_values,
    unsupported_filter_message,
)
from cchc_cli.query.lookup import (
    find_all,
    find_by_name,
    find_containing,
    is_meeting,
    unknown_addressee,
)
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
    given, as_of = _split_as_of(filters, records)
    tests = [
        (FILTERS[name].fields, _TESTS[FILTERS[name].values](name, wanted, able, records))
        for name, wanted in given.items()
    ]
    _check_range(filters, records)
    done = _done(as_of, records) if "overdue" in given else frozenset[str]()
    return {one: Predicate([(fields[one], test) for fields, test in tests], done) for one in able}


def _split_as_of(filters: Filters, records: RecordSource) -> tuple[dict[str, Words], date]:
    """Return the filters that test values, those of --overdue being its day, and that day."""
    given = dict(filters.values)
    days = given.pop("as-of", ())
    if days and "overdue" not in given:
        raise UsageError(_("--as-of needs --overdue"))
    as_of = days_of_option("as-of", days[-1], records)[1] if days else today()
    if "overdue" in given:
        given["overdue"] = (as_of.isoformat(),)
    return given, as_of


def _overdue(_name: str, wanted: Words, _types: Types, _records: RecordSource) -> ValueTest:
    as_of = date.fromisoformat(wanted[0])

    def has_passed(deadline: str) -> bool:
        days = parse_period(deadline)
        return days is not None and days[1] < as_of

    return has_passed


def _done(as_of: date, records: RecordSource) -> frozenset[str]:
    """Return the ids of the directives that were done on the day *as_of*."""
    done = (one for one in records.all("outcomes") if one.status == "done")
    days = ((one.directive, parse_period(one.as_of)) for one in done)
    return frozenset(id_ for id_, known in days if known and known[1] <= as_of)


def _by_id(name: str, wanted: Words, types: Types, records: RecordSource) -> ValueTest:
    tables = FILTERS[name].tables
    found = {one.id for word in wanted for one in _named(name, word, records)}
    if "provinces" in tables[:1]:  # one of today also stands for those merged into it
        provinces = records.all("provinces")
        while new := {old.id for old in provinces if old.merged_into in found} - found:
            found |= new
    if name == "meeting":  # of an outcome it is that of its directive
        known = set(records.ids("meetings"))
        cited = _cited_at(found, records) if "documents" in types else frozenset()
        return lambda id_: id_ in cited or (id_ if id_ in known else parent_id(id_)) in found
    for table, fields in _BELONGING.get(name, {}).items():
        test = Predicate([(fields, found.__contains__)])
        found |= {record.id for record in records.all(table) if test(record)}
    return found.__contains__


def _cited_at(meetings: Iterable[str], records: RecordSource) -> frozenset[str]:
    """Return the ids of the documents of *meetings*, and of their directives and figures."""
    found: list[Any] = [records.get(id_) for id_ in meetings]
    for record_type in ("directives", "figures"):
        found += (one for id_ in meetings for one in records.referring_to(id_, record_type))
    return frozenset(id_ for one in found for id_ in one.documents)


def _named(name: str, word: str, records: RecordSource) -> Sequence[Any]:
    """Return the records that *word* names, or else whose name contains it; or NotFound.

    Unless the filter *name* takes words, that may be one record only.
    """
    tables = FILTERS[name].tables
    if name == "meeting" and ".." in word:
        return _meetings_between(word, records)
    if found := find_by_name(word, records, tables):
        return found
    containing = () if name == "meeting" else find_containing(word, records, tables)
    if containing and (FILTERS[name].values == "name" or len(containing) == 1):
        return containing
    if name in ("to", "for"):
        _check_letters(name, word)
        raise unknown_addressee(word, records)
    return find_all(word, tables, records)


def _meetings_between(word: str, records: RecordSource) -> list[Any]:
    """Return the meetings of a range such as 7..9; one of its ends may be left out."""
    ends = [_dates(end, records) if end else [] for end in word.split("..", 1)]
    first, last = min(ends[0], default=date.min), max(ends[1], default=date.max)
    return [one for one in records.all("meetings") if first <= one.date <= last]


def _dates(name: str, records: RecordSource) -> list[date]:
    """Return the days of the meetings called *name*; raises NotFound."""
    meetings: list[Any] = find_all(name, ("meetings",), records)
    return [one.date for one in meetings]


_BELONGING = {
    "area": {"indicators": ("area",)},
    "theme": {"indicators": ("themes",)},
    "province": {"bodies": ("province",)},
}
"""Filter → tables and fields: a record with the value in the field stands for the value too."""


def _by_body(name: str, wanted: Words, _types: Types, records: RecordSource) -> ValueTest:
    named = {one.id for word in wanted for one in _named(name, word, records)}
    return addressees_binding(named, records).__contains__


def _check_letters(name: str, word: str) -> None:
    if not any(map(str.isalnum, word)):
        sentence = _('--{name}: "{word}" contains no letter or digit')
        raise UsageError(sentence.format(name=name, word=word))


def _by_person(name: str, wanted: Words, types: Types, records: RecordSource) -> ValueTest:
    from cchc_cli.query.people_filters import by_person  # noqa: PLC0415  # most lists need none

    return by_person(name, wanted, types, records)


def _by_choice(name: str, wanted: Words, types: Types, _records: RecordSource) -> ValueTest:
    return set(_choices(name, wanted, types)).__contains__


def _choices(name: str, wanted: Words, types: Types) -> Words:
    known = known_values(name, types)
    if known and all(word in known for word in wanted):
        return wanted
    from cchc_cli.query.names import choice_named  # noqa: PLC0415  # most words are right

    return [choice_named(name, word, known) for word in wanted]


def _by_field(name: str, wanted: Words, types: Types, _records: RecordSource) -> ValueTest:
    wanted = _choices(name, wanted, types)
    if ANY_FIELD in wanted:
        return lambda _field: True
    # A reason for people.name is one for people too.
    return lambda field: field in wanted or field.partition(".")[0] in wanted


def _by_period(name: str, wanted: Words, _types: Types, records: RecordSource) -> ValueTest:
    ranges = [days_of_option(name, text, records) for text in wanted]
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
    "name": _by_id,
    "body": _by_body,
    "person": _by_person,
    "choice": _by_choice,
    "field": _by_field,
    "period": _by_period,
    "flag": _overdue,
}
"""Sort of values → the function that makes the test of a value."""


def days_of_option(name: str, text: str, records: RecordSource) -> DateRange:
    """Return the first and last day of *text*, a date or a meeting; UsageError if it is neither."""
    if days := parse_date(text):
        return days
    if is_meeting(text) or find_by_name(text, records, ("meetings",)):
        dates = _dates(text, records)
        return min(dates), max(dates)
    if month := month_without_day(text):
        sentence = _('--{name}: there is no day "{text}"; {month}/{year} has {days} days')
        number, year, last = month
        raise UsageError(sentence.format(name=name, text=text, month=number, year=year, days=last))
    sentence = _('--{name}: "{text}" is not a date; use {forms} (or 15/7/2024), or a meeting')
    raise UsageError(sentence.format(name=name, text=text, forms=date_examples()))


def _check_range(filters: Filters, records: RecordSource) -> None:
    given = {name: filters.values[name][0] for name in RANGE_ENDS if name in filters.values}
    if len(given) == len(RANGE_ENDS):
        first, last = (days_of_option(name, given[name], records) for name in RANGE_ENDS)
        if first[0] > last[1]:
            raise UsageError(_("--since {since} is after --until {until}").format(**given))
