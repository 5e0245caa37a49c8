"""Encode records and stores in the canonical form, as json.dumps(indent=2) writes it."""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT
from msgspec.structs import fields

from cchc_cli.model.records import STRUCTS, FrozenStruct

# msgspec takes a tenth of the time of json, but writes 1e16 and 0.00001 in another way.
_EXTREME_NUMBER = r"[0-9]e[0-9-]|0\.0000"

_ORDER = ("$schema", *STRUCTS)


def to_json(store: Mapping[str, Any]) -> str:
    """Return the text of the file of *store*: json.dumps, indent 2, unescaped, and a line feed."""
    try:
        text = msgspec.json.format(msgspec.json.encode(store), indent=2).decode()
    except OverflowError:  # an integer of more than 64 bits
        text = ""
    if text and not any(_ends_in_number(text, m) for m in re.finditer(_EXTREME_NUMBER, text)):
        return text + "\n"
    return json.dumps(store, indent=2, ensure_ascii=False) + "\n"


def _ends_in_number(text: str, match: re.Match[str]) -> bool:
    """Return whether the line of *match* may end in a number: if not, it matched a string."""
    end = text.find("\n", match.end())
    return text[match.end() : len(text) if end < 0 else end].rstrip(",")[-1:] not in ('"', "[", "{")


def in_table_order(store: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables of *store* in the order of *known*, new ones in the order of the model."""
    names = list(known)
    for name in store:
        if name not in known:
            later = _ORDER[_ORDER.index(name) :]
            positions = [position for position, other in enumerate(names) if other in later]
            names.insert(min(positions, default=len(names)), name)
    return {name: store[name] for name in names}


def to_document(record: FrozenStruct) -> dict[str, Any]:
    """Return *record* as the document of a store: fields in order, defaults left out."""
    pairs = ((name, getattr(record, name), default) for name, default in _defaults(type(record)))
    return {name: _to_json_value(value) for name, value, default in pairs if value != default}


@cache
def _defaults(struct: type[FrozenStruct]) -> list[tuple[str, Any]]:
    return [
        (field.name, field.default if make is NODEFAULT else make())
        for field, make in ((field, field.default_factory) for field in fields(struct))
    ]


def _to_json_value(value: Any) -> Any:  # noqa: ANN401  # any field
    if isinstance(value, FrozenStruct):
        return to_document(value)
    if isinstance(value, tuple):
        return [_to_json_value(member) for member in value]
    if isinstance(value, dict):
        return {key: _to_json_value(inner) for key, inner in value.items()}
    return value.isoformat() if isinstance(value, date) else value
