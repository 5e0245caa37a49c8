"""Comparison: figures paired by what they measure, orders by area and theme, people by role."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import Record, area, source, theme
from hypothesis import given
from hypothesis import strategies as st
from processes import Ran, Run

from cchc_cli.answers.compare import compare
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

SHIPPED = MemoryStore(store_path())
two_meetings = st.permutations([meeting.id for meeting in SHIPPED.all("meetings")]).map(
    lambda ids: ids[:2]
)

Rows = list[dict[str, Any]]


def figure(id_: str, indicator: str, reported: str, value: float | None, **more: Any) -> Record:  # noqa: ANN401
    unit = {"share": "percent", "rise": "times"}.get(indicator, "tasks")
    return builders.figure(id_, reported, value, indicator=indicator, unit=unit, **more)


def order(id_: str, area: str, *themes: str) -> Record:
    also = ["late"] if area == "early" else []
    return builders.directive(id_, area=area, also=also, themes=themes)


def meeting(id_: str, day: str, **people: str) -> Record:
    officials = [{"name": name, "role": role} for name, role in people.items()]
    title = {"vi": f"Phiên {id_}"}
    return builders.meeting(id_, day, number=int(id_[1:]), title=title, people=officials)


def indicator(id_: str, unit: str = "tasks", *, comparable: bool = True) -> Record:
    words = {"vi": id_, "en": id_}
    return builders.indicator(id_, unit=unit, name=words, definition=words, comparable=comparable)


INDICATORS = [
    indicator("done"),
    indicator("share", "percent"),
    indicator("rise", "times"),
    indicator("loose", comparable=False),
]
MEETINGS = [meeting("p02", "2024-02-01"), meeting("p01", "2024-01-01")]


def store(folder: Path, **tables: list[Record]) -> str:
    """Return the path of a store of *tables*; two meetings stand in it if no others do."""
    names = {
        "areas": [area(id_) for id_ in ("early", "late", "idle")],
        "themes": [theme(id_) for id_ in ("old", "new", "again")],
    }
    usual = {"meetings": MEETINGS, "indicators": INDICATORS, "sources": [source()]}
    return builders.store(folder, **usual | names | tables)


def told(
    key: str,
    a: tuple[str, str, float | None] | None,
    b: tuple[str, str, float | None] | None,
    change: tuple[float, str] | None = None,
    **more: str,
) -> dict[str, Any]:
    """Return the row of a figure as json has it."""
    names = ("id", "reported", "value")
    row = {"section": "figures", "key": key, "scope": "nation", "subject": None, **more}
    sides = {
        "a": a and dict(zip(names, a, strict=True)),
        "b": b and dict(zip(names, b, strict=True)),
    }
    by, unit = change or (None, None)
    return {**row, **sides, "change": by, "change_unit": unit}


FIGURES: dict[str, tuple[Rows, Rows]] = {
    "percentages move by points, exactly": (
        [figure("p01.f01", "share", "83,3%", 83.3), figure("p02.f01", "share", "85,71%", 85.71)],
        [told("share", ("p01.f01", "83,3%", 83.3), ("p02.f01", "85,71%", 85.71), (2.41, "points"))],
    ),
    "multiples move by times, counts by counts": (
        [
            figure("p01.f01", "done", "18", 18),
            figure("p01.f02", "rise", "1,4 lần", 1.4),
            figure("p02.f01", "rise", "1,3 lần", 1.3),
            figure("p02.f02", "done", "18", 18),
        ],
        [
            told("done", ("p01.f01", "18", 18), ("p02.f02", "18", 18), (0, "count")),
            told("rise", ("p01.f02", "1,4 lần", 1.4), ("p02.f01", "1,3 lần", 1.3), (-0.1, "times")),
        ],
    ),
    "what one meeting alone reports has nothing beside it": (
        [figure("p01.f01", "share", "5%", 5), figure("p02.f01", "done", "7", 7)],
        [told("done", None, ("p02.f01", "7", 7)), told("share", ("p01.f01", "5%", 5), None)],
    ),
    "several figures on one key pair off by id": (
        [
            figure("p01.f10", "done", "3", 3),
            figure("p01.f02", "done", "1", 1),
            figure("p02.f01", "done", "4", 4),
        ],
        [
            told("done", ("p01.f02", "1", 1), ("p02.f01", "4", 4), (3, "count")),
            told("done", ("p01.f10", "3", 3), None),
        ],
    ),
    "what is not comparable has no change": (
        [figure("p01.f01", "loose", "1", 1), figure("p02.f01", "loose", "2", 2)],
        [told("loose", ("p01.f01", "1", 1), ("p02.f01", "2", 2))],
    ),
    "nor has a bound": (
        [
            figure("p01.f01", "done", "hơn 800", 800, bound="more-than"),
            figure("p02.f01", "done", "900", 900),
        ],
        [told("done", ("p01.f01", "hơn 800", 800), ("p02.f01", "900", 900))],
    ),
    "nor has a value that is not known": (
        [figure("p01.f01", "done", "gần hết", None), figure("p02.f01", "done", "9", 9)],
        [told("done", ("p01.f01", "gần hết", None), ("p02.f01", "9", 9))],
    ),
    "another subject or another scope is another figure": (
        [
            figure("p01.f01", "done", "1", 1, subject="Bộ A"),
            figure("p01.f02", "done", "2", 2),
            figure("p02.f01", "done", "3", 3, subject="Bộ B"),
            figure("p02.f02", "done", "4", 4, scope="provinces"),
        ],
        [
            told("done", ("p01.f02", "2", 2), None),
            told("done", ("p01.f01", "1", 1), None, subject="Bộ A"),
            told("done", None, ("p02.f01", "3", 3), subject="Bộ B"),
            told("done", None, ("p02.f02", "4", 4), scope="provinces"),
        ],
    ),
}
"""What holds → the figures of two meetings, and the rows that p01 and p02 make of them."""


@pytest.mark.parametrize(("figures", "rows"), FIGURES.values(), ids=FIGURES)
def test_figures_stand_side_by_side(figures: Rows, rows: Rows, cchc: Run, tmp_path: Path) -> None:
    ran = cchc("compare", "1", "2", "--json", "--store", store(tmp_path, figures=figures))
    assert (ran.code, json.loads(ran.out), ran.err) == (0, rows, "")


def test_orders_go_by_their_main_area_and_by_every_theme(cchc: Run, tmp_path: Path) -> None:
    path = store(
        tmp_path,
        directives=[
            order("p02.d01", "late", "again", "new"),
            order("p01.d02", "early", "again"),
            order("p01.d01", "early", "old", "again"),
        ],
    )
    assert json.loads(cchc("compare", "1", "2", "--json", "--store", path).out) == [
        {"section": "directives", "key": "early", "a": ["p01.d01", "p01.d02"], "b": []},
        {"section": "directives", "key": "late", "a": [], "b": ["p02.d01"]},
        {"section": "themes", "key": "old", "a": ["p01.d01"], "b": []},
        {"section": "themes", "key": "new", "a": [], "b": ["p02.d01"]},
        {"section": "themes", "key": "again", "a": ["p01.d01", "p01.d02"], "b": ["p02.d01"]},
    ]
    assert cchc("compare", "1", "2", "--store", path) == Ran(
        0,
        """\
