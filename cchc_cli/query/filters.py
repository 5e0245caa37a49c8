"""Filters: the table of all filters, and the values that are given to some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from cchc_cli.language.translation import N_, _, choice_label
from cchc_cli.model.records import RECORD_TYPES, choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ValueType: TypeAlias = Literal["id", "name", "body", "person", "choice", "field", "period", "flag"]

ANY_FIELD = "any"
"""The value of --inferred that any inferred field matches."""


class Filter(NamedTuple):
    """A filter: the fields that hold its values, the sort of its values, and its option."""

    fields: Mapping[str, tuple[str, ...]]  # record type → fields, any of which may hold a value
    values: ValueType
    help: str
    metavar: str = "ID"
    tables: tuple[str, ...] = ()  # whose ids the values are
    short: str = ""


class Filters(Struct, frozen=True):
    """The filters given: name → values. A record passes if it has one value of each filter."""

    values: Mapping[str, Sequence[str]] = {}


def _having(field: str) -> dict[str, tuple[str, ...]]:
    return {
        record_type: (field,)
        for record_type, struct in RECORD_TYPES.items()
        if field in struct.__struct_fields__
    }


_MEETINGS = {
    "meetings": ("id",),
    "directives": ("meeting",),
    "outcomes": ("directive",),  # whose id begins with that of its meeting
    "figures": ("meeting",),
    "people": ("meetings",),
    "sources": ("meeting",),
}
_PROVINCES = {
    "meetings": ("people.province", "provinces", "awards.to"),
    "directives": ("province", "to"),
    "figures": ("subject",),
    "people": ("provinces",),
    "bodies": ("province",),
    "sources": ("province",),
    "provinces": ("id", "merged_into"),
}
FILTERS = {
    "since": Filter(
        _MEETINGS,
        "period",
        "From D on: a day, month, quarter, half, year or meeting (8, latest).",
        "D",
    ),
    "until": Filter(_MEETINGS, "period", "Up to the end of D.", "D"),
    "year": Filter(_MEETINGS, "period", "Of the meetings of year Y.", "Y"),
    "meeting": Filter(
        {**_MEETINGS, "documents": ("id",)},
        "id",
        "Filter by meeting: 9, latest, 15/1/2025, or a range: 7..9.",
        tables=("meetings",),
        short="-m",
    ),
    "area": Filter(
        {"directives": ("area", "also"), "indicators": ("area",), "figures": ("indicator",)},
        "id",
        "Filter by area, main or additional: procedures, digital …",
        tables=("areas",),
        short="-a",
    ),
    "kind": Filter(
        _having("kind"),
        "choice",
        "Filter by kind: session, directive, task, priority, lesson …",
        "KIND",
    ),
    "level": Filter(
        _having("level"), "choice", "Filter by level: government, committee or province.", "LEVEL"
    ),
    "person": Filter(
        {"meetings": ("id",), "directives": ("id",), "people": ("id",)},
        "person",
        "Who chairs, attends or asks: a name, or an office at that time.",
        "NAME",
    ),
    "issuer": Filter(
        dict.fromkeys(_having("issuer"), ("issuer", "id")),
        "person",
        "Who asks: a name, or an office at that time.",
        "NAME",
    ),
    "chair": Filter(
        {name: fields for name, fields in _MEETINGS.items() if name != "people"},
        "person",
        "Who chairs the meeting: a name, or an office at that time.",
        "NAME",
    ),
    "to": Filter(
        _having("to"),
        "name",
        "Filter by addressee: a body or province, by id, name or words of it.",
        "BODY",
        tables=("bodies", "provinces"),
    ),
    "for": Filter(
        _having("to"),
        "body",
        "Directives that bind BODY, its offices, or a group that it is in.",
        "BODY",
        tables=("bodies", "provinces"),
    ),
    "due": Filter(_having("deadline"), "period", "Filter by deadline, within D.", "D"),
    "overdue": Filter(_having("deadline"), "flag", "Deadline passed, and no outcome is done."),
    "as-of": Filter(
        _having("deadline"), "period", "With --overdue: as of D (default: today).", "D"
    ),
    "status": Filter(
        _having("status"),
        "choice",
        "Filter by status: done, under-way, not-done or dropped.",
        "STATUS",
    ),
    "province": Filter(
        _PROVINCES,
        "id",
        "Filter by province (vinh-phuc), including those merged into it.",
        tables=("provinces",),
    ),
    "theme": Filter(
        {**_having("themes"), "figures": ("indicator",)},
        "id",
        "Filter by theme: discipline, dialogue …",
        tables=("themes",),
    ),
    "document": Filter(
        {**_having("documents"), "documents": ("id",)},
        "id",
        "Filter by document: 57-nq-tw, its number or an alias.",
        tables=("documents",),
    ),
    "indicator": Filter(
        {**_having("indicator"), "indicators": ("id",), "directives": ("target.indicator",)},
        "id",
        "Filter by indicator, by its id or name.",
        tables=("indicators",),
    ),
    "scope": Filter(
        _having("scope"),
        "choice",
        "Filter by scope: nation, ministries, provinces or committee.",
        "SCOPE",
    ),
    "source": Filter(
        {**_having("sources"), "sources": ("id",)},
        "id",
        "Filter by source: p09.s1 …",
        tables=("sources",),
    ),
    "inferred": Filter(
        _having("inferred"),
        "field",
        "Only records whose FIELD is inferred (any: at least one field).",
        "FIELD",
    ),
}
"""All filters, in the order of the help; each is an option and completes its values."""

RANGE_ENDS = ("since", "until")
"""Filters that take one value: the first or the last day."""

SINGLE_FILTERS = (*RANGE_ENDS, "as-of")
"""Filters of which the last value given counts."""

_NO_GROUPS = (*RANGE_ENDS, "year", "person", "chair", "for", "overdue", "as-of")
FILTER_FIELDS = {
    **{name: row.fields for name, row in FILTERS.items() if name not in _NO_GROUPS},
    "meeting": _MEETINGS,  # documents do not name their meetings
}
"""Filter → record type → the fields that hold its values; records can be counted by these."""

_BETTER_ANSWERS = {
    ("status", "directives"): N_(
        "--overdue finds directives past their deadline, cchc trace ID shows what came of one"
    ),
}
"""Filter and record type that does not have it → what answers the question."""


def unsupported_filter_message(filters: Filters, record_type: str) -> str | None:
    """Return the sentence for the first of *filters* that *record_type* does not have, if any."""
    for name in filters.values:
        if record_type not in FILTERS[name].fields:
            sentence = _("--{name} does not apply to {record_type}; it applies to {others}").format(
                record_type=choice_label("type", record_type),
                name=name,
                others=", ".join(FILTERS[name].fields),
            )
            better = _BETTER_ANSWERS.get((name, record_type))
            return f"{sentence}; " + _(better) if better else sentence
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
