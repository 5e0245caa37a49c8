"""Why a value is refused, in words for who wrote it: msgspec's errors, put plainly."""

import re

from cchc_cli.model import Person, Record, choices
from cchc_cli.words import N_, _, one_of

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
    (r"Object missing required field `(?P<field>.*)`", N_('the field "{field}" is missing')),
    (r"Object contains unknown field `(?P<field>.*)`", N_('unknown field "{field}"')),
    (r"Expected `str` of length >= 1", N_("must not be empty")),
    (r"Expected `array` of length >= 1", N_("must name at least one")),
    (r"Expected `int` >= (?P<least>\d+)", N_("must be {least} or more")),
    (r"Invalid RFC3339 encoded date", N_("is no day; write 2025-01-15")),
)
_PLACE = r"(?s)(?P<reason>.*) - at `\$\.?(?P<path>.*)`"  # compiled only when there is an error
_WRONG_TYPE = r"Expected `(.*)`, got `(.*)`"


def of(error: Exception, kind: type[Record]) -> tuple[list[str], str]:
    """Return the keys that lead to what *error* refuses in a record of *kind*, and why."""
    placed = re.fullmatch(_PLACE, str(error))
    reason, path = placed.group("reason", "path") if placed else (str(error), "")
    keys = re.sub(r"\[\.\.\.\]", "", re.sub(r"\[(\d+)\]", r".\1", path)).split(".") if path else []
    return keys, _plain(reason, keys[-1] if keys else "", kind)


def expected(wanted: str, value: object) -> str:
    """Return the sentence for *value*, which JSON can hold, where *wanted* was: "a list"."""
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array"}
    got = _type(names.get(type(value), "null"))
    return _("expected {wanted}, got {got}").format(wanted=wanted, got=got)


def _plain(reason: str, field: str, kind: type[Record]) -> str:
    if reason.startswith("Invalid enum value"):
        known = ", ".join(choices(kind, field) or choices(Person, field))
        return _("{value} is not one of {known}").format(value=reason.split(" ", 3)[3], known=known)
    if wrong := re.fullmatch(_WRONG_TYPE, reason):
        wanted, got = (_types(types.split(" | ")) for types in wrong.groups())
        return _("expected {wanted}, got {got}").format(wanted=wanted, got=got)
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
