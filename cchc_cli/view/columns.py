"""The few good columns in which people read each kind of record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.model.records import Directive, Figure, Meeting, Record, Words
from cchc_cli.query.rows import Row, row_picker, to_row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import (
    Bilingual,
    Cell,
    Choice,
    Column,
    Dim,
    Joined,
    Label,
    Labelled,
    PeriodText,
    Sheet,
)
from cchc_cli.view.inferred import FOOTNOTE, is_inferred, mark, mark_if_inferred, path_is_inferred

Make: TypeAlias = Callable[[Any, RecordSource], Cell]


def columns_for(record_type: str, records: RecordSource) -> list[Column]:
    """Return the columns of the kind *record_type*."""
    return [
        Column(name, partial(_cell, name, make, records), right=name in _RIGHT_ALIGNED)
        for name, make in COLUMNS[record_type].items()
    ]


def record_sheet(
    record_type: str,
    found: Sequence[Any],
    records: RecordSource,
    *,
    title: Cell = None,
    depth: int = 2,
) -> Sheet:
    """Return the table of the records *found*, of the kind *record_type*, with what is starred in it."""
    starred = details_are_inferred(found, records) or any(
        is_inferred(record, _SOURCE_FIELDS.get(name, (name,)))
        for record in found
        if getattr(record, "inferred", None)  # few are, and a table may be long
        for name in COLUMNS[record_type]
    )
    return Sheet(
        columns_for(record_type, records), found, title, (FOOTNOTE,) if starred else (), depth=depth
    )


def field_sheet(paths: Sequence[str], items: Sequence[Any], records: RecordSource) -> Sheet:
    """Return the table of what stands in the rows of *items* under dotted *paths*."""
    picked = row_picker(records)
    whole = [to_row(item) for item in items]
    columns = [
        Column(
            path,
            partial(_picked, path, picked, records),
            right=_are_numbers([picked(one, path) for one in whole]),
        )
        for path in paths
    ]
    starred = any(path_is_inferred(one, path, records) for one in whole for path in paths)
    return Sheet(columns, whole, notes=(FOOTNOTE,) if starred else ())


def details(record: Any, records: RecordSource) -> list[Cell]:  # noqa: ANN401
    """Return what is said beside the text of an order, or beside the name of a figure."""
    if isinstance(record, Directive):
        return [mark_if_inferred(record, _DETAIL_FIELDS, Dim(_directive_details(record, records)))]
    if isinstance(record, Figure):
        told = (record.reported, ratio_cell(record, records), scope_cell(record, records))
        return [Dim(Joined((*told, time_cell(record, records)), " · "))]
    return []


def details_are_inferred(found: Iterable[Any], records: RecordSource) -> bool:
    """Tell whether what is said beside one of *found* bears a star."""
    orders = [record for record in found if isinstance(record, Directive)]
    meetings = (records.get(id_) for id_ in dict.fromkeys(order.meeting for order in orders))
    return any(is_inferred(meeting, ["date"]) for meeting in meetings) or any(
        is_inferred(order, _DETAIL_FIELDS) for order in orders
    )


def _are_numbers(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(type(value) in (int, float) for value in known)


def headline_path(record: Any) -> str:  # noqa: ANN401  # any kind of record
    """Return the path to what *record* is known by: its title, its text, its name."""
    if hasattr(record, "indicator"):
        return "indicator.name"
    return next(field for field in _HEADLINE_FIELDS if getattr(record, field, None))


def headline(record: Any, records: RecordSource | Mapping[str, Any]) -> Words | str:  # noqa: ANN401
    """Return what *record* is known by: its title, its text, its name."""
    head, _, tail = headline_path(record).partition(".")
    value = getattr(record, head)
    return name_of(value, records) if tail else value


def ratio_text(figure: Any, _: RecordSource) -> str | None:  # noqa: ANN401
    """Return the numbers a figure was worked out from, "18/21", as far as they are stated."""
    if figure.numerator is None:
        return None
    return f"{figure.numerator}/{figure.denominator or '?'}"


def ratio_cell(figure: Any, _: RecordSource) -> Cell:  # noqa: ANN401
    """Return the same numbers as people read them: 16.051/16.274 in Vietnamese."""
    if figure.numerator is None:
        return None
    return Joined((figure.numerator, figure.denominator or "?"), "/")


def time_of(figure: Any, _: RecordSource) -> str | None:  # noqa: ANN401
    """Return the day, or the period, that a figure is about."""
    return figure.as_of or figure.period  # type: ignore[no-any-return]


def time_cell(figure: Any, records: RecordSource) -> Cell:  # noqa: ANN401
    """Return the day, or the period, that a figure is about, as people read it."""
    return as_cell("as_of", time_of(figure, records))


def scope_cell(figure: Any, records: RecordSource) -> Cell:  # noqa: ANN401
    """Return whom a figure is about: a province, a body, or the word of its scope."""
    return headline_of(figure.subject, records) or Choice("scope", figure.scope)


def as_cell(field: str, value: Any) -> Cell:  # noqa: ANN401  # what a field can hold
    """Return *value*, which stands in *field*, as people read it: words, days and periods."""
    if isinstance(value, str):
        if field in _TIME_FIELDS:
            return PeriodText(value)
        if field in _CHOICE_FIELDS:
            return Choice(field, value)
    return value  # type: ignore[no-any-return]


def headline_of(id_: str | None, records: RecordSource) -> str:
    """Return the name of the province *id_*, or of the body that it is."""
    name = name_of(id_, records)
    return name if isinstance(name, str) else name.vi


def _cell(name: str, make: Make, records: RecordSource, record: Record) -> Cell:
    return mark_if_inferred(record, _SOURCE_FIELDS.get(name, (name,)), make(record, records))


def _picked(
    path: str, picked: Callable[[Row, str], Any], records: RecordSource, whole: Row
) -> Cell:
    cell = _value_cell(picked(whole, path), path.rpartition(".")[2])
    return mark(cell) if path_is_inferred(whole, path, records) else cell


def _value_cell(value: Any, field: str = "") -> Cell:  # noqa: ANN401  # whatever JSON can hold
    """Return *value* of a row as people read it: people as name (role), a line each."""
    if isinstance(value, list | tuple):
        cells = [_value_cell(one, field) for one in value]
        lines = isinstance(value, list) or any(isinstance(one, dict) for one in value)
        return cells if lines else tuple(cells)
    if not isinstance(value, dict):
        return as_cell(field, value)
    if "vi" in value:
        return Bilingual(value["vi"], value["en"] or value["vi"])
    if "role" in value:
        role = Joined(("(", Choice("role", value["role"]), ")"), "")
        return Joined((value["name"], role))
    if "to" in value:
        return Labelled(_value_cell(value["name"]), tuple(_value_cell(one) for one in value["to"]))
    return [Labelled(Label(name), _value_cell(reason)) for name, reason in value.items()]


def _field(name: str) -> Make:
    return lambda record, _: getattr(record, name)


def _count(record_type: str) -> Make:
    return lambda record, records: len(records.referring_to(record.id, record_type))


def name_of(id_: str | None, records: RecordSource | Mapping[str, Any]) -> Words | str:
    """Return the name of the record called *id_*, or the id itself."""
    record: Any = records.get(id_) if id_ else None
    return record.name if record else id_ or ""


def _directive_details(directive: Directive, records: RecordSource) -> Cell:
    meeting = records.get(directive.meeting)
    day = (
        mark_if_inferred(meeting, ["date"], meeting.date) if isinstance(meeting, Meeting) else None
    )
    place = f"{directive.order}/{directive.of or '?'}" if directive.order else None
    issuer = directive.issuer or Choice("level", directive.level)
    record_type = Joined((Choice("kind", directive.kind), place))
    return Joined((day, record_type, Joined((issuer, directive.to), " → ")), " · ")


def _directives_of_area(area: Any, records: RecordSource) -> list[Any]:  # noqa: ANN401
    return [order for order in records.referring_to(area.id, "directives") if order.area == area.id]


def _chairs(meeting: Any, _: RecordSource) -> Cell:  # noqa: ANN401
    return tuple(person.name for person in meeting.people if person.role != "participant")


COLUMNS: dict[str, dict[str, Make]] = {
    "meetings": {
        "id": _field("id"),
        "date": _field("date"),
        "title": headline,
        "chair": _chairs,
        "directives": _count("directives"),
        "figures": _count("figures"),
    },
    "directives": {
        "id": _field("id"),
        "area": lambda record, _: (record.area, *record.also),
        "text": lambda record, records: [record.text, *details(record, records)],
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
        "unit": lambda record, _: Choice("unit", record.unit),
        "figures": _count("figures"),
    },
    "people": {
        "id": _field("id"),
        "name": headline,
        "titles": _field("titles"),
        "provinces": lambda record, records: tuple(
            name_of(id_, records) for id_ in record.provinces
        ),
        "chaired": lambda record, _: len(record.chaired),
        "attended": lambda record, _: len(record.attended),
        "directives": lambda record, _: len(record.issued),
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
        "kind": lambda record, _: Choice("kind", record.kind),
        "title": headline,
        "where": lambda record, _: record.file or record.outlet or record.url,
    },
    "areas": {
        "id": _field("id"),
        "name": headline,
        "directives": lambda area, records: len(_directives_of_area(area, records)),
        "also": lambda area, records: (
            len(records.referring_to(area.id, "directives"))
            - len(_directives_of_area(area, records))
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
"""Kind → name of the column → what stands in it."""

_DETAIL_FIELDS = ("kind", "order", "of", "issuer", "level", "to")
_SOURCE_FIELDS = {
    "as_of": ("as_of", "period"),
    "chair": ("people", "people.role"),
    "n/m": ("numerator", "denominator"),
    "scope": ("scope", "subject"),
    "where": ("file", "outlet", "url"),
}
_CHOICE_FIELDS = {
    *("type", "kind", "half_day", "mode", "role", "level"),
    *("scope", "unit", "bound", "better", "base"),
}
"""Fields that take one of a few words, which people read in their language."""

_TIME_FIELDS = {"date", "published", "as_of", "period", "reviews", "plans", "deadline"}
_HEADLINE_FIELDS = ("title", "text", "name", "short", "outlet", "file", "url")
_RIGHT_ALIGNED = {"directives", "also", "figures", "chaired", "attended", "reported", "n/m"}
