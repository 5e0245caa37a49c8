"""Percentages: whether a printed share or count follows from its numerator and denominator."""

# The number of decimals printed says how precise a percentage claims to be: with d of them,
# 100·n/m must lie within ±½·10⁻ᵈ, ends included; what was cut off after d decimals is truncated.
# The idea is that of the GRIM test (Brown and Heathers, 2017, doi:10.1177/1948550616673876): a
# mean of whole numbers can take certain values only.

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Literal

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.wording import Names, number, printed, ratio, sentence
from cchc_cli.language.printed_numbers import Printed, parse_printed, parse_share
from cchc_cli.model.records import Bound, Figure

Verdict = Literal["ok", "truncated", "mismatch", "no-basis"]

_ABOUT = Fraction(1, 10)  # "khoảng", "gần": within a tenth of the number

_VERDICTS = {
    "ok": ("{ratio}; công bố {printed}", "{ratio}; reported as {printed}"),
    "truncated": (
        "{ratio}; {printed} là cắt bớt, không phải làm tròn",
        "{ratio}; {printed} is truncated, not rounded",
    ),
    "mismatch": ("{ratio}, không phải {printed}", "{ratio}, not {printed}"),
}
"""Verdict → its sentence, in Vietnamese and English."""


def percentage_findings(figures: Sequence[Figure], names: Names) -> Iterator[Finding]:
    """Yield a verdict on each of *figures*, and whether a number of times is ambiguous.

    A share that does not match, but is 100 less a truncated one, is "derived" from that.
    """
    truncated = []
    mismatched = []
    for figure in figures:
        found = _verdict(figure)
        if found.code == "truncated":
            truncated.append(figure)
        if found.code == "mismatch":
            mismatched.append(found)
        else:
            yield found
        if figure.unit == "times" and "gấp" not in figure.reported:
            yield from _ambiguous(figure)
    for found in mismatched:
        other = next((other for other in truncated if _is_complement(found.record, other)), None)
        yield _derived(other, found, names) if other else found


def _verdict(figure: Figure) -> Finding:
    share = parse_share(figure.reported) if figure.unit == "percent" else None
    reported = Printed(100 * share, 0) if share else parse_printed(figure.reported)
    part, total = figure.numerator, figure.denominator
    is_count = figure.unit not in ("percent", "times") and total is not None
    if reported is None or part is None or not (is_count or figure.unit == "percent"):
        return _no_basis(figure, "không có số để tính lại", "no numbers to compute it from")
    if is_count:
        return _count(figure, reported.value, part)
    if total is None:
        return _implied(figure, implied_denominator(reported, part))
    computed = Fraction(100 * part, total)
    bound = "about" if share and figure.bound == "exact" else figure.bound
    code = verdict(reported, part, total, bound)
    vi, en = _VERDICTS[code]
    shown = ratio(part, total, reported.decimals + 2)
    text = sentence(vi, en, ratio=shown, printed=printed(figure))
    return Finding(figure, code, text, computed, reported.value - computed)


def _count(figure: Figure, value: Fraction, part: int) -> Finding:
    is_right = within_bound(value, Fraction(part), figure.bound)
    vi, en = "{part} trên {total}", "{part} of {total}"
    if not is_right:
        vi = "tử số trong bản ghi là {part}, nguồn ghi “{reported}”"
        en = "the numerator on record is {part}, the source prints “{reported}”"
    total = figure.denominator or 0
    text = sentence(vi, en, part=part, total=total, reported=figure.reported)
    return Finding(figure, "ok" if is_right else "mismatch", text, part, value - part)


def _implied(figure: Figure, total: int | None) -> Finding:
    if total is None or figure.bound != "exact":
        return _no_basis(figure, "không nêu mẫu số", "the denominator is not stated")
    text = sentence(
        "không nêu mẫu số; {part} chỉ bằng {printed} nếu tổng số là {total}",
        "the denominator is not stated; {part} is {printed} only if the total is {total}",
        part=figure.numerator or 0,
        printed=printed(figure),
        total=total,
    )
    return Finding(figure, "implied", text, total)


def _no_basis(figure: Figure, vi: str, en: str) -> Finding:
    text = sentence(f"{{printed}}; {vi}", f"{{printed}}; {en}", printed=printed(figure))
    return Finding(figure, "no-basis", text)


def _ambiguous(figure: Figure) -> Iterator[Finding]:
    if found := parse_printed(figure.reported):
        text = sentence(
            "“tăng {printed}” có thể hiểu là gấp {times} hoặc gấp {more} lần",
            "a rise of {printed} may mean {times} or {more} times as much",
            printed=printed(figure),
            times=number(found.value, found.decimals),
            more=number(found.value + 1, found.decimals),
        )
        yield Finding(figure, "ambiguous", text)


def _is_complement(figure: Figure, other: Figure) -> bool:
    """Return whether *figure* is printed as 100 less *other*, and counts the rest of its total."""
    reported, others = parse_printed(figure.reported), parse_printed(other.reported)
    return (
        (figure.denominator, figure.scope, figure.meeting)
        == (other.denominator, other.scope, other.meeting)
        and (figure.numerator or 0) + (other.numerator or 0) == figure.denominator
        and reported is not None
        and others is not None
        and reported.value == 100 - others.value
    )


def _derived(other: Figure, found: Finding, names: Names) -> Finding:
    figure: Figure = found.record
    decimals = (parse_printed(figure.reported) or Printed(Fraction(0), 0)).decimals + 2
    text = sentence(
        "{ratio}; {printed} là lấy 100% trừ {other} ({where}), vốn đã bị cắt bớt",
        "{ratio}; {printed} is 100% minus {other} ({where}), which was truncated",
        ratio=ratio(figure.numerator or 0, figure.denominator or 1, decimals),
        printed=printed(figure),
        other=printed(other),
        where=names.short_name(other, figure),
    )
    return found._replace(code="derived", text=text)


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
