"""Which table a record that is given belongs in, as far as it tells."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import ValidationError, convert

from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, known_names
from cchc_cli.model.ids import NUMBERED_IDS
from cchc_cli.model.records import TABLES, choices
from cchc_cli.query.lookup import unknown_name_message
from cchc_cli.store.json_text import ValueProblem

ROW_KEYS = ("type", "matches")
"""What json has beside the fields of a record, and the hits of a search too."""

_LETTERS = {letter: record_type for record_type, (letter, _digits) in NUMBERED_IDS.items()}


def detect_table(document: Mapping[str, Any], table: str | None = None) -> str:
    """Return the table of *document*, which stands in *table* if it was given in one.

    Its `type` says so, else the form of its id, else its fields. Raises Flaw.
    """
    said = document.get("type", table)
    if said is None:
        return _by_id(document) or _by_fields(document)
    field = ["type"] if "type" in document else []
    if said == "people":
        reason = _("people are derived from meetings and directives; add these")
        raise ValueProblem(reason, *field)
    if not isinstance(said, str) or said not in TABLES:
        raise ValueProblem(_unknown_table_message(said), *field)
    if table and said != table:
        raise ValueProblem(_wrong_table_message(said, table), "type")
    if other := _better_table(document, said):
        sentence = _('the fields are those of {what}, not of {said}; write "{what}"')
        raise ValueProblem(
            sentence.format(what=other, said=said) if field else _wrong_table_message(other, said),
            *field,
        )
    return str(said)


def _unknown_table_message(said: object) -> str:
    near = nearest(said, TABLES) if isinstance(said, str) else ()
    return unknown_name_message(
        N_("no such kind of record: {name}"), str(said), near
    ) + known_names(TABLES)


def _wrong_table_message(record_type: str, table: str) -> str:
    return _("a record of {what} stands in {table}").format(what=record_type, table=table)


def _better_table(document: Mapping[str, Any], said: str) -> str | None:
    """Return the only kind that has all fields of *document*, if the one that is *said* has not."""
    fields = document.keys() - ROW_KEYS
    if fields <= _fields(said):
        return None
    fitting = [record_type for record_type in TABLES if fields <= _fields(record_type)]
    return fitting[0] if len(fitting) == 1 else None


def _by_id(document: Mapping[str, Any]) -> str | None:
    id_ = document.get("id")
    last = id_.rpartition(".")[2] if isinstance(id_, str) and "." in id_ else ""
    return _LETTERS.get(last[:1]) if last[1:].isdecimal() else None


def _by_fields(document: Mapping[str, Any]) -> str:
    """Return the only kind that has a field of *document*, or that takes it, or its `kind`.

    A `kind` that there is not is taken for the nearest that there is.
    """
    named = {"id": "x", **document}
    kind = document.get("kind")
    readings: tuple[Callable[[str], bool], ...] = (
        lambda record_type: any(_tables_with_field(field) == (record_type,) for field in document),
        lambda record_type: _fits(record_type, named),
        lambda record_type: kind in _words(record_type),
        lambda record_type: _nearest(str(kind)) in _words(record_type),
    )
    for reading in readings:
        fitting = [record_type for record_type in TABLES if reading(record_type)]
        if len(fitting) == 1:
            return fitting[0]
    sentence = _('does not tell which kind of record it is; give it a "type", one of {tables}')
    raise ValueProblem(sentence.format(tables=", ".join(TABLES)))


@cache
def _fields(record_type: str) -> frozenset[str]:
    return frozenset(TABLES[record_type].__struct_fields__)


@cache
def _words(record_type: str) -> list[str]:
    """Return the closed list of what the `kind` of a record of the table *record_type* may be."""
    return choices(TABLES[record_type], "kind")


@cache
def _nearest(kind: str) -> str | None:
    """Return the word most like *kind* of all those that the `kind` of a record may be."""
    known = dict.fromkeys(word for record_type in TABLES for word in _words(record_type))
    return next(iter(nearest(kind.lower(), known)), None)


@cache
def _tables_with_field(field: str) -> tuple[str, ...]:
    """Return the tables whose records have *field*."""
    return tuple(record_type for record_type in TABLES if field in _fields(record_type))


def _fits(record_type: str, document: Mapping[str, Any]) -> bool:
    try:
        convert(document, TABLES[record_type])
    except ValidationError:
        return False
    return True
