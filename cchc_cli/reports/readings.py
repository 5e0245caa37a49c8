"""Readings: whether a record has the numbers that were printed."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from cchc_cli.model import Figure
from cchc_cli.reports.arithmetic import printed
from cchc_cli.reports.findings import Finding, finding, short, words

_SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_RATIO = re.compile(r"[^/]*[0-9] */ *([0-9][0-9.,]*)\W*")


def readings(figures: Iterable[Figure]) -> Iterator[Finding]:
    """Yield where a figure's value, or its denominator, is another number than was printed."""
    for figure in figures:
        number = printed(figure.reported)
        if figure.value is not None:
            value = Fraction(str(figure.value))
            if number is None and not any(map(str.isdigit, figure.reported)):
                yield _misread(figure, "value", value, None)
            elif number and value not in _meant(figure, number.value):
                yield _misread(figure, "value", value, number.value)
        ratio = _RATIO.fullmatch(figure.reported)
        whole = printed(ratio[1]) if ratio else None
        if whole and figure.denominator is not None and figure.denominator != whole.value:
            yield _misread(figure, "denominator", figure.denominator, whole.value)


def _meant(figure: Figure, number: Fraction) -> set[Fraction]:
    """Return what *number*, as it was printed, can stand for: "12,5 triệu" is 12,500,000 too."""
    scales = [_SCALES[word] for word in figure.reported.split() if word in _SCALES]
    return {number, *(number * scale for scale in scales)}


def _misread(figure: Figure, field: str, has: Fraction | int, number: Fraction | None) -> Finding:
    vi = "giá trị" if field == "value" else "mẫu số"
    mine = Fraction(has)
    told = words(
        f"{vi} ghi là {short(mine, ',')}, bản in là “{figure.reported}”",
        f"the {field} is {short(mine)}, yet “{figure.reported}” was printed",
    )
    return finding(figure, "misread", told, number, None if number is None else number - mine)
