"""Messages for type errors: why a value is rejected, and what to write instead."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, get_args, get_origin

from msgspec import ValidationError, convert
from msgspec.structs import FieldInfo, fields

from cchc_cli.language.dates import to_stored_form
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, did_you_mean, join_or
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import Award, FrozenStruct, Id, Person, Words, literal_values

_TYPES = {
    "str": N_("text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("an object"),
    "date": N_("a date (2025-01-15)"),
}
_MESSAGES = (
    (r"Expected `str` of length >= 1", N_("must not be empty")),
    (r"Expected `array` of length >= 1", N_("must have at least one item")),
    (r"Expected `int` >= (?P<least>\d+)", N_("must be {least} or more")),
)


def find_type_errors(type_: Any, value: object, *path: str) -> Iterator[InvalidValue]:  # noqa: ANN401  # an annotation
    """Yield each type error in the JSON *value* at *path*, where *type_* is expected.

    A record's fields come in the order of its type, then its unknown fields.
    """
    try:
        convert(value, type_)
    except ValidationError as error:
        inner = list(_inner_errors(type_, value, path))
        yield from inner or [InvalidValue(_message(str(error), type_, value), *path)]


def _inner_errors(type_: Any, value: object, path: tuple[str, ...]) -> Iterator[InvalidValue]:  # noqa: ANN401
    for part in union_members(type_):
        if isinstance(value, dict) and is_struct(part):
            yield from _record_errors(part, value, path)
        elif isinstance(value, dict) and get_origin(part) is dict:
            for key, inner in value.items():
                yield from find_type_errors(get_args(part)[1], inner, *path, key)
        elif isinstance(value, list) and get_origin(part) is tuple:
            for number, inner in enumerate(value):
                yield from find_type_errors(get_args(part)[0], inner, *path, str(number))


def _record_errors(
    struct: type[FrozenStruct], document: dict[str, Any], path: tuple[str, ...]
) -> Iterator[InvalidValue]:
    known = fields_by_name(struct)
    for name, field in known.items():
        if name in document:
            yield from find_type_errors(field.type, document[name], *path, name)
        elif field.required:
            yield InvalidValue(
                _("the field {field} is missing").format(field=name), *path, field=name
            )
    for name in document:
        if name not in known:
            near = nearest(name, known.keys() - document.keys())
            reason = _('unknown field "{field}"').format(field=name) + did_you_mean(join_or(near))
            yield InvalidValue(reason, *path, field=name)


def union_members(type_: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return the members of the union *type_*, or *type_* alone, without constraints."""
    if hasattr(type_, "__metadata__"):
        return union_members(type_.__origin__)
    if isinstance(type_, type) or get_origin(type_) in (tuple, dict):
        return (type_,)
    return tuple(part for one in get_args(type_) for part in union_members(one)) or (type_,)


def is_struct(part: Any) -> bool:  # noqa: ANN401
    """Return whether *part* of a type is a record or an object in one."""
    return isinstance(part, type) and issubclass(part, FrozenStruct)


@cache
def fields_by_name(struct: type[FrozenStruct]) -> dict[str, FieldInfo]:
    """Return the fields of *struct* by name; cached, as msgspec derives them on each call."""
    return {field.name: field for field in fields(struct)}


def wrong_type_message(wanted: str, value: object) -> str:
    """Return the sentence for the JSON *value* where *wanted* ("a list") was expected."""
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array", dict: "object"}
    got = _types([names.get(type(value), "null")])
    return _("expected {wanted}, got {got}").format(wanted=wanted, got=got)


def _message(error: str, type_: Any, value: object) -> str:  # noqa: ANN401
    if error.startswith("Invalid enum value"):
        known = literal_values(type_)
        near = nearest(value.lower(), known) if isinstance(value, str) else ()
        sentence = _('"{value}" is not one of {known}').format(value=value, known=", ".join(known))
        return sentence + did_you_mean(join_or(near))
    if error == "Invalid RFC3339 encoded date":
        day = to_stored_form(str(value)) or ""
        is_day = day.count("-") == 2  # noqa: PLR2004  # a month has one
        return _("is not a date; write {day}").format(day=day if is_day else "2025-01-15")
    if match := re.fullmatch(r"Expected `(.*)`, got `.*`", error):
        reason = wrong_type_message(_types(match[1].split(" | ")), value)
        shape = _suggested_value(type_, value)
        return _("{reason}; write {shape}").format(reason=reason, shape=shape) if shape else reason
    for pattern, sentence in _MESSAGES:
        if match := re.fullmatch(pattern, error, re.DOTALL):
            return _(sentence).format(**match.groupdict())
    return error


def _types(names: list[str]) -> str:
    if "float" in names:  # every whole number is a number
        names = [name for name in names if name != "int"]
    return join_or([_(_TYPES.get(name, name)) for name in names])


_MAX_EXAMPLE = 40  # characters
_PLACEHOLDER = "…"
_NUMBER = r"-?[0-9]{1,15}(\.[0-9]{1,2}|\.[0-9]{4,9})?"  # 1.384 may be over a thousand
_ID_TYPES = (Id, Id | None)  # no suggestion: not every text is an id


def _suggested_value(type_: Any, value: object) -> str:  # noqa: ANN401  # an annotation
    """Return JSON of *type_* that *value* may be meant as, "" without a suggestion."""
    parts = union_members(type_) if type_ not in _ID_TYPES else ()
    shapes = (_suggest(part, value) for part in parts)
    return next((json.dumps(one, ensure_ascii=False) for one in shapes if one is not None), "")


def _suggest(part: Any, value: object) -> object:  # noqa: ANN401
    if get_origin(part) is tuple:
        member = union_members(get_args(part)[0])[-1]  # words rather than an id
        text = _suggest_text(value) or _PLACEHOLDER
        return [text if member is str else _suggest(member, value)]
    if get_origin(part) is dict:
        return {"date": _suggest_words(None)}
    return _SUGGESTIONS[part](value) if part in _SUGGESTIONS else None


def _text_or_placeholder(value: object) -> str:
    return _shortened(value) if isinstance(value, str) and value else _PLACEHOLDER


def _suggest_words(value: object) -> object:
    return {"vi": _text_or_placeholder(value), "en": None}


def _suggest_text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _shortened(value) if isinstance(value, str) else None


def _suggest_integer(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value) else None


def _suggest_number(value: object) -> object:
    digits = str(value).strip().removesuffix("%").strip().replace(",", ".")
    if not isinstance(value, str) or not re.fullmatch(_NUMBER, digits):
        return None
    return float(digits) if "." in digits else int(digits)


_SUGGESTIONS: dict[Any, Callable[[object], object]] = {
    Words: _suggest_words,
    Person: lambda value: {"name": _text_or_placeholder(value), "role": "participant"},
    Award: lambda value: {"name": _suggest_words(value), "to": [_suggest_words(None)]},
    str: _suggest_text,
    float: _suggest_number,
    int: _suggest_integer,
    bool: lambda value: {"true": True, "false": False}.get(str(value).lower()),
}


def _shortened(text: str) -> str:
    return text if len(text) <= _MAX_EXAMPLE else f"{text[:_MAX_EXAMPLE].rstrip()}{_PLACEHOLDER}"
