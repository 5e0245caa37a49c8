"""What can be read of a document with which something is wrong."""

from typing import Any, get_args, get_origin

from msgspec import NODEFAULT, ValidationError, convert

from cchc_cli.model import Record
from cchc_cli.reasons import fields_of, is_record, parts

_STAND_INS = {"id": "", "file": "…"}
"""Field → what stands in it if it cannot be read, where nothing would be a mistake of its own."""


def readable(kind: type[Record], document: dict[str, Any], wrong: frozenset[str]) -> Any:  # noqa: ANN401
    """Return a record of *kind* with what *document* says; nothing in what cannot be read.

    What is known to be *wrong* is not read. Of lists there are the members that can be read.
    """
    values = {}
    for name, field in fields_of(kind).items():
        given = name in document or name in wrong
        if name in document and name not in wrong:
            values[name] = _read(field.type, document[name])
        if values.get(name) is None and (given or field.required):
            values[name] = _STAND_INS.get(name, _nothing(field.type))
        elif name not in values and field.default_factory is not NODEFAULT:
            values[name] = field.default_factory()
    return kind(**values)


def _read(type_: Any, value: object) -> Any:  # noqa: ANN401  # what typing makes of an annotation
    """Return *value* as *type_*, or what can be read of it, None if that is nothing."""
    try:
        return convert(value, type_)
    except ValidationError:
        for part in parts(type_):
            if isinstance(value, dict) and is_record(part):
                return readable(part, value, frozenset())
            if isinstance(value, list) and get_origin(part) is tuple:
                (member, *_rest) = get_args(part)
                members = (_read(member, one) for one in value)
                return tuple(one for one in members if one is not None)
            if isinstance(value, dict) and get_origin(part) is dict:
                return dict.fromkeys(value)
    return None


def _nothing(type_: Any) -> Any:  # noqa: ANN401
    empty: dict[Any, Any] = {tuple: (), dict: {}}
    return next((empty[get_origin(part)] for part in parts(type_) if get_origin(part)), None)
