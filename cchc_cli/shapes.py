"""What to write instead: a value in the shape that its place asks for."""

import json
import re
from typing import Any, get_args, get_origin

from cchc_cli.model import Award, Id, Person, Words
from cchc_cli.reasons import parts

_LONG = 40  # signs
_EXAMPLE = "…"
_IDS = (Id, Id | None)  # no number is one


def instead(type_: Any, value: object) -> str:  # noqa: ANN401  # what typing makes of an annotation
    """Return JSON for what *value*, which is not of *type_*, was to say; "" if that is not known.

    Where only the shape is known, it has … in it.
    """
    for part in parts(type_) if type_ not in _IDS else ():
        shape = _shaped(part, value)
        if shape is not None:
            return json.dumps(shape, ensure_ascii=False)
    return ""


def _shaped(part: Any, value: object) -> object:  # noqa: ANN401
    if get_origin(part) is tuple:
        return _list(get_args(part)[0], value)
    if get_origin(part) is dict:
        return {"date": _words(None)}
    if part in _SHAPES:
        return _SHAPES[part](value)
    return None


def _list(member: Any, value: object) -> object:  # noqa: ANN401
    (part,) = parts(member)
    return [(_text(value) or _EXAMPLE) if part is str else _shaped(part, value)]


def _words(value: object) -> object:
    return {"vi": _short(value) if isinstance(value, str) and value else _EXAMPLE, "en": None}


def _person(value: object) -> object:
    name = _short(value) if isinstance(value, str) and value else _EXAMPLE
    return {"name": name, "role": "participant"}


def _award(value: object) -> object:
    return {"name": _words(value), "to": [_words(None)]}


def _text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _short(value) if isinstance(value, str) else None


def _whole(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value) else None


def _number(value: object) -> object:
    """Return the number that the text *value* says for sure: 1.384 may be over a thousand."""
    digits = str(value).strip().removesuffix("%").strip().replace(",", ".")
    if isinstance(value, str) and re.fullmatch(
        r"-?[0-9]{1,15}(\.[0-9]{1,2}|\.[0-9]{4,9})?", digits
    ):
        return float(digits) if "." in digits else int(digits)
    return None


def _truth(value: object) -> object:
    return {"true": True, "false": False}.get(str(value).lower())


_SHAPES = {
    Words: _words,
    Person: _person,
    Award: _award,
    str: _text,
    float: _number,
    int: _whole,
    bool: _truth,
}


def _short(text: str) -> str:
    """Return *text* cut: who wrote it knows the rest."""
    return text if len(text) <= _LONG else f"{text[:_LONG].rstrip()}{_EXAMPLE}"
