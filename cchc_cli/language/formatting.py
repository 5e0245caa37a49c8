"""Format numbers, days and periods in English or Vietnamese."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc_cli.language.translation import current_language

if TYPE_CHECKING:
    from datetime import date

    from cchc_cli.language.translation import Lang


_DASH = "\N{EN DASH}"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def format_number(value: float, lang: Lang | None = None) -> str:
    """Return *value* in digits grouped by thousands: 16.051 and 98,62 in Vietnamese."""
    lang = lang or current_language()
    digits = f"{value:,}"
    return digits.translate(str.maketrans(",.", ".,")) if lang == "vi" else digits


def format_percent(part: int, total: int, lang: Lang | None = None) -> str:
    """Return *part* of *total* in percent, to one decimal, halves up: 1 of 4 is 25,0 %."""
    lang = lang or current_language()
    tenths = (2000 * part + total) // (2 * total)
    digits = format_number(tenths / 10, lang)
    return f"{digits} %" if lang == "vi" else f"{digits}%"


def format_day(value: date, lang: Lang | None = None) -> str:
    """Return *value* as 15/01/2025 in Vietnamese, as official documents do, or 15 Jan 2025."""
    lang = lang or current_language()
    if lang == "vi":
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04}"


def format_period(text: str, lang: Lang | None = None) -> str:
    """Return *text*, a day or period as stored, as people write it: H1 2024, quý I/2024."""
    lang = lang or current_language()
    if "/" in text:
        parts = [format_period(part, lang) for part in text.split("/")]
        return _DASH.join(parts) if all(map(str.isdigit, parts)) else f" {_DASH} ".join(parts)
    from datetime import date  # noqa: PLC0415  # records import it, few answers need it

    year, _dash, rest = text.partition("-")
    if not rest:
        return text
    if rest[0] in "HQ":
        return _part_of_year(year, rest, lang)
    try:
        month, *days = map(int, rest.split("-"))
        first = date(int(year), month, *(days or [1]))
    except (ValueError, TypeError):
        return text
    if days:
        return format_day(first, lang)
    return f"{month:02}/{year}" if lang == "vi" else f"{_MONTHS[month - 1]} {year}"


def _part_of_year(year: str, part: str, lang: Lang) -> str:
    if lang == "en":
        return f"{part} {year}"
    if part[0] == "H":
        return f"6 tháng {'đầu' if part == 'H1' else 'cuối'} năm {year}"
    return f"quý {_QUARTERS.get(part[1:], part[1:])}/{year}"
