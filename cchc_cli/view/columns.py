"""Default columns of the tables, by record type."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.language.formatting import format_period
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import Directive, Figure, Record, Words
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Joined, Sheet, text_of
from cchc_cli.view.inferred import footnote, is_inferred, mark_if_inferred

CellMaker: TypeAlias = Callable[[Any, RecordSource], Cell]


def columns_for(record_type: str, records: RecordSource) -> list[Column]:
    """Return the default columns of *record_type*."""
    return [
        Column(name, partial(_cell, name, make, records), right=name in _RIGHT_ALIGNED)
        for name, make in COLUMNS[record_type].items()
    ]


def record_sheet(
    record_type: str,
    items: Sequence[Any],
    records: RecordSource,
    *,
    title: Cell = None,
    depth: int = 2,
) -> Sheet:
    """Return the table of *items*, records of *record_type*, with a footnote if one is inferred."""
    inferred = details_are_inferred(items, records) or any(
        is_inferred(record, _SOURCE_FIELDS.get(name, (name,)))
        for record in items
        if getattr(record, "inferred", None)  # few have it, and a table may be long
        for name in COLUMNS[record_type]
    )
    columns = columns_for(record_type, records)
    return Sheet(columns, items, title, footnote(needed=inferred), depth=depth)


def details(record: Any, records: RecordSource) -> list[Cell]:  # noqa: ANN401
    """Return the dim line below the text of a directive or the name of a figure, if it has one."""
    if isinstance(record, Directive):
        return [mark_if_inferred(record, _DETAIL_FIELDS, Dim(_directive_details(record, records)))]
    if isinstance(record, Figure):
        parts = (record.reported, ratio_cell(record, records), scope_cell(record, records))
        return [Dim(Joined((*parts, time_cell(record, records)), " · "))]
    return []


def details_are_inferred(items: Iterable[Any], records: RecordSource) -> bool:
    """Return whether the details of one of *items* are marked as inferred."""
    directives = [record for record in items if isinstance(record, Directive)]
    meetings = (records.get(id_) for id_ in dict.fromkeys(one.meeting for one in directives))
    return any(is_inferred(meeting, ["date"]) for meeting in meetings) or any(
        is_inferred(one, _DETAIL_FIELDS) for one in directives
    )


def headline_path(record: Any) -> str:  # noqa: ANN401  # a record of any type
    """Return the path to the title, text or name of *record*."""
    if hasattr(record, "indicator"):
        return "indicator.name"
    return next(field for field in _HEADLINE_FIELDS if getattr(record, field, None))


def headline_value(record: Any, records: RecordSource | Mapping[str, Any]) -> Words | str:  # noqa: ANN401
    """Return the title, text or name of *record*, in all its languages."""
    field, _dot, name = headline_path(record).partition(".")
    value: Any = getattr(record, field)
    referred: Any = records.get(value) if name else None
    return referred.name if referred else value  # type: ignore[no-any-return]


def headline(record: Any, records: RecordSource | Mapping[str, Any]) -> str:  # noqa: ANN401
    """Return the title, text or name of *record*, in the language of the run."""
    value = headline_value(record, records)
    return value if isinstance(value, str) else text_of(value)


def ratio_text(figure: Any, _records: RecordSource) -> str | None:  # noqa: ANN401
    """Return the numerator and denominator of *figure*, "18/21", as far as they are stated."""
    if figure.numerator is None:
        return None
    return f"{figure.numerator}/{figure.denominator or '?'}"


def ratio_cell(figure: Any, _records: RecordSource) -> Cell:  # noqa: ANN401
    """Return the same with digit groups: 16.051/16.274 in Vietnamese."""
    if figure.numerator is None:
        return None
    return Joined((figure.numerator, figure.denominator or "?"), "/")


def time_of(figure: Any, _records: RecordSource) -> str | None:  # noqa: ANN401
    """Return the day or the period that *figure* is about."""
    return figure.as_of or figure.period  # type: ignore[no-any-return]


def time_cell(figure: Any, records: RecordSource) -> Cell:  # noqa: ANN401
    """Return the same in words: H1 2024."""
    return as_cell("as_of", time_of(figure, records))


def scope_cell(figure: Any, records: RecordSource) -> Cell:  # noqa: ANN401
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


def name_of(id_: str | None, records: RecordSource) -> str:
    """Return the name of the record *id_* in the language of the run, or the id itself."""
    record: Any = records.get(id_) if id_ else None
    name = record.name if record else id_ or ""
    return name if isinstance(name, str) else text_of(name)


def _cell(name: str, make: CellMaker, records: RecordSource, record: Record) -> Cell:
    return mark_if_inferred(record, _SOURCE_FIELDS.get(name, (name,)), make(record, records))


def _field(name: str) -> CellMaker:
    return lambda record, _records: as_cell(name, getattr(record, name))


def _count(record_type: str) -> CellMaker:
    return lambda record, records: len(records.referring_to(record.id, record_type))


def _length(field: str) -> CellMaker:
    return lambda record, _records: len(getattr(record, field))


def _directive_details(directive: Directive, records: RecordSource) -> Cell:
    meeting: Any = records.get(directive.meeting)
    day = mark_if_inferred(meeting, ["date"], meeting.date) if meeting else None
    number = f"{directive.order}/{directive.of or '?'}" if directive.order else None
    kind = Joined((choice_label("kind", directive.kind), number))
    issuer = directive.issuer or choice_label("level", directive.level)
    return Joined((day, kind, Joined((issuer, directive.to), " → ")), " · ")


def _directives_of_area(area: Any, records: RecordSource) -> int:  # noqa: ANN401
    return sum(one.area == area.id for one in records.referring_to(area.id, "directives"))


COLUMNS: dict[str, dict[str, CellMaker]] = {
    "meetings": {
        "id": _field("id"),
        "date": _field("date"),
        "title": headline,
        "chair": lambda meeting, _records: tuple(
            person.name for person in meeting.people if person.role != "participant"
        ),
        "directives": _count("directives"),
        "figures": _count("figures"),
    },
    "directives": {
        "id": _field("id"),
        "area": lambda record, _records: (record.area, *record.also),
        "text": lambda record, records: [text_of(record.text), *details(record, records)],
    },
    "figures": {
        "id": _field("id"),
        "indicator": headline,
        "scope": scope_cell,
        "reported": _field("reported"),
        "n/m": ratio_cell,
        "as_of": time_cell,
    },
    "indicators": {
        "id": _field("id"),
        "name": headline,
        "unit": _field("unit"),
        "figures": _count("figures"),
    },
    "people": {
        "id": _field("id"),
        "name": headline,
        "titles": _field("titles"),
        "provinces": lambda record, records: tuple(
            name_of(id_, records) for id_ in record.provinces
        ),
        "chaired": _length("chaired"),
        "attended": _length("attended"),
        "directives": _length("issued"),
    },
    "documents": {
        "id": _field("id"),
        "number": _field("number"),
        "date": _field("date"),
        "title": headline,
        "directives": _count("directives"),
    },
    "sources": {
        "id": _field("id"),
        "kind": _field("kind"),
        "title": headline,
        "where": lambda record, _records: record.file or record.outlet or record.url,
    },
    "areas": {
        "id": _field("id"),
        "name": headline,
        "directives": _directives_of_area,
        "secondary": lambda area, records: (
            len(records.referring_to(area.id, "directives")) - _directives_of_area(area, records)
        ),
    },
    "themes": {"id": _field("id"), "name": headline, "directives": _count("directives")},
    "provinces": {
        "id": _field("id"),
        "name": headline,
        "merged_into": lambda record, records: name_of(record.merged_into, records),
    },
    "terms": {"id": _field("id"), "short": headline, "long": _field("long"), "en": _field("en")},
}
"""Record type → name of the column → what makes its cells."""

_DETAIL_FIELDS = ("kind", "order", "of", "issuer", "level", "to")
_SOURCE_FIELDS = {
    "as_of": ("as_of", "period"),
    "chair": ("people", "people.role"),
    "n/m": ("numerator", "denominator"),
    "scope": ("scope", "subject"),
    "where": ("file", "outlet", "url"),
}
"""Name of a column → the fields that it shows, where it is not the field of that name."""

CHOICE_FIELDS = {
    *("type", "kind", "half_day", "mode", "role", "level"),
    *("scope", "unit", "bound", "better", "base"),
}
"""Fields that take a word of a closed list, which has a label in each language."""

_TIME_FIELDS = {"date", "published", "as_of", "period", "reviews", "plans", "deadline"}
_HEADLINE_FIELDS = ("title", "text", "name", "short", "outlet", "file", "url")
_RIGHT_ALIGNED = {"directives", "secondary", "figures", "chaired", "attended", "reported", "n/m"}
