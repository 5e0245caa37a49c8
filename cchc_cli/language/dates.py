"""Dates and periods as people write them, parsed to their first and last day."""

import re
from datetime import date, datetime, timedelta

from cchc_cli.language.translation import _

_LENGTHS = {"H": 6, "Q": 3}  # halves and quarters, in months

DateRange = tuple[date, date]
"""The first and the last day."""


def today() -> date:
    """Return today's date in the local time zone."""
    return datetime.now().astimezone().date()


def date_examples() -> str:
    """Return examples of the forms of a date, for an error message."""
    return _("2024, 2024-H1, 2024-Q3, 2024-07 or 2024-07-15")


def parse_date(text: str) -> DateRange | None:
    """Return the first and last day of *text* (2024, 2024-H1, 15/7/2024), None if it is no date."""
    try:
        return _day_first(*text.split("/")) if "/" in text else _year_first(*text.split("-"))
    except (ValueError, TypeError):  # no such day, no number, too many parts
        return None


def parse_period(text: str) -> DateRange | None:
    """Return the first and last day of *text*, a period as stored: 2024-H1, or two joined by /."""
    try:
        ends = [_year_first(*part.split("-")) for part in text.split("/")]
    except (ValueError, TypeError):
        return None
    if text != text.upper() or len(ends) > 2 or ends[0][0] > ends[-1][1]:  # noqa: PLR2004
        return None
    return ends[0][0], ends[-1][1]


def to_stored_form(text: str) -> str | None:
    """Return the stored form (2024-07-15) of a day or month that *text* writes in another form.

    The day goes before the month, as in Vietnam: 15/7/2024, 15.7.2024, 7/2024; or 2024/7/15.
    """
    numbers = re.split(r"[/.-]", re.split("[T ]", text.strip())[0])
    if len(numbers[-1]) == 4:  # noqa: PLR2004  # a year
        numbers.reverse()
    try:
        year, month, *day = _number(numbers[0], 4), *(_number(one, 1, 2) for one in numbers[1:])
        found = date(year, month, *(day or [1]))
    except (ValueError, TypeError):
        return None
    return found.isoformat() if day else f"{found:%Y-%m}"


def _year_first(year: str, *parts: str) -> DateRange:
    number = _number(year, 4)
    if not parts:
        return _months(number, 1, 12)
    part, *day = parts
    if day:
        (only,) = day
        return (date(number, _number(part, 2), _number(only, 2)),) * 2
    if length := _LENGTHS.get(part[:1].upper()):
        return _months(number, (_number(part[1:], 1) - 1) * length + 1, length)
    return _months(number, _number(part, 2), 1)


def _day_first(*parts: str) -> DateRange:
    *day, month, year = parts
    if not day:
        return _months(_number(year, 4), _number(month, 1, 2), 1)
    (only,) = day
    return (date(_number(year, 4), _number(month, 1, 2), _number(only, 1, 2)),) * 2


def _months(year: int, month: int, length: int) -> DateRange:
    first, last = date(year, month, 1), date(year, month + length - 1, 28)
    if last.month == 12:  # noqa: PLR2004
        return first, last.replace(day=31)
    return first, last.replace(month=last.month + 1, day=1) - timedelta(days=1)


def _number(text: str, *lengths: int) -> int:
    if len(text) in lengths and text.isascii() and text.isdigit():
        return int(text)
    raise ValueError(text)
