"""Trends: changes, breaks and their reasons, and sparklines."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import Ran, Run
from series_store import DAYS, figure, store_of

from cchc_cli.answers import Answer
from cchc_cli.answers.rows import TrendRow
from cchc_cli.answers.trend import sparkline, trend
from cchc_cli.query.filters import Filters
from cchc_cli.store.memory import MemoryStore

NOTE = {"vi": "Cách tính khác.", "en": "Another count."}


def told(path: str) -> Answer:
    return trend("x", Filters(), MemoryStore(path))


def picked(path: str, *keys: str) -> list[tuple[Any, ...]]:
    return [tuple(row[key] for key in keys) for row in told(path).items]


def test_a_row_says_all_that_its_figure_says_and_by_how_much_it_moved(cchc: Run) -> None:
    first, second = json.loads(cchc("trend", "tasks-completed", "--json").out)
    assert first["change"] is None
    assert second == {
        "figure": "p09.f02",
        "indicator": "tasks-completed",
        "subject": None,
        "scope": "ministries",
        "meeting": "p09",
        "date": "2025-01-15",
        "as_of": "2025-01-15",
        "reported": "85,71%",
        "value": 85.71,
        "numerator": 18,
        "denominator": 21,
        "bound": "exact",
        "change": 2.38,
        "change_unit": "points",
        "break": None,
    }
    assert tuple(second) == tuple(TrendRow.__annotations__)


def test_a_fixed_base_that_differs_breaks_the_line_and_says_so(cchc: Run, tmp_path: Path) -> None:
    figures = [figure("p05.f01", "10/21", 10), figure("p06.f01", "14/22", 14)]
    path = store_of(tmp_path, *figures, figure("p07.f01", "20/22", 20), base="fixed")
    assert cchc("trend", "x", "--store", path, "--lang", "en") == Ran(
        0,
        "x · Số $x$ _y_ của cơ quan\n"
        "Id       Scope       Meeting  Reported  Change  Sources\n"
        "───────────────────────────────────────────────────────\n"
        "p05.f01  ministries  p05         10/21       \N{EN DASH}  1\n"
        "p06.f01  ministries  p06         14/22       \N{EN DASH}  1\n"
        "p07.f01  ministries  p07         20/22      +6  1\n"
        "ministries: ▁ ▄█ (10/21 \N{EN DASH} 20/22)\n"
        "p06.f01: The denominator should be constant, but changes from 21 to 22.\n"
        "\nSources\n"
        "1  s1  bao.vn\n"
        "       https://bao.vn/1\n",
        "",
    )
    assert picked(path, "change", "break") == [
        (None, None),
        (
            None,
            {
                "vi": "Mẫu số lẽ ra cố định nhưng đổi từ 21 sang 22.",
                "en": "The denominator should be constant, but changes from 21 to 22.",
            },
        ),
        (6, None),
    ]


@pytest.mark.parametrize(
    ("indicator", "reported", "changes", "broken"),
    [
        ({"base": "growing"}, ["10/12", "18/21"], [None, 8], [False, False]),
        ({}, ["10/12", "18/21"], [None, 8], [False, False]),
        ({"base": "fixed"}, ["10/21", "9/21"], [None, -1], [False, False]),
        ({"base": "fixed"}, ["10/21", "9"], [None, -1], [False, False]),
        ({"base": "fixed"}, ["10/21", "9/22"], [None, None], [False, True]),
        ({"base": "fixed"}, ["10/21", "9", "8/22"], [None, -1, None], [False, False, True]),
        ({"comparable": False, "note": NOTE}, ["10", "11"], [None, None], [True, True]),
    ],
)
def test_a_line_breaks_where_its_indicator_says(
    indicator: dict[str, Any],
    reported: list[str],
    changes: list[int | None],
    broken: list[bool],
    tmp_path: Path,
) -> None:
    figures = [
        figure(f"{meeting}.f01", printed, int(printed.partition("/")[0]))
        for meeting, printed in zip(DAYS, reported, strict=False)
    ]
    path = store_of(tmp_path, *figures, **indicator)
    rows = picked(path, "change", "break")
    assert [change for change, _ in rows] == changes
    assert [bool(why) for _, why in rows] == broken


@pytest.mark.parametrize(
    ("note", "vi", "en"),
    [
        (None, ".", "."),
        ({"vi": "Khác."}, ": Khác.", ": Khác."),
        (NOTE, ": Cách tính khác.", ": Another count."),
    ],
)
def test_what_is_no_series_quotes_why(
    note: dict[str, str] | None, vi: str, en: str, tmp_path: Path
) -> None:
    path = store_of(tmp_path, figure("p05.f01", "1", 1), comparable=False, note=note)
    begin = "Giá trị các cuộc họp không so sánh được với nhau"
    both = {"vi": begin + vi, "en": "Values of different meetings are not comparable" + en}
    assert picked(path, "break") == [(both,)]


def test_scopes_and_subjects_are_lines_of_their_own_in_order(tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p07.f01", "9", 9, scope="provinces", subject="Đà Nẵng"),
        figure("p05.f01", "7", 7, scope="provinces", subject="Đà Nẵng"),
        figure("p05.f02", "5", 5, scope="provinces", subject="An Giang"),
        figure("p06.f01", "4", 4, scope="provinces"),
        figure("p06.f02", "3", 3),
        figure("p05.f03", "1", 1, scope="nation"),
    )
    assert picked(path, "figure", "subject", "change") == [
        ("p05.f03", None, None),
        ("p06.f02", None, None),
        ("p06.f01", None, None),
        ("p05.f02", "An Giang", None),
        ("p05.f01", "Đà Nẵng", None),
        ("p07.f01", "Đà Nẵng", 2),
    ]


def test_figures_of_one_meeting_go_by_what_they_are_about_and_then_by_id(tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p06.f03", "5", 5),
        figure("p06.f10", "4", 4, as_of="2023-10"),
        figure("p06.f02", "3", 3, period="2022"),
        figure("x0", "2", 2, meeting=None, as_of="2023-06-30"),
        figure("p05.f01", "2", 2),
    )
    assert picked(path, "figure", "date", "as_of", "change") == [
        ("x0", None, "2023-06-30", None),
        ("p05.f01", "2023-07-19", None, 0),
        ("p06.f02", "2023-11-10", "2022", 1),
        ("p06.f10", "2023-11-10", "2023-10", 1),
        ("p06.f03", "2023-11-10", None, 1),
    ]


@pytest.mark.parametrize(("second", "change"), [(13, None), (12, 3)])
def test_two_sources_of_one_time_are_no_change_and_are_not_chosen_from(
    second: int, change: int | None, tmp_path: Path
) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "10", 10),
        figure("p06.f01", "12", 12),
        figure("p06.f02", f"{second}", second),
        figure("p07.f01", "15", 15),
    )
    assert picked(path, "change") == [(None,), (2,), (second - 10,), (change,)]


def test_of_bounds_and_of_words_there_is_no_change(cchc: Run, tmp_path: Path) -> None:
    path = store_of(
        tmp_path,
        figure("p05.f01", "hơn 800", 800, bound="more-than"),
        figure("p06.f01", "gần một nửa", None, bound="about"),
        figure("p07.f01", "900", 900),
    )
    assert picked(path, "value", "change", "change_unit") == [
        (800, None, None),
        (None, None, None),
        (900, None, None),
    ]
    lines_of = cchc("trend", "x", "--store", path, "--lang", "en").out.splitlines()
    assert [line.rstrip(" \N{EN DASH}1") for line in lines_of[3:7]] == [
        "p05.f01  ministries  p05      more than 800",
        "p06.f01  ministries  p06      “gần một nửa”",
        "p07.f01  ministries  p07                900",
        "ministries: ▁ █ (more than 800 \N{EN DASH} 900)",
    ]


@pytest.mark.parametrize(
    ("figures", "indicator", "values"),
    [
        ([figure("p05.f01", "1", 1), figure("p06.f01", "1", 1)], {}, [2]),
        ([figure("p05.f01", "1", 1)], {}, []),
        ([figure("p05.f01", "1", 1), figure("p05.f02", "2", 2)], {}, []),
        ([figure("p05.f01", "1", 1), figure("p06.f01", "ít", None)], {}, []),
        ([figure("p05.f01", "1", 1), figure("p06.f01", "1", 1, scope="nation")], {}, []),
        ([figure("p05.f01", "1", 1), figure("p06.f01", "1", 1)], {"comparable": False}, []),
    ],
)
def test_a_series_is_values_of_several_meetings_in_one_line(
    figures: list[dict[str, Any]], indicator: dict[str, Any], values: list[int], tmp_path: Path
) -> None:
    found = trend(None, Filters(), MemoryStore(store_of(tmp_path, *figures, **indicator)))
    assert [row["values"] for row in found.items] == values


def test_the_indicators_that_have_a_series_are_whole_records(cchc: Run) -> None:
    found = json.loads(cchc("trend", "--json").out)
    shown = json.loads(cchc("show", *(row["id"] for row in found), "--json").out)
    several = {
        "internal-procedures-published": 4,
        "par-index-province": 7,
        "regulations-cut-since-2021": 6,
        "regulation-documents-since-2021": 4,
        "sipas-mean": 3,
    }
    assert found == [record | {"values": several.get(record["id"], 2)} for record in shown]
    assert {row["id"] for row in found} > several.keys()


def test_a_name_that_two_indicators_share_is_refused(cchc: Run, tmp_path: Path) -> None:
    path = Path(store_of(tmp_path))
    store = json.loads(path.read_text(encoding="utf-8"))
    store["indicators"]["2"] = store["indicators"]["1"] | {"id": "z"}
    path.write_text(json.dumps(store), encoding="utf-8")
    ran = cchc("trend", "so x y cua co quan", "--store", str(path))
    assert ran == Ran(1, "", 'cchc: "so x y cua co quan" is ambiguous; use one of the ids x or z\n')


@pytest.mark.parametrize(
    ("values", "blocks"),
    [
        ([], ""),
        ([5], "▄"),
        ([81, 81.0], "▄▄"),
        ([0, 7], "▁█"),
        ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"),
        ([1, None, 3, 2], "▁ █▅"),
        ([-1e308, 0, 1e308], "▁▅█"),
        ([10**299, 0.5], "█▁"),
    ],
)
def test_a_sparkline_goes_from_the_least_to_the_greatest(
    values: list[float | None], blocks: str
) -> None:
    assert sparkline(values) == blocks


@given(st.lists(st.none() | st.floats(allow_nan=False, allow_infinity=False)))
def test_a_sparkline_has_a_sign_for_each_value_and_keeps_their_order(
    values: list[float | None],
) -> None:
    blocks = sparkline(values)
    assert [block == " " for block in blocks] == [value is None for value in values]
    pairs = sorted(
        (value, block) for value, block in zip(values, blocks, strict=True) if value is not None
    )
    assert [block for _, block in pairs] == sorted(block for _, block in pairs)
