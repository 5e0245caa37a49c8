"""Why a value is refused, in words for who wrote it: all that is wrong, and what to write."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from msgspec import ValidationError, convert
from msgspec.structs import FieldInfo, fields

from cchc_cli.language.dates import to_stored_form
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, did_you_mean, join_or
from cchc_cli.model.records import Award, FrozenStruct, Id, Person, Words, literal_values

_TYPES = {
    "str": N_("text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("an object"),
    "date": N_("a day (2025-01-15)"),
}
_MESSAGES = (
    (r"Expected `str` of length >= 1", N_("must not be empty")),
    (r"Expected `array` of length >= 1", N_("must name at least one")),
    (r"Expected `int` >= (?P<least>\d+)", N_("must be {least} or more")),
)
_WRONG_TYPE = r"Expected `(.*)`, got `(.*)`"
_INVALID_DATE = "Invalid RFC3339 encoded date"


class TypeProblem(NamedTuple):
    """What is wrong with a value: the keys that lead there, why, and the *field* it is about."""

    path: tuple[str, ...]
    reason: str
    field: str


def find_type_errors(type_: Any, value: object, *path: str) -> Iterator[TypeProblem]:  # noqa: ANN401  # what typing makes
    """Yield all that is wrong with *value*, which JSON can hold, where *type_* is to stand.

    A record comes field by field in the order of its kind, then what it does not know.
    """
    try:
        convert(value, type_)
    except ValidationError as error:
        within = list(_within(type_, value, path))
        yield from within or [TypeProblem(path, _message(str(error), type_, value), (*path, "")[0])]


def _within(type_: Any, value: object, path: tuple[str, ...]) -> Iterator[TypeProblem]:  # noqa: ANN401
    for part in alternatives(type_):
        if isinstance(value, dict) and is_struct(part):
            yield from _of_record(part, value, path)
        elif isinstance(value, dict) and get_origin(part) is dict:
            for key, inner in value.items():
                yield from find_type_errors(get_args(part)[1], inner, *path, key)
        elif isinstance(value, list) and get_origin(part) is tuple:
            for place, inner in enumerate(value):
                yield from find_type_errors(get_args(part)[0], inner, *path, str(place))


def _of_record(
    kind: type[FrozenStruct], document: dict[str, Any], path: tuple[str, ...]
) -> Iterator[TypeProblem]:
    known = fields_by_name(kind)
    for name, field in known.items():
        if name in document:
            yield from find_type_errors(field.type, document[name], *path, name)
        elif field.required:
            reason = _('the field "{field}" is missing').format(field=name)
            yield TypeProblem(path, reason, (*path, name)[0])
    for name in document:
        if name not in known:
            near = nearest(name, known.keys() - document.keys())
            reason = _('unknown field "{field}"').format(field=name) + did_you_mean(join_or(near))
            yield TypeProblem(path, reason, (*path, name)[0])


def alternatives(type_: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return what may stand where *type_* is to: its alternatives, without their rules."""
    if hasattr(type_, "__metadata__"):
        return alternatives(type_.__origin__)
    if isinstance(type_, type) or get_origin(type_) in (tuple, dict):
        return (type_,)
    return tuple(part for one in get_args(type_) for part in alternatives(one)) or (type_,)


def is_struct(part: Any) -> bool:  # noqa: ANN401
    """Tell whether *part* of a type is a kind of record."""
    return isinstance(part, type) and issubclass(part, FrozenStruct)


@cache
def fields_by_name(kind: type[FrozenStruct]) -> dict[str, FieldInfo]:
    """Return the fields of *kind* by their names; msgspec works them out anew each time."""
    return {field.name: field for field in fields(kind)}


def wrong_type_message(wanted: str, value: object) -> str:
    """Return the sentence for *value*, which JSON can hold, where *wanted* was: "a list"."""
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array"}
    got = _type(names.get(type(value), "null"))
    return _("expected {wanted}, got {got}").format(wanted=wanted, got=got)


