"""Numbers as Vietnamese sources print them: "hơn 2.870", "85,71%", and how to print them anew."""

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple
from unicodedata import normalize

NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
"""The pattern of a number in a text."""

_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"
_MAX_DIGITS = 40  # no reported number has more
_FRACTION = re.compile(r"[0-9.,]+/[0-9.,]*[0-9]")
_SWAPPED = str.maketrans(",.", ".,")
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_BOUNDS = {"about": "about ", "more-than": "more than ", "less-than": "less than "}
_UNITS = {"percent": "%", "times": " times"}

_DIGITS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_NUMERALS = {word: number for number, word in enumerate(_DIGITS, 1)} | {
    "tư": 4,
    "bẩy": 7,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "third": 3,
    "quarter": 4,
}
_NUMERAL = "|".join(_NUMERALS)
_SHARE = re.compile(
    r"\b(?:(?P<half>nửa(?! đầu| cuối| năm| tháng| nhiệm)|half)"
    rf"|(?P<part>{_NUMERAL}|[1-9])(?: phần |[ -](?=third|quarter)| ?/ ?)"
    rf"(?P<total>{_NUMERAL}|10|[2-9])s?)\b"
)


class Printed(NamedTuple):
    """A number as it was printed: its value, and how many decimals it has."""

    value: Fraction
    decimals: int


def parse_printed(reported: str) -> Printed | None:
    """Return the first number in *reported* ("hơn 2.870", "85,71%"), or None without one.

    A point before three digits groups thousands, a comma begins decimals, as in Vietnamese; a
    point before other digits begins decimals too.
    """
    found = re.search(NUMBER, reported)
    if not found or len(found[0]) > _MAX_DIGITS:
        return None
    digits = found[0]
    if re.fullmatch(_GROUPED, digits):
        digits = digits.replace(".", "")
    integer, _, decimals = digits.replace(",", ".").partition(".")
    if "." in decimals:
        return None
    return Printed(Fraction(f"{integer}.{decimals or 0}"), len(decimals))


def parse_share(reported: str) -> Fraction | None:
    """Return the share that *reported* states in words ("gần một nửa", "hai phần ba", "gần 2/3").

    None if it states none below 1, or has another number.
    """
    text = normalize("NFC", reported.lower())
    found = _SHARE.search(text)
    if not found or re.search("[0-9%]", text[: found.start()] + text[found.end() :]):
        return None
    if found["half"]:
        return Fraction(1, 2)
    part, total = (_NUMERALS.get(word) or int(word) for word in found.group("part", "total"))
    return Fraction(part, total) if part < total else None


def english_number(value: Fraction | int, decimals: int | None = None) -> str:
    """Return *value* with so many *decimals*, or in its shortest form, its thousands grouped."""
    form = ",f" if decimals is None else f",.{decimals}f"
    return f"{Decimal(value.numerator) / value.denominator:{form}}"


def english_print(reported: str, value: float | None, bound: str, unit: str) -> str:
    """Return in English what a source printed: "more than 800" for "hơn 800".

    *value* is the number that was read from it; without one, or if it has no digits, it is quoted.
    """
    found = parse_printed(reported)
    if found is None or value is None:
        return f"“{reported}”"
    exact = Fraction(str(value))
    if exact == found.value and (ratio := _FRACTION.search(reported)):
        text = ratio[0].translate(_SWAPPED)
    elif exact == found.value:
        text = english_number(exact, found.decimals)
    else:
        text = _scaled(exact)
    return f"{_BOUNDS.get(bound, '')}{text}{_UNITS.get(unit, '')}"


def _scaled(value: Fraction) -> str:
    """Return *value* as 12.5 million, if it is a round number of that kind."""
    for scale, name in _SCALES:
        if value >= scale and (value * 10 / scale).denominator == 1:
            short = value / scale
            return f"{english_number(short)} {name}"
    return english_number(value)
