"""Figures as series: of one indicator, scope and subject, in order of time, and their changes."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.answers.rows import Unit
from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import N_, _
from cchc_cli.model.records import Figure, Indicator, Meeting, Words
from cchc_cli.query.sorting import id_key
from cchc_cli.query.source import RecordSource

Series: TypeAlias = list[Figure]
"""The figures of one indicator that share scope and subject, the earliest first."""

_UNITS: dict[str, Unit] = {"percent": "points", "times": "times"}
_CHANGES: dict[Unit, str] = {
    "points": N_("{change} points"),
    "times": N_("{change} times"),
    "count": "{change}",
}


class ValueChange(NamedTuple):
    """How far a value moved; a change of percentages is in points (điểm phần trăm)."""

    by: int | float
    unit: Unit


def by_meeting(figure: Figure, records: RecordSource) -> tuple[date, date, str]:
    """Return the key to sort a figure by its report: the day of its meeting, then its period.

    Figures of a series with equal keys are competing reports of one value.
    """
    meeting, about = _meeting_and_period(figure, records)
    return meeting or about or date.max, about or date.max, figure.meeting or ""


def by_period(figure: Figure, records: RecordSource) -> tuple[date, date]:
    """Return the key to sort a figure by the time it is about, then the day of its meeting."""
    meeting, about = _meeting_and_period(figure, records)
    return about or meeting or date.min, meeting or date.min


def series_of(
    figures: Iterable[Figure],
    records: RecordSource,
    order: Callable[[Figure, RecordSource], tuple[Any, ...]] = by_meeting,
) -> list[Series]:
    """Return *figures* series by series, in the order in which the series first occur.

    The figures of a series are in the *order* of time, those of one time by id.
    """
    found: dict[tuple[str, str, str | None], Series] = defaultdict(list)
    for figure in figures:
        found[figure.indicator, figure.scope, figure.subject].append(figure)
    return [
        sorted(series, key=lambda figure: (order(figure, records), id_key(figure)))
        for series in found.values()
    ]


def day_of(figure: Figure, records: RecordSource) -> date | None:
    """Return the day of the meeting that gave *figure*; without one, the last it is about."""
    meeting, about = _meeting_and_period(figure, records)
    return meeting or about


def _meeting_and_period(figure: Figure, records: RecordSource) -> tuple[date | None, date | None]:
    meeting = records.get(figure.meeting) if figure.meeting else None
    period = parse_period(figure.as_of or figure.period or "")
    return meeting.date if isinstance(meeting, Meeting) else None, period[1] if period else None


def change_between(before: Figure, after: Figure) -> ValueChange | None:
    """Return how far the value moved from *before* to *after*.

    A percentage with numerator and denominator is computed from them and rounded once, to the
    decimals of the more precise of the two: so the changes of a share and of its complement
    mirror each other. Other values are taken as printed. None if a value is not known, if either
    is a bound ("hơn 800"), or if the units differ.
    """
    if before.bound != "exact" or after.bound != "exact":
        return None
    if before.value is None or after.value is None or before.unit != after.unit:
        return None
    values = Decimal(str(before.value)), Decimal(str(after.value))
    by = values[1] - values[0]
    shares = _exact_share(before), _exact_share(after)
    if shares[0] is not None and shares[1] is not None:
        decimals = max(-int(value.normalize().as_tuple().exponent) for value in values)
        by = Decimal(str(float(round(shares[1] - shares[0], max(decimals, 0)))))
    is_integer = by == by.to_integral_value()
    return ValueChange(int(by) if is_integer else float(by), _UNITS.get(after.unit, "count"))


def _exact_share(figure: Figure) -> Fraction | None:
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return None
    return Fraction(100 * figure.numerator, figure.denominator)


def break_reason(indicator: Indicator, base: int | None, figure: Figure) -> Words | None:
    """Return why *figure* does not continue the series whose last denominator is *base*, if so."""
    if not indicator.comparable:
        note = indicator.note
        vi, en = (f": {note.vi}", f": {note.en or note.vi}") if note else (".", ".")
        return Words(
            vi=f"Giá trị các cuộc họp không so sánh được với nhau{vi}",
            en=f"Values of different meetings are not comparable{en}",
        )
    if not base_differs(indicator, base, figure.denominator):
        return None
    return Words(
        vi=f"Mẫu số lẽ ra cố định nhưng đổi từ {base} sang {figure.denominator}.",
        en=f"The denominator should be constant, but changes from {base} to {figure.denominator}.",
    )


def base_differs(indicator: Indicator, before: int | None, after: int | None) -> bool:
    """Return whether a denominator of *indicator* that should be constant is not."""
    return indicator.base == "fixed" and bool(before and after) and before != after


def format_change(by: float | None = None, unit: Unit = "count") -> str:
    """Return a change as people read it, "+2.41 points"; a dash for None."""
    if by is None:
        return "\N{EN DASH}"
    return _(_CHANGES[unit]).format(change="+" * (by > 0) + format_number(by))
