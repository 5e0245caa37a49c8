"""Filters: the table of all filters, and which records pass those that are given."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from cchc_cli.errors import WrongUse
from cchc_cli.language.dates import date_examples, parse_date, parse_period
from cchc_cli.language.translation import _, choice_label, join_and
from cchc_cli.model.records import RECORD_TYPES, choices
from cchc_cli.query.lookup import all_named
from cchc_cli.query.source import Predicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cchc_cli.language.dates import DateRange
    from cchc_cli.query.source import RecordSource, ValueTest

ValueSort: TypeAlias = Literal["id", "words", "choice", "field", "period"]

ANY_FIELD = "any"
"""The value of --inferred for whatever field."""


class Filter(NamedTuple):
    """A filter: the fields that hold its values, the sort of its values, and its option."""

    fields: Mapping[str, tuple[str, ...]]
    """Record type → the fields, any of which may hold a value."""
    values: ValueSort
    metavar: str
    help: str
    table: str = ""
    """Where the values are ids: the table of these ids."""
    short: str = ""


class Filters(Struct, frozen=True):
    """The filters given: name → values. A record passes if it has one value of each filter."""

    values: Mapping[str, Sequence[str]] = {}


def _having(field: str) -> dict[str, tuple[str, ...]]:
    """Return record type → *field*, for the types that have it."""
    return {
        record_type: (field,)
        for record_type, struct in RECORD_TYPES.items()
        if field in struct.__struct_fields__
    }


_MEETINGS = {
    "meetings": ("id",),
    "directives": ("meeting",),
    "figures": ("meeting",),
    "people": ("meetings",),
    "sources": ("meeting",),
}
_PROVINCES = {
    "meetings": ("people.province",),
    "directives": ("province",),
    "figures": ("subject",),
    "people": ("provinces",),
    "sources": ("province",),
    "provinces": ("id", "merged_into"),
}
_DOCUMENTS = {"meetings": ("documents",), "directives": ("documents",), "documents": ("id",)}

FILTERS = {
    "since": Filter(
        _MEETINGS,
        "period",
        "D",
        "From D on: a day, month (2024-07), quarter (2024-Q3), half (2024-H1) or year.",
    ),
    "until": Filter(_MEETINGS, "period", "D", "Up to the end of D."),
    "meeting": Filter(
        _MEETINGS,
        "id",
        "ID",
        "Filter by meeting: p09, 9, latest, 2025-01-15 or 15/1/2025.",
        table="meetings",
        short="-m",
    ),
    "area": Filter(
        {"directives": ("area", "also")},
        "id",
        "ID",
        "Filter by area, main or additional: procedures, digital …",
        table="areas",
        short="-a",
    ),
    "kind": Filter(
        dict.fromkeys(("meetings", "directives", "documents", "sources"), ("kind",)),
        "choice",
        "KIND",
        "Filter by kind: session, directive, task, priority, lesson …",
    ),
    "level": Filter(
        {"directives": ("level",)},
        "choice",
        "LEVEL",
        "Filter by level: government, committee or province.",
    ),
    "issuer": Filter(
        {"directives": ("issuer",), "documents": ("issuer",)},
        "words",
        "WORDS",
        "Filter by words in the name of the issuer.",
    ),
    "to": Filter(
        {"directives": ("to",)}, "words", "WORDS", "Filter by words in the name of an addressee."
    ),
    "province": Filter(
        _PROVINCES,
        "id",
        "ID",
        "Filter by province (vinh-phuc), including those merged into it.",
        table="provinces",
    ),
    "theme": Filter(
        {"directives": ("themes",)},
        "id",
        "ID",
        "Filter by theme: discipline, dialogue …",
        table="themes",
    ),
    "document": Filter(
        _DOCUMENTS,
        "id",
        "ID",
        "Filter by document: 57-nq-tw, its number or an alias.",
        table="documents",
    ),
    "indicator": Filter(
        {"figures": ("indicator",), "indicators": ("id",)},
        "id",
        "ID",
        "Filter by indicator, by its id or name.",
        table="indicators",
    ),
    "scope": Filter(
        {"figures": ("scope",)},
        "choice",
        "SCOPE",
        "Filter by scope: nation, ministries, provinces or committee.",
    ),
    "source": Filter(
        {**_having("sources"), "sources": ("id",)},
        "id",
        "ID",
        "Filter by source: p09.s1 …",
        table="sources",
    ),
    "inferred": Filter(
        _having("inferred"),
        "field",
        "FIELD",
        "Only records whose FIELD was inferred (any: at least one field).",
    ),
}
"""All filters, in the order of the help; each is an option and completes its values."""

RANGE_ENDS = ("since", "until")
"""Filters that take one value: the first or the last day."""

FILTER_FIELDS = {name: row.fields for name, row in FILTERS.items() if name not in RANGE_ENDS}
"""Filter → record type → the fields that hold its values; records can be counted by these."""

FILTER_TABLES = {name: row.table for name, row in FILTERS.items() if row.table}
"""Filter → the table whose ids are its values."""


def predicates(
    filters: Filters, record_types: Iterable[str], records: RecordSource
) -> dict[str, Predicate]:
    """Return record type → its predicate, for each of *record_types* that has all *filters*.

    Raises WrongUse for a value that a filter does not take, NotFound for an unknown id or name.
    """
    asked = list(record_types)
    able = [one for one in asked if all(one in FILTERS[name].fields for name in filters.values)]
    if not able:
        none = _("none of these record types can be filtered by {names}").format(
            names=join_and(f"--{name}" for name in filters.values)
        )
        alone = unsupported_filter_message(filters, asked[0]) if len(asked) == 1 else None
        raise WrongUse(alone or none)
    tests = [
        (FILTERS[name].fields, _PREDICATES[FILTERS[name].values](name, wanted, able, records))
        for name, wanted in filters.values.items()
    ]
    _check_range(filters)
    return {one: Predicate([(fields[one], test) for fields, test in tests]) for one in able}


def unsupported_filter_message(filters: Filters, record_type: str) -> str | None:
    """Return the sentence for the first of *filters* that *record_type* does not have, if any."""
    for name in filters.values:
        if record_type not in FILTERS[name].fields:
            return _("{record_type} cannot be filtered by --{name}; it applies to {others}").format(
                record_type=choice_label("type", record_type),
                name=name,
                others=", ".join(FILTERS[name].fields),
            )
    return None


def group_fields(record_type: str) -> list[str]:
    """Return what records of *record_type* can be counted by: their filters, and the year."""
    known = [name for name, fields in FILTER_FIELDS.items() if record_type in fields]
    return [*known, "year"] if record_type in _MEETINGS else known


def known_values(name: str, record_types: Iterable[str]) -> list[str]:
    """Return the closed list of values that the filter *name* takes for *record_types*."""
    structs = [RECORD_TYPES[record_type] for record_type in record_types]
    if FILTERS[name].values == "field":
        return [ANY_FIELD, *dict.fromkeys(f for one in structs for f in one.__struct_fields__)]
    return list(dict.fromkeys(word for one in structs for word in choices(one, name)))


def _by_id(
    name: str, wanted: Sequence[str], _types: Sequence[str], records: RecordSource
) -> ValueTest:
    table = FILTERS[name].table
    found = {one.id for word in wanted for one in all_named(word, table, records)}
    if table == "provinces":  # a province of today also stands for those merged into it
        provinces = records.all("provinces")
        while new := {old.id for old in provinces if old.merged_into in found} - found:
            found |= new
    return found.__contains__


def _by_words(
    name: str, wanted: Sequence[str], _types: Sequence[str], records: RecordSource
) -> ValueTest:
    from cchc_cli.search.matcher import Search  # noqa: PLC0415  # most lists need no search
    from cchc_cli.search.parser import parse_query  # noqa: PLC0415
    from cchc_cli.search.terms import Terms  # noqa: PLC0415

    queries = {word: parse_query([word]) for word in wanted}
    for word, query in queries.items():
        if not query:
            sentence = _('--{name}: "{word}" contains no letter or digit')
            raise WrongUse(sentence.format(name=name, word=word))
    terms = Terms(records.all("terms"))
    searches = [Search(query, terms) for query in queries.values()]
    # A few names occur again and again: each is searched once.
    return cache(lambda text: any(search.holds(text) for search in searches))


def _by_choice(
    name: str, wanted: Sequence[str], types: Sequence[str], _records: RecordSource
) -> ValueTest:
    known = known_values(name, types)
    for word in wanted:
        if word not in known:
            sentence = _('--{name}: "{word}" is not one of {known}')
            raise WrongUse(sentence.format(name=name, word=word, known=", ".join(known)))
    return wanted.__contains__


def _by_field(
    name: str, wanted: Sequence[str], types: Sequence[str], records: RecordSource
) -> ValueTest:
    _by_choice(name, wanted, types, records)
    if ANY_FIELD in wanted:
        return lambda _field: True
    # A reason for people.name is one for people too.
    return lambda field: field in wanted or field.partition(".")[0] in wanted


def _by_period(
    name: str, wanted: Sequence[str], _types: Sequence[str], records: RecordSource
) -> ValueTest:
    ranges = [_days(name, text) for text in wanted]
    if name in RANGE_ENDS:
        first, last = ranges[0]
        ranges = [(first, date.max) if name == "since" else (date.min, last)]
    meetings = {one.id: (one.date, one.date) for one in records.all("meetings")}

    def lies_within(value: str) -> bool:  # the id of a meeting, or a period
        days = meetings.get(value) or parse_period(value)
        return days is not None and any(
            first <= days[0] and days[1] <= last for first, last in ranges
        )

    return lies_within


_PREDICATES: dict[
    ValueSort, Callable[[str, Sequence[str], Sequence[str], RecordSource], ValueTest]
] = {
    "id": _by_id,
    "words": _by_words,
    "choice": _by_choice,
    "field": _by_field,
    "period": _by_period,
}
"""Sort of values → what makes the test of a value: from the filter's name and its values."""


def _days(name: str, text: str) -> DateRange:
    if days := parse_date(text):
        return days
    sentence = _('--{name}: "{text}" is not a date; use {forms} (or 15/7/2024)')
    raise WrongUse(sentence.format(name=name, text=text, forms=date_examples()))


def _check_range(filters: Filters) -> None:
    given = {name: filters.values[name][0] for name in RANGE_ENDS if name in filters.values}
    if len(given) == len(RANGE_ENDS):
        first, last = (_days(name, given[name]) for name in RANGE_ENDS)
        if first[0] > last[1]:
            raise WrongUse(_("--since {since} is after --until {until}").format(**given))
