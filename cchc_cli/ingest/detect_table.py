"""Detect the table of a record to be added, by its type, its id or its fields."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import ValidationError, convert

from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, known_names
from cchc_cli.model.ids import NUMBERED_IDS
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import TABLES, choices
from cchc_cli.query.lookup import unknown_name_message

KEYS_OF_ROWS_ONLY = ("type", "matches")
"""Keys of a row of JSON output that are no fields of the record; hits of a search have both."""

_FIELDS = {table: frozenset(struct.__struct_fields__) for table, struct in TABLES.items()}
_TABLES_WITH = Counter(field for fields in _FIELDS.values() for field in fields)
_LETTERS = {made.letter: record_type for record_type, made in NUMBERED_IDS.items()}


def detect_table(document: Mapping[str, Any], table: str | None = None) -> str:
    """Return the table of *document*; *table* is the one that the input has it in, if any.

    Its `type` or *table* decides, else the form of its id, else its fields. Raises InvalidValue.
    """
    given = document.get("type", table)
    if given is None:
        return _by_id(document) or _by_fields(document)
    path = ["type"] if "type" in document else []
    if given == "people":
        reason = _("people cannot be added: they come from meetings and directives; add those")
        raise InvalidValue(reason, *path)
    if not isinstance(given, str) or given not in TABLES:
        near = nearest(given, TABLES) if isinstance(given, str) else ()
        message = unknown_name_message(N_("no such record type: {name}"), str(given), near)
        raise InvalidValue(message + known_names(TABLES), *path)
    if table and given != table:
        raise InvalidValue(_wrong_table_message(given, table), "type")
    if other := _better_table(document, given):
        sentence = _('has the fields of {record_type}, not of {given}; write "{record_type}"')
        reason = sentence.format(record_type=other, given=given)
        raise InvalidValue(reason if path else _wrong_table_message(other, given), *path)
    return given


def _wrong_table_message(record_type: str, table: str) -> str:
    sentence = _("is a record of {record_type}, but was given in {table}")
    return sentence.format(record_type=record_type, table=table)


def _better_table(document: Mapping[str, Any], table: str) -> str | None:
    """Return the only table that has all fields of *document*; None if *table* has them."""
    fields = document.keys() - KEYS_OF_ROWS_ONLY
    if fields <= _FIELDS[table]:
        return None
    fitting = [record_type for record_type in TABLES if fields <= _FIELDS[record_type]]
    return fitting[0] if len(fitting) == 1 else None


def _by_id(document: Mapping[str, Any]) -> str | None:
    id_ = document.get("id")
    last = id_.rpartition(".")[2] if isinstance(id_, str) and "." in id_ else ""
    return _LETTERS.get(last[:1]) if last[1:].isdecimal() else None


def _by_fields(document: Mapping[str, Any]) -> str:
    """Return the only table that alone has a field of *document*, or accepts it, or its `kind`."""
    with_id = {"id": "x", **document}
    kind = document.get("kind")
    tests: tuple[Callable[[str], bool], ...] = (
        lambda table: any(_TABLES_WITH[field] == 1 for field in _FIELDS[table] & document.keys()),
        lambda table: _accepts(table, with_id),
        lambda table: kind in choices(TABLES[table], "kind"),
    )
    for test in tests:
        fitting = [table for table in TABLES if test(table)]
        if len(fitting) == 1:
            return fitting[0]
    sentence = _('its record type is unclear; give it a "type", one of {tables}')
    raise InvalidValue(sentence.format(tables=", ".join(TABLES)))


def _accepts(table: str, document: Mapping[str, Any]) -> bool:
    try:
        convert(document, TABLES[table])
    except ValidationError:
        return False
    return True
