"""Default columns of the tables, by record type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_period
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import Directive, Figure, Outcome, Record, Target, Words
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Joined, Sheet, text_of
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, star_note

CellMaker: TypeAlias = Callable[[Any, RecordSource], Cell]


def columns_for(record_type: str, records: RecordSource) -> list[Column]:
    """Return the default columns of *record_type*."""
    makers = {
        name: _CELLS.get(f"{record_type}.{name}") or _CELLS.get(name)
        for name in COLUMNS[record_type]
    }
    return [
        Column(name, partial(_cell, name, make, records), right=name in _RIGHT_ALIGNED)
        for name, make in makers.items()
    ]


def record_sheet(
    record_type: str, items: Sequence[Any], records: RecordSource, title: Cell = None
) -> Sheet:
    """Return the table of *items*, records of *record_type*, with its note if one is inferred."""
    inferred = details_are_inferred(items, records) or any(
        is_inferred(record, _SOURCE_FIELDS.get(name, (name,)))
        for record in items
        if getattr(record, "inferred", None)  # few have it, and a table may be long
        for name in COLUMNS[record_type]
    )
    columns = columns_for(record_type, records)
    return Sheet(columns, items, title, star_note(needed=inferred), depth=3)


def details(record: Any, records: RecordSource) -> list[Cell]:  # noqa: ANN401
    """Return the dim line below the text of a directive or the name of a figure, if it has one."""
    if isinstance(record, Directive):
        return [star_if_inferred(record, _DETAIL_FIELDS, Dim(_directive_details(record, records)))]
    if isinstance(record, Figure):
        parts = (record.reported, ratio_cell(record), scope_name(record, records))
        return [Dim(Joined((*parts, as_cell("as_of", time_of(record))), " · "))]
    return []


def details_are_inferred(items: Iterable[Any], records: RecordSource) -> bool:
    """Return whether the details of one of *items* have a star."""
    directives = [record for record in items if isinstance(record, Directive)]
    meetings = (records.get(id_) for id_ in dict.fromkeys(one.meeting for one in directives))
    return any(is_inferred(meeting, ["date"]) for meeting in meetings) or any(
        is_inferred(one, _DETAIL_FIELDS) for one in directives
    )


def headline_path(record: Any) -> str:  # noqa: ANN401  # a record of any type
    """Return the path to the title, text or name of *record*."""
    if isinstance(record, Figure):
        return "indicator.name"
    if isinstance(record, Outcome):
        return "directive.text"
    return next(field for field in _HEADLINE_FIELDS if getattr(record, field, None))


def headline_value(record: Any, records: RecordSource | Mapping[str, Any]) -> Words | str:  # noqa: ANN401
    """Return the title, text or name of *record*, in all its languages."""
    field, _dot, name = headline_path(record).partition(".")
    value: Any = getattr(record, field)
    referred: Any = records.get(value) if name else None
    return getattr(referred, name) if referred else value  # type: ignore[no-any-return]


def headline(record: Any, records: RecordSource | Mapping[str, Any]) -> str:  # noqa: ANN401
    """Return the title, text or name of *record*, in the language of the run."""
    value = headline_value(record, records)
    return value if isinstance(value, str) else text_of(value)


def ratio_text(figure: Figure) -> str | None:
    """Return the numerator and denominator of *figure*, "18/21", as far as they are stated."""
    ratio = f"{figure.numerator}/{figure.denominator or '?'}"
    return None if figure.numerator is None else ratio


def ratio_cell(figure: Figure) -> Cell:
    """Return the ratio of *figure* with digit groups: 16.051/16.274 in Vietnamese."""
    ratio = Joined((figure.numerator, figure.denominator or "?"), "/")
    return None if figure.numerator is None else ratio


def time_of(figure: Figure) -> str | None:
    """Return the day or the period that *figure* is about."""
    return figure.as_of or figure.period


def scope_name(figure: Figure, records: RecordSource) -> str:
    """Return the province or body that *figure* is about, or else its scope."""
    return name_of(figure.subject, records) or choice_label("scope", figure.scope)


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


def target_cell(target: Target, records: RecordSource) -> Cell:
    """Return *target* in words: the name of its indicator, the bound and value, and by when."""
    bound = as_cell("bound", target.bound) if target.bound != "exact" else None
    by = Joined((_("by"), format_period(target.by)))
    value = Joined((bound, target.value))
    return Joined((name_of(target.indicator, records), Joined((value, by), ", ")), ": ")


def name_of(id_: str | None, records: RecordSource) -> str:
    """Return the name of the record *id_* in the language of the run, or the id itself."""
    record: Any = records.get(id_) if id_ else None
    name = record.name if record else id_ or ""
    return name if isinstance(name, str) else text_of(name)


def _cell(name: str, make: CellMaker | None, records: RecordSource, record: Record) -> Cell:
    cell = make(record, records) if make else as_cell(name, getattr(record, name))
    return star_if_inferred(record, _SOURCE_FIELDS.get(name, (name,)), cell)


def _directive_details(directive: Directive, records: RecordSource) -> Cell:
    meeting: Any = records.get(directive.meeting)
    day = star_if_inferred(meeting, ["date"], meeting.date) if meeting else None
    number = f"{directive.order}/{directive.of or '?'}" if directive.order else None
    kind = Joined((choice_label("kind", directive.kind), number))
    issuer = directive.issuer or choice_label("level", directive.level)
    to = tuple(name_of(id_, records) for id_ in directive.to)
    return Joined((day, kind, Joined((issuer, to), " → "), _time_limits(directive, records)), " · ")


def _time_limits(directive: Directive, records: RecordSource) -> Cell:
    """Return the deadline of *directive* and what became of it, or else its period."""
    if not directive.deadline:
        return as_cell("period", directive.period)
    due = Joined((_("due"), as_cell("deadline", directive.deadline)))
    outcomes = records.referring_to(directive.id, "outcomes")
    newest = max(
        (one for one in outcomes if one.directive == directive.id),
        key=lambda one: (parse_period(one.as_of) or (date.min, date.min))[1],
        default=None,
    )
    status = choice_label("status", newest.status).replace("-", " ") if newest else None
    return Joined((due, status or _("no outcome recorded")), ", ")


def _directives_of_area(area: Any, records: RecordSource) -> int:  # noqa: ANN401
    return sum(one.area == area.id for one in records.referring_to(area.id, "directives"))


COLUMNS = {
    "meetings": ("id", "date", "title", "chair", "directives", "figures"),
    "directives": ("id", "area", "text"),
    "outcomes": ("id", "as_of", "status", "directive"),
    "figures": ("id", "indicator", "scope", "reported", "n/m", "as_of"),
    "indicators": ("id", "name", "unit", "figures"),
    "people": ("id", "name", "titles", "provinces", "chaired", "attended", "directives"),
    "bodies": ("id", "name", "kind", "member_of", "directives"),
    "documents": ("id", "number", "date", "title", "directives"),
    "sources": ("id", "kind", "title", "where"),
    "areas": ("id", "name", "directives", "secondary"),
    "themes": ("id", "name", "directives"),
    "provinces": ("id", "name", "merged_into"),
    "terms": ("id", "short", "long", "en"),
}
"""Record type → the names of its columns."""

_CELLS: dict[str, CellMaker] = {
    "area": lambda record, _records: (record.area, *record.also),
    "areas.directives": _directives_of_area,
    "as_of": lambda record, _records: as_cell("as_of", time_of(record)),
    "outcomes.as_of": lambda record, _records: as_cell("as_of", record.as_of),
    "outcomes.directive": headline,
    "member_of": lambda record, records: tuple(name_of(one, records) for one in record.member_of),
    "attended": lambda record, _records: len(record.attended),
    "chair": lambda record, _records: tuple(
        person.name for person in record.people if person.role != "participant"
    ),
    "chaired": lambda record, _records: len(record.chaired),
    "directives": lambda record, records: len(records.referring_to(record.id, "directives")),
    "figures": lambda record, records: len(records.referring_to(record.id, "figures")),
    "indicator": headline,
    "merged_into": lambda record, records: name_of(record.merged_into, records),
    "n/m": lambda record, _records: ratio_cell(record),
    "people.directives": lambda record, _records: len(record.issued),
    "provinces": lambda record, records: tuple(name_of(id_, records) for id_ in record.provinces),
    "scope": scope_name,
    "secondary": lambda record, records: (
        len(records.referring_to(record.id, "directives")) - _directives_of_area(record, records)
    ),
    "text": lambda record, records: [text_of(record.text), *details(record, records)],
    "title": headline,
    "where": lambda record, _records: record.file or record.outlet or record.url,
}
"""Column, or type.column → what makes its cells, where it does not show the field of its name."""

_DETAIL_FIELDS = ("kind", "order", "of", "issuer", "level", "to", "period", "deadline")
_SOURCE_FIELDS = {
    "as_of": ("as_of", "period"),
    "chair": ("people", "people.role"),
    "n/m": ("numerator", "denominator"),
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
_HEADLINE_FIELDS = ("title", "text", "name", "short", "outlet", "file", "url")
_RIGHT_ALIGNED = {"directives", "secondary", "figures", "chaired", "attended", "reported", "n/m"}
