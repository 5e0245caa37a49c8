"""Pages of show: short at a terminal, and nothing left out that belongs to a meeting."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from processes import Run

MEETINGS = ["p01", "p04", "p05", "p07", "p08", "p09", "h2021-03", "h2024-04"]


def words(text: str) -> str:
    """Return *text* in one line without stars."""
    return " ".join(text.replace("*", "").split())


def expected_texts(meeting: dict[str, Any], lang: str) -> Iterator[str]:
    """Yield what a page has to say of *meeting*, its directives and figures and its sources."""
    related = {one["id"]: one for rows in meeting["related"].values() for one in rows}
    directives = meeting["related"].get("directives", [])
    figures = meeting["related"].get("figures", [])
    sources = [related[id_] for id_ in meeting["sources"]]
    texts = [meeting["note"], *meeting["inferred"].values(), *(one["text"] for one in directives)]
    texts += [award["name"] for award in meeting["awards"]]
    texts += [title for person in meeting["people"] for title in person["titles"]]
    texts += [source["title"] for source in sources]
    yield from (text.get(lang) or text["vi"] for text in texts if text)
    yield from (person["name"] for person in meeting["people"])
    yield from (one["id"] for one in (meeting, *directives, *figures, *sources))
    yield from (one[key] for one in sources for key in ("file", "url") if one[key])
    yield from (one["reported"] for one in figures if lang == "vi")


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("width", [60, 80, 200])
@pytest.mark.parametrize("id_", MEETINGS)
def test_a_page_has_all_that_belongs_to_a_meeting(
    id_: str, width: int, lang: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (meeting,) = json.loads(cchc("show", id_, "--json", "--related").out)
    monkeypatch.setenv("COLUMNS", str(width))
    page = words(cchc("show", id_, "--lang", lang).out)
    assert [text for text in expected_texts(meeting, lang) if words(text) not in page] == []


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_a_line_is_broken_before_a_dot_and_not_after_it(
    width: int, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    lines = cchc("show", "p07", "p08", "p09").out.splitlines()
    assert [line for line in lines if line.endswith("·")] == []
    assert any(line.lstrip().startswith("· ") for line in lines)


def test_figures_of_an_indicator_have_their_times_and_not_its_name(cchc: Run) -> None:
    page = cchc("show", "tasks-completed", "--lang", "en").out
    assert page.count("Share of due tasks completed (the 64 groups of 2024)") == 1
    assert "\np09.f02  18/21 · 85.71%  15 Jan 2025*\n" in page


def test_two_figures_of_an_indicator_have_their_scopes(cchc: Run) -> None:
    page = cchc("show", "p07", "--lang", "en").out
    assert "  Share of dossiers filed online · ministries · 2023*\n" in page
    assert "  Share of dossiers filed online · provinces · 2023*\n" in page
    assert "  Circulars · 2023\n" in page


def test_each_group_of_a_list_is_as_wide_as_its_ids(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = cchc("show", "digital", "--lang", "en").out
    assert "\np08.f18  46/132  Rank of Vietnam in the GII · 2023*\n" in page
    assert "\np07.f03      30.4%  Share of dossiers filed online · ministries · 2023*\n" in page


def test_a_figure_says_which_province_or_body_it_is_about(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    page = cchc("show", "h2024-04", "--lang", "en").out
    assert "\nh2024-04.f04  91.43%  PAR INDEX of a province · Hà Nội · 2023\n" in page


def test_what_binds_a_body_stands_under_the_names_of_areas_in_their_order(cchc: Run) -> None:
    areas = [one["name"]["en"] for one in json.loads(cchc("list", "areas", "--json").out)]
    lines = cchc("show", "bo-noi-vu", "--lang", "en").out.splitlines()
    assert [line for line in lines if line in areas] == areas


def test_reasons_stand_below_the_one_note_on_the_star(cchc: Run) -> None:
    page = cchc("show", "p09", "--lang", "en").out
    legend = "* inferred: not stated by the source; reason: cchc show ID\n"
    assert page.count(legend) == 1
    assert f"\n\n{legend}Date \N{EN DASH} The article prints 15/1 only." in page
