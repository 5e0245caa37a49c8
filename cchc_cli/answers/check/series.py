"""Check of series: whether a figure agrees with the others of its indicator, scope and subject."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, pairwise
from math import inf
from typing import NamedTuple, cast

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.percentages import half_unit
from cchc_cli.answers.check.wording import Names, period_name, printed, ratio, sentence
from cchc_cli.answers.figure_series import Series, base_differs
from cchc_cli.language.printed_numbers import parse_printed, parse_share
from cchc_cli.model.records import Bound, Figure, Indicator, Words
from cchc_cli.query.source import RecordSource

_EXACT_DECIMALS = 99  # of a share computed from whole numbers


class _Stated(NamedTuple):
    """A value as a figure states it: with so many decimals, perhaps as a bound."""

    value: Fraction
    decimals: int
    bound: Bound

    @property
    def range(self) -> tuple[Fraction | float, Fraction | float]:
        """Return the least and the greatest value that it allows."""
        about = self.value / 10
        ends: dict[Bound, tuple[Fraction | float, Fraction | float]] = {
            "exact": (self.value, self.value),
            "about": (self.value - about, self.value + about),
            "more-than": (self.value, inf),
            "less-than": (-inf, self.value),
        }
        return ends[self.bound]


def series_findings(series: Series, store: RecordSource, names: Names) -> Iterator[Finding]:
    """Yield the findings about *series*, whose figures are in order of the time they are about."""
    indicator = cast("Indicator", store.get(series[0].indicator))
    yield from _falls(series, indicator, names)
    yield from _disagreements(series, names)
    yield from _changed_bases(series, indicator, names)
    yield from _repetitions(series, indicator, names)
    yield from _rises_from_one_base(series, names)


def _falls(series: Series, indicator: Indicator, names: Names) -> Iterator[Finding]:
    if not (indicator.cumulative and indicator.comparable):
        return
    known = [
        (figure, Fraction(str(figure.value)))
        for figure in series
        if figure.value is not None and figure.bound != "about"
    ]
    for (before, earlier), (after, later) in pairwise(known):
        is_certain = before.bound != "less-than" and after.bound != "more-than"
        is_later = before.unit == after.unit and _time(before) != _time(after)
        if later < earlier and is_certain and is_later:
            text = sentence(
                "số lũy kế giảm từ {before} ({where}) xuống {after}",
                "a cumulative count, but it falls from {before} ({where}) to {after}",
                before=printed(before),
                where=names.reference(before),
                after=printed(after),
            )
            yield Finding(after, "falls", text, earlier, later - earlier)


def _disagreements(series: Series, names: Names) -> Iterator[Finding]:
    by_time: dict[str, Series] = defaultdict(list)
    for figure in series:
        if time := _time(figure):
            by_time[time].append(figure)
    for one, other in chain.from_iterable(combinations(same, 2) for same in by_time.values()):
        if values := disagreeing_values(one, other):
            shown = _with_share if _are_shares(one, other) else printed
            text = sentence(
                "{other} ({outlets}), nhưng {id} ghi {one} ({others})",
                "{other} ({outlets}), but {id} reports {one} ({others})",
                other=shown(other),
                outlets=names.outlets(other),
                id=one.id,
                one=shown(one),
                others=names.outlets(one),
            )
            yield Finding(other, "disagree", text, values[0], values[1] - values[0])


def disagreeing_values(one: Figure, other: Figure) -> tuple[Fraction, Fraction] | None:
    """Return the values of two reports of one thing, None if both can be true."""
    as_share = _are_shares(one, other)
    first, second = (_stated(figure, as_share=as_share) for figure in (one, other))
    if first is None or second is None or _agree(first, second):
        return None
    return first.value, second.value


def _are_shares(one: Figure, other: Figure) -> bool:
    return one.unit != other.unit or None in (one.value, other.value)


def _stated(figure: Figure, *, as_share: bool) -> _Stated | None:
    """Return the value of *figure*, or the share in percent that it states, in words too."""
    reported = parse_printed(figure.reported)
    decimals = reported.decimals if reported else 0
    if not as_share or (figure.unit == "percent" and figure.value is not None):
        if figure.value is None:
            return None
        return _Stated(Fraction(str(figure.value)), decimals, figure.bound)
    if figure.numerator is not None and figure.denominator:
        share = Fraction(100 * figure.numerator, figure.denominator)
        return _Stated(share, _EXACT_DECIMALS, figure.bound)
    words = parse_share(figure.reported)
    bound: Bound = "about" if figure.bound == "exact" else figure.bound
    return _Stated(100 * words, 0, bound) if words else None


def _with_share(figure: Figure) -> Words:
    """Return what *figure* reports, and the share in percent that it is: "3,893/6,191 = 62.88%"."""
    if figure.unit != "percent" and figure.numerator is not None and figure.denominator:
        return ratio(figure.numerator, figure.denominator, 2)
    return printed(figure)


def _agree(one: _Stated, other: _Stated) -> bool:
    """Return whether two values can both be true: 83,3% and 83,33% can, "hơn 800" and 790 not."""
    are_exact = one.bound == other.bound == "exact"
    slack = half_unit(min(one.decimals, other.decimals)) if are_exact else 0
    (least, most), (others_least, others_most) = one.range, other.range
    return least <= others_most + slack and others_least <= most + slack


def _changed_bases(series: Series, indicator: Indicator, names: Names) -> Iterator[Finding]:
    for before, after in pairwise([figure for figure in series if figure.denominator]):
        if base_differs(indicator, before.denominator, after.denominator):
            text = sentence(
                "mẫu số đổi từ {before} ({where}) sang {after}",
                "the denominator changes from {before} ({where}) to {after}",
                before=before.denominator or 0,
                where=names.reference(before),
                after=after.denominator or 0,
            )
            yield Finding(after, "base-changed", text)


def _repetitions(series: Series, indicator: Indicator, names: Names) -> Iterator[Finding]:
    if not indicator.comparable:
        return
    for before, after in pairwise(series):
        earlier, later = _time(before), _time(after)
        if not (earlier and later) or earlier == later or before.reported != after.reported:
            continue
        if after.unit == "percent" and after.numerator is None:
            text = sentence(
                "{printed} đã được nêu trước đó ({where})",
                "{printed} was already reported ({where})",
                printed=printed(after),
                where=names.reference(before),
            )
            yield Finding(after, "repeated", text)


def _rises_from_one_base(series: Series, names: Names) -> Iterator[Finding]:
    """Yield each multiple of a base that another figure gives another multiple of."""
    for before, after in pairwise([one for one in series if one.unit == "times"]):
        same = before.base_period and before.base_period == after.base_period
        if same and before.value != after.value:
            text = sentence(
                "{after} so với {base}, nhưng {before} so với {base} ({where})",
                "{after} compared with {base}, but {before} compared with {base} ({where})",
                after=printed(after),
                before=printed(before),
                base=period_name(before.base_period or ""),
                where=names.reference(before),
            )
            yield Finding(after, "same-base", text)


def _time(figure: Figure) -> str | None:
    return figure.as_of or figure.period or figure.meeting
