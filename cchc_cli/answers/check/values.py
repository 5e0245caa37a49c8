"""Values: whether a record has the numbers that were printed."""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.wording import sentence
from cchc_cli.language.printed_numbers import NUMBER, parse_printed, parse_share
from cchc_cli.model.records import Figure

_SCALES = {
    "trăm": 10**2,
    **dict.fromkeys(("nghìn", "ngàn", "thousand"), 10**3),
    "vạn": 10**4,
    **dict.fromkeys(("triệu", "million"), 10**6),
    **dict.fromkeys(("tỷ", "tỉ", "billion"), 10**9),
}
_SCALE = re.compile("|".join(_SCALES))
_SCALED = re.compile(rf"({NUMBER})((?:\s*(?:{_SCALE.pattern})\b)*)", re.IGNORECASE)
_GROUPS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}\b)")  # 1 384
_RATIO = re.compile(r"[^/]*[0-9] */ *([0-9][0-9.,]*)\W*")


def value_findings(figures: Iterable[Figure]) -> Iterator[Finding]:
    """Yield where the value of a figure, or its denominator, is not a number that was printed.

    Text without a digit, or with numbers that cannot be parsed, is not judged. A value may be any
    of the printed numbers, by itself or times the word after it (triệu), and negative ("giảm 3%");
    that of a share in words (một nửa, 2/3) is a percentage, which may be rounded.
    """
    for figure in figures:
        possible = _possible_values(figure.reported)
        share = parse_share(figure.reported) if figure.unit == "percent" else None
        if share:
            possible = [100 * share]
        if figure.value is not None and possible:
            value = Fraction(str(figure.value))
            if abs(value) not in possible and not (share and abs(value - possible[0]) < 1):
                yield _misread(figure, "giá trị", "value", value, possible[0])
        ratio = None if share else _RATIO.fullmatch(figure.reported)
        printed = parse_printed(ratio[1]) if ratio else None
        if printed and figure.denominator not in (None, printed.value):
            value = Fraction(figure.denominator)
            yield _misread(figure, "mẫu số", "denominator", value, printed.value)


def _possible_values(reported: str) -> list[Fraction]:
    """Return the values that *reported* can mean: 12.5 and 12,500,000 for "12,5 triệu"."""
    values = []
    for text in dict.fromkeys((reported, _GROUPS.sub("", reported))):
        together = Fraction(0)
        for digits, words in _SCALED.findall(text):
            number = parse_printed(digits)
            if number is None:
                return []
            scaled = number.value
            for word in _SCALE.findall(words.lower()):
                scaled *= _SCALES[word]
            values += [number.value, scaled]
            together += scaled if words else 0
        values += [together] if together else []  # 1 triệu 200 nghìn
    return values


def _misread(figure: Figure, vi: str, en: str, value: Fraction, printed: Fraction) -> Finding:
    text = sentence(
        f"{vi} trong bản ghi là {{value}}, nguồn ghi “{{reported}}”",
        f"the {en} on record is {{value}}, the source prints “{{reported}}”",
        value=value,
        reported=figure.reported,
    )
    return Finding(figure, "misread", text, printed, printed - value)
