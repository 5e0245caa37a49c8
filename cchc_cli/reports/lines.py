"""Lines: what one figure says beside the others of its indicator, subject and scope."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise
from typing import cast

from cchc_cli.dates import period
from cchc_cli.model import Figure, Indicator, Meeting
from cchc_cli.records import Records
from cchc_cli.reports.findings import Finding, finding, words

Line = list[Figure]
"""Figures of one indicator, subject and scope, the earliest first."""


def lines(figures: Iterable[Figure], records: Records) -> list[Line]:
    """Return *figures* line by line."""
    found: dict[tuple[str, str | None, str], Line] = defaultdict(list)
    for figure in figures:
        found[figure.indicator, figure.subject, figure.scope].append(figure)
    return [sorted(line, key=lambda figure: _age(figure, records)) for line in found.values()]


def _age(figure: Figure, records: Records) -> tuple[int, int, str]:
    meeting = records.find(figure.meeting) if figure.meeting else None
    day = meeting.date.toordinal() if isinstance(meeting, Meeting) else 0
    about = period(figure.as_of or figure.period or "")
    return about[1].toordinal() if about else day, day, figure.id


def _time(figure: Figure) -> str | None:
    return figure.as_of or figure.period or figure.meeting


def _when(figure: Figure) -> str:
    return figure.as_of or figure.period or f"{figure.meeting}"


def _indicator(line: Line, records: Records) -> Indicator:
    return cast("Indicator", records.find(line[0].indicator))


def falls(line: Line, records: Records) -> Iterator[Finding]:
    """Yield where a cumulative count falls."""
    if not _indicator(line, records).cumulative:
        return
    for before, after in pairwise(line):
        if before.value is None or after.value is None or "about" in (before.bound, after.bound):
            continue
        if after.value < before.value and after.bound != "more-than":
            told = words(
                f"số lũy kế lại giảm: {before.reported} ({before.id})",
                f"a cumulative count falls: {before.reported} ({before.id})",
            )
            fall = Fraction(str(after.value)) - Fraction(str(before.value))
            yield finding(after, "falls", told, Fraction(str(before.value)), fall)


def disagreements(line: Line, _: Records) -> Iterator[Finding]:
    """Yield where two sources of one value do not agree."""
    for one, other in combinations(line, 2):
        if _time(one) != _time(other) or one.value is None or other.value is None:
            continue
        if one.bound == other.bound == "exact" and one.value != other.value:
            told = words(
                f"{one.id} ({one.sources[0]}) ghi {one.reported}",
                f"{one.id} ({one.sources[0]}) has {one.reported}",
            )
            gap = Fraction(str(other.value)) - Fraction(str(one.value))
            yield finding(other, "disagree", told, Fraction(str(one.value)), gap)


def changed_bases(line: Line, records: Records) -> Iterator[Finding]:
    """Yield where the base of a share changes that should be fixed."""
    if _indicator(line, records).base != "fixed":
        return
    for before, after in pairwise([figure for figure in line if figure.denominator]):
        if before.denominator != after.denominator:
            told = words(
                f"mẫu số đổi từ {before.denominator} ({before.id}) sang {after.denominator}",
                f"the base changes from {before.denominator} ({before.id}) to {after.denominator}",
            )
            yield finding(after, "base-changed", told)


def repetitions(line: Line, records: Records) -> Iterator[Finding]:
    """Yield shares that are reported again, unchanged, for another time."""
    if not _indicator(line, records).comparable:
        return
    for before, after in pairwise(line):
        unfounded = after.unit == "percent" and after.numerator is None
        if unfounded and before.reported == after.reported and _time(before) != _time(after):
            told = words(
                f"đã ghi {before.reported} cho {_when(before)} ({before.id})",
                f"{before.reported} was reported for {_when(before)} already ({before.id})",
            )
            yield finding(after, "repeated", told)
