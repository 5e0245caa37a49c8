"""Why a value is refused, in words for who wrote it: msgspec's errors, put plainly."""

import re

from cchc_cli.model import Person, Record, choices

_TYPES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "date": "a day (2025-01-15)",
}
_SENTENCES = (
    (r"Object missing required field `(.*)`", r'the field "\1" is missing'),
    (r"Object contains unknown field `(.*)`", r'unknown field "\1"'),
    (r"Expected `str` of length >= 1", "must not be empty"),
    (r"Expected `array` of length >= 1", "must name at least one"),
    (r"Expected `int` >= (\d+)", r"must be \1 or more"),
    (r"Invalid RFC3339 encoded date", "is no day; write 2025-01-15"),
)
_PLACE = r"(?s)(?P<reason>.*) - at `\$\.?(?P<path>.*)`"  # compiled only when there is an error
_WRONG_TYPE = r"Expected `(.*)`, got `(.*)`"


def of(error: Exception, kind: type[Record]) -> tuple[list[str], str]:
    """Return the keys that lead to what *error* refuses in a record of *kind*, and why."""
    placed = re.fullmatch(_PLACE, str(error))
    reason, path = placed.group("reason", "path") if placed else (str(error), "")
    keys = re.sub(r"\[\.\.\.\]", "", re.sub(r"\[(\d+)\]", r".\1", path)).split(".") if path else []
    return keys, _plain(reason, keys[-1] if keys else "", kind)


def called(value: object) -> str:
    """Return what *value*, which JSON can hold, is called: "a list"."""
    names = {bool: "bool", int: "int", float: "float", str: "str", list: "array"}
    return _type(names.get(type(value), "null"))


def _plain(reason: str, field: str, kind: type[Record]) -> str:
    if reason.startswith("Invalid enum value"):
        known = choices(kind, field) or choices(Person, field)
        return f"{reason.split(' ', 3)[3]} is not one of {', '.join(known)}"
    if wrong := re.fullmatch(_WRONG_TYPE, reason):
        wanted, got = (" or ".join(map(_type, types.split(" | "))) for types in wrong.groups())
        return f"expected {wanted.replace('a whole number or a number', 'a number')}, got {got}"
    for shape, sentence in _SENTENCES:
        if found := re.fullmatch(shape, reason, re.DOTALL):
            return found.expand(sentence)
    return reason


def _type(name: str) -> str:
    return _TYPES.get(name, name)