p01: 1 Jan 2024, p02: 1 Feb 2024
p01  Phiên p01
p02  Phiên p02

Directives by area
Area   p01  p02  Ids
─────────────────────────────────
early    2       p01.d01, p01.d02
late          1  p02.d01

Themes
Theme  Found in  Ids
─────────────────────────────────
again  both      p01.d01, p01.d02
                 p02.d01
old    only p01  p01.d01
new    only p02  p02.d01
""",
        "",
    )
    assert cchc("compare", "1", "2", "-o", "id", "--store", path) == Ran(
        0, "p01.d01\np01.d02\np02.d01\n", ""
    )


def test_one_person_may_have_two_roles_and_two_spellings(cchc: Run, tmp_path: Path) -> None:
    first = {"Đỗ Ân": "participant", "Lê Hoà": "co-chair", "An": "chair"}
    meetings = [
        meeting("p01", "2024-01-01", **first),
        meeting("p02", "2024-02-01", **{"Lê Hòa": "chair", "Bình": "participant"}),
    ]
    path = store(tmp_path, meetings=meetings)
    assert json.loads(cchc("compare", "1", "2", "--json", "--store", path).out) == [
        {"section": "people", "key": "An", "a": "chair", "b": None},
        {"section": "people", "key": "Bình", "a": None, "b": "participant"},
        {"section": "people", "key": "Đỗ Ân", "a": "participant", "b": None},
        {"section": "people", "key": "Lê Hoà", "a": "co-chair", "b": "chair"},
    ]


def test_numbers_and_units_of_a_change_follow_the_language(cchc: Run, tmp_path: Path) -> None:
    figures = [
        figure("p01.f01", "done", "16.051", 16051),
        figure("p01.f02", "share", "83,3%", 83.3),
        figure("p01.f03", "rise", "1,4 lần", 1.4),
        figure("p01.f04", "loose", "1", 1),
        figure("p02.f01", "done", "14.000", 14000),
        figure("p02.f02", "share", "85,71%", 85.71),
        figure("p02.f03", "rise", "1,5 lần", 1.5),
        figure("p02.f04", "loose", "2", 2),
    ]
    path = store(tmp_path, figures=figures)

    def changes(lang: str) -> list[str]:
        lines = cchc("compare", "1", "2", "-o", "md", "--store", path, "--lang", lang).out
        rows = [line for line in lines.splitlines() if line.startswith("| ")]
        return [row.split(" | ")[-1].removesuffix(" |") for row in rows[2:]]

    assert changes("en") == ["-2,051", "+2.41 points", "+0.1 times", "\N{EN DASH}"]
    assert changes("vi") == ["-2.051", "+2,41 điểm %", "+0,1 lần", "\N{EN DASH}"]


def test_a_share_from_which_a_part_was_moved_is_said_to_flatter(cchc: Run, tmp_path: Path) -> None:
    def counted(id_: str, reported: str, part: int, of: int, **more: Any) -> Record:  # noqa: ANN401
        return figure(id_, "share", reported, None, numerator=part, denominator=of, **more)

    figures = [
        counted("p01.f01", "83,3%", 10, 12) | {"value": 83.3},
        counted("p02.f01", "85,71%", 18, 21, part_of="p02.f02") | {"value": 85.71},
        figure("p02.f02", "done", "24", 24),
        figure("p02.f03", "rest", "2", 2, part_of="p02.f02") | {"numerator": 2},
        figure("p02.f04", "postponed", "4", 4),
    ]
    named = [indicator("rest"), indicator("postponed")]
    path = store(tmp_path, figures=figures, indicators=[*INDICATORS, *named])

    def notes(lang: str) -> list[str]:
        lines = cchc("compare", "1", "2", "-o", "md", "--store", path, "--lang", lang).out
        return [line for line in lines.splitlines() if line.startswith("share")]

    assert "\n".join(notes("en")) == (
        "share (session 2): 85.71% leaves out 4 (postponed, p02.f04); "
        "with it, 18/25 = 72.0% at worst (p01: 83.3%)."
    )
    assert "\n".join(notes("vi")) == (
        "share (phiên họp thứ 2): 85,71% chưa tính 4 (postponed, p02.f04); "
        "nếu tính cả thì kém nhất là 18/25 = 72,0% (p01: 83,3%)."
    )
    closed = [one for one in figures if one["id"] != "p02.f04"]
    path = store(tmp_path, figures=closed, indicators=[*INDICATORS, *named])
    assert notes("en") == notes("vi") == []


def test_a_break_is_said_of_its_indicator(cchc: Run, tmp_path: Path) -> None:
    bases = [
        figure(f"p0{n}.f01", "share", f"{n}%", n) | {"numerator": n, "denominator": 99 + n}
        for n in (1, 2)
    ]
    fixed = [indicator("share", "percent") | {"base": "fixed"}]
    out = cchc("compare", "1", "2", "--store", store(tmp_path, figures=bases, indicators=fixed)).out
    assert "share: The denominator should be constant, but changes from 100 to 101.\n" in out


def test_two_meetings_of_which_nothing_is_known_are_said_to_be_such(
    cchc: Run, tmp_path: Path
) -> None:
    assert cchc("compare", "1", "2", "--store", store(tmp_path)) == Ran(
        0,
        "p01: 1 Jan 2024, p02: 1 Feb 2024\np01  Phiên p01\np02  Phiên p02\n",
        "cchc: no figures, directives or people recorded for p01 or p02\n",
    )


@pytest.mark.parametrize(
    ("names", "code", "sentence"),
    [
        (("1", "p02x"), 1, "no such meeting: p02x; did you mean p02?"),
        (("9", "2"), 1, "no such meeting: 9 (available: p02, p01)"),
        (("2", "latest"), 2, "p02 cannot be compared with itself; give two different meetings"),
        (("p01", "1/1/2024"), 2, "p01 cannot be compared with itself; give two different meetings"),
    ],
)
def test_two_meetings_are_needed_that_there_are(
    names: tuple[str, str], code: int, sentence: str, cchc: Run, tmp_path: Path
) -> None:
    ran = cchc("compare", *names, "--store", store(tmp_path))
    assert ran == Ran(code, "", f"cchc: {sentence}\n")


@pytest.mark.parametrize("name", ["2024-02-01", "1/2/2024", "latest"])
def test_a_date_of_two_meetings_is_refused_with_both_ids(
    name: str, cchc: Run, tmp_path: Path
) -> None:
    path = store(tmp_path, meetings=[*MEETINGS, meeting("p03", "2024-02-01")])
    assert cchc("compare", "1", name, "--store", path) == Ran(
        1, "", f'cchc: "{name}" is ambiguous; use one of the ids p02 or p03\n'
    )


@given(two_meetings)
def test_the_other_way_round_is_the_mirror_image(ids: list[str]) -> None:
    first, second = ids
    there = compare(first, second, SHIPPED)
    back = compare(second, first, SHIPPED)
    assert [mirrored(row) for row in back.items] == there.items
    assert set(back.ids or ()) == set(there.ids or ())


def mirrored(row: dict[str, Any]) -> dict[str, Any]:
    turned = row | {"a": row["b"], "b": row["a"]}
    return turned | {"change": -row["change"]} if row.get("change") else turned


@given(two_meetings)
def test_every_figure_and_order_of_the_two_meetings_is_compared_once(ids: list[str]) -> None:
    own = [
        record.id
        for record_type in ("figures", "directives")
        for record in SHIPPED.all(record_type)
        if record.meeting in ids
    ]
    first, second = ids
    answer = compare(first, second, SHIPPED)
    assert sorted(answer.ids or ()) == sorted(own)
    areas = [row for row in answer.items if row["section"] == "directives"]
    orders = [id_ for row in areas for id_ in row["a"] + row["b"]]
    assert sorted(orders) == sorted(id_ for id_ in own if ".d" in id_)


HEADS = re.compile(r"^.*\n(?=─)", re.MULTILINE)


@pytest.mark.parametrize("width", ["20", "60", "80", "100"])
def test_a_comparison_fits_its_terminal_and_loses_nothing(
    width: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def letters(printed: str) -> Counter[str]:
        return Counter("".join(printed.replace("─", "").split()))

    monkeypatch.setenv("COLUMNS", "1000")
    whole = cchc("compare", "8", "9").out
    monkeypatch.setenv("COLUMNS", width)
    narrow = cchc("compare", "8", "9").out
    assert letters(narrow) >= letters(HEADS.sub("", whole))  # each block has its labels
    assert max(map(len, narrow.splitlines())) <= int(width)
