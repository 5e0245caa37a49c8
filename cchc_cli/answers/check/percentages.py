"""Shares: whether a printed percentage follows from the numbers beside it."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from cchc_cli.answers.check.arithmetic import (
    implied_denominator,
    parse_printed,
    verdict,
    within_bound,
)
from cchc_cli.answers.check.findings import Finding, bilingual, finding
from cchc_cli.model.records import Figure


def percentage_findings(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a verdict on each of *figures*, and what else is to be said of it by itself."""
    truncated = []
    mismatched = []
    for figure in figures:
        found = _share(figure)
        if found.code == "truncated":
            truncated.append(figure)
        if found.code == "mismatch":
            mismatched.append((figure, found))
        else:
            yield found
        if figure.unit == "times":
            yield _ambiguous(figure)
    for figure, found in mismatched:
        other = next((other for other in truncated if _complement(figure, other)), None)
        yield _derived(other, found) if other else found


def _share(figure: Figure) -> Finding:
    number = parse_printed(figure.reported)
    part, whole = figure.numerator, figure.denominator
    counted = figure.unit not in ("percent", "times") and whole is not None
    if number is None or part is None or not (counted or figure.unit == "percent"):
        told = bilingual("không có số để tính lại", "nothing beside it to work it out from")
        return finding(figure, "no-basis", told)
    if counted:
        return _count(figure, number.value, part)
    if whole is None:
        return _implied(figure, implied_denominator(number, part))
    computed = Fraction(100 * part, whole)
    code = verdict(number, part, whole, figure.bound)
    exact = f"{float(computed):.{number.decimals + 2}f}"
    ratio = f"{part}/{whole} = {exact.replace('.', ',')}%", f"{part}/{whole} = {exact}%"
    why = {
        "ok": ("", ""),
        "truncated": (": bị cắt bớt, không làm tròn", ": cut off, not rounded"),
        "mismatch": (": không khớp", ": does not follow"),
    }[code]
    told = bilingual(ratio[0] + why[0], ratio[1] + why[1])
    return finding(figure, code, told, computed, number.value - computed)


def _count(figure: Figure, value: Fraction, part: int) -> Finding:
    told = bilingual(f"{part} trên {figure.denominator}", f"{part} of {figure.denominator}")
    exact = figure.bound == "exact"
    same = value == part if exact else within_bound(value, Fraction(part), figure.bound)
    return finding(figure, "ok" if same else "mismatch", told, part, value - part)


def _implied(figure: Figure, whole: int | None) -> Finding:
    if whole is None or figure.bound != "exact":
        told = bilingual("không nêu mẫu số", "the base is not stated")
        return finding(figure, "no-basis", told)
    told = bilingual(
        f"không nêu mẫu số; {figure.numerator} chỉ khớp với {whole}",
        f"the base is not stated; {figure.numerator} fits only {whole}",
    )
    return finding(figure, "implied", told, whole)


def _ambiguous(figure: Figure) -> Finding:
    told = bilingual(
        f"“tăng {figure.reported}”: gấp {figure.reported}, hay thêm {figure.reported}?",
        f"a rise of {figure.reported}: times that much, or more by that much?",
    )
    return finding(figure, "ambiguous", told)


def _complement(figure: Figure, other: Figure) -> bool:
    """Return whether *figure* is printed as 100 less *other*, and is the rest of its whole."""
    mine, its = parse_printed(figure.reported), parse_printed(other.reported)
    return (
        (figure.denominator, figure.scope, figure.meeting)
        == (other.denominator, other.scope, other.meeting)
        and (figure.numerator or 0) + (other.numerator or 0) == figure.denominator
        and mine is not None
        and its is not None
        and mine.value == 100 - its.value
    )


def _derived(other: Figure, found: Finding) -> Finding:
    told = bilingual(
        f"lấy 100 trừ {other.reported} ({other.id}), vốn đã bị cắt bớt",
        f"100 less {other.reported} ({other.id}), which was cut off",
    )
    return found._replace(code="derived", text=told)
