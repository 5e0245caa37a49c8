"""Totals: whether parts add up to their total, and the shares of one total to 100%."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.rounding import half_unit, parse_printed
from cchc_cli.answers.check.wording import Names, joined, number, sentence
from cchc_cli.model.records import Figure, Words


class Sum(NamedTuple):
    """A *total*, its parts, what each counts, and the figures of its meeting that fill its gap."""

    total: Figure
    parts: list[Figure]
    counts: list[Fraction]
    gap: Fraction  # the total less the sum of its parts, 0 if they agree as they were rounded
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
        # percentages are added up unless all have a numerator
        by_share = total.unit == "percent" and None in [one.numerator for one in (total, *found)]
        stated, *counts = [_count(figure, by_share=by_share) for figure in (total, *found)]
        known = [count for count in counts if count is not None]
        if stated is None or len(known) < len(counts):
            continue
        gap = stated - sum(known, Fraction(0))
        rounding = sum(_rounding(figure, by_share=by_share) for figure in (total, *found))
        gap = gap if abs(gap) > rounding else Fraction(0)
        units = {figure.unit for figure in (total, *found)} - {"percent"}
        others = meetings[total.meeting] if gap and not by_share else []
        closing = [
            figure
            for figure in others
            if figure.unit in units and not figure.part_of and figure.id != id_
            if _count(figure) == gap
        ]
        yield Sum(total, found, known, gap, "%" if by_share else "", closing)


def sum_findings(figures: Sequence[Figure], names: Names) -> Iterator[Finding]:
    """Yield a verdict on each total among *figures*: the sum of its exact parts, and any gap."""
    for one in sums(figures):
        found = sum(one.counts, Fraction(0))
        vi, en = "{equation}", "{equation}"
        if one.gap:
            vi, en = f"{vi}, không phải {{stated}}", f"{en}, not {{stated}}"
        if one.closing:
            vi += "; cộng thêm {closing} thì đủ"
            en += "; adding {closing} closes the gap"
        text = sentence(
            vi,
            en,
            equation=equation(one, names),
            stated=number(found + one.gap, unit=one.unit),
            closing=closing_figures(one, names),
        )
        code = "sum" if one.gap else "ok"
        yield Finding(one.total, code, text, found, one.gap, bool(one.closing))


def equation(one: Sum, names: Names) -> Words:
    """Return the sum of the parts: "18 (due tasks completed) + 3 (…) = 21"."""
    counts = [number(count, unit=one.unit) for count in one.counts]
    labels = names.summands(one.parts, one.total)
    parts = [
        sentence("{count} ({label})", "{count} ({label})", count=count, label=label)
        for count, label in zip(counts, labels, strict=True)
    ]
    found = number(sum(one.counts, Fraction(0)), unit=one.unit)
    return joined([joined(parts, " + "), found], " = ")


def closing_figures(one: Sum, names: Names) -> Words:
    """Return the figures that close the gap: "1 (tasks postponed, p09.f05)"."""
    labels = names.summands([*one.parts, *one.closing], one.total)[len(one.parts) :]
    found = [
        sentence("{gap} ({label}, {id})", "{gap} ({label}, {id})", gap=one.gap, label=label, id=id_)
        for label, id_ in zip(labels, [figure.id for figure in one.closing], strict=True)
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
            shown = equation(Sum(by_id[total], found, shares, -gap, "%", []), names)
            text = sentence("{sum}, không phải 100%", "{sum}, not 100%", sum=shown)
            yield Finding(found[0], "sum", text, 100, gap)
