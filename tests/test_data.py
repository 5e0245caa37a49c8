"""The shipped data: complete, canonical, and each record with its evidence."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_cli.store import Store, locate

STORE = Store(locate())
FILE = Path(__file__).parent.parent / "data" / "meetings.json"
SOURCED = ("meetings", "directives", "figures", "indicators", "documents", "provinces")


def test_the_file_is_in_canonical_form() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_the_five_articles_are_told_whole() -> None:
    files = sorted(source.file for source in STORE.of("sources") if source.file)
    assert [name[:3] for name in files] == ["000", "001", "002", "003", "004"]
    assert len(STORE.of("meetings")) == 5
    assert Counter(directive.meeting for directive in STORE.of("directives")) == {
        "p09": 7,
        "p08": 14,
        "p07": 12,
        "p05": 1,
        "h2021-03": 11,
    }
    assert Counter(figure.meeting for figure in STORE.of("figures")) == {
        "p09": 5,
        "p08": 14,
        "p07": 6,
        "p05": 6,
        "h2021-03": 2,
    }


def test_the_six_priorities_of_session_7_have_an_area_each_and_the_lessons_are_five() -> None:
    kinds = [one for one in STORE.of("directives") if one.meeting == "p07"]
    areas = [one.area for one in kinds if one.kind == "priority"]
    assert areas == [area.id for area in STORE.of("areas")][:6]
    assert [(one.order, one.of) for one in kinds if one.kind == "lesson"] == [
        (number, 5) for number in range(1, 6)
    ]


@pytest.mark.parametrize("what", SOURCED)
def test_every_record_names_where_it_was_read(what: str) -> None:
    assert [record.id for record in STORE.of(what) if not record.sources] == []


@pytest.mark.parametrize("what", ["directives", "figures"])
def test_what_was_read_in_an_article_names_its_paragraph(what: str) -> None:
    files = {source.id for source in STORE.of("sources") if source.file}
    read = [record for record in STORE.of(what) if record.sources[0] in files]
    assert read
    assert [record.id for record in read if not record.paragraph] == []


def words_in(value: object) -> Iterator[dict[str, str]]:
    if isinstance(value, dict):
        if set(value) <= {"vi", "en"}:
            yield value
        for inner in value.values():
            yield from words_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from words_in(inner)


def test_all_words_are_told_in_both_languages() -> None:
    told = list(words_in(json.loads(FILE.read_text(encoding="utf-8"))))
    assert len(told) > 250
    assert [words for words in told if not (words.get("vi") and words.get("en"))] == []


def test_the_value_of_a_figure_is_the_number_that_was_printed() -> None:
    for figure in STORE.of("figures"):
        digits = "".join(sign for sign in figure.reported.split("/")[0] if sign in "0123456789.,")
        printed = float(digits.replace(".", "").replace(",", ".")) if digits else None
        assert figure.value == printed, figure.id


@pytest.mark.parametrize(
    ("what", "by", "unused"),
    [
        ("indicators", ["figures"], []),
        ("themes", ["directives"], []),
        ("areas", ["directives"], []),
        ("provinces", ["meetings", "directives", "sources", "provinces"], ["quang-ninh"]),
        ("documents", ["meetings", "directives"], ["202-2025-qh15"]),
    ],
)
def test_what_records_refer_to_is_referred_to(what: str, by: list[str], unused: list[str]) -> None:
    found = [one.id for one in STORE.of(what) if not any(STORE.citing(one.id, k) for k in by)]
    assert found == unused


def test_figures_of_one_indicator_share_its_unit() -> None:
    units = {indicator.id: indicator.unit for indicator in STORE.of("indicators")}
    assert [one.id for one in STORE.of("figures") if one.unit != units[one.indicator]] == []


def test_each_order_has_a_theme() -> None:
    assert [one.id for one in STORE.of("directives") if not one.themes] == []
