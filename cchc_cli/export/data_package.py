"""The datapackage.json of a folder of csv files: version 1 of the Data Package standard."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from msgspec.json import schema_components

from cchc_cli.language.translation import english_label
from cchc_cli.model.field_descriptions import describe
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Meta, Source, Words

PACKAGE_NAME = "cchc"
"""The name in the datapackage.json of every export, by which it is recognised."""

_Json = dict[str, Any]
_CONSTRAINTS = ("enum", "pattern", "minimum", "minLength")
"""What JSON Schema and Table Schema name alike."""

_OPENING, _SCHEMAS = schema_components(RECORD_TYPES.values(), ref_template="{name}")
_SCHEMA_OF = {name: one["$ref"] for name, one in zip(RECORD_TYPES, _OPENING, strict=True)}


def data_package(
    meta: Meta, sources: Iterable[Source], columns: Mapping[str, Sequence[str]]
) -> _Json:
    """Return the datapackage.json of a store: record type → the *columns* of its csv file."""
    cited = [{"title": _title(one), "path": one.url} for one in sources if one.url]
    day = meta.updated.isoformat()
    package = {
        "profile": "tabular-data-package",
        "name": PACKAGE_NAME,
        "title": _english(meta.title),
        "description": "Columns in .vi are Vietnamese, the original; in .en, the translation.",
        "version": day,
        "created": f"{day}T00:00:00Z",
        "licenses": [{"name": meta.license}] if meta.license else [],
        "sources": cited,
        "resources": [_resource(record_type, names) for record_type, names in columns.items()],
    }
    return {key: value for key, value in package.items() if value}  # no list may be empty


def _english(words: Words) -> str:
    return words.en or words.vi


def _title(source: Source) -> str:
    return source.title.vi if source.title else source.outlet or source.id


def _resource(record_type: str, columns: Sequence[str]) -> _Json:
    schema: _Json = {
        "fields": [_field(record_type, name) for name in columns],
        "primaryKey": "id",
    }
    if keys := [key for name in columns if (key := _foreign_key(record_type, name))]:
        schema["foreignKeys"] = keys
    return {
        "profile": "tabular-data-resource",
        "name": record_type,
        "path": f"{record_type}.csv",
        "title": english_label(record_type),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(record_type: str, column: str) -> _Json:
    field, _dot, inner = column.partition(".")
    type_, constraints = _type(_json_schema(record_type, column))
    if field == "type":
        constraints = {"required": True, "enum": [record_type]}
    language = {"vi": " (Vietnamese)", "en": " (English)"}.get(inner, "")
    return {
        "name": column,
        "type": type_,
        "title": english_label(field) + language,
        "description": describe(record_type, field, " joined by '; '"),
        **({"constraints": constraints} if constraints else {}),
    }


def _json_schema(record_type: str, column: str) -> list[_Json]:
    """Return the JSON Schemas of the values that *column*, a dotted path, may hold."""
    found: list[_Json] = [{"$ref": _SCHEMA_OF[record_type]}]
    for key in column.split("."):
        objects = [_SCHEMAS.get(one.get("$ref", ""), one) for one in found]
        inner = [one["properties"][key] for one in objects if key in one.get("properties", {})]
        optional = [one for one in found if one.get("type") == "null"]
        found = [part for one in inner for part in one.get("anyOf", [one])] + optional
    return found


def _type(schemas: Sequence[_Json]) -> tuple[str, _Json]:
    """Return the type in Table Schema of values of *schemas*, and their constraints."""
    stated = [one for one in schemas if one.get("type") != "null"]
    if any("$ref" in one or one.get("type") in ("array", "object") for one in stated):
        return "string", {}  # a list or an object in one cell
    types = {one.get("format") or one.get("type", "string") for one in stated} or {"string"}
    required = {"required": True} if stated and stated == list(schemas) else {}
    constraints = {key: one[key] for one in stated for key in _CONSTRAINTS if key in one}
    return "number" if "number" in types else min(types), required | constraints


def _foreign_key(record_type: str, column: str) -> _Json | None:
    """Return the foreign key of *column*, None if it holds a list, or ids of several tables."""
    tables = REFERENCES[record_type].get(column, ())
    if len(tables) != 1 or _type(_json_schema(record_type, column))[1] == {}:
        return None
    resource = "" if tables[0] == record_type else tables[0]  # "" is its own
    return {"fields": column, "reference": {"resource": resource, "fields": "id"}}
