"""Dates and periods as people write them, parsed to their first and last day."""

import re
from datetime import date, datetime, timedelta

from cchc_cli.language.diacritics import base_letters, telex_key
from cchc_cli.language.translation import _

_LENGTHS = {"H": 6, "Q": 3}  # halves and quarters, in months

_MAX_LENGTH = 40  # characters of a date in words
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = {
    **{name: str(number) for number, name in enumerate(_MONTHS, start=1)},
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "dau": "1",
    "cuo": "2",
    "fir": "1",
    "sec": "2",
}
"""The first three letters of a month, a quarter or a half → its number."""

_MONTH = f"(?P<m>{'|'.join(_MONTHS)})[a-z]*"
_YEAR = r"(?P<y>\d{4})"
_WRITTEN = (
    (rf"(?:ngay )?(?P<d>\d{{1,2}})([/.-])(?P<m>\d{{1,2}})\2{_YEAR}", "{y}-{m}-{d}"),
    (rf"{_YEAR}([/.-])(?P<m>\d{{1,2}})\2(?P<d>\d{{1,2}})", "{y}-{m}-{d}"),
    (rf"(?:ngay )?(?P<d>\d{{1,2}}) thang (?P<m>\d{{1,2}}) nam {_YEAR}", "{y}-{m}-{d}"),
    (rf"(?P<d>\d{{1,2}}) {_MONTH} {_YEAR}", "{y}-{m}-{d}"),
    (rf"{_MONTH} (?P<d>\d{{1,2}}),? {_YEAR}", "{y}-{m}-{d}"),
    (rf"{_MONTH} {_YEAR}", "{y}-{m}"),
    (rf"(?:thang )?(?P<m>\d{{1,2}})[/.-]{_YEAR}", "{y}-{m}"),
    (rf"thang (?P<m>\d{{1,2}})(?: nam)? {_YEAR}", "{y}-{m}"),
    (rf"{_YEAR}[/.-](?P<m>\d{{1,2}})", "{y}-{m}"),
    (rf"(?:quy|q|quarter) ?(?P<q>[1-4]|i{{1,3}}|iv)(?:/| nam | )?{_YEAR}", "{y}-Q{q}"),
    (rf"{_YEAR}[ /-]?q(?P<q>[1-4])", "{y}-Q{q}"),
    (rf"(?:6|sau) thang (?P<h>dau|cuoi)(?: nam)? {_YEAR}", "{y}-H{h}"),
    (rf"nua (?P<h>dau|cuoi)(?: nam)? {_YEAR}", "{y}-H{h}"),
    (rf"(?P<h>first|second) half(?: of)? {_YEAR}", "{y}-H{h}"),
    (rf"h(?P<h>[12])[ /-]?{_YEAR}", "{y}-H{h}"),
    (rf"{_YEAR}[ /-]?h(?P<h>[12])", "{y}-H{h}"),
    (rf"(?:nam|year) {_YEAR}", "{y}"),
)
"""Ways to write a date, without case and diacritics → its stored form. The day goes first."""

DateRange = tuple[date, date]
"""The first and the last day."""


def today() -> date:
    """Return today's date in the local time zone."""
    return datetime.now().astimezone().date()


def date_examples() -> str:
    """Return examples of the forms of a date, for an error message."""
    return _("2024, 2024-H1, 2024-Q3, 2024-07 or 2024-07-15")


def parse_date(text: str) -> DateRange | None:
    """Return the first and last day of *text*, None if it is no date.

    It is written as it is stored (2024, 2024-H1, 2024-07-15) or in a usual way of either language:
    15/7/2024, quý 3/2024, 6 tháng đầu năm 2024, Q3 2024, 15 Jul 2024.
    """
    return parse_stored_date(text) or parse_stored_date(_stored_form(text) or "")


def parse_stored_date(text: str) -> DateRange | None:
    """Return the first and last day of *text* as stored: 2024, 2024-H1, 2024-Q3 or 2024-07-15."""
    try:
        return _year_first(*text.split("-"))
    except (ValueError, TypeError):  # no such day, no number, too many parts
        return None


def month_without_day(text: str) -> tuple[int, int, int] | None:
    """Return month, year and number of days where *text* is 31/2/2024, a day too late."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text, re.ASCII)
    if not found or not 28 < int(found[1]) <= 31:  # noqa: PLR2004  # days of a month
        return None
    days = parse_date(f"{found[2]}/{found[3]}")
    return (days[1].month, days[1].year, days[1].day) if days else None


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
    """Return the stored form (2024-07-15) of *text* in another: 15/7/2024, quý 3/2024.

    The time that follows a day (2024-07-15T08:00) is left out; None if *text* is no date.
    """
    day = re.split(r"[T ](?=\d\d:)", text.strip())[0]
    return day if day != text and parse_stored_date(day) else _stored_form(day)


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


def _stored_form(text: str) -> str | None:
    """Return the stored form of *text*, written in one of the ways of _WRITTEN."""
    if len(text) > _MAX_LENGTH:
        return None
    words = " ".join(base_letters(telex_key(word)) for word in text.split())
    for pattern, form in _WRITTEN:
        if found := re.fullmatch(pattern, words, re.ASCII):
            parts = {name: _NAMED.get(part[:3], part) for name, part in found.groupdict().items()}
            parts |= {name: part.zfill(2) for name, part in parts.items() if name in "dm"}
            stored = form.format(**parts)
            return stored if parse_stored_date(stored) else None
    return None


def _months(year: int, month: int, length: int) -> DateRange:
    first, last = date(year, month, 1), date(year, month + length - 1, 28)
    if last.month == 12:  # noqa: PLR2004
        return first, last.replace(day=31)
    return first, last.replace(month=last.month + 1, day=1) - timedelta(days=1)


def _number(text: str, *lengths: int) -> int:
    if len(text) in lengths and text.isascii() and text.isdigit():
        return int(text)
    raise ValueError(text)
