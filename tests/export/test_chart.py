"""Charts as files: what is written in them, the same bytes each time, and the errors."""

import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from processes import Ran, Run
from series_store import figure, store_of

from cchc_cli.language.formatting import format_day, format_number
from cchc_cli.language.translation import Lang
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

drawing = pytest.mark.skipif(
    find_spec("matplotlib") is None, reason="a chart needs matplotlib, the extra chart"
)


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
                *("83,3% (10/12)", "bộ, ngành 85,71% (18/21)", "84,5%", "85%"),
                *("Thời điểm của số liệu", "15/07/2024", "15/01/2025"),
                "Trục đứng không bắt đầu từ 0.",
                "Nguồn: vinhphuc.gov.vn [p08.s1]; Phiên họp thứ 9",
            ],
        ),
        (
            "en",
            [
                "Share of due tasks completed (the 64 groups of 2024)",
                *("83.3% (10/12)", "ministries 85.71% (18/21)", "84.5%", "85%"),
                *("Time of the figures", "15 Jul 2024", "15 Jan 2025"),
                "The vertical axis does not begin at zero.",
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
    said = {"en": "written", "vi": "đã ghi"}[lang]
    plain = cchc("trend", "tasks-completed", "--lang", lang)
    assert ran == plain._replace(err=f"cchc: {path}: {said}\n")
    found = texts(path)
    for words in written_in_it:
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
    labels = ("ministries more than 800", "ministries less than 1,000", "$_^{ 5.5")
    written = ("Số $x$ _y_ của cơ quan", *labels, "Open marks: not exact values.")
    assert [words for words in written if words not in found] == []


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
    assert cchc("trend", "tasks-completed", "--chart", str(path), "-o", "id") == Ran(
        0, "p08.f02\np09.f02\n", f"cchc: {path}: written\n"
    )
    assert path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@drawing
@pytest.mark.parametrize("value", [0, -5, 0.001, 1e300, 10**290, 1.7e308, -1e308])
def test_any_value_can_be_drawn(value: float, cchc: Run, tmp_path: Path) -> None:
    path = store_of(tmp_path, figure("p05.f01", "A", value), figure("p06.f01", "B", value))
    ran = cchc("trend", "x", "--store", path, "--chart", str(tmp_path / "x.svg"), "-q")
    assert (ran.code, ran.err) == (0, "")
    written = "".join(texts(tmp_path / "x.svg"))  # a label has several lines if it is long
    assert f"ministries {format_number(value)}".replace(" ", "") in written.replace(" ", "")


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


@drawing
def test_a_page_has_the_chart_as_a_picture_and_is_complete_without(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = cchc("trend", "sipas-mean", "-o", "html").out
    assert page.count("<svg ") == page.count("</svg>") == 1
    assert "<?xml" not in page
    assert "<text" not in page  # Word and LibreOffice would write it below each other
    assert '<svg role="img" aria-label="Mean SIPAS of the country"' in page
    assert "<script" not in page
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    ran = cchc("trend", "sipas-mean", "-o", "html")
    figure_, end = "<figure>\n", "</figure>\n"
    before, _figure, rest = page.partition(figure_)
    assert ran == Ran(0, before + rest.partition(end)[2], "")


@drawing
def test_of_a_single_time_no_chart_is_drawn(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "merger.png"
    asked = ("trend", "portal-merger", "-o", "id")
    sentence = f"cchc: {path}: no chart was drawn, because all values are of one time"
    ran = cchc(*asked, "--chart", str(path))
    assert (ran.code, ran.out) == (1, cchc(*asked).out)
    assert ran.err.startswith(sentence)
    assert ran.err.count("\n") == 1
    assert not path.exists()


@drawing
@pytest.mark.parametrize(
    ("asked", "written"),
    [
        (
            ("stats", "directives", "--by", "area", "--by", "year"),
            ("Directives by area and year", "Civil service reform", "2021", "2025"),
        ),
        (
            ("stats", "directives", "--by", "meeting", "--by", "area"),
            ("8th session, 15 Jul 2024", "Civil service reform", "Institutional reform"),
        ),
        (("stats", "directives", "--by", "to"), ("Directives by addressee", "localities")),
        (("stats",), ("Records by type", "directives", "meetings")),
        (("compare", "8", "9"), ("Directives by area", "8th session, 15 Jul 2024")),
    ],
)
def test_stats_and_compare_draw_bars(
    asked: tuple[str, ...], written: tuple[str, ...], cchc: Run, tmp_path: Path
) -> None:
    path = tmp_path / "x.svg"
    assert cchc(*asked, "--chart", str(path)) == cchc(*asked)._replace(
        err=f"cchc: {path}: written\n"
    )
    assert {*written} - {*texts(path)} == set()


@drawing
def test_bars_of_nothing_are_an_error(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "x.svg"
    asked = ("stats", "directives", "--by", "area", "--since", "2099")
    ran = cchc(*asked, "--chart", str(path))
    assert ran == Ran(1, "", "cchc: no values to draw; try fewer filters\n")
    assert not path.exists()
