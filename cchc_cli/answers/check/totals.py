"""Totals: whether parts add up to their total, and the shares of one total to 100%."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction

from cchc_cli.answers.check.findings import Finding, decimal_text, finding
from cchc_cli.answers.check.rounding import half_unit, parse_printed
from cchc_cli.model.records import Figure


def sum_findings(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a verdict on each total among *figures*: the sum of its exact parts, and any gap."""
    by_id = {figure.id: figure for figure in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of in by_id:
            parts[figure.part_of].append(figure)
    for id_, found in parts.items():
        total = by_id[id_]
        # percentages are added up unless all have a numerator
        by_share = total.unit == "percent" and None in [one.numerator for one in (total, *found)]
        stated, *counts = [_count(figure, by_share=by_share) for figure in (total, *found)]
        known = [count for count in counts if count is not None]
        if stated is None or len(known) < len(counts):
            continue
        sum_of_parts = sum(known, Fraction(0))
        gap = stated - sum_of_parts
        if abs(gap) > sum(_rounding(figure, by_share=by_share) for figure in (total, *found)):
            yield _gap(total, found, sum_of_parts, gap, figures)
        else:
            equation = f"{' + '.join(map(decimal_text, known))} = {decimal_text(sum_of_parts)}"
            yield finding(total, "ok", equation, equation, sum_of_parts, gap)


def _count(figure: Figure, *, by_share: bool = False) -> Fraction | None:
    """Return the summand that *figure* is: its numerator if it has one, else its value."""
    if figure.bound != "exact":
        return None
    value = figure.value if by_share or figure.numerator is None else figure.numerator
    return None if value is None else Fraction(str(value))


def _rounding(figure: Figure, *, by_share: bool) -> Fraction:
    """Return how far *figure* may be off: a whole number that is no percentage is exact."""
    number = parse_printed(figure.reported)
    if number is None or (figure.numerator is not None and not by_share):
        return Fraction(0)
    is_rounded = figure.unit == "percent" or number.decimals
    return half_unit(number.decimals) if is_rounded else Fraction(0)


def _gap(
    total: Figure,
    parts: Sequence[Figure],
    found: Fraction,
    gap: Fraction,
    figures: Sequence[Figure],
) -> Finding:
    """Return the finding of a *gap*, with the other figures of the meeting that close it."""
    closing = [
        figure.id
        for figure in figures
        if figure.meeting == total.meeting
        and figure.part_of is None
        and figure.id != total.id
        and _count(figure) == gap
    ]
    ids = ", ".join(part.id for part in parts)
    stated = found + gap
    vi = f"các phần ({ids}) cộng được {decimal_text(found, ',')}"
    vi += f", không phải {decimal_text(stated, ',')}"
    en = f"its parts ({ids}) add up to {decimal_text(found)}, not {decimal_text(stated)}"
    if closing:
        vi += f"; thêm {' hoặc '.join(closing)} ({decimal_text(gap, ',')}) thì đủ"
        en += f"; adding {' or '.join(closing)} ({decimal_text(gap)}) closes the gap"
    return finding(total, "sum", vi, en, found, gap)


def complement_findings(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a finding where the k shares of one total do not add up to 100% ± k·½·10⁻ᵈ."""
    groups: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of and figure.unit == "percent" and figure.denominator:
            groups[figure.part_of, figure.denominator].append(figure)
    for (_total, denominator), found in groups.items():
        exact = [figure for figure in found if figure.bound == "exact"]
        numbers = [number for figure in exact if (number := parse_printed(figure.reported))]
        is_complete = sum(figure.numerator or 0 for figure in found) == denominator
        if not is_complete or len(numbers) < len(found):
            continue
        total = sum((number.value for number in numbers), Fraction(0))
        if abs(total - 100) > sum(half_unit(number.decimals) for number in numbers):
            ids = ", ".join(figure.id for figure in found)
            vi = f"{ids} cộng lại phải bằng 100% nhưng bằng {decimal_text(total, ',')}%"
            en = f"{ids} should add up to 100%, but add up to {decimal_text(total)}%"
            yield finding(found[0], "sum", vi, en, 100, total - 100)
