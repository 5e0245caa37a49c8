"""The canonical form, in which a store is written whoever wrote it before."""

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields

from cchc_cli.model.records import TABLES, FrozenStruct

# msgspec is ten times as quick; very large and very small numbers alone it writes in its own way.
_TOLD_APART = r"[0-9]e[0-9-]|0\.0000"

_ORDER = ("$schema", "meta", *TABLES)


def to_json(whole: Mapping[str, Any]) -> str:
    """Return the tables *whole*, a `$schema` among them or not, as the text of a store's file.

    It is what json.dumps makes with an indent of 2, unescaped, and a line feed.
    """
    try:
        quick = msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()
    except OverflowError:  # a whole number of more than 64 bits
        quick = ""
    if quick and not any(_is_number(quick, found) for found in re.finditer(_TOLD_APART, quick)):
        return quick + "\n"
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _is_number(text: str, found: re.Match[str]) -> bool:
    """Tell whether the line of *text* in which something was *found* may end in a number."""
    end = text.find("\n", found.end())
    return text[found.end() : len(text) if end < 0 else end].rstrip(",")[-1:] not in ('"', "[", "{")


def in_table_order(whole: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tables *whole* in the order of *known*, with new ones where they belong."""
    names = list(known)
    for name in whole:
        if name not in known:
            later = _ORDER[_ORDER.index(name) :]
            places = [place for place, other in enumerate(names) if other in later]
            names.insert(min(places, default=len(names)), name)
    return {name: whole[name] for name in names}


def to_document(record: FrozenStruct) -> dict[str, Any]:
    """Return *record* as a store keeps it: keys in their order, what is its default left out."""
    pairs = ((name, getattr(record, name), default) for name, default in _defaults(type(record)))
    return {name: _plain(value) for name, value, default in pairs if value != default}


@cache
def _defaults(kind: type[FrozenStruct]) -> list[tuple[str, Any]]:
    """Return the fields of *kind*, each with what it holds if nothing is said."""
    return [(field.name, _default(field)) for field in fields(kind)]


def _default(field: FieldInfo) -> Any:  # noqa: ANN401  # whatever a field holds
    empty = field.default_factory
    return field.default if empty is NODEFAULT else empty()


def _plain(value: Any) -> Any:  # noqa: ANN401  # whatever a field holds
    if isinstance(value, FrozenStruct):
        return to_document(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value
