"""Trends: changes, breaks and their reasons, sparklines, and the numbers behind a chart."""

import json
import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import builders
import pytest
from builders import Record
from hypothesis import given
from hypothesis import strategies as st
from processes import Ran, Run

from cchc_cli.answers import Answer
from cchc_cli.answers.trend import ROW_KEYS, sparkline, trend
from cchc_cli.export.chart_data import Line, Point, caption, chart_lines
from cchc_cli.language.formatting import format_day
from cchc_cli.language.translation import Lang
from cchc_cli.model.records import Words
from cchc_cli.query.filters import Filters
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

DAYS = {"p05": "2023-07-19", "p06": "2023-11-10", "p07": "2024-02-02"}
NOTE = {"vi": "Cách tính khác.", "en": "Another count."}
drawing = pytest.mark.skipif(
    find_spec("matplotlib") is None, reason="a chart needs matplotlib, the extra chart"
)


def figure(id_: str, reported: str, value: float | None, **more: Any) -> Record:  # noqa: ANN401
    """Return a figure; of a ratio that is reported as n/m, with both numbers."""
    numerator, _, denominator = reported.partition("/")
    ratio = {"numerator": int(numerator), "denominator": int(denominator)} if denominator else {}
    usual = {"indicator": "x", "unit": "agencies", "scope": "ministries"}
    return builders.figure(id_, reported, value, **usual | ratio | more)


def written(folder: Path, *figures: Record, **indicator: Any) -> str:  # noqa: ANN401
    """Return the path of a store of three meetings with *figures* of the *indicator* x."""
    name = "Số $x$ _y_ của cơ quan"
    return builders.store(
        folder,
        meetings=[builders.meeting(id_, day) for id_, day in DAYS.items()],
        figures=figures,
        indicators=[builders.indicator("x", name, **{"unit": "agencies"} | indicator)],
        sources=[builders.source("s1", kind="page", outlet="bao.vn", url="https://bao.vn/1")],
    )


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
    assert tuple(second) == ROW_KEYS


