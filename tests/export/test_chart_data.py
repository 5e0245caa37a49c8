"""The data of charts: times, scales, pieces, labels and notes, and the bars of counts."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from series_store import DAYS, figure, store_of

from cchc_cli.answers.compare import compare
from cchc_cli.answers.stats import stats
from cchc_cli.answers.trend import trend
from cchc_cli.export.chart.counts import comparison_chart, counts_chart
from cchc_cli.export.chart.data import (
    Line,
    LineChart,
    Point,
    line_chart,
    scale_of,
)
from cchc_cli.export.chart.labels import end_labels, spread, tick_rows
from cchc_cli.export.chart.lines import left_shifts
from cchc_cli.export.chart.style import COLORS, line_style, marker_style
from cchc_cli.language.formatting import format_day
from cchc_cli.language.translation import set_language
from cchc_cli.query.filters import Filters
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore


def chart_of(name: str, store: str | None = None, **filters: tuple[str, ...]) -> LineChart:
    records = MemoryStore(store or store_path())
    return line_chart(trend(name, Filters(filters), records).items, records)


def test_lines_are_broken_where_the_series_is(tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "10/21", 10),
        figure("p06.f01", "14/22", 14),
        figure("p07.f01", "20/22", 20),
        figure("p05.f02", "hơn 50", 50, scope="provinces", bound="more-than"),
        figure("p06.f02", "nhiều", None, scope="provinces"),
        figure("p07.f02", "60", 60, scope="provinces"),
        figure("p07.f03", "nhiều", None, scope="provinces", subject="Đà Nẵng"),
        figure("p07.f04", "1", 1, scope="provinces", subject="An Giang"),
        base="fixed",
    )
    first, second, third = (date.fromisoformat(day).toordinal() for day in DAYS.values())
    chart = chart_of("x", path)
    assert chart.lines == (
        Line(
            "ministries",
            (
                (Point(first, 10, "10/21", "exact"),),
                (Point(second, 14, "14/22", "exact"), Point(third, 20, "20/22", "exact")),
            ),
        ),
        Line(
            "provinces",
            (
                (Point(first, 50, "more than 50", "more-than"),),
                (Point(third, 60, "60", "exact"),),
            ),
        ),
        Line("An Giang", ((Point(third, 1, "1", "exact"),),)),
    )
    assert chart.times == {first: "19 Jul 2023", second: "10 Nov 2023", third: "2 Feb 2024"}
    assert [note.partition(":")[0] for note in chart.notes] == [
        "The denominator should be constant, but changes from 21 to 22.",
        "Open marks",
        "Source",
    ]


def test_an_index_of_years_is_drawn_over_the_years_that_it_is_of() -> None:
    chart = chart_of("sipas-mean")
    assert chart.times == {2022: "2022", 2023: "2023", 2024: "2024"}
    (line,) = chart.lines
    ((first, second, third),) = line.pieces
    assert [point.time for point in line.points] == [2022, 2023, 2024]
    assert first.value < second.value < third.value
    assert [point.label for point in line.points] == ["80.08%", "82.66%", "83.94%"]
    assert "The vertical axis does not begin at zero." in chart.notes
    assert 0 < chart.scale[0] < first.value
    assert third.value < chart.scale[1] <= 100


def test_rival_values_of_one_time_are_two_marks_and_a_sentence() -> None:
    chart = chart_of("par-index-province", province=("hai-phong",))
    (line,) = chart.lines
    assert [[(point.time, point.label) for point in piece] for piece in line.pieces] == [
        [(2021, "91.8%")],
        [(2023, "91.87%")],
        [(2023, "91.81%")],
    ]
    assert list(chart.times) == [2021, 2022, 2023]
    assert chart.notes[0] == ("Hải Phòng, 2023: the sources give different values: 91.87%; 91.81%.")
    assert [end.text for end in end_labels(chart)] == ["Hải Phòng 91.87%", "Hải Phòng 91.81%"]


def test_only_exact_values_are_joined() -> None:
    """A bound is a mark beside the line, which goes from the exact value before to that after."""
    (line,) = chart_of("regulations-cut-since-2021").lines
    (joined,) = (piece for piece in line.pieces if len(piece) > 1)
    assert [point.value for point in joined] == [1758, 2189, 2352, 2943]
    alone = [point for piece in line.pieces if len(piece) == 1 for point in piece]
    assert [point.label for point in alone] == ["more than 2,200", "about 2,500"]
    assert {len(piece) for piece in chart_of("portal-services").lines[0].pieces} == {1}


@pytest.mark.parametrize(
    ("reported", "value", "bound", "differ"),
    [
        ("hơn 3.850", 3850, "more-than", False),
        ("hơn 3.900", 3900, "more-than", True),
        ("gần 3.900", 3900, "less-than", False),
        ("khoảng 3.850", 3850, "about", True),
        ("3.854", 3854, "exact", True),
    ],
)
def test_a_bound_that_the_exact_value_keeps_is_no_rival(
    *, reported: str, value: float, bound: str, differ: bool, tmp_path: Path
) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "3.853", 3853, period="2023"),
        figure("p06.f01", reported, value, bound=bound, period="2023"),
        figure("p07.f01", "4.000", 4000, period="2024"),
    )
    chart = chart_of("x", path)
    assert len(chart.lines[0].points) == 3
    assert any("give different values" in note for note in chart.notes) == differ


def test_a_period_among_days_is_drawn_over_its_days(tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "1", 1, period="2023"),
        figure("p06.f01", "2", 2, as_of="2023-11-14"),
        figure("p07.f01", "3", 3, period="2024-Q1"),
    )
    chart = chart_of("x", path)
    year, day, quarter = chart.lines[0].points
    assert (year.value, day.value, quarter.value) == (1, 2, 3)
    assert (year.time - year.half, year.time + year.half) == (
        date(2023, 1, 1).toordinal(),
        date(2023, 12, 31).toordinal(),
    )
    assert (day.time, day.half) == (date(2023, 11, 14).toordinal(), 0)
    assert [*chart.times.values()] == ["2023", "14 Nov 2023", "Q1 2024"]
    assert "A thin line at a mark: the period that its value is of." in chart.notes


_OF_6191 = {"numerator": 3893, "denominator": 6191}


@pytest.mark.parametrize(
    ("reported", "value", "more", "vi", "en"),
    [
        ("3.893/6.191", 3893, _OF_6191, "3.893/6.191", "3,893/6,191"),
        ("3.893", 3893, _OF_6191, "3.893 (3.893/6.191)", "3,893 (3,893/6,191)"),
        ("3,7 lần", 3.7, {"unit": "times"}, "3,7 lần", "3.7 times"),
        ("90,10", 90.1, {"unit": "percent"}, "90,10%", "90.10%"),
    ],
)
def test_a_label_has_what_was_printed_once_and_with_its_unit(
    *, reported: str, value: float, more: dict[str, object], vi: str, en: str, tmp_path: Path
) -> None:
    path = store_of(tmp_path, figure("p05.f01", "", value, **more) | {"reported": reported})
    for lang, label in (("vi", vi), ("en", en)):
        set_language(lang)  # type: ignore[arg-type]
        assert [point.label for point in chart_of("x", path).lines[0].points] == [label]


def test_figures_of_another_unit_are_not_drawn_on_the_axis(tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "3.893", 3893),
        figure("p06.f01", "gần một nửa", 50, unit="percent", bound="less-than"),
        figure("p07.f01", "4.000", 4000),
    )
    chart = chart_of("x", path)
    assert [point.label for point in chart.lines[0].points] == ["3,893", "4,000"]
    assert not chart.is_percent
    assert "Not drawn, because in another unit: less than 50% [p06.f01]." in chart.notes


def test_a_vietnamese_chart_has_the_numbers_as_printed_and_vietnamese_sentences() -> None:
    set_language("vi")
    chart = chart_of("regulations-cut-since-2021")
    labels = [point.label for point in chart.lines[0].points]
    assert labels == ["1.758", "2.189", "hơn 2.200", "2.352", "khoảng 2.500", "2.943"]
    assert list(chart.times.values())[:2] == ["30/09/2022", "31/03/2023"]
    assert chart.notes[:3] == (
        "Dấu rỗng: không phải số chính xác.",
        "Vạch mảnh ở một dấu: thời kỳ của giá trị đó.",
        "Trục đứng không bắt đầu từ 0.",
    )
    assert chart.notes[3].startswith("Nguồn: ")
    updated = MemoryStore(store_path()).meta.updated
    assert chart.notes[3].endswith(f"{format_day(updated, 'vi')}.")


@pytest.mark.parametrize(
    ("values", "is_percent", "least", "greatest"),
    [
        ([0], False, 0, 1),
        ([10, 20], False, 0, 22.4),
        ([-5, -5], False, -5.6, 0),
        ([80, 90], False, 78.8, 91.2),
        ([80, 100], True, 77.6, 100),
        ([20, 150], True, 0, 168),
        ([1e300, 1e300], False, 0, 1.12e300),
    ],
)
def test_a_scale_fits_its_values_and_has_zero_unless_all_are_far_from_it(
    *, values: list[float], is_percent: bool, least: float, greatest: float
) -> None:
    assert scale_of(values, is_percent=is_percent) == pytest.approx((least, greatest))


def test_labels_are_spread_around_their_marks() -> None:
    assert spread([0, 50, 100], 10) == [0, 50, 100]
    assert spread([50, 50], 10) == [45, 55]
    assert spread([0, 48, 50, 52], 10) == [0, 40, 50, 60]
    heights = spread([1, 2, 3, 9, 14, 100, 101], 10)
    assert min(b - a for a, b in pairwise(heights)) >= 10


def test_marks_of_one_place_are_drawn_beside_each_other() -> None:
    assert left_shifts([(50, 10), (50, 40), (80, 10)], 9) == [0, 0, 0]
    assert left_shifts([(50, 10), (50, 12), (45, 14)], 9) == [0, 9, 18]


def test_labels_of_times_without_room_go_to_further_rows_or_are_left_out() -> None:
    times = {0.0: "2021", 9.3: "Q1 2022", 9.5: "Q2 2022", 10.0: "Q3 2022"}
    assert tick_rows(times, (0, 10), 7) == {10: 0, 9.5: 1, 9.3: 2, 0: 0}
    assert tick_rows(times, (0, 10), 70) == dict.fromkeys(times, 0)
    assert tick_rows(times | {9.2: "Q4 2021"}, (0, 10), 7).get(9.2) is None


def test_no_two_lines_look_alike_and_bounds_are_open() -> None:
    styles = [line_style(number) for number in range(48)]
    assert len({style["color"] for style in styles[:12]}) == 12 == len(COLORS)
    seen = {(style["color"], style["linestyle"], style["marker"]) for style in styles}
    assert len(seen) == len(styles)
    assert "markerfacecolor" not in marker_style(0, "exact")
    for bound, marker in (("about", "o"), ("more-than", "^"), ("less-than", "v")):
        style = marker_style(1, bound)  # type: ignore[arg-type]
        assert (style["marker"], style["markerfacecolor"]) == (marker, "white")


def test_bars_are_the_counts_of_stats() -> None:
    store = MemoryStore(store_path())
    answer = stats("directives", ["area"], Filters(), store)
    chart = counts_chart(answer, "directives", store)
    assert chart is not None
    assert (chart.title, chart.is_stacked) == ("Directives by area", False)
    assert chart.names[:2] == ("Institutional reform", "Administrative procedure reform")
    assert chart.groups == {"Count": tuple(row["count"] for row in answer.items)}
    crossed = counts_chart(
        stats("directives", ["area", "year"], Filters(), store), "directives", store
    )
    assert crossed is not None
    assert (crossed.title, crossed.is_stacked) == ("Directives by area and year", True)
    assert [*crossed.groups] == ["2021", "2022", "2023", "2024", "2025"]
    summed = tuple(map(sum, zip(*crossed.groups.values(), strict=True)))
    assert summed == chart.groups["Count"]
    overview = counts_chart(stats(None, [], Filters(), store), None, store)
    assert overview is not None
    assert overview.title == "Records by type"
    nothing = stats("directives", ["area"], Filters({"since": ("2099",)}), store)
    assert counts_chart(nothing, "directives", store) is None


def test_bars_of_a_comparison_are_the_directives_by_area_of_both_meetings() -> None:
    store = MemoryStore(store_path())
    answer = compare("8", "9", store)
    chart = comparison_chart(answer, store)
    assert chart is not None
    assert (chart.title, chart.is_stacked) == ("Directives by area", False)
    rows = [row for row in answer.items if row["section"] == "directives"]
    assert chart.groups == {
        "8th session, 15 Jul 2024": tuple(len(row["a"]) for row in rows),
        "9th session, 15 Jan 2025": tuple(len(row["b"]) for row in rows),
    }
    assert chart.names[0] == "Institutional reform"
