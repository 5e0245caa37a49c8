"""Readings: whether a record has the numbers that were printed."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from cchc_cli.answers.check.arithmetic import NUMBER, parse_printed
from cchc_cli.answers.check.findings import Finding, bilingual, finding, shortest
from cchc_cli.model.records import Figure

_SCALES = {
    "trăm": 10**2,
    "nghìn": 10**3,
    "ngàn": 10**3,
    "vạn": 10**4,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_SCALE = re.compile("|".join(_SCALES))
_SCALED = re.compile(rf"({NUMBER})((?:\s*(?:{_SCALE.pattern})\b)*)", re.IGNORECASE)
_GROUPS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}\b)")  # 1 384
_RATIO = re.compile(r"[^/]*[0-9] */ *([0-9][0-9.,]*)\W*")


def value_findings(figures: Iterable[Figure]) -> Iterator[Finding]:
    """Yield where a figure's value, or its denominator, is no number that was printed.

    What was printed without a digit, or in a way that is not understood, is not judged. A value
    may be any of the numbers that were printed, by itself or times what stands behind it (triệu),
    and less than nothing ("giảm 3%").
    """
    for figure in figures:
        meant = _possible_values(figure.reported)
        if figure.value is not None and meant:
            value = Fraction(str(figure.value))
            if abs(value) not in meant:
                yield _misread(figure, "value", value, meant[0])
        ratio = _RATIO.fullmatch(figure.reported)
        whole = parse_printed(ratio[1]) if ratio else None
        if whole and figure.denominator is not None and figure.denominator != whole.value:
            yield _misread(figure, "denominator", Fraction(figure.denominator), whole.value)


def _possible_values(reported: str) -> list[Fraction]:
    """Return what the numbers in *reported* can stand for: "12,5 triệu" is 12,500,000 too.

    Nothing if one of them is not understood.
    """
    meant = []
    for text in dict.fromkeys((reported, _GROUPS.sub("", reported))):
        together = Fraction(0)
        for digits, behind in _SCALED.findall(text):
            number = parse_printed(digits)
            if number is None:
                return []
            scaled = number.value
            for word in _SCALE.findall(behind.lower()):
                scaled *= _SCALES[word]
            meant += [number.value, scaled]
            together += scaled if behind else 0
        meant += [together] if together else []  # 1 triệu 200 nghìn
    return meant


def _misread(figure: Figure, field: str, has: Fraction, number: Fraction) -> Finding:
    vi = "giá trị" if field == "value" else "mẫu số"
    told = bilingual(
        f"{vi} ghi là {shortest(has, ',')}, bản in là “{figure.reported}”",
        f"the {field} is {shortest(has)}, yet “{figure.reported}” was printed",
    )
    return finding(figure, "misread", told, number, number - has)
