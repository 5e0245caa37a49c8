"""The JSON Schema of a store, generated from the record types."""

from typing import Any

from msgspec.json import schema_components

from cchc_cli.model.records import STRUCTS

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def store_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of the file of a store."""
    references, definitions = schema_components(STRUCTS.values(), ref_template="#/$defs/{name}")
    tables = {
        record_type: {
            "type": "object",
            "propertyNames": {"pattern": "^[1-9][0-9]*$"},
            "additionalProperties": reference,
            **({"minProperties": 1, "maxProperties": 1} if record_type == "meta" else {}),
        }
        for record_type, reference in zip(STRUCTS, references, strict=True)
    }
    return {
        "$schema": DRAFT,
        "title": "A store of cchc",
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **tables},
        "required": ["meta"],
        "additionalProperties": False,
        "$defs": definitions,
    }
