"""The shipped data: complete, canonical, and each record with its evidence."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from msgspec import NODEFAULT
from msgspec.structs import FieldInfo, fields

from cchc_cli.model.records import RECORD_TYPES, TABLES
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())
FILE = Path(__file__).parent.parent.parent / "data" / "meetings.json"
CITING = (
    *("meetings", "directives", "outcomes", "figures", "indicators", "bodies", "documents"),
    *("areas", "provinces"),
)
THE_COMMITTEE_ITSELF = (
    *("200-1998-qd-ttg", "442-qd-ttg", "2193-qd-ttg", "110-qd-ttg", "598-qd-ttg", "408-tb-vpcp"),
    *("932-qd-ttg", "998-qd-ttg", "1417-qd-ttg"),
)
SOURCED = (
    *("meetings", "directives", "outcomes", "figures", "indicators", "bodies", "documents"),
    "provinces",
)


def test_there_are_63_provinces_of_which_34_are_left() -> None:
    provinces = STORE.all("provinces")
    assert len(provinces) == 63
    assert sum(one.merged_into is None for one in provinces) == 34
    assert {one.member_of for one in provinces} == {("provincial-committees",)}


def test_each_person_of_a_meeting_cites_a_source_of_the_store() -> None:
    people = [(meeting, one) for meeting in STORE.all("meetings") for one in meeting.people]
    assert [(meeting.id, one.name) for meeting, one in people if not one.sources] == []


def test_a_deadline_is_only_what_a_source_sets() -> None:
    due = {one.id: one.deadline for one in STORE.all("directives") if one.deadline}
    assert due == {"p04.d03": "2025", "p08.d16": "2025", "p08.d17": "2024-07"}
    targets = {one.id: one.target for one in STORE.all("directives") if one.target}
    assert {id_: (one.indicator, one.bound, one.value, one.by) for id_, one in targets.items()} == {
        "p04.d03": ("sipas-mean", "more-than", 90, "2025"),
        "p08.d17": ("public-investment-disbursed", "more-than", 95, "2024"),
    }


def test_what_is_worked_out_between_records_gives_its_reason() -> None:
    for directive in STORE.all("directives"):
        for field in ("follows", "target"):
            assert not getattr(directive, field) or field in directive.inferred, directive.id
    assert [one.id for one in STORE.all("outcomes") if "status" not in one.inferred] == []
    differing = [
        one
        for table in (STORE.all("figures"), STORE.all("directives"))
        for one in table
        if one.differs_from
    ]
    assert [one.id for one in differing if not one.note] == []


def test_the_file_is_in_canonical_form() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_the_nine_sessions_and_the_four_conferences_are_there() -> None:
    held = {one.id: (one.number, one.date.isoformat()) for one in STORE.all("meetings")}
    assert held == {
        "p09": (9, "2025-01-15"),
        "p08": (8, "2024-07-15"),
        "h2024-04": (None, "2024-04-17"),
        "p07": (7, "2024-02-02"),
        "p06": (6, "2023-11-14"),
        "p05": (5, "2023-07-19"),
        "p04": (4, "2023-04-19"),
        "p03": (3, "2023-02-03"),
        "p02": (2, "2022-10-19"),
        "h2022-05": (None, "2022-05-25"),
        "p01": (1, "2022-03-09"),
        "h2021-06": (None, "2021-06-24"),
        "h2021-03": (None, "2021-03-18"),
    }
    assert {one.id for one in STORE.all("meetings") if one.kind == "conference"} == {
        id_ for id_, (number, _) in held.items() if number is None
    }


def test_the_five_articles_are_told_whole() -> None:
    articles = {one.id: one.file for one in STORE.all("sources") if one.file}
    assert sorted(name[:3] for name in articles.values()) == ["000", "001", "002", "003", "004"]

    def told(record_type: str) -> dict[str, int]:
        return Counter(one.meeting for one in STORE.all(record_type) if one.sources[0] in articles)

    assert told("directives") == {"p09": 11, "p08": 16, "p07": 12, "p05": 4, "h2021-03": 15}
    assert told("figures") == {"p09": 5, "p08": 14, "p07": 6, "p05": 6, "h2021-03": 2}


def test_what_each_meeting_asked_and_reported_is_counted() -> None:
    assert Counter(directive.meeting for directive in STORE.all("directives")) == {
        "p09": 27,
        "p08": 21,
        "p07": 15,
        "p06": 2,
        "p05": 6,
        "p04": 5,
        "p03": 3,
        "p02": 2,
        "p01": 10,
        "h2021-03": 17,
    }
    assert Counter(figure.meeting for figure in STORE.all("figures")) == {
        "p09": 10,
        "p08": 20,
        "p07": 18,
        "p06": 9,
        "p05": 11,
        "p04": 14,
        "p02": 17,
        "p01": 6,
        "h2024-04": 16,
        "h2022-05": 6,
        "h2021-06": 3,
        "h2021-03": 11,
        None: 9,
    }


def series(indicator: str, scope: str) -> list[tuple[str, str, str]]:
    found = [
        one for one in STORE.all("figures") if (one.indicator, one.scope) == (indicator, scope)
    ]
    return [(one.id, one.reported, one.bound) for one in reversed(found)]


def test_the_regulations_cut_since_2021_are_one_series_with_its_bounds() -> None:
    assert series("regulations-cut-since-2021", "nation") == [
        ("regulations-cut-2023-05", "hơn 2.200", "more-than"),  # of no meeting, so last in the file
        ("p02.f08", "1.758", "exact"),
        ("p04.f03", "2.189", "exact"),
        ("p05.f10", "2.352", "exact"),
        ("p06.f01", "khoảng 2.500", "about"),
        ("p08.f08", "2.943", "exact"),
    ]
    assert series("regulations-cut-since-2021", "ministries") == []


def test_means_of_an_index_are_series_of_their_own() -> None:
    assert sorted(series("par-index-province-mean", "provinces")) == [
        ("h2024-04.f08", "86,98%", "exact"),
        ("par-index-2024-mean", "88,37%", "exact"),
    ]
    assert sorted(series("sipas-mean", "nation")) == [
        ("h2024-04.f12", "80,08%", "exact"),
        ("h2024-04.f13", "82,66%", "exact"),
        ("sipas-2024-mean", "83,94%", "exact"),
    ]


def test_satisfaction_as_measured_until_2021_is_an_indicator_of_its_own() -> None:
    assert sorted(series("sipas-province-until-2021", "provinces")) == [
        ("h2021-06.f03", "95,76%", "exact"),
    ]
    assert sorted(series("sipas-province", "provinces")) == [
        ("h2024-04.f14", "90,61%", "exact"),
        ("h2024-04.f15", "88,09%", "exact"),
        ("h2024-04.f16", "75,03%", "exact"),
        ("p04.f14", "87,59%", "exact"),
    ]


def test_what_sounds_alike_and_is_no_series_says_why() -> None:
    apart = {one.id: one.note for one in STORE.all("indicators") if not one.comparable}
    assert sorted(apart) == [
        "full-online-dossiers",
        "laws-submitted",
        "online-dossiers",
        "online-dossiers-multiple",
        "portal-accounts-multiple",
        "portal-online-multiple",
        "portal-synced-multiple",
        "posts-cut",
        "regulation-documents",
        "regulations-cut-in-period",
        "regulations-planned-to-cut",
        "thematic-law-sessions",
    ]
    assert [id_ for id_, note in apart.items() if not note] == []


def test_what_the_committee_did_not_announce_belongs_to_no_meeting_and_says_so() -> None:
    apart = [one for one in STORE.all("figures") if one.meeting is None]
    assert [one.id for one in apart if not one.note] == []
    assert [one.id for one in apart if any("." in source for source in one.sources)] == []


def test_records_stand_newest_first_with_what_belongs_to_a_meeting_together() -> None:
    days = [meeting.date for meeting in STORE.all("meetings")]
    assert days == sorted(days, reverse=True)
    places: dict[str | None, int] = {
        one.id: place for place, one in enumerate(STORE.all("meetings"))
    }
    for record_type in ("directives", "figures", "sources"):
        order = [places.get(one.meeting, len(places)) for one in STORE.all(record_type)]
        assert order == sorted(order), record_type


@pytest.mark.parametrize(
    "table", [name for name in json.loads(FILE.read_bytes()) if name[0] != "$"]
)
def test_the_keys_of_a_table_run_from_1(table: str) -> None:
    keys = [*json.loads(FILE.read_bytes())[table]]
    assert keys == [str(number) for number in range(1, len(keys) + 1)]


def test_the_keys_of_a_record_keep_one_order_and_leave_out_what_is_default() -> None:
    tables = json.loads(FILE.read_bytes())
    for record_type, kind in TABLES.items():
        usual = {field.name: field for field in fields(kind)}
        for record in tables[record_type].values():
            assert [*record] == [name for name in usual if name in record], record["id"]
            kept = {name for name, value in record.items() if value != _default(usual[name])}
            assert kept == {*record}, record["id"]


def _default(field: FieldInfo) -> object:
    if field.default_factory is not NODEFAULT:
        return field.default_factory()
    return [] if field.default == () else field.default


def test_the_six_priorities_of_session_7_have_an_area_each_and_the_lessons_are_five() -> None:
    kinds = [one for one in STORE.all("directives") if one.meeting == "p07"]
    areas = [one.area for one in kinds if one.kind == "priority"]
    assert areas == [area.id for area in STORE.all("areas")][:6]
    assert [(one.order, one.of) for one in kinds if one.kind == "lesson"] == [
        (number, 5) for number in range(1, 6)
    ]


@pytest.mark.parametrize("record_type", SOURCED)
def test_every_record_names_where_it_was_read(record_type: str) -> None:
    assert [record.id for record in STORE.all(record_type) if not record.sources] == []


@pytest.mark.parametrize("record_type", ["directives", "figures"])
def test_what_was_read_in_an_article_names_its_paragraph(record_type: str) -> None:
    files = {source.id for source in STORE.all("sources") if source.file}
    read = [record for record in STORE.all(record_type) if record.sources[0] in files]
    assert read
    assert [record.id for record in read if not record.paragraph] == []


def test_each_source_can_be_reached_and_is_cited() -> None:
    sources = STORE.all("sources")
    assert len(sources) == 104
    assert [one.id for one in sources if not (one.url or one.file)] == []
    cited = [
        one.id
        for one in sources
        if any(STORE.referring_to(one.id, record_type) for record_type in CITING)
    ]
    assert cited == [one.id for one in sources]
    urls = Counter(one.url for one in sources if one.url)
    assert [url for url, times in urls.items() if times > 1] == []


def test_each_source_that_a_reason_or_a_note_names_is_in_the_store() -> None:
    ids = {one.id for record_type in RECORD_TYPES for one in STORE.all(record_type)}
    told = [words["vi"] for words in words_in(json.loads(FILE.read_bytes()))]
    named = {id_ for text in told for id_ in re.findall(r"\b[ph][0-9-]+\.[sdf][0-9]+\b", text)}
    assert len(named) > 50
    assert named - ids == set()


def test_what_was_concluded_is_a_field_that_the_record_has() -> None:
    for record_type in ("meetings", "directives", "outcomes", "figures", "documents", "sources"):
        for one in STORE.all(record_type):
            for field in one.inferred:
                assert "." in field or getattr(one, field) not in (None, ()), (one.id, field)


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
    assert len(told) > 600
    assert [words for words in told if not (words.get("vi") and words.get("en"))] == []


def test_the_value_of_a_figure_is_the_number_that_was_printed() -> None:
    for figure in STORE.all("figures"):
        digits = "".join(sign for sign in figure.reported.split("/")[0] if sign in "0123456789.,")
        if "một nửa" in figure.reported:
            digits = "50"
        printed = Fraction(digits.replace(".", "").replace(",", ".")) if digits else None
        for word, times in (("triệu", 10**6), ("tỷ", 10**9)):
            printed = printed * times if printed and word in figure.reported.split() else printed
        assert figure.value == (None if printed is None else float(printed)), figure.id


@pytest.mark.parametrize(
    ("record_type", "by", "unused"),
    [
        ("indicators", ["figures"], []),
        ("themes", ["directives"], []),
        ("areas", ["directives"], []),
        ("documents", ["meetings", "directives"], ["202-2025-qh15", *THE_COMMITTEE_ITSELF]),
    ],
)
def test_what_records_refer_to_is_referred_to(
    record_type: str, by: list[str], unused: list[str]
) -> None:
    found = [
        one.id
        for one in STORE.all(record_type)
        if not any(STORE.referring_to(one.id, k) for k in by)
    ]
    assert found == unused


def test_a_body_that_no_record_names_is_a_member_of_a_group_or_issues_documents() -> None:
    by = ("directives", "figures", "meetings", "bodies", "provinces")
    unnamed = [
        one for one in STORE.all("bodies") if not any(STORE.referring_to(one.id, k) for k in by)
    ]
    assert [one.id for one in unnamed if not one.member_of] == [
        *("thu-tuong", "quoc-hoi", "bo-chinh-tri", "trung-uong-dang"),
    ]


def test_figures_of_one_indicator_share_its_unit() -> None:
    units = {indicator.id: indicator.unit for indicator in STORE.all("indicators")}
    others = [one for one in STORE.all("figures") if one.unit != units[one.indicator]]
    assert [(one.id, one.reported, one.unit) for one in others] == [
        ("h2021-03.f02", "gần một nửa", "percent")  # a share in words of the number in h2021-03.f03
    ]


def test_each_order_has_a_theme() -> None:
    assert [one.id for one in STORE.all("directives") if not one.themes] == []