def test_a_fixed_base_that_differs_breaks_the_line_and_says_so(cchc: Run, tmp_path: Path) -> None:
    figures = [figure("p05.f01", "10/21", 10), figure("p06.f01", "14/22", 14)]
    path = written(tmp_path, *figures, figure("p07.f01", "20/22", 20), base="fixed")
    assert cchc("trend", "x", "--store", path, "--lang", "en") == Ran(
        0,
        "x · Số $x$ _y_ của cơ quan\n"
        "Id       Scope       Meeting  As of  Reported    n/m  Change  Sources\n"
        "─────────────────────────────────────────────────────────────────────\n"
        "p05.f01  ministries  p05                10/21  10/21       \N{EN DASH}  1\n"
        "p06.f01  ministries  p06                14/22  14/22       \N{EN DASH}  1\n"
        "p07.f01  ministries  p07                20/22  20/22      +6  1\n"
        "ministries: ▁ ▄█ (10/21 \N{EN DASH} 20/22)\n"
        "p06.f01: The base should be fixed, yet it is 21, then 22.\n"
        "\nSources\n"
        "#  Id  Source\n"
        "───────────────────────\n"
        "1  s1  bao.vn\n"
        "       https://bao.vn/1\n",
        "",
    )
    assert picked(path, "change", "break") == [
        (None, None),
        (
            None,
            {
                "vi": "Mẫu số phải cố định nhưng lại khác trước: 21, rồi 22.",
                "en": "The base should be fixed, yet it is 21, then 22.",
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
    path = written(tmp_path, *figures, **indicator)
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
    path = written(tmp_path, figure("p05.f01", "1", 1), comparable=False, note=note)
    begin = "Giá trị các cuộc họp không nối thành một chuỗi"
    both = {"vi": begin + vi, "en": "The values of different meetings are not one series" + en}
    assert picked(path, "break") == [(both,)]


def test_scopes_and_subjects_are_lines_of_their_own_in_order(tmp_path: Path) -> None:
    path = written(
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
    path = written(
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
    path = written(
        tmp_path,
        figure("p05.f01", "10", 10),
        figure("p06.f01", "12", 12),
        figure("p06.f02", f"{second}", second),
        figure("p07.f01", "15", 15),
    )
    assert picked(path, "change") == [(None,), (2,), (second - 10,), (change,)]


def test_of_bounds_and_of_words_there_is_no_change(cchc: Run, tmp_path: Path) -> None:
    path = written(
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
        "p05.f01  ministries  p05             hơn 800 (more than)",
        "p06.f01  ministries  p06             gần một nửa (about)",
        "p07.f01  ministries  p07                             900",
        "ministries: ▁ █ (hơn 800 \N{EN DASH} 900)",
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
    found = trend(None, Filters(), MemoryStore(written(tmp_path, *figures, **indicator)))
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
        "thematic-law-sessions": 3,
    }
    assert found == [record | {"values": several.get(record["id"], 2)} for record in shown]
    assert {row["id"] for row in found} > several.keys()


def test_a_name_that_two_indicators_share_is_refused(cchc: Run, tmp_path: Path) -> None:
    path = Path(written(tmp_path))
    store = json.loads(path.read_text(encoding="utf-8"))
    store["indicators"]["2"] = store["indicators"]["1"] | {"id": "z"}
    path.write_text(json.dumps(store), encoding="utf-8")
    ran = cchc("trend", "so x y cua co quan", "--store", str(path))
    assert ran == Ran(1, "", "cchc: so x y cua co quan is x and z: name one of them by its id\n")


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


def test_the_lines_of_a_chart_are_broken_where_the_series_is(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        figure("p05.f01", "10/21", 10),
        figure("p06.f01", "14/22", 14),
        figure("p07.f01", "90%", 20, numerator=20, denominator=22),
        figure("p05.f02", "hơn 50", 50, scope="provinces", bound="more-than"),
        figure("p06.f02", "nhiều", None, scope="provinces"),
        figure("p07.f02", "60", 60, scope="provinces"),
        figure("p07.f03", "nhiều", None, scope="provinces", subject="Đà Nẵng"),
        figure("p07.f04", "1", 1, scope="provinces", subject="An Giang"),
        base="fixed",
    )
    first, second, third = (date.fromisoformat(day) for day in DAYS.values())
    assert chart_lines(told(path).items, MemoryStore(path)) == [
        Line(
            Words(vi="bộ, ngành", en="ministries"),
            (
                (Point(first, 10, "10/21", "exact"),),
                (
                    Point(second, 14, "14/22", "exact"),
                    Point(third, 20, "90% (20/22)", "exact"),
                ),
            ),
        ),
        Line(
            Words(vi="địa phương", en="provinces"),
            (
                (Point(first, 50, "hơn 50", "more-than"),),
                (Point(third, 60, "60", "exact"),),
            ),
        ),
        Line(Words(vi="An Giang"), ((Point(third, 1, "1", "exact"),),)),
    ]


def texts(path: Path) -> list[str]:
    """Return what is written in the svg at *path*."""
    nodes = ET.fromstring(path.read_text(encoding="utf-8")).iter("{http://www.w3.org/2000/svg}text")
    return ["".join(node.itertext()) for node in nodes]


@drawing
@pytest.mark.parametrize(
    ("lang", "written_in_it"),
    [
        (
            "vi",
            [
                "Tỷ lệ nhiệm vụ đến hạn đã hoàn thành (64 nhóm năm 2024)",
                "bộ, ngành",
                *("Ngày họp", "15/07/2024", "15/01/2025"),
                "Nguồn: vinhphuc.gov.vn [p08.s1]; Phiên họp thứ 9",
            ],
        ),
        (
            "en",
            [
                "Share of due tasks completed (the 64 groups of 2024)",
                "ministries",
                *("Day of the meeting", "15 Jul 2024", "15 Jan 2025"),
                "Source: vinhphuc.gov.vn [p08.s1]; The 9th session",
            ],
        ),
    ],
)
def test_a_chart_says_what_it_shows_and_where_that_stands(
    lang: Lang, written_in_it: list[str], cchc: Run, tmp_path: Path
) -> None:
    path = tmp_path / "tasks.SVG"
    ran = cchc("trend", "tasks-completed", "--lang", lang, "--chart", str(path))
    assert ran == cchc("trend", "tasks-completed", "--lang", lang)
    found = texts(path)
    axes = ["0%", "20%", "40%", "60%", "80%", "100%"]
    for words in (*axes, "83,3% (10/12)", "85,71% (18/21)", *written_in_it):
        assert [text for text in found if text.startswith(words)] != [], words
    updated = format_day(MemoryStore(store_path()).meta.updated, lang)
    assert f" {updated}." in " ".join(found)  # a line may end within it


@drawing
def test_a_chart_is_the_same_bytes_each_time_and_no_markup(cchc: Run, tmp_path: Path) -> None:
    figures = [
        figure("p05.f01", "hơn 800", 800, bound="more-than"),
        figure("p06.f01", "khoảng 9", 9, bound="about"),
        figure("p07.f01", "dưới 1.000", 1000, bound="less-than"),
        figure("p07.f02", "<5>", 5.5, scope="nation", subject="$_^{"),
    ]
    path = written(tmp_path, *figures)
    drawn = []
    for name in ("one.svg", "two.svg"):
        assert cchc("trend", "x", "--store", path, "--chart", str(tmp_path / name)).code == 0
        drawn.append((tmp_path / name).read_bytes())
    assert drawn[0] == drawn[1]
    found = texts(tmp_path / "one.svg")
    for words in ("Số $x$ _y_ của cơ quan", "$_^{", "<5>", "hơn 800", "khoảng 9", "dưới 1.000"):
        assert words in found
    legend = ("hơn: số thực lớn hơn", "khoảng, gần: không phải số đúng", "dưới: số thực nhỏ hơn")
    assert [words for words in legend if words not in found] == []


@drawing
def test_a_chart_takes_the_place_of_a_picture_and_of_nothing_else(
    cchc: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.svg"
    drawn = ("trend", "tasks-completed", "-o", "id", "--chart", str(path))
    for there in ("", "<?xml version='1.0'?>\n<!-- mine -->\n<svg/>", "<svg>"):
        path.write_text(there, encoding="utf-8")
        path.chmod(0o600)
        assert cchc(*drawn).code == 0
        assert path.read_text(encoding="utf-8").count("</svg>") == 1
        assert path.stat().st_mode & 0o777 == 0o600
    for there in ('{"meta": {}}', "notes on <svg> for a talk"):
        path.write_text(there, encoding="utf-8")
        assert cchc(*drawn) == Ran(2, "", f"cchc: {path}: is no picture, and stays as it is\n")
        assert path.read_text(encoding="utf-8") == there
    assert [*tmp_path.iterdir()] == [path]


@drawing
def test_a_chart_may_be_a_png(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "tasks.png"
    assert cchc("trend", "portal-merger", "--chart", str(path), "-o", "id") == Ran(
        0, "p05.f06\np05.f05\n", ""
    )
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@drawing
@pytest.mark.parametrize("value", [0, -5, 0.001, 1e300, 10**290])
def test_any_value_can_be_drawn(value: float, cchc: Run, tmp_path: Path) -> None:
    path = written(tmp_path, figure("p05.f01", "A", value), figure("p06.f01", "B", value))
    ran = cchc("trend", "x", "--store", path, "--chart", str(tmp_path / "x.svg"))
    assert (ran.code, ran.err) == (0, "")
    assert {"A", "B"} <= set(texts(tmp_path / "x.svg"))


@drawing
@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("no/folder.svg", "no/folder.svg: cannot be written: no such file or directory"),
        ("folder.svg", "folder.svg: cannot be written: is a directory"),
        ("a\0.svg", "'a\\x00.svg': cannot be the name of a file"),
    ],
)
def test_a_chart_that_cannot_be_written_is_told_in_one_sentence(
    name: str, sentence: str, cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.svg").mkdir()
    ran = cchc("trend", "tasks-completed", "--chart", name)
    assert ran == Ran(3, "", f"cchc: {sentence}\n")


def test_without_matplotlib_it_is_told_how_to_install_it(
    cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [*sys.modules]:
        if name.split(".")[0] == "matplotlib":
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    path = tmp_path / "tasks.svg"
    ran = cchc("trend", "tasks-completed", "--chart", str(path))
    sentence = "--chart needs matplotlib, which is not installed: pip install 'cchc[chart]'"
    assert ran == Ran(2, "", f"cchc: {sentence}\n")
    assert not path.exists()


def test_below_a_picture_stands_why_it_breaks_what_it_is_about_and_where_it_was_read() -> None:
    shipped = MemoryStore(store_path())
    broken = trend("online-dossiers", Filters(scope=("provinces",)), shipped).items
    told = caption(broken, "en", shipped)
    assert told[0].startswith("The values of different meetings are not one series: ")
    assert told[1] == "As of: p07.f05 2023."
    assert told[2].startswith("Source: ")
    assert told[2].endswith("[p07.s3]. Data updated 22 Nov 2026.")
    assert len(told) == 3
    series = trend("tasks-completed", Filters(), shipped).items
    assert [line.partition(":")[0] for line in caption(series, "vi", shipped)] == ["Nguồn"]
