"""Dates as people write them: from the first to the last day."""

import re
from calendar import monthrange
from datetime import date

FORMS = "2024, 2024-H1, 2024-Q3, 2024-07, 2024-07-15 or 15/7/2024"

_SHAPES = (
    re.compile(r"(?P<year>[0-9]{4})"),
    re.compile(r"(?P<year>[0-9]{4})-[Hh](?P<half>[12])"),
    re.compile(r"(?P<year>[0-9]{4})-[Qq](?P<quarter>[1-4])"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
    re.compile(r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})"),
)
_LENGTH = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # in months


def span(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of *text* ("2024-H1"), or None if it is no date."""
    for shape in _SHAPES:
        if found := shape.fullmatch(text):
            parts = {name: int(number) for name, number in found.groupdict().items()}
            return _days(**parts)
    return None


def period(text: str) -> tuple[date, date] | None:
    """Return the first and the last day of *text*: one date, or two with / between."""
    if whole := span(text):
        return whole
    first, _, last = text.partition("/")
    ends = span(first), span(last)
    if ends[0] and ends[1] and ends[0][0] <= ends[1][1]:
        return ends[0][0], ends[1][1]
    return None


def _days(year: int, day: int | None = None, **part: int) -> tuple[date, date] | None:
    (name, number), *_ = *part.items(), ("year", 1)
    last = number * _LENGTH[name]
    first = last - _LENGTH[name] + 1
    try:
        if day is None:
            return date(year, first, 1), date(year, last, monthrange(year, last)[1])
        return date(year, first, day), date(year, first, day)
    except ValueError:  # a thirteenth month, a thirtieth of February, the year 0
        return None
