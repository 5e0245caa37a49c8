"""Screens: how many lines an answer takes at 80 columns, and in which language it is."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from processes import Run
from rich.cells import cell_len

from cchc_cli.store.location import store_path

ENGLISH = [
    *(["list"], ["list", "people"], ["list", "figures"], ["list", "directives"], ["show", "9"]),
    *(["check"], ["compare", "8", "9"], ["trend", "regulations-cut-since-2021"], ["trend"]),
    *(["list", "outcomes"], ["stats", "directives", "--by", "area"]),
]
QUOTED = re.compile("“[^”]*”")
VIETNAMESE = re.compile(r"\w*[À-ỹ]\w*")


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize(
    ("argv", "least", "lines_a_record"),
    [
        (["list"], 7, 1),
        (["list", "people"], 8, 1),
        (["list", "figures"], 0, 1.7),
        (["list", "directives"], 0, 3),
        (["list", "outcomes"], 0, 3),
        (["list", "terms"], 14, 1),
        (["show", "p09"], 134, 0),
    ],
)
def test_a_screen_is_worth_its_lines(
    argv: list[str],
    least: int,
    lines_a_record: float,
    lang: str,
    cchc: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = cchc(*argv, "--lang", lang).out.splitlines()
    records = cchc(*argv, "-o", "id").out.splitlines()
    assert len(lines) <= least + lines_a_record * len(records)


@pytest.mark.parametrize("argv", ENGLISH, ids=" ".join)
def test_an_english_screen_has_no_vietnamese_but_names_and_quotations(
    argv: list[str], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    shown = QUOTED.sub("", cchc(*argv, "--lang", "en").out)
    assert {*VIETNAMESE.findall(shown)} - {*_names()} == set()


def _names() -> Iterator[str]:
    """Yield the Vietnamese words that stand in English texts of the store, or in names."""
    store = json.loads(Path(store_path()).read_text(encoding="utf-8"))
    yield from VIETNAMESE.findall(" ".join(_english(store)))


def _english(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, dict):
        if "vi" in value and "en" not in value:  # is shown in Vietnamese
            yield value["vi"]
        for name, one in value.items():
            yield from _english(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _english(one, key)
    elif isinstance(value, str) and key in ("en", "name", "issuer", "author", "number", "outlet"):
        yield value


@pytest.mark.parametrize("argv", ENGLISH, ids=" ".join)
def test_a_wide_terminal_is_used_and_a_narrow_one_breaks_no_word(
    argv: list[str], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def blocks(width: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(width))
        return cchc(*argv).out.split("\n\n")

    unwrapped = blocks(1000)
    for width in (120, 200):
        halves = [one for one in blocks(width) if max(map(cell_len, one.split("\n"))) <= width // 2]
        tables = [one for one in halves if "──" in one and not one.startswith("─")]
        assert [one for one in tables if one not in unwrapped] == []
    broken = {*" ".join(blocks(60)).split()} - {*" ".join(unwrapped).split()}
    assert [word for word in broken if word.strip("─█▉▊▋▌▍▎▏")] == []


def test_a_document_with_a_long_name_is_broken_at_a_blank(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    words = " ".join(cchc("show", "8").out.split())
    assert "Administrative reform plan of Vĩnh Phúc province" in words


def test_a_column_without_values_is_left_out(cchc: Run) -> None:
    assert "Figures" in cchc("list").out.splitlines()[0]
    assert "Figures" not in cchc("list", "-m", "p03").out.splitlines()[0]


@pytest.mark.parametrize("lang", ["en", "vi"])
@pytest.mark.parametrize("record_type", ["people", "terms"])
def test_columns_are_left_out_before_rows_are_stacked(
    record_type: str, lang: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = cchc("list", record_type, "--lang", lang).out.splitlines()
    ids = cchc("list", record_type, "-o", "id").out.split()
    firsts = [line.partition(" ")[0] for line in lines]
    assert [one for one in firsts if one in ids] == ids
    assert {"─"} in [{*line} for line in lines[:3]]
    assert "" not in lines


def test_a_term_stands_in_the_language_of_the_run_where_there_is_no_room_for_both(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    english, vietnamese = (cchc("list", "terms", "--lang", lang).out for lang in ("en", "vi"))
    assert "\ncps                        CPS               digital Government\n" in english
    assert "\ncps                        CPS               Chính phủ số\n" in vietnamese


def test_a_url_is_whole_on_a_narrow_terminal(cchc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    sources = json.loads(cchc("list", "sources", "-m", "8..9", "--json").out)
    urls = [one["url"] for one in sources]
    shown = cchc("show", "9", "8").out.split()
    assert any(url and not url.isascii() for url in urls)
    assert [url for url in urls if url and url not in shown] == []


def test_an_id_opens_its_source_at_a_terminal(cchc: Run) -> None:
    found = cchc("list", "sources", "-m", "9", "-n", "2", "--color", "always").out
    assert re.search(r"\x1b\]8;;https://\S+\x1b\\\x1b\[35mp09\.s2|\x1b\[35m\x1b\]8;;https", found)


def test_figures_and_directives_of_a_meeting_are_counted_in_fields(cchc: Run) -> None:
    rows = json.loads(cchc("list", "--sort", "directives", "-r", "--json").out)
    counted = json.loads(cchc("list", "-F", "id,directives,figures", "--json").out)
    counts = {row["id"]: row["directives"] for row in counted}
    assert [counts[row["id"]] for row in rows] == sorted(counts.values(), reverse=True)


def test_show_adds_related_records_to_json(cchc: Run) -> None:
    (plain,) = json.loads(cchc("show", "9", "--json").out)
    (whole,) = json.loads(cchc("show", "9", "--json", "--related").out)
    related = whole.pop("related")
    assert whole == plain
    listed = json.loads(cchc("list", "directives", "-m", "9", "--json").out)
    assert related["directives"] == listed
    assert [one["id"] for one in related["sources"]][: len(plain["sources"])] == plain["sources"]


@pytest.mark.parametrize(
    ("argv", "fields"),
    [
        (["check"], "id,severity"),
        (["trend", "regulations-cut-since-2021"], "figure,value"),
        (["stats", "directives", "--by", "area"], "area,count"),
        (["compare", "8", "9"], "key,change"),
    ],
)
def test_rows_of_reports_are_chosen_sorted_and_limited(
    argv: list[str], fields: str, cchc: Run
) -> None:
    first, second = fields.split(",")
    every = json.loads(cchc(*argv, "--json").out)
    rows = json.loads(cchc(*argv, "-F", fields, "-n", "2", "--json").out)
    assert rows == [{first: row[first], second: row[second]} for row in every[:2]]
    backward = json.loads(cchc(*argv, "-r", "--json").out)
    assert backward == every[::-1]
    ordered = json.loads(cchc(*argv, "--sort", first, "--json").out)
    assert sorted(map(json.dumps, ordered)) == sorted(map(json.dumps, every))
    assert cchc(*argv, "-F", "nothing").code == 2
