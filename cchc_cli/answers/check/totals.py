"""Totals: whether parts add up to their total, and the shares of one total to 100%."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.percentages import half_unit
from cchc_cli.answers.check.wording import Names, joined, number, sentence, unit_name, within
from cchc_cli.language.printed_numbers import parse_printed
from cchc_cli.model.records import Figure, Words


class Sum(NamedTuple):
    """A *total*, its parts, what each counts, and the figures of its meeting that fill its gap."""

    total: Figure
    parts: list[Figure]
    counts: list[Fraction]
    gap: Fraction  # the total less the sum of its parts
    holds: bool  # whether the gap is no more than comes from rounding
    unit: str  # "%" if percentages are added up
    closing: list[Figure]


def sums(figures: Sequence[Figure]) -> Iterator[Sum]:
    """Yield each total among *figures* that is exact and has exact parts only."""
    by_id = {figure.id: figure for figure in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    meetings: dict[str | None, list[Figure]] = defaultdict(list)
    for figure in figures:
        meetings[figure.meeting].append(figure)
        if figure.part_of in by_id:
            parts[figure.part_of].append(figure)
    for id_, found in parts.items():
        total = by_id[id_]
        if one := _sum(total, found, meetings[total.meeting]):
            yield one


def _sum(total: Figure, parts: list[Figure], others: Sequence[Figure]) -> Sum | None:
    figures = [total, *parts]
    # percentages are added up unless all have a numerator
    by_share = total.unit == "percent" and None in [figure.numerator for figure in figures]
    known = [one for figure in figures if (one := _count(figure, by_share=by_share)) is not None]
    if len(known) < len(figures):
        return None
    stated, *counts = known
    gap = stated - sum(counts, Fraction(0))
    holds = abs(gap) <= sum(_rounding(figure, by_share=by_share) for figure in figures)
    units = {figure.unit for figure in figures} - {"percent"}
    closing = [
        figure
        for figure in others
        if not (holds or by_share or figure.part_of or figure is total)
        if figure.unit in units and _count(figure) == gap
    ]
    return Sum(total, parts, counts, gap, holds, "%" if by_share else "", closing)


def sum_findings(figures: Sequence[Figure], names: Names) -> Iterator[Finding]:
    """Yield a verdict on each total among *figures*: the sum of its exact parts, and any gap."""
    for one in sums(figures):
        text = _equation(one.counts, one.unit, names.summands(one.parts, one.total))
        found = sum(one.counts, Fraction(0))
        if not one.holds:
            stated = number(found + one.gap, unit=one.unit)
            text = sentence("{sum}, không phải {n}", "{sum}, not {n}", sum=text, n=stated)
        if one.closing:
            text = sentence(
                "{sum}; cộng thêm {closing} thì đủ",
                "{sum}; adding {closing} closes the gap",
                sum=text,
                closing=closing_figures(one, names),
            )
        if units := _units(one):
            text = sentence("{sum}; {units}", "{sum}; {units}", sum=text, units=units)
        code = "ok" if one.holds else "sum"
        yield Finding(one.total, code, text, found, one.gap, bool(one.closing))


def _units(one: Sum) -> Words | None:
    """Return what the total and its parts count, if that differs: task groups, and tasks."""
    parts = {part.unit for part in one.parts} - {"percent", one.total.unit}
    if not parts or one.total.unit == "percent":
        return None
    return sentence(
        "tổng tính theo {total}, các thành phần theo {parts}",
        "the total is in {total}, its parts in {parts}",
        total=unit_name(one.total.unit),
        parts=joined(unit_name(unit) for unit in sorted(parts)),
    )


def _equation(counts: Sequence[Fraction], unit: str, labels: Sequence[Words]) -> Words:
    """Return the sum of the *counts*: "18 (due tasks completed) + 3 (…) = 21"."""
    parts = [
        within(number(count, unit=unit), label) for count, label in zip(counts, labels, strict=True)
    ]
    return joined([joined(parts, " + "), number(sum(counts, Fraction(0)), unit=unit)], " = ")


def closing_figures(one: Sum, names: Names) -> Words:
    """Return the figures that close the gap: "1 (tasks postponed, p09.f05)"."""
    labels = names.summands([*one.parts, *one.closing], one.total)[len(one.parts) :]
    found = [
        within(number(one.gap), joined([label, figure.id]))
        for label, figure in zip(labels, one.closing, strict=True)
    ]
    return joined(found, Words(vi=" hoặc ", en=" or "))


def _count(figure: Figure, *, by_share: bool = False) -> Fraction | None:
    """Return the summand that *figure* is: its numerator if it has one, else its value."""
    is_share = figure.unit == "percent" and figure.numerator is None
    if figure.bound != "exact" or (is_share and not by_share):
        return None
    value = figure.value if by_share or figure.numerator is None else figure.numerator
    return None if value is None else Fraction(str(value))


def _rounding(figure: Figure, *, by_share: bool) -> Fraction:
    """Return how far *figure* may be off: a whole number that is no percentage is exact."""
    reported = parse_printed(figure.reported)
    if reported is None or (figure.numerator is not None and not by_share):
        return Fraction(0)
    is_rounded = figure.unit == "percent" or reported.decimals
    return half_unit(reported.decimals) if is_rounded else Fraction(0)


def complement_findings(figures: Sequence[Figure], names: Names) -> Iterator[Finding]:
    """Yield a finding where the k shares of one total do not add up to 100% ± k·½·10⁻ᵈ."""
    groups: dict[tuple[str, int], list[Figure]] = defaultdict(list)
    by_id = {figure.id: figure for figure in figures}
    for figure in figures:
        if figure.part_of and figure.unit == "percent" and figure.denominator:
            groups[figure.part_of, figure.denominator].append(figure)
    for (total, denominator), found in groups.items():
        exact = [figure for figure in found if figure.bound == "exact"]
        numbers = [one for figure in exact if (one := parse_printed(figure.reported))]
        is_complete = sum(figure.numerator or 0 for figure in found) == denominator
        if not is_complete or len(numbers) < len(found):
            continue
        shares = [one.value for one in numbers]
        gap = sum(shares, Fraction(0)) - 100
        if abs(gap) > sum(half_unit(one.decimals) for one in numbers):
            shown = _equation(shares, "%", names.summands(found, by_id[total]))
            text = sentence("{sum}, không phải 100%", "{sum}, not 100%", sum=shown)
            yield Finding(found[0], "sum", text, 100, gap)
