"""Filters: which records pass, and what values a record has for each."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli.errors import NotFound, WrongUse
from cchc_cli.language.dates import date_examples, parse_date
from cchc_cli.language.translation import _, choice_label, join_and
from cchc_cli.model.records import RECORD_TYPES, choices
from cchc_cli.query.lookup import NOT_FOUND, find_by_name, not_found_message
from cchc_cli.query.source import Predicate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc_cli.query.source import RecordSource, ValueTest


ANY_FIELD = "any"
"""What --inferred takes for whatever field it is."""


class Filters(Struct, frozen=True, kw_only=True):
    """What records must have to pass: one value of each filter that is given."""

    since: str | None = None
    until: str | None = None
    meeting: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    issuer: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    province: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()


FILTER_FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "meeting": {
        "meetings": ("id",),
        "directives": ("meeting",),
        "figures": ("meeting",),
        "people": ("meetings",),
        "sources": ("meeting",),
    },
    "area": {"directives": ("area", "also")},
    "kind": {
        "meetings": ("kind",),
        "directives": ("kind",),
        "documents": ("kind",),
        "sources": ("kind",),
    },
    "level": {"directives": ("level",)},
    "issuer": {"directives": ("issuer",), "documents": ("issuer",)},
    "to": {"directives": ("to",)},
    "province": {
        "meetings": ("people.province",),
        "directives": ("province",),
        "figures": ("subject",),
        "people": ("provinces",),
        "sources": ("province",),
        "provinces": ("id", "merged_into"),
    },
    "theme": {"directives": ("themes",)},
    "document": {"meetings": ("documents",), "directives": ("documents",), "documents": ("id",)},
    "indicator": {"figures": ("indicator",), "indicators": ("id",)},
    "scope": {"figures": ("scope",)},
    "source": {
        "meetings": ("sources",),
        "directives": ("sources",),
        "figures": ("sources",),
        "indicators": ("sources",),
        "people": ("sources",),
        "documents": ("sources",),
        "sources": ("id",),
        "areas": ("sources",),
        "provinces": ("sources",),
    },
    "inferred": {
        "meetings": ("inferred",),
        "directives": ("inferred",),
        "figures": ("inferred",),
        "documents": ("inferred",),
        "sources": ("inferred",),
    },
}
"""Filter → kind → the fields of a record in which its values stand."""

FILTER_TABLES = {
    "meeting": "meetings",
    "area": "areas",
    "province": "provinces",
    "theme": "themes",
    "document": "documents",
    "indicator": "indicators",
    "source": "sources",
}
"""Filter → the table whose records are its values."""


def predicates(
    filters: Filters, record_type: Iterable[str], records: RecordSource
) -> dict[str, Predicate]:
    """Return for each of the kinds *record_type* that has all *filters* what lets a record of it pass.

    Raises WrongUse and NotFound for what a filter does not take.
    """
    given = _given(filters)
    days: dict[str, str] = {day: given.pop(day) for day in ("since", "until") if day in given}
    asked = list(record_type)
    kinds = [
        kind for kind in asked if all(kind in FILTER_FIELDS[_by(name)] for name in (*given, *days))
    ]
    if not kinds:
        names = join_and(f"--{name}" for name in (*given, *days))
        none = _("no kind of record that was asked for can be filtered by {names}")
        alone = unsupported_filter_message(filters, asked[0]) if len(asked) == 1 else None
        raise WrongUse(alone or none.format(names=names))
    tests = [(name, _test(name, value, kinds, records)) for name, value in given.items()]
    if days:
        tests.append(("meeting", _between(days, records).__contains__))
    return {
        kind: Predicate([(FILTER_FIELDS[name][kind], test) for name, test in tests])
        for kind in kinds
    }


def unsupported_filter_message(filters: Filters, record_type: str) -> str | None:
    """Return the sentence for a filter that is given and that *record_type* has not, if there is one."""
    for name in _given(filters):
        if record_type not in FILTER_FIELDS[_by(name)]:
            return _("{what} cannot be filtered by --{name}; {those} can").format(
                what=choice_label("type", record_type),
                name=name,
                those=", ".join(FILTER_FIELDS[_by(name)]),
            )
    return None


def group_fields(record_type: str) -> list[str]:
    """Return what records of the kind *record_type* can be counted by: their filters, and the year."""
    known = [name for name, kinds in FILTER_FIELDS.items() if record_type in kinds]
    return [*known, "year"] if record_type in FILTER_FIELDS["meeting"] else known


def _given(filters: Filters) -> dict[str, Any]:
    values = {name: getattr(filters, name) for name in filters.__struct_fields__}
    return {name: value for name, value in values.items() if value not in (None, ())}


def _by(name: str) -> str:
    return "meeting" if name in ("since", "until") else name


def _test(name: str, wanted: tuple[str, ...], kinds: list[str], records: RecordSource) -> ValueTest:
    if name in FILTER_TABLES:
        return _resolved(name, wanted, records).__contains__
    if name in ("issuer", "to"):
        from cchc_cli.search.matcher import Search  # noqa: PLC0415
        from cchc_cli.search.parser import parse_query  # noqa: PLC0415  # most lists need no search
        from cchc_cli.search.terms import Terms  # noqa: PLC0415

        readings = {word: parse_query([word]) for word in wanted}
        for word, reading in readings.items():
            if not reading:
                sentence = _('--{name}: "{word}" has neither letter nor digit')
                raise WrongUse(sentence.format(name=name, word=word))
        terms = Terms(records.all("terms"))
        searches = [Search(reading, terms) for reading in readings.values()]
        # The same few are named over and over: each is searched once.
        return cache(lambda text: any(search.holds(text) for search in searches))
    known = _choices(name, kinds or [*FILTER_FIELDS[name]])
    for word in wanted:
        if word not in known:
            sentence = _('--{name}: "{word}" is not one of {known}')
            raise WrongUse(sentence.format(name=name, word=word, known=", ".join(known)))
    if ANY_FIELD in wanted:
        return lambda _field: True
    if name == "inferred":  # people.name is a reason for people too
        return lambda field: field in wanted or field.partition(".")[0] in wanted
    return wanted.__contains__


def _resolved(name: str, wanted: tuple[str, ...], records: RecordSource) -> set[str]:
    found = set()
    for word in wanted:
        if not (entries := find_by_name(word, records, [FILTER_TABLES[name]])):
            raise NotFound(not_found_message(NOT_FOUND[name], word, records, [FILTER_TABLES[name]]))
        found |= {entry.id for entry in entries}
    if name == "province":  # a province of today answers for those merged into it
        provinces = records.all("provinces")
        while new := {old.id for old in provinces if old.merged_into in found} - found:
            found |= new
    return found


def _choices(name: str, kinds: list[str]) -> list[str]:
    if name == "inferred":
        fields = (field for kind in kinds for field in RECORD_TYPES[kind].__struct_fields__)
        return [ANY_FIELD, *dict.fromkeys(fields)]
    return list(
        dict.fromkeys(choice for kind in kinds for choice in choices(RECORD_TYPES[kind], name))
    )


def _between(days: dict[str, str], records: RecordSource) -> set[str]:
    ends = {name: parse_date(text) for name, text in days.items()}
    for name, text in days.items():
        if not ends[name]:
            sentence = _('--{name}: "{text}" is no date; write {forms} (15/7/2024 will do)')
            raise WrongUse(sentence.format(name=name, text=text, forms=date_examples()))
    first = (ends.get("since") or (date.min,))[0]
    last = (ends.get("until") or (date.max,))[-1]
    if first > last:
        raise WrongUse(_("--since {since} is after --until {until}").format(**days))
    return {meeting.id for meeting in records.all("meetings") if first <= meeting.date <= last}
