"""Lines: what one figure says beside the others of its indicator, subject and scope."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import chain, combinations, pairwise
from typing import cast

from cchc_cli.answers.check.arithmetic import half_unit, parse_printed, within_bound
from cchc_cli.answers.check.findings import Finding, bilingual, finding
from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_period as in_words
from cchc_cli.model.records import Figure, Indicator, Meeting
from cchc_cli.query.source import RecordSource

Series = list[Figure]
"""Figures of one indicator, subject and scope, the earliest first."""


def figure_series(figures: Iterable[Figure], records: RecordSource) -> list[Series]:
    """Return *figures* line by line."""
    found: dict[tuple[str, str | None, str], Series] = defaultdict(list)
    for figure in figures:
        found[figure.indicator, figure.subject, figure.scope].append(figure)
    return [sorted(line, key=lambda figure: _age(figure, records)) for line in found.values()]


def _age(figure: Figure, records: RecordSource) -> tuple[int, int, str]:
    meeting = records.get(figure.meeting) if figure.meeting else None
    day = meeting.date.toordinal() if isinstance(meeting, Meeting) else 0
    about = parse_period(figure.as_of or figure.period or "")
    return about[1].toordinal() if about else day, day, figure.id


def _time(figure: Figure) -> str | None:
    return figure.as_of or figure.period or figure.meeting


def _indicator(line: Series, records: RecordSource) -> Indicator:
    return cast("Indicator", records.get(line[0].indicator))


def falls(line: Series, records: RecordSource) -> Iterator[Finding]:
    """Yield where a cumulative count falls."""
    indicator = _indicator(line, records)
    if not (indicator.cumulative and indicator.comparable):
        return
    known = [
        (figure, Fraction(str(figure.value)))
        for figure in line
        if figure.value is not None and figure.bound != "about"
    ]
    for (before, was), (after, now) in pairwise(known):
        bounded = before.bound != "less-than" and after.bound != "more-than"
        if now < was and bounded and _time(before) != _time(after):
            told = bilingual(
                f"số lũy kế lại giảm, từ {before.reported} ({before.id}) xuống {after.reported}",
                f"a running count falls from {before.reported} ({before.id}) to {after.reported}",
            )
            yield finding(after, "falls", told, was, now - was)


def disagreements(line: Series, _: RecordSource) -> Iterator[Finding]:
    """Yield where two sources of one value do not agree."""
    at_one_time: dict[str, Series] = defaultdict(list)
    for figure in line:
        if time := _time(figure):
            at_one_time[time].append(figure)
    for one, other in chain.from_iterable(combinations(same, 2) for same in at_one_time.values()):
        if not _agree(one, other):
            told = bilingual(
                f"{one.id} ({one.sources[0]}) ghi {one.reported}",
                f"{one.id} ({one.sources[0]}) has {one.reported}",
            )
            said = Fraction(str(one.value))
            yield finding(other, "disagree", told, said, Fraction(str(other.value)) - said)


def _agree(one: Figure, other: Figure) -> bool:
    """Return whether two values can both be true: 83,3% and 83,33% can, "hơn 800" and 790 not."""
    if one.value is None or other.value is None or "exact" not in (one.bound, other.bound):
        return True
    if one.bound == "exact":
        one, other = other, one
    said, exact = Fraction(str(one.value)), Fraction(str(other.value))
    numbers = parse_printed(one.reported), parse_printed(other.reported)
    fewest = min((number.decimals for number in numbers if number), default=0)
    near = one.bound == "exact" and abs(said - exact) <= half_unit(fewest)
    return near or within_bound(said, exact, one.bound)


def changed_bases(line: Series, records: RecordSource) -> Iterator[Finding]:
    """Yield where the base of a share changes that should be fixed."""
    if _indicator(line, records).base != "fixed":
        return
    for before, after in pairwise([figure for figure in line if figure.denominator]):
        if before.denominator != after.denominator:
            told = bilingual(
                f"mẫu số đổi từ {before.denominator} ({before.id}) sang {after.denominator}",
                f"the base changes from {before.denominator} ({before.id}) to {after.denominator}",
            )
            yield finding(after, "base-changed", told)


def repetitions(line: Series, records: RecordSource) -> Iterator[Finding]:
    """Yield shares that are reported again, unchanged, for another time."""
    if not _indicator(line, records).comparable:
        return
    for before, after in pairwise(line):
        unfounded = after.unit == "percent" and after.numerator is None
        when, now = _time(before), _time(after)
        if unfounded and before.reported == after.reported and when and now and when != now:
            told = bilingual(
                f"đã ghi {before.reported} cho {in_words(when, 'vi')} ({before.id})",
                f"{before.reported} was reported for {in_words(when, 'en')} already ({before.id})",
            )
            yield finding(after, "repeated", told)
