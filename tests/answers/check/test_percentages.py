"""The arithmetic of the audit: what is read from a printed number, and what follows from two."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import ceil, floor
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.answers.check.percentages import implied_denominator, verdict, within_bound
from cchc_cli.answers.check.totals import complement_findings, sums
from cchc_cli.answers.check.wording import Names, number
from cchc_cli.answers.figure_series import ValueChange, change_between
from cchc_cli.language.printed_numbers import Printed, parse_printed, parse_share
from cchc_cli.model.records import Bound, Figure, Words
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

SHIPPED = MemoryStore(store_path())


@pytest.mark.parametrize(
    ("reported", "value", "decimals"),
    [
        ("64", "64", 0),
        ("0", "0", 0),
        ("2.870", "2870", 0),
        ("16.051", "16051", 0),
        ("1.234.567", "1234567", 0),
        ("hơn 1.000", "1000", 0),
        ("gần 85%", "85", 0),
        ("85,71%", "85.71", 2),
        ("85.71%", "85.71", 2),
        ("98,62 %", "98.62", 2),
        ("98,60 %", "98.6", 2),
        ("14,285%", "14.285", 3),
        ("1.234,5", "1234.5", 1),
        ("0,5", "0.5", 1),
        ("0.5", "0.5", 1),
        ("0.500", "0.5", 3),
        ("0,500", "0.5", 3),
        ("1,4 lần", "1.4", 1),
        ("6.300 tỷ đồng", "6300", 0),
        ("63/63", "63", 0),
        ("10 trên 21", "10", 0),
        ("đạt 80 %.", "80", 0),
        ("1.234, tức một phần ba", "1234", 0),
        ("9" * 40, "9" * 40, 0),
    ],
)
def test_a_printed_number_is_read_as_vietnamese_and_as_english_have_it(
    reported: str, value: str, decimals: int
) -> None:
    assert parse_printed(reported) == Printed(Fraction(value), decimals)


@pytest.mark.parametrize(
    "reported",
    [
        *("gần một nửa", "", " ", "%", ",", "."),
        *("1,234.5", "1.23.4", "1,2,3", "30.6.2024"),  # no way of writing one number
        *("٨٥", "８５,７１%", "८५", "Ⅷ", "½", "²"),  # noqa: RUF001  # digits of other scripts
        *("9" * 41, "9" * 5000 + "%", "0," + "1" * 5000, "1." * 100_000),
    ],
)
def test_what_is_no_number_is_not_known(reported: str) -> None:
    assert parse_printed(reported) is None


@given(st.text())
def test_any_string_at_all_is_a_number_or_not_known(reported: str) -> None:
    found = parse_printed(reported)
    assert found is None or (found.value >= 0 and found.value * 10**found.decimals % 1 == 0)


@given(st.integers(0, 10**15), st.integers(0, 10**6 - 1))
def test_digit_groups_and_a_comma_read_back(whole: int, decimals: int) -> None:
    typed = f"{whole:,}".replace(",", ".") + f",{decimals:06}"
    assert parse_printed(typed) == Printed(whole + Fraction(decimals, 10**6), 6)


REAL = [
    # session 9; baomoi; vneconomy; vietnamplus; report 1270 of 2017
    ("85,71%", 18, 21, "exact", "ok"),
    ("14,28%", 3, 21, "exact", "truncated"),
    ("14,29%", 3, 21, "exact", "ok"),
    ("91,8 %", 2501, 2723, "exact", "ok"),
    ("62,8 %", 3071, 4888, "exact", "ok"),
    ("32,5 %", 2269, 6974, "exact", "ok"),
    ("2,2 %", 35, 1589, "exact", "ok"),
    ("80 %", 73, 92, "exact", "mismatch"),
    ("đạt 80 %", 73, 92, "about", "ok"),
    ("gần 80 %", 73, 92, "about", "ok"),
    ("hơn 79 %", 73, 92, "more-than", "ok"),
    ("hơn 80 %", 73, 92, "more-than", "mismatch"),
    ("dưới 80 %", 73, 92, "less-than", "ok"),
    ("dưới 79 %", 73, 92, "less-than", "mismatch"),
    ("98,62 %", 16_051, 16_274, "exact", "truncated"),
    ("98,63 %", 16_051, 16_274, "exact", "ok"),
    ("98,62 %", 16_051, 21_914, "exact", "mismatch"),
    ("73,25 %", 16_051, 21_914, "exact", "ok"),
    ("1,38 %", 223, 16_274, "exact", "mismatch"),
    ("1,37 %", 223, 16_274, "exact", "ok"),
    # the ends of the interval, zeros that carry the precision, all, none, more than all
    ("12 %", 1, 8, "exact", "ok"),
    ("13 %", 1, 8, "exact", "ok"),
    ("12,5 %", 1, 8, "exact", "ok"),
    ("12,0 %", 1, 8, "exact", "mismatch"),
    ("12,50 %", 1, 8, "exact", "ok"),
    ("33 %", 1, 3, "exact", "ok"),
    ("33,30 %", 1, 3, "exact", "mismatch"),
    ("100 %", 63, 63, "exact", "ok"),
    ("100 %", 199, 200, "exact", "ok"),
    ("100,0 %", 199, 200, "exact", "mismatch"),
    ("0 %", 0, 7, "exact", "ok"),
    ("0 %", 1, 101, "exact", "truncated"),
    ("120 %", 6, 5, "exact", "ok"),
    ("11,1 %", 10, 100, "about", "ok"),
    ("11,2 %", 10, 100, "about", "mismatch"),
]


@pytest.mark.parametrize(("reported", "part", "whole", "bound", "expected"), REAL)
def test_a_share_follows_from_its_part_and_whole_or_not(
    reported: str, part: int, whole: int, bound: Bound, expected: str
) -> None:
    share = parse_printed(reported)
    assert share is not None
    assert verdict(share, part, whole, bound) == expected


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        (["2.501", "222"], "2.723"),
        (["495", "1.059", "35"], "1.589"),
        (["14.068", "1.983"], "16.051"),
        (["5.640", "223"], "5.863"),
        (["16.051", "5.863"], "21.914"),
        (["16.051", "223"], "16.274"),
    ],
)
def test_the_sums_of_real_reports_hold_and_are_found_if_one_is_off(
    parts: list[str], whole: str
) -> None:
    made = [*(count(text, part_of="p01.f00") for text in parts), count(whole, id="p01.f00")]
    assert [(one.gap, one.holds) for one in sums(made)] == [(Fraction(0), True)]
    off = [count("1", part_of="p01.f00"), *made]
    assert [(one.total.id, one.gap) for one in sums(off)] == [("p01.f00", Fraction(-1))]


def test_from_2_82_to_1_38_percent_is_1_44_points() -> None:
    assert change_between(percent("2,82 %"), percent("1,38 %")) == ValueChange(-1.44, "points")


@pytest.mark.parametrize(
    ("said", "computed", "bound", "expected"),
    [
        (800, 800, "exact", True),
        (800, 801, "exact", False),
        (800, 801, "more-than", True),
        (800, 799, "more-than", False),
        (800, 799, "less-than", True),
        (800, 801, "less-than", False),
        (800, 720, "about", True),
        (800, 880, "about", True),
        (800, 719, "about", False),
        (800, 881, "about", False),
    ],
)
def test_a_bound_is_tested_as_a_bound(
    said: int, computed: int, bound: Bound, *, expected: bool
) -> None:
    assert within_bound(Fraction(said), Fraction(computed), bound) is expected


@pytest.mark.parametrize(
    ("reported", "part", "whole"),
    [
        ("35,03%", 296, 845),
        ("46,09%", 1384, 3003),
        ("50%", 1, 2),
        ("100%", 1, 1),
        ("50,00%", 100, 200),
        ("50,0%", 1000, None),  # 1.999 to 2.001 fit
        ("0%", 1, None),  # any large one fits
        ("0%", 0, None),
        ("50%", 0, None),
        ("0,05%", 1, None),
        ("120%", 6, None),  # none is as large as its part
        ("99%", 1, None),  # none fits
    ],
)
def test_a_whole_is_implied_if_it_alone_fits(reported: str, part: int, whole: int | None) -> None:
    share = parse_printed(reported)
    assert share is not None
    assert implied_denominator(share, part) == whole


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (Fraction(0), "0", "0"),
        (63, "63", "63"),
        (Fraction(1_234_567), "1.234.567", "1,234,567"),
        (Fraction("99.99"), "99,99", "99.99"),
        (Fraction("-0.5"), "-0,5", "-0.5"),
        (Fraction("1e30"), "1" + ".000" * 10, "1" + ",000" * 10),
    ],
)
def test_a_number_in_a_sentence_is_written_as_its_language_does(
    value: Fraction | int, vi: str, en: str
) -> None:
    assert number(value) == Words(vi=vi, en=en)


@pytest.mark.parametrize(
    ("reported", "share"),
    [
        *(("gần một nửa", "1/2"), ("Quá nửa", "1/2"), ("nearly half", "1/2")),
        *(("một phần ba", "1/3"), ("ba phần tư", "3/4"), ("3 phần 10", "3/10")),
        *(("gần 2/3", "2/3"), ("two-thirds", "2/3"), ("a third", "1/3"), ("three quarters", "3/4")),
        (normalize("NFD", "gần một nửa"), "1/2"),
        *((text, None) for text in ("62/63", "46/132", "15/7", "0/3", "85,71%", "2/3%")),
        *((text, None) for text in ("trong nửa đầu năm", "hai, ba", "ba bốn", "một", "nhiều", "")),
    ],
)  # fmt: skip
def test_a_share_in_words_is_read(reported: str, share: str | None) -> None:
    assert parse_share(reported) == (Fraction(share) if share else None)


@given(st.text())
def test_any_string_at_all_is_a_share_or_not_known(reported: str) -> None:
    found = parse_share(reported)
    assert found is None or 0 < found < 1


wholes = st.integers(1, 20_000)
places = st.integers(0, 4)
fractions = wholes.flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def text(scaled: int, decimals: int) -> str:
    """Return *scaled* units of the last of *decimals* places as a report prints them."""
    if not decimals:
        return f"{scaled}%"
    return f"{scaled // 10**decimals},{scaled % 10**decimals:0{decimals}}%"


def rounded(part: int, whole: int, decimals: int, way: str = ROUND_HALF_UP) -> int:
    with localcontext(prec=60):  # thirds are told from halves: a whole is 20.000 at most
        return int((Decimal(100 * part * 10**decimals) / whole).quantize(Decimal(1), way))


def judged(scaled: int, decimals: int, part: int, whole: int) -> str:
    share = parse_printed(text(scaled, decimals))
    assert share is not None
    return verdict(share, part, whole)


@given(fractions, places, st.sampled_from([ROUND_HALF_UP, ROUND_HALF_EVEN]))
def test_a_rounded_share_is_always_ok(fraction: tuple[int, int], decimals: int, way: str) -> None:
    assert judged(rounded(*fraction, decimals, way), decimals, *fraction) == "ok"


@given(fractions, places)
def test_one_unit_more_than_rounding_allows_is_never_ok(
    fraction: tuple[int, int], decimals: int
) -> None:
    exact = Fraction(100 * fraction[0] * 10**decimals, fraction[1])
    above = floor(exact + Fraction(1, 2)) + 1
    below = ceil(exact - Fraction(1, 2)) - 1
    assert judged(above, decimals, *fraction) == "mismatch"
    if below >= 0:
        expected = "truncated" if below == floor(exact) else "mismatch"
        assert judged(below, decimals, *fraction) == expected


@given(fractions, places)
def test_a_truncated_share_is_truncated_where_rounding_goes_up_and_else_ok(
    fraction: tuple[int, int], decimals: int
) -> None:
    exact = Fraction(100 * fraction[0] * 10**decimals, fraction[1])
    up = exact - floor(exact) > Fraction(1, 2)
    assert judged(floor(exact), decimals, *fraction) == ("truncated" if up else "ok")


@given(
    st.integers(1, 400).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole))),
    st.integers(0, 3),
)
def test_an_implied_whole_is_the_only_one_that_fits(
    fraction: tuple[int, int], decimals: int
) -> None:
    part, whole = fraction
    share = parse_printed(text(rounded(part, whole, decimals), decimals))
    assert share is not None
    fits = [m for m in range(max(part, 1), 2 * whole + 2) if verdict(share, part, m) == "ok"]
    found = implied_denominator(share, part)
    assert whole in fits
    assert found in (None, whole)
    assert (found == whole) == (fits == [whole] and part > 0 and share.value > 0)


def figure(reported: str, unit: str, **more: Any) -> Figure:  # noqa: ANN401
    number = parse_printed(reported)
    fields: dict[str, Any] = {"id": "p01.f01", "value": number and float(number.value)} | more
    return Figure(
        indicator="a", reported=reported, unit=unit, scope="nation", sources=("p01.s1",), **fields
    )


def count(reported: str, **more: Any) -> Figure:  # noqa: ANN401
    return figure(reported, "tasks", **more)


def percent(reported: str, **more: Any) -> Figure:  # noqa: ANN401
    return figure(reported, "percent", **more)


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=6).filter(any), st.data())
def test_shares_of_a_rounded_split_are_no_finding(parts: list[int], data: st.DataObject) -> None:
    whole = sum(parts)
    found = []
    for part in parts:
        decimals = data.draw(places)
        reported = text(rounded(part, whole, decimals), decimals)
        found.append(percent(reported, part_of="p01.f00", numerator=part, denominator=whole))
    total = count(str(whole), id="p01.f00")
    assert list(complement_findings([total, *found], Names([], SHIPPED))) == []
    unnumbered = [percent(one.reported, part_of="p01.f00") for one in found]
    assert [one.holds for one in sums([percent("100%", id="p01.f00"), *unnumbered])] == [True]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_parts_that_add_up_are_no_finding_and_one_too_many_is(parts: list[int]) -> None:
    def made(whole: int) -> list[Figure]:
        counted = [count(str(part), part_of="p01.f00") for part in parts]
        return [count(str(whole), id="p01.f00"), *counted]

    assert [one.holds for one in sums(made(sum(parts)))] == [True]
    assert [(one.gap, one.holds) for one in sums(made(sum(parts) + 1))] == [(Fraction(1), False)]
