"""The JSON Schema of the rows that a command prints, from the types of records and of rows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from msgspec.json import schema_components

from cchc_cli.answers.check.findings import FindingRow
from cchc_cli.answers.rows import (
    ComparedDirectives,
    ComparedFigures,
    ComparedPeople,
    OverviewRow,
    StoreRow,
    TraceRow,
    TrendRow,
    WordsRow,
)
from cchc_cli.model.field_descriptions import FIELD_DESCRIPTIONS, PART_DESCRIPTIONS, describe
from cchc_cli.model.json_schema import DRAFT
from cchc_cli.model.records import ID_PATTERN, RECORD_TYPES, TABLES
from cchc_cli.query.filters import FILTER_FIELDS, FILTERS, known_values

_Schema: TypeAlias = dict[str, Any]
_REFERENCE = "#/$defs/{name}"


class _Rows(NamedTuple):
    """What rows are: records of some types, with *more* keys; rows of reports; or *others*."""

    record_types: Iterable[str] = ()
    more: Mapping[str, _Schema] = {}
    reports: Sequence[Any] = ()
    others: Sequence[_Schema] = ()


def rows_schema(verb: str) -> _Schema:
    """Return the JSON Schema (draft 2020-12) of the array that *verb* prints with --json."""
    record_types, more, reports, others = ROWS[verb]
    types = [*(RECORD_TYPES[one] for one in record_types), *reports]
    references, parts = schema_components(types, ref_template=_REFERENCE)
    choices = [*references, *others]
    return {
        "$schema": DRAFT,
        "title": f"cchc {verb} --json",
        "description": "An array of full rows, as printed without -F; -o jsonl prints one a line.",
        "type": "array",
        "items": {"oneOf": choices} if len(choices) > 1 else choices[0],
        "$defs": {name: _definition(name, part, more) for name, part in parts.items()} | {**more},
    }


def _definition(name: str, part: _Schema, more: Iterable[str]) -> _Schema:
    """Return the schema of *part*, all of its keys printed; a record has those of *more* too."""
    keys = _KEYS_OF.get(name, part["properties"])  # of a TypedDict, these are sorted
    properties = {key: _property(name, key, part["properties"][key]) for key in keys}
    if name in _RECORD_TYPE_OF:
        properties = {
            "type": {"description": FIELD_DESCRIPTIONS["type"], "const": _RECORD_TYPE_OF[name]},
            **properties,
            **{key: {"$ref": _REFERENCE.format(name=key)} for key in more},
        }
    description = " ".join(part.get("description", "").split())
    return {"title": name, "description": description, **_object(properties)}


def _property(owner: str, key: str, schema: _Schema) -> _Schema:
    """Return the *schema* of a key with a description, and without a default."""
    described = PART_DESCRIPTIONS.get((owner, key))
    if described is None and key in FIELD_DESCRIPTIONS:
        described = describe(_RECORD_TYPE_OF.get(owner, "figures"), key)
    stated = {name: value for name, value in schema.items() if name != "default"}
    return {"description": described, **stated}


def _object(properties: _Schema, optional: Iterable[str] = ("related",)) -> _Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
        "additionalProperties": False,
    }


def _counts(title: str, *counted: str, fields: int) -> _Schema:
    """Return the schema of rows of stats --by: *counted* keys, and as many *fields* of records."""
    properties = {
        **{name: _field(name) for name in (*FILTER_FIELDS, "year")},
        **{key: _COUNTED[key] for key in counted},
    }
    size = fields + len(counted)
    return {
        **_object(properties, optional={*properties} - {*counted}),
        "title": title,
        "minProperties": size,
        "maxProperties": size,
    }


def _field(name: str) -> _Schema:
    """Return the schema of a field that records are counted by."""
    row = FILTERS[name]
    description = f"The {_FIELD_NAMES.get(name, name)}; null where none is stated."
    if row.values == "choice":
        return {"description": description, "enum": [*known_values(name, row.fields), None]}
    ids = {"pattern": ID_PATTERN} if row.tables and name != "province" else {}  # which may be words
    type_ = "integer" if row.values == "period" else "string"
    return {"description": description, "type": [type_, "null"], **ids}


_RECORD_TYPE_OF = {struct.__name__: record_type for record_type, struct in RECORD_TYPES.items()}
_COMPARED = (ComparedFigures, ComparedDirectives, ComparedPeople)
_KEYS_OF: Mapping[str, Iterable[str]] = {
    row.__name__: row.__annotations__
    for row in (OverviewRow, TrendRow, TraceRow, *_COMPARED, FindingRow, StoreRow, WordsRow)
}
_FIELD_NAMES = {
    "to": "addressee",
    "due": "year of the deadline",
    "inferred": "field that is inferred",
    "year": "year of the meeting",
}
_COUNTED: Mapping[str, _Schema] = {
    "count": {"description": "How many records there are.", "type": "integer", "minimum": 1},
    "share": {"description": "Their share of all.", "type": "number", "minimum": 0, "maximum": 1},
}
_VALUES = {"description": "How many values it has.", "type": "integer", "minimum": 2}
_MATCHES = {
    "description": "Where the words are.",
    "type": "array",
    "items": _object(
        {
            "field": {"description": "A dotted path, through references too.", "type": "string"},
            "start": {"description": "Code points before it.", "type": "integer", "minimum": 0},
            "end": {"description": "Code points up to its end.", "type": "integer", "minimum": 1},
        }
    ),
}
_RELATED = _object(
    {
        record_type: {
            "type": "array",
            "items": {
                "$ref": _REFERENCE.format(name=struct.__name__),
                "properties": {"related": False},
            },
        }
        for record_type, struct in RECORD_TYPES.items()
    },
    optional=RECORD_TYPES,
) | {"description": "With --related: the records that refer to it, its documents and sources."}

ROWS = {
    "list": _Rows(RECORD_TYPES),
    "show": _Rows(RECORD_TYPES, more={"related": _RELATED}),
    "search": _Rows(RECORD_TYPES, more={"matches": _MATCHES}),
    "stats": _Rows(
        reports=[OverviewRow],
        others=[
            _counts("One --by", "count", "share", fields=1),
            _counts("Two --by", "count", fields=2),
        ],
    ),
    "check": _Rows(reports=[FindingRow]),
    "compare": _Rows(reports=_COMPARED),
    "trend": _Rows(["indicators"], more={"values": _VALUES}, reports=[TrendRow]),
    "trace": _Rows(reports=[TraceRow]),
    "init": _Rows(reports=[StoreRow]),
    **dict.fromkeys(("add", "edit", "remove"), _Rows(TABLES)),
}
"""Verb that prints rows → what they are."""