def _message(reason: str, type_: Any, value: object) -> str:  # noqa: ANN401
    if reason.startswith("Invalid enum value"):
        known = literal_values(type_)
        said = _("{value} is not one of {known}")
        near = nearest(value.lower(), known) if isinstance(value, str) else ()
        told = said.format(value=reason.split(" ", 3)[3], known=", ".join(known))
        return told + did_you_mean(join_or(near))
    if reason == _INVALID_DATE:
        day = to_stored_form(str(value)) or ""
        whole = day.count("-") == 2  # noqa: PLR2004  # a month is no day
        return _("is no day; write {day}").format(day=day if whole else "2025-01-15")
    if wrong := re.fullmatch(_WRONG_TYPE, reason):
        wanted, got = (_types(types.split(" | ")) for types in wrong.groups())
        told = _("expected {wanted}, got {got}").format(wanted=wanted, got=got)

        shape = suggested_value(type_, value)
        return _("{reason}; write {shape}").format(reason=told, shape=shape) if shape else told
    for shape, sentence in _MESSAGES:
        if found := re.fullmatch(shape, reason, re.DOTALL):
            return _(sentence).format(**found.groupdict())
    return reason


def _types(names: list[str]) -> str:
    if "float" in names:  # a whole number is one
        names = [name for name in names if name != "int"]
    return join_or(map(_type, names))


def _type(name: str) -> str:
    return _(_TYPES[name]) if name in _TYPES else name


_MAX_EXAMPLE = 40  # signs
_PLACEHOLDER = "…"
_ID_TYPES = (Id, Id | None)  # no number is one


def suggested_value(type_: Any, value: object) -> str:  # noqa: ANN401  # what typing makes of an annotation
    """Return JSON for what *value*, which is not of *type_*, was to say; "" if that is not known.

    Where only the shape is known, it has … in it.
    """
    for part in alternatives(type_) if type_ not in _ID_TYPES else ():
        shape = _suggest(part, value)
        if shape is not None:
            return json.dumps(shape, ensure_ascii=False)
    return ""


def _suggest(part: Any, value: object) -> object:  # noqa: ANN401
    if get_origin(part) is tuple:
        return _suggest_list(get_args(part)[0], value)
    if get_origin(part) is dict:
        return {"date": _suggest_words(None)}
    if part in _SUGGESTIONS:
        return _SUGGESTIONS[part](value)
    return None


def _suggest_list(member: Any, value: object) -> object:  # noqa: ANN401
    (part,) = alternatives(member)
    return [(_suggest_text(value) or _PLACEHOLDER) if part is str else _suggest(part, value)]


def _suggest_words(value: object) -> object:
    return {
        "vi": _shortened(value) if isinstance(value, str) and value else _PLACEHOLDER,
        "en": None,
    }


def _suggest_person(value: object) -> object:
    name = _shortened(value) if isinstance(value, str) and value else _PLACEHOLDER
    return {"name": name, "role": "participant"}


def _suggest_award(value: object) -> object:
    return {"name": _suggest_words(value), "to": [_suggest_words(None)]}


def _suggest_text(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return _shortened(value) if isinstance(value, str) else None


def _suggest_integer(value: object) -> object:
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    return int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value) else None


def _suggest_number(value: object) -> object:
    """Return the number that the text *value* says for sure: 1.384 may be over a thousand."""
    digits = str(value).strip().removesuffix("%").strip().replace(",", ".")
    if isinstance(value, str) and re.fullmatch(
        r"-?[0-9]{1,15}(\.[0-9]{1,2}|\.[0-9]{4,9})?", digits
    ):
        return float(digits) if "." in digits else int(digits)
    return None


def _suggest_boolean(value: object) -> object:
    return {"true": True, "false": False}.get(str(value).lower())


_SUGGESTIONS = {
    Words: _suggest_words,
    Person: _suggest_person,
    Award: _suggest_award,
    str: _suggest_text,
    float: _suggest_number,
    int: _suggest_integer,
    bool: _suggest_boolean,
}


def _shortened(text: str) -> str:
    """Return *text* cut: who wrote it knows the rest."""
    return text if len(text) <= _MAX_EXAMPLE else f"{text[:_MAX_EXAMPLE].rstrip()}{_PLACEHOLDER}"
