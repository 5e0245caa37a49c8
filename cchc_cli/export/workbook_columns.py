"""The columns of a workbook: every field of a record type, as people read it."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.language.formatting import format_number, format_period
from cchc_cli.language.translation import _, choice_label, label
from cchc_cli.model.records import (
    RECORD_TYPES,
    REFERENCES,
    Award,
    Document,
    Person,
    Record,
    Target,
    Words,
)
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import text_of
from cchc_cli.view.columns import as_cell

Value: TypeAlias = str | int | float | date | None
"""What a cell holds: a date is a day, None an empty cell."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_REFERRED = {
    "directives": ("meeting", "date"),
    "figures": ("meeting", "date"),
    "outcomes": ("directive", "text"),
}
"""Record type → a reference, and the field of the record it leads to that has a column too."""


class WorkbookColumn(NamedTuple):
    """A column: its heading, and the value for each record."""

    heading: str
    value: Callable[[Any], Value]


def workbook_columns(record_type: str, store: RecordSource) -> list[WorkbookColumn]:
    """Return the columns of *record_type* in the language of the run.

    References to records that have names or numbers show these, others ids.
    """
    columns = []
    for field in RECORD_TYPES[record_type].__struct_fields__:
        of_document = (record_type, field) == ("documents", "issuer")
        heading = label("issued_by" if of_document else field)
        columns.append(WorkbookColumn(heading, _field(record_type, field, store)))
        reference, referred = _REFERRED.get(record_type, ("", ""))
        if field == reference:
            columns.append(WorkbookColumn(label(referred), _of_referred(field, referred, store)))
    return columns


def _field(record_type: str, field: str, store: RecordSource) -> Callable[[Any], Value]:
    refers = field in REFERENCES[record_type]
    return lambda record: _value(field, getattr(record, field), store, refers=refers)


def _of_referred(reference: str, field: str, store: RecordSource) -> Callable[[Any], Value]:
    def value(record: Record) -> Value:
        id_ = getattr(record, reference)
        return _value(field, getattr(store.get(id_), field), store) if id_ else None

    return value


def _value(field: str, value: Any, store: RecordSource, *, refers: bool = False) -> Value:  # noqa: ANN401
    """Return *value* of *field*; the members of a list are joined, objects have a line each."""
    if isinstance(value, dict):
        return "\n".join(f"{label(name)}: {text_of(why)}" for name, why in value.items()) or None
    if isinstance(value, tuple):
        cells = [str(_value(field, one, store, refers=refers)) for one in value]
        lines = value and isinstance(value[0], Person | Award)
        return ("\n" if lines else "; ").join(cells) or None
    if type(value) in _OBJECTS:
        return _OBJECTS[type(value)](value, store)
    if isinstance(value, str):
        return _name(value, store) if refers else _text(field, value)
    if isinstance(value, bool | Words):
        return str(as_cell(field, value))
    return value  # type: ignore[no-any-return]  # a number, a day or None


def _text(field: str, value: str) -> Value:
    cell = as_cell(field, value)
    return date.fromisoformat(value) if cell != value and _DAY.fullmatch(value) else str(cell)


def _name(id_: str, store: RecordSource) -> str:
    """Return the name of the record *id_*, the number of a document, or the id."""
    record: Any = store.get(id_)
    if isinstance(record, Document):
        return record.number or text_of(record.title)
    name = getattr(record, "name", id_)
    return text_of(name) if isinstance(name, Words) else name


def _person(person: Person, _store: RecordSource) -> str:
    titles = "".join(f", {text_of(title)}" for title in person.titles)
    return f"{person.name}{titles} ({choice_label('role', person.role)})"


def _award(award: Award, store: RecordSource) -> str:
    to = [text_of(one) if isinstance(one, Words) else _name(one, store) for one in award.to]
    return f"{text_of(award.name)}: {'; '.join(to)}"


def _target(target: Target, store: RecordSource) -> str:
    bound = "" if target.bound == "exact" else f"{choice_label('bound', target.bound)} "
    value = f"{bound}{format_number(target.value)}"
    time = " ".join((_("by"), format_period(target.by)))
    return f"{_name(target.indicator, store)}: {value}, {time}"


_OBJECTS: dict[type, Callable[[Any, RecordSource], str]] = {
    Person: _person,
    Award: _award,
    Target: _target,
}
