"""Dates as people write them: which days they mean, and what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.language.dates import (
    DateRange,
    month_without_day,
    parse_date,
    parse_period,
    to_stored_form,
)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("0001", date(1, 1, 1), date(1, 12, 31)),
        ("9999", date(9999, 1, 1), date(9999, 12, 31)),
        ("2024-H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2024-H2", date(2024, 7, 1), date(2024, 12, 31)),
        ("2024-h1", date(2024, 1, 1), date(2024, 6, 30)),
        ("9999-H2", date(9999, 7, 1), date(9999, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q2", date(2024, 4, 1), date(2024, 6, 30)),
        ("2024-Q3", date(2024, 7, 1), date(2024, 9, 30)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-01", date(2024, 1, 1), date(2024, 1, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2000-02", date(2000, 2, 1), date(2000, 2, 29)),
        ("2024-04", date(2024, 4, 1), date(2024, 4, 30)),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31)),
        ("7/2024", date(2024, 7, 1), date(2024, 7, 31)),
        ("07/2024", date(2024, 7, 1), date(2024, 7, 31)),
        ("2024-07-15", date(2024, 7, 15), date(2024, 7, 15)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
        ("15/7/2024", date(2024, 7, 15), date(2024, 7, 15)),
        ("15/07/2024", date(2024, 7, 15), date(2024, 7, 15)),
        ("5/7/2024", date(2024, 7, 5), date(2024, 7, 5)),
        ("05/7/2024", date(2024, 7, 5), date(2024, 7, 5)),
        ("29/2/2024", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_date_is_the_days_from_its_first_to_its_last(text: str, first: date, last: date) -> None:
    assert parse_date(text) == (first, last)
    as_stored = ("-" in text and text == text.upper()) or text.isdigit()
    assert parse_period(text) == ((first, last) if as_stored else None)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024-7", "2024-07"),
        ("2024-7-5", "2024-07-05"),
        ("2024.07.15", "2024-07-15"),
        ("2024/7/15", "2024-07-15"),
        ("15-7-2024", "2024-07-15"),
        ("15.7.2024", "2024-07-15"),
        ("ngày 15 tháng 7 năm 2024", "2024-07-15"),
        ("15 Jul 2024", "2024-07-15"),
        ("July 15, 2024", "2024-07-15"),
        ("July 2024", "2024-07"),
        ("tháng 7/2024", "2024-07"),
        ("thang 7 nam 2024", "2024-07"),
        ("quý 3/2024", "2024-Q3"),
        ("QUÝ III năm 2024", "2024-Q3"),
        ("Q3 2024", "2024-Q3"),
        ("2024Q3", "2024-Q3"),
        ("6 tháng đầu năm 2024", "2024-H1"),
        ("6 thang cuoi 2024", "2024-H2"),
        ("H1/2024", "2024-H1"),
        ("first half of 2024", "2024-H1"),
        ("năm 2024", "2024"),
    ],
)
def test_a_date_may_be_written_as_people_write_it(text: str, period: str) -> None:
    assert parse_date(text) == parse_period(period)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("31/2/2024", (2, 2024, 29)),
        ("31.4.2025", (4, 2025, 30)),
        ("32/2/2024", None),
        ("2024", None),
    ],
)
def test_a_day_too_late_in_its_month_has_a_month(
    text: str, month: tuple[int, int, int] | None
) -> None:
    assert month_without_day(text) == month


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("15/7/2024", "2024-07-15"),
        ("15-07-2024", "2024-07-15"),
        ("15.7.2024", "2024-07-15"),
        ("2024/7/15", "2024-07-15"),
        ("2024-7-5", "2024-07-05"),
        (" 2024-07-15T08:00:00+07:00", "2024-07-15"),
        ("7/2024", "2024-07"),
        ("2024.7", "2024-07"),
        ("7/15/2024", None),
        ("30/2/2024", None),
        ("15/7/24", None),
        ("2024", None),
        ("2011/2020", None),
        ("2024-H3", None),
        ("hôm nay", None),
        ("", None),
    ],
)
def test_a_day_or_a_month_in_another_form_is_told_as_a_store_has_it(
    text: str, stored: str | None
) -> None:
    assert to_stored_form(text) == stored
    assert stored is None or parse_period(stored)


NO_DATES = [
    "",
    " ",
    "-",
    "/",
    "24",
    "202",
    "20245",
    "0000",
    "-2024",
    "+2024",
    "2024-",
    "2024 ",
    " 2024",
    "2024\n",
    "２０２４",  # noqa: RUF001  # digits all the same, but not ours
    "२०२४",
    "2_24",
    "2e03",
    "2024-00",
    "2024-13",
    "2024-007",
    "2024-H0",
    "2024-H3",
    "2024-H",
    "2024-H01",
    "2024-H١",  # noqa: RUF001  # the same
    "2024-Q0",
    "2024-Q5",
    "2024-Q",
    "2024-Q1-01",
    "2024-07-00",
    "2024-07-32",
    "2024-07-15-",
    "2024-07-15-01",
    "2024-07-15T08:00",
    "2025-02-29",
    "2025-02-30",
    "2024-W07",
    "20240715",
    "15/7/24",
    "15/7",
    "15/13/2024",
    "0/7/2024",
    "32/7/2024",
    "31/4/2024",
    "015/7/2024",
    "7/15/2024",
    "15//2024",
    "/7/2024",
    "1/15/7/2024",
    "latest",
    "tháng 7",
    "nan",
    "\0",
]


@pytest.mark.parametrize("text", NO_DATES, ids=ascii)
def test_what_is_no_date_has_no_days(text: str) -> None:
    assert parse_date(text) is None
    assert parse_period(text) is None


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2011/2020", (date(2011, 1, 1), date(2020, 12, 31))),
        ("2024/2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-Q3/2025", (date(2024, 7, 1), date(2025, 12, 31))),
        ("2024-07/2024-09-15", (date(2024, 7, 1), date(2024, 9, 15))),
        ("2024-07-15/2024-07-15", (date(2024, 7, 15), date(2024, 7, 15))),
        ("2024-12-15/2025-H1", (date(2024, 12, 15), date(2025, 6, 30))),
        ("2020/2011", None),
        ("2024-07-16/2024-07-15", None),
        ("2024/2024-06", (date(2024, 1, 1), date(2024, 6, 30))),
        ("2011/", None),
        ("/2020", None),
        ("/", None),
        ("2011/2015/2020", None),
        ("2011//2020", None),
        ("2011-2020", None),
        ("2011 / 2020", None),
        ("2011/2020-13", None),
    ],
)
def test_a_period_is_a_date_or_two(text: str, days: DateRange | None) -> None:
    assert parse_period(text) == days


@given(st.dates())
def test_a_day_is_its_own_span(day: date) -> None:
    assert parse_date(day.isoformat()) == (day, day)
    assert parse_date(f"{day.day}/{day.month}/{day.year:04}") == (day, day)


@given(st.dates())
def test_a_day_is_in_its_month_its_quarter_its_half_and_its_year(day: date) -> None:
    year, quarter, half = f"{day.year:04}", (day.month + 2) // 3, (day.month + 5) // 6
    spans = [
        parse_date(text)
        for text in (f"{year}-{day.month:02}", f"{year}-Q{quarter}", f"{year}-H{half}", year)
    ]
    assert all(days and days[0] <= day <= days[1] for days in spans)
    assert spans == sorted(spans, key=lambda days: days[1] - days[0] if days else day - day)


@given(
    st.text()
    | st.text("0123456789-/HQ")
    | st.from_regex(r"[0-9]{1,4}([-/][HQ]?[0-9]{1,4}){0,5}", fullmatch=True)
)
def test_the_first_day_is_never_after_the_last(text: str) -> None:
    for days in (parse_date(text), parse_period(text)):
        assert days is None or days[0] <= days[1]


@given(st.dates(), st.dates())
def test_a_period_lasts_from_the_first_day_of_one_date_to_the_last_of_the_other(
    first: date, last: date
) -> None:
    days = parse_period(f"{first}/{last}")
    assert days == ((first, last) if first <= last else None)


@given(st.text("0123456789-HQ"))
def test_every_date_is_a_period(text: str) -> None:
    assert parse_period(text) in (None, parse_date(text))
