"""Check of series: whether a figure agrees with the others of its indicator, scope and subject."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import cast

from cchc_cli.answers.check.findings import Finding, finding
from cchc_cli.answers.check.rounding import half_unit, parse_printed, within_bound
from cchc_cli.answers.figure_series import Series, base_differs
from cchc_cli.language.formatting import format_period
from cchc_cli.model.records import Figure, Indicator
from cchc_cli.query.source import RecordSource


def series_findings(series: Series, store: RecordSource) -> Iterator[Finding]:
    """Yield the findings about *series*, whose figures are in order of the time they are about."""
    indicator = cast("Indicator", store.get(series[0].indicator))
    yield from _falls(series, indicator)
    yield from _disagreements(series)
    yield from _changed_bases(series, indicator)
    yield from _repetitions(series, indicator)


def _falls(series: Series, indicator: Indicator) -> Iterator[Finding]:
    if not (indicator.cumulative and indicator.comparable):
        return
    known = [
        (figure, Fraction(str(figure.value)))
        for figure in series
        if figure.value is not None and figure.bound != "about"
    ]
    for (before, earlier), (after, later) in pairwise(known):
        is_certain = before.bound != "less-than" and after.bound != "more-than"
        if later < earlier and is_certain and _time(before) != _time(after):
            start = f"{before.reported} ({before.id})"
            vi = f"số lũy kế giảm từ {start} xuống {after.reported}"
            en = f"a cumulative count falls from {start} to {after.reported}"
            yield finding(after, "falls", vi, en, earlier, later - earlier)


def _disagreements(series: Series) -> Iterator[Finding]:
    by_time: dict[str, Series] = defaultdict(list)
    for figure in series:
        if time := _time(figure):
            by_time[time].append(figure)
    for one, other in chain.from_iterable(combinations(same, 2) for same in by_time.values()):
        if not _agree(one, other):
            vi = f"{one.id} ({one.sources[0]}) ghi {one.reported}"
            en = f"{one.id} ({one.sources[0]}) reports {one.reported}"
            value = Fraction(str(one.value))
            yield finding(other, "disagree", vi, en, value, Fraction(str(other.value)) - value)


def _agree(one: Figure, other: Figure) -> bool:
    """Return whether two values can both be true: 83,3% and 83,33% can, "hơn 800" and 790 not."""
    if one.value is None or other.value is None or "exact" not in (one.bound, other.bound):
        return True
    if one.bound == "exact":
        one, other = other, one
    printed, exact = Fraction(str(one.value)), Fraction(str(other.value))
    numbers = parse_printed(one.reported), parse_printed(other.reported)
    fewest = min((number.decimals for number in numbers if number), default=0)
    is_near = one.bound == "exact" and abs(printed - exact) <= half_unit(fewest)
    return is_near or within_bound(printed, exact, one.bound)


def _changed_bases(series: Series, indicator: Indicator) -> Iterator[Finding]:
    for before, after in pairwise([figure for figure in series if figure.denominator]):
        if base_differs(indicator, before.denominator, after.denominator):
            earlier, later = f"{before.denominator} ({before.id})", after.denominator
            vi = f"mẫu số đổi từ {earlier} sang {later}"
            en = f"the denominator changes from {earlier} to {later}"
            yield finding(after, "base-changed", vi, en)


def _repetitions(series: Series, indicator: Indicator) -> Iterator[Finding]:
    if not indicator.comparable:
        return
    for before, after in pairwise(series):
        earlier, later = _time(before), _time(after)
        if not (earlier and later) or earlier == later or before.reported != after.reported:
            continue
        if after.unit == "percent" and after.numerator is None:
            vi = (
                f"{before.reported} đã được nêu cho kỳ {format_period(earlier, 'vi')} ({before.id})"
            )
            when = format_period(earlier, "en")
            en = f"{before.reported} was already reported for {when} ({before.id})"
            yield finding(after, "repeated", vi, en)


def _time(figure: Figure) -> str | None:
    return figure.as_of or figure.period or figure.meeting
