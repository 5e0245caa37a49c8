"""Charts: the lines and the caption of a trend, and the picture that is drawn of them."""

import sys
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from processes import Ran, Run
from series_store import DAYS, figure, store_of

from cchc_cli.answers.trend import trend
from cchc_cli.export.chart_data import Line, Point, caption, chart_lines
from cchc_cli.language.formatting import format_day
from cchc_cli.language.translation import Lang, set_language
from cchc_cli.query.filters import Filters
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

drawing = pytest.mark.skipif(
    find_spec("matplotlib") is None, reason="a chart needs matplotlib, the extra chart"
)


def test_the_lines_of_a_chart_are_broken_where_the_series_is(tmp_path: Path) -> None:
    path = store_of(
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
    assert chart_lines(trend("x", Filters(), MemoryStore(path)).items, MemoryStore(path)) == [
        Line(
            "ministries",
            (
                (Point(first, 10, "10/21", "exact"),),
                (
                    Point(second, 14, "14/22", "exact"),
                    Point(third, 20, "90% (20/22)", "exact"),
                ),
            ),
        ),
        Line(
            "provinces",
            (
                (Point(first, 50, "hơn 50", "more-than"),),
                (Point(third, 60, "60", "exact"),),
            ),
        ),
        Line("An Giang", ((Point(third, 1, "1", "exact"),),)),
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
                *("Date of the meeting", "15 Jul 2024", "15 Jan 2025"),
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
    path = store_of(tmp_path, *figures)
    drawn = []
    for name in ("one.svg", "two.svg"):
        assert cchc("trend", "x", "--store", path, "--chart", str(tmp_path / name)).code == 0
        drawn.append((tmp_path / name).read_bytes())
    assert drawn[0] == drawn[1]
    found = texts(tmp_path / "one.svg")
    for words in ("Số $x$ _y_ của cơ quan", "$_^{", "<5>", "hơn 800", "khoảng 9", "dưới 1.000"):
        assert words in found
    legend = (
        "more than: the true value is greater",
        "about: not the exact value",
        "less than: the true value is smaller",
    )
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
        assert cchc(*drawn) == Ran(
            2, "", f"cchc: {path}: is not an SVG or PNG picture; not overwritten\n"
        )
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
    path = store_of(tmp_path, figure("p05.f01", "A", value), figure("p06.f01", "B", value))
    ran = cchc("trend", "x", "--store", path, "--chart", str(tmp_path / "x.svg"))
    assert (ran.code, ran.err) == (0, "")
    assert {"A", "B"} <= set(texts(tmp_path / "x.svg"))


@drawing
@pytest.mark.parametrize(
    ("name", "code", "sentence"),
    [
        ("no/folder.svg", 3, "no/folder.svg: cannot be written: no such file or directory"),
        ("folder.svg", 2, "folder.svg: is not a regular file; give a file name, like chart.svg"),
        ("a\0.svg", 3, r"a\u0000.svg: cannot be a file name"),
    ],
)
def test_a_chart_that_cannot_be_written_is_told_in_one_sentence(
    name: str, code: int, sentence: str, cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder.svg").mkdir()
    ran = cchc("trend", "tasks-completed", "--chart", name)
    assert ran == Ran(code, "", f"cchc: {sentence}\n")


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
    broken = trend("online-dossiers", Filters({"scope": ("provinces",)}), shipped).items
    told = caption(broken, shipped)
    assert told[0].startswith("Values of different meetings are not comparable: ")
    assert told[1] == "As of: p07.f05 2023."
    assert told[2].startswith("Source: ")
    assert told[2].endswith("[p07.s3]. Data updated 28 Nov 2026.")
    assert len(told) == 3
    series = trend("tasks-completed", Filters(), shipped).items
    set_language("vi")
    assert [line.partition(":")[0] for line in caption(series, shipped)] == ["Nguồn"]
