"""Percentages: whether a printed share or count follows from its numerator and denominator."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cchc_cli.answers.check.findings import Finding, finding
from cchc_cli.answers.check.rounding import (
    implied_denominator,
    parse_printed,
    verdict,
    within_bound,
)
from cchc_cli.model.records import Figure, Words

_VERDICTS = {
    "ok": ("", ""),
    "truncated": (": bị cắt bớt, không làm tròn", ": truncated, not rounded"),
    "mismatch": (": không khớp", ": does not match"),
}
"""Verdict → what follows the computed percentage, in Vietnamese and English."""


def percentage_findings(figures: Sequence[Figure]) -> Iterator[Finding]:
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
            mismatched.append((figure, found))
        else:
            yield found
        if figure.unit == "times":
            vi = f"“tăng {figure.reported}”: gấp {figure.reported} hay thêm {figure.reported}?"
            en = f"“{figure.reported}”: that many times as much, or that many times more?"
            yield finding(figure, "ambiguous", vi, en)
    for figure, found in mismatched:
        other = next((other for other in truncated if _is_complement(figure, other)), None)
        yield _derived(other, found) if other else found


def _verdict(figure: Figure) -> Finding:
    number = parse_printed(figure.reported)
    part, total = figure.numerator, figure.denominator
    is_count = figure.unit not in ("percent", "times") and total is not None
    if number is None or part is None or not (is_count or figure.unit == "percent"):
        return finding(
            figure, "no-basis", "không có số để tính lại", "no numbers to compute it from"
        )
    if is_count:
        return _count(figure, number.value, part)
    if total is None:
        return _implied(figure, implied_denominator(number, part))
    computed = Fraction(100 * part, total)
    code = verdict(number, part, total, figure.bound)
    ratio = f"{part}/{total} = {float(computed):.{number.decimals + 2}f}%"
    vi, en = _VERDICTS[code]
    vi, en = ratio.replace(".", ",") + vi, ratio + en
    return finding(figure, code, vi, en, computed, number.value - computed)


def _count(figure: Figure, value: Fraction, part: int) -> Finding:
    code = "ok" if within_bound(value, Fraction(part), figure.bound) else "mismatch"
    vi, en = f"{part} trên {figure.denominator}", f"{part} of {figure.denominator}"
    return finding(figure, code, vi, en, part, value - part)


def _implied(figure: Figure, total: int | None) -> Finding:
    vi, en = "không nêu mẫu số", "the denominator is not stated"
    if total is None or figure.bound != "exact":
        return finding(figure, "no-basis", vi, en)
    vi += f"; tử số {figure.numerator} chỉ khớp với {total}"
    en += f"; numerator {figure.numerator} fits only {total}"
    return finding(figure, "implied", vi, en, total)


def _is_complement(figure: Figure, other: Figure) -> bool:
    """Return whether *figure* is printed as 100 less *other*, and counts the rest of its total."""
    number, others = parse_printed(figure.reported), parse_printed(other.reported)
    return (
        (figure.denominator, figure.scope, figure.meeting)
        == (other.denominator, other.scope, other.meeting)
        and (figure.numerator or 0) + (other.numerator or 0) == figure.denominator
        and number is not None
        and others is not None
        and number.value == 100 - others.value
    )


def _derived(other: Figure, found: Finding) -> Finding:
    vi = f"lấy 100% trừ {other.reported} ({other.id}), vốn đã bị cắt bớt"
    en = f"100% minus {other.reported} ({other.id}), which was truncated"
    return found._replace(code="derived", text=Words(vi=vi, en=en))
