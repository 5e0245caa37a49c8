"""Default columns of the tables, by record type."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_period
from cchc_cli.language.translation import _, choice_label, current_language
from cchc_cli.model.records import Directive, Figure, Outcome, Record, Words
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Link, Sheet, Unbroken, text_of
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, star_note
from cchc_cli.view.record_texts import (
    addressing,
    addressing_text,
    area_name,
    headline,
    headline_path,
    headline_value,
    name_of,
    ratio_cell,
    record_title,
    reported_text,
    scope_name,
    time_of,
    url_of,
)

__all__ = ["area_name", "headline", "headline_path", "headline_value", "name_of", "record_title"]

CellMaker: TypeAlias = Callable[[Any, RecordSource], Cell]


def columns_for(record_type: str, records: RecordSource) -> list[Column]:
    """Return the default columns of *record_type*."""
    makers = {
        name: _CELLS.get(f"{record_type}.{name}") or _CELLS.get(name)
        for name in COLUMNS[record_type]
    }
    other = {"en": "long", "vi": "en"}[current_language()]
    dropped = [other if name == _OTHER else name for name in DROPPED.get(record_type, ())]
    return [
        Column(
            name,
            partial(_cell, name, make, records),
            right=name in _RIGHT_ALIGNED,
            drop=len(dropped) - dropped.index(name) if name in dropped else 0,
        )
        for name, make in makers.items()
    ]


def record_sheet(
    record_type: str, items: Sequence[Any], records: RecordSource, title: Cell = None
) -> Sheet:
    """Return the table of *items*, records of *record_type*, with its note if one is inferred.

    Directives and figures are grouped under their meetings, outcomes under their directives, if
    those of each are neighbours.
    """
    inferred = details_are_inferred(items, records) or any(
        is_inferred(record, _SOURCE_FIELDS.get(name, (name,)))
        for record in items
        if getattr(record, "inferred", None)  # few have it, and a table may be long
        for name in COLUMNS[record_type]
    )
    columns = columns_for(record_type, records)
    group = _group_of(record_type, items, records)
    return Sheet(columns, items, title, star_note(needed=inferred), depth=3, group=group)


def record_sheets(record_type: str, items: Sequence[Any], records: RecordSource) -> list[Sheet]:
    """Return the table of *items*, and a second one of figures that no meeting reported."""
    own = [record for record in items if record_type == "figures" and not record.meeting]
    first = [record for record in items if record.meeting] if own else items
    if not own or not first or [*first, *own] != [*items]:
        return [record_sheet(record_type, items, records)]
    others = record_sheet(record_type, own, records, _("Figures of no meeting"))
    return [record_sheet(record_type, first, records), others]


def _group_of(
    record_type: str, items: Sequence[Any], records: RecordSource
) -> Callable[[Any], Cell] | None:
    field = _GROUPED_BY.get(record_type)
    if field is None:
        return None
    is_grouped = are_neighbours([getattr(record, field) for record in items])
    return (lambda record: record_title(getattr(record, field), records)) if is_grouped else None


def are_neighbours(keys: Sequence[Any]) -> bool:
    """Return whether equal *keys* are neighbours, and some are equal, or there is one key."""
    runs = sum(key != before for key, before in zip(keys, [object(), *keys], strict=False))
    return bool(runs == len(set(keys)) < max(len(keys), 2))


def details(record: Any, records: RecordSource) -> list[Cell]:  # noqa: ANN401
    """Return the line below the text of a directive or the name of a figure, if it has one."""
    if isinstance(record, Directive):
        return [star_if_inferred(record, _DETAIL_FIELDS, _directive_details(record, records))]
    if isinstance(record, Figure):
        parts = (reported_text(record), ratio_cell(record), scope_name(record, records))
        return [Joined((*parts, as_cell("as_of", time_of(record))), " · ")]
    return []


def details_are_inferred(items: Iterable[Any], records: RecordSource) -> bool:
    """Return whether the details of one of *items* have a star."""
    directives = [record for record in items if isinstance(record, Directive)]
    meetings = (records.get(id_) for id_ in dict.fromkeys(one.meeting for one in directives))
    return any(is_inferred(meeting, ["date"]) for meeting in meetings) or any(
        is_inferred(one, _DETAIL_FIELDS) for one in directives
    )


def as_cell(field: str, value: Any) -> Cell:  # noqa: ANN401  # any value of a record
    """Return *value* of *field* in the language of the run; numbers and days stay as they are."""
    if isinstance(value, str):
        if field in _TIME_FIELDS:
            return format_period(value)
        return choice_label(field, value) if field in CHOICE_FIELDS else value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return tuple(as_cell(field, one) for one in value)
    return text_of(value) if isinstance(value, Words) else value


def _cell(name: str, make: CellMaker | None, records: RecordSource, record: Record) -> Cell:
    cell = make(record, records) if make else as_cell(name, getattr(record, name))
    return star_if_inferred(record, _SOURCE_FIELDS.get(name, (name,)), cell)


def _directive_details(directive: Directive, records: RecordSource) -> Cell:
    meeting: Any = records.get(directive.meeting)
    day = star_if_inferred(meeting, ["date"], meeting.date) if meeting else None
    number = f"{directive.order}/{directive.of or '?'}" if directive.order else None
    kind = Joined((choice_label("kind", directive.kind), number))
    limits = _time_limits(directive, records)
    return Joined((day, kind, addressing_text(directive, records), limits), " · ")


def _time_limits(directive: Directive, records: RecordSource) -> Cell:
    """Return the deadline of *directive* and what became of it, or else its period."""
    if not directive.deadline:
        return Unbroken(as_cell("period", directive.period)) if directive.period else None
    due = Unbroken(Joined((_("due"), as_cell("deadline", directive.deadline))))
    outcomes = records.referring_to(directive.id, "outcomes")
    newest = max(
        (one for one in outcomes if one.directive == directive.id),
        key=lambda one: (parse_period(one.as_of) or (date.min, date.min))[1],
        default=None,
    )
    status = choice_label("status", newest.status) if newest else None
    return Joined((due, status or _("no outcome recorded")), ", ")


def _directives_of_area(area: Any, records: RecordSource) -> int:  # noqa: ANN401
    return sum(one.area == area.id for one in records.referring_to(area.id, "directives"))


def _count(record: Any, record_type: str, records: RecordSource) -> int | None:  # noqa: ANN401
    return len(records.referring_to(record.id, record_type)) or None


def _directive_text(directive: Directive, records: RecordSource) -> Cell:
    """Return the text of *directive*, after it what it is if it asks nothing, and its time."""
    kind = None if directive.kind == "directive" else choice_label("kind", directive.kind)
    shown = ["deadline"] if directive.deadline else ["period"]
    limit = star_if_inferred(directive, shown, _time_limits(directive, records))
    return Joined((text_of(directive.text), kind, limit), " · ")


def outcome_note(outcome: Outcome) -> Cell:
    """Return the note of *outcome*, and why its status is what it is."""
    reason = outcome.inferred.get("status")
    return Joined(tuple(text_of(one) for one in (outcome.note, reason) if one))


def _time_unless_of_meeting(figure: Figure, records: RecordSource) -> str | None:
    """Return the time of *figure*, None if it is the day of its meeting."""
    time, meeting = time_of(figure), records.get(figure.meeting or "")
    return None if time == str(getattr(meeting, "date", None)) else time


_OTHER = "other language"  # of a term: its full form, or its translation

COLUMNS = {
    "meetings": ("id", "date", "title", "chair", "directives", "figures"),
    "directives": ("id", "text", "area", "addressing"),
    "outcomes": ("id", "as_of", "status", "evidence", "note"),
    "figures": ("id", "indicator", "scope", "reported", "ratio", "as_of"),
    "indicators": ("id", "name", "unit", "figures"),
    "people": ("id", "name", "titles", "provinces", "chaired", "attended", "issued"),
    "bodies": ("id", "name", "kind", "member_of", "directives"),
    "documents": ("id", "number", "date", "title", "directives"),
    "sources": ("id", "kind", "title", "where"),
    "areas": ("id", "name", "directives", "secondary"),
    "themes": ("id", "name", "directives"),
    "provinces": ("id", "name", "merged_into"),
    "terms": ("id", "short", "long", "en"),
}
"""Record type → the names of its columns."""

DROPPED = {
    "meetings": ("figures", "directives", "chair"),
    "directives": ("addressing", "area"),
    "outcomes": ("note", "evidence"),
    "figures": ("ratio", "scope", "as_of"),
    "indicators": ("unit", "figures"),
    "people": ("titles", "provinces", "chaired", "attended"),
    "bodies": ("member_of", "kind"),
    "documents": ("directives", "number"),
    "sources": ("kind", "where"),
    "areas": ("secondary",),
    "terms": (_OTHER, "short"),
}
"""Record type → the columns that are left out where there is no room, in that order."""

_GROUPED_BY = {"directives": "meeting", "figures": "meeting", "outcomes": "directive"}
"""Record type → the field under whose records a table of it is grouped."""

_CELLS: dict[str, CellMaker] = {
    "addressing": addressing,
    "area": lambda record, records: tuple(
        area_name(one, records) for one in (record.area, *record.also)
    ),
    "areas.directives": _directives_of_area,
    "as_of": lambda record, records: as_cell("as_of", _time_unless_of_meeting(record, records)),
    "outcomes.as_of": lambda record, _records: as_cell("as_of", record.as_of),
    "evidence": lambda record, _records: record.evidence,
    "id": lambda record, records: Link(record.id, url_of(record, records)),
    "member_of": lambda record, records: tuple(name_of(one, records) for one in record.member_of),
    "attended": lambda record, _records: len(record.attended) or None,
    "chair": lambda record, _records: [
        Unbroken(person.name) for person in record.people if person.role != "participant"
    ],
    "chaired": lambda record, _records: len(record.chaired) or None,
    "directives": lambda record, records: _count(record, "directives", records),
    "figures": lambda record, records: _count(record, "figures", records),
    "indicator": headline,
    "issued": lambda record, _records: len(record.issued) or None,
    "merged_into": lambda record, records: name_of(record.merged_into, records),
    "outcomes.note": lambda record, _records: outcome_note(record),
    "people.name": lambda record, _records: Unbroken(record.name),
    "provinces": lambda record, records: tuple(name_of(id_, records) for id_ in record.provinces),
    "ratio": lambda record, _records: ratio_cell(record),
    "reported": lambda record, _records: Unbroken(reported_text(record)),
    "scope": scope_name,
    "secondary": lambda record, records: (
        len(records.referring_to(record.id, "directives")) - _directives_of_area(record, records)
        or None
    ),
    "text": _directive_text,
    "title": headline,
    "where": lambda record, _records: record.file or record.outlet or record.url,
}
"""Column, or type.column → what makes its cells, where it does not show the field of its name."""

_DETAIL_FIELDS = ("kind", "order", "of", "issuer", "level", "to", "period", "deadline")
_SOURCE_FIELDS = {
    "as_of": ("as_of", "period"),
    "addressing": (),  # has a star of its own
    "area": ("area", "also"),
    "chair": ("people", "people.role"),
    "note": (),  # which has the reasons
    "ratio": ("numerator", "denominator"),
    "scope": ("scope", "subject"),
    "where": ("file", "outlet", "url"),
}
"""Name of a column → the fields that it shows, where it is not the field of that name."""

CHOICE_FIELDS = {
    *("type", "kind", "half_day", "mode", "role", "level", "status"),
    *("scope", "unit", "bound", "better", "base"),
}
"""Fields that take a word of a closed list, which has a label in each language."""

_TIME_FIELDS = {
    "date",
    "published",
    "as_of",
    "period",
    "reviews",
    "plans",
    "deadline",
    "base_period",
}
_RIGHT_ALIGNED = {
    *("directives", "secondary", "figures", "chaired", "attended", "issued", "reported", "ratio")
}
