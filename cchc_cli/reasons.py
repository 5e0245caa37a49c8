"""Why a value is refused, in words for who wrote it: all that is wrong, and what to write."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from msgspec import ValidationError, convert
from msgspec.structs import FieldInfo, fields

from cchc_cli.dates import as_stored
from cchc_cli.model import Record, words_of
from cchc_cli.words import N_, _, did_you_mean, one_of

_TYPES = {
    "str": N_("text"),
    "int": N_("a whole number"),
    "float": N_("a number"),
    "bool": N_("true or false"),
    "array": N_("a list"),
    "object": N_("an object"),
    "date": N_("a day (2025-01-15)"),
}
_SENTENCES = (
    (r"Expected `str` of length >= 1", N_("must not be empty")),
    (r"Expected `array` of length >= 1", N_("must name at least one")),
    (r"Expected `int` >= (?P<least>\d+)", N_("must be {least} or more")),
)
_WRONG_TYPE = r"Expected `(.*)`, got `(.*)`"
_NO_DAY = "Invalid RFC3339 encoded date"


class Wrong(NamedTuple):
    """What is wrong with a value: the keys that lead there, why, and the *field* it is about."""

    path: tuple[str, ...]
    reason: str
    field: str


def of(type_: Any, value: object, *path: str) -> Iterator[Wrong]:  # noqa: ANN401  # what typing makes
    """Yield all that is wrong with *value*, which JSON can hold, where *type_* is to stand.

    A record comes field by field in the order of its kind, then what it does not know.
    """
    try:
        convert(value, type_)
    except ValidationError as error:
        within = list(_within(type_, value, path))
        yield from within or [Wrong(path, _plain(str(error), type_, value), (*path, "")[0])]


def _within(type_: Any, value: object, path: tuple[str, ...]) -> Iterator[Wrong]:  # noqa: ANN401
    for part in parts(type_):
        if isinstance(value, dict) and is_record(part):
            yield from _of_record(part, value, path)
        elif isinstance(value, dict) and get_origin(part) is dict:
            for key, inner in value.items():
                yield from of(get_args(part)[1], inner, *path, key)
        elif isinstance(value, list) and get_origin(part) is tuple:
            for place, inner in enumerate(value):
                yield from of(get_args(part)[0], inner, *path, str(place))


def _of_record(
    kind: type[Record], document: dict[str, Any], path: tuple[str, ...]
) -> Iterator[Wrong]:
    known = fields_of(kind)
    for name, field in known.items():
        if name in document:
            yield from of(field.type, document[name], *path, name)
        elif field.required:
            reason = _('the field "{field}" is missing').format(field=name)
            yield Wrong(path, reason, (*path, name)[0])
    for name in document:
        if name not in known:
            near = get_close_matches(name, known.keys() - document.keys(), n=1)
            reason = _('unknown field "{field}"').format(field=name) + did_you_mean(one_of(near))
            yield Wrong(path, reason, (*path, name)[0])


def parts(type_: Any) -> tuple[Any, ...]:  # noqa: ANN401
    """Return what may stand where *type_* is to: its alternatives, without their rules."""
    if hasattr(type_, "__metadata__"):
        return parts(type_.__origin__)
    if isinstance(type_, type) or get_origin(type_) in (tuple, dict):
        return (type_,)
    return tuple(part for one in get_args(type_) for part in parts(one)) or (type_,)


def is_record(part: Any) -> bool:  # noqa: ANN401
    """Tell whether *part* of a type is a kind of record."""
    return isinstance(part, type) and issubclass(part, Record)


@cache
def fields_of(kind: type[Record]) -> dict[str, FieldInfo]:
    """Return the fields of *kind* by their names; msgspec works them out anew each time."""
    return {field.name: field for field in fields(kind)}


def expected(wanted: str, value: object) -> str:
    """Return the sentence for *value*, which JSON can hold, where *wanted* was: "a list"."""
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array"}
    got = _type(names.get(type(value), "null"))
    return _("expected {wanted}, got {got}").format(wanted=wanted, got=got)


def _plain(reason: str, type_: Any, value: object) -> str:  # noqa: ANN401
    if reason.startswith("Invalid enum value"):
        known = words_of(type_)
        said = _("{value} is not one of {known}")
        near = get_close_matches(value.lower(), known, n=1) if isinstance(value, str) else ()
        told = said.format(value=reason.split(" ", 3)[3], known=", ".join(known))
        return told + did_you_mean(one_of(near))
    if reason == _NO_DAY:
        day = as_stored(str(value)) or ""
        whole = day.count("-") == 2  # noqa: PLR2004  # a month is no day
        return _("is no day; write {day}").format(day=day if whole else "2025-01-15")
    if wrong := re.fullmatch(_WRONG_TYPE, reason):
        wanted, got = (_types(types.split(" | ")) for types in wrong.groups())
        told = _("expected {wanted}, got {got}").format(wanted=wanted, got=got)
        from cchc_cli.shapes import instead  # noqa: PLC0415  # most stores are in order

        shape = instead(type_, value)
        return _("{reason}; write {shape}").format(reason=told, shape=shape) if shape else told
    for shape, sentence in _SENTENCES:
        if found := re.fullmatch(shape, reason, re.DOTALL):
            return _(sentence).format(**found.groupdict())
    return reason


def _types(names: list[str]) -> str:
    if "float" in names:  # a whole number is one
        names = [name for name in names if name != "int"]
    return one_of(map(_type, names))


def _type(name: str) -> str:
    return _(_TYPES[name]) if name in _TYPES else name
