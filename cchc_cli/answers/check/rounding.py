"""Arithmetic: whether a printed number follows from its numerator and denominator, exactly."""

# The number of decimals printed says how precise a percentage claims to be: with d of them,
# 100·n/m must lie within ±½·10⁻ᵈ, ends included. The idea is that of the GRIM test (Brown and
# Heathers, 2017, doi:10.1177/1948550616673876): a mean of whole numbers can take certain values
# only.

import re
from fractions import Fraction
from math import ceil, floor
from typing import Literal, NamedTuple
from unicodedata import normalize

from cchc_cli.model.records import Bound

Verdict = Literal["ok", "truncated", "mismatch", "no-basis"]

NUMBER = r"[0-9]+(?:[.,][0-9]+)*"
"""The pattern of a number in a text."""

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
_GROUPED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?"
_MAX_DIGITS = 40  # no reported number has more
_ABOUT = Fraction(1, 10)  # "khoảng", "gần": within a tenth of the number


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


def half_unit(decimals: int) -> Fraction:
    """Return half a unit in the last of *decimals* places."""
    return Fraction(1, 2 * 10**decimals)


def verdict(share: Printed, part: int, total: int, bound: Bound = "exact") -> Verdict:
    """Return whether *share*, in percent, follows from *part* of *total*."""
    computed = Fraction(100 * part, total)
    if bound != "exact":
        return "ok" if within_bound(share.value, computed, bound) else "mismatch"
    if abs(computed - share.value) <= half_unit(share.decimals):
        return "ok"
    if Fraction(floor(computed * 10**share.decimals), 10**share.decimals) == share.value:
        return "truncated"
    return "mismatch"


def implied_denominator(share: Printed, part: int) -> int | None:
    """Return the only total of which *part* is *share* percent as printed, None unless one is."""
    half = half_unit(share.decimals)
    if part <= 0 or share.value <= half:
        return None
    least = max(ceil(Fraction(100 * part) / (share.value + half)), part)
    most = floor(Fraction(100 * part) / (share.value - half))
    return least if least == most else None


def within_bound(printed: Fraction, computed: Fraction, bound: Bound) -> bool:
    """Return whether *computed* agrees with *printed* as a *bound*: "hơn 800" is 800 or more."""
    if bound == "exact":
        return computed == printed
    if bound == "more-than":
        return computed >= printed
    if bound == "less-than":
        return computed <= printed
    return abs(computed - printed) <= printed * _ABOUT
