"""Filters: which records pass, by the sort of values that a filter takes."""

import pytest
from processes import Ran, Run

from cchc_cli.errors import NotFound, UsageError
from cchc_cli.query import filters
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import Filter, Filters, group_fields, unsupported_filter_message
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())


def passing(record_type: str, **given: tuple[str, ...]) -> list[str]:
    predicate = predicates(Filters(given), [record_type], STORE)[record_type]
    return [record.id for record in STORE.all(record_type) if predicate(record)]


def test_since_and_until_include_their_days() -> None:
    assert passing("meetings", since=("2024-07-15",), until=("2025-01-15",)) == ["p09", "p08"]
    assert passing("meetings", since=("16/7/2024",), until=("2024",)) == []
    with pytest.raises(UsageError, match="--since 2025 is after --until 2024"):
        passing("meetings", since=("2025",), until=("2024",))


def test_a_period_in_a_field_is_filtered_by_the_same_dates(monkeypatch: pytest.MonkeyPatch) -> None:
    row = Filter({"directives": ("deadline",)}, "period", "Filter by deadline.", "D")
    monkeypatch.setitem(filters.FILTERS, "deadline", row)
    within = passing("directives", deadline=("2025",))
    assert within
    assert set(within) <= {one.id for one in STORE.all("directives") if "2025" in str(one.deadline)}
    both = passing("directives", deadline=("2024", "2025"))
    assert {*within, *passing("directives", deadline=("2024",))} == {*both}
    with pytest.raises(UsageError, match='--deadline: "soon" is not a date'):
        passing("directives", deadline=("soon",))


def test_a_province_stands_for_those_merged_into_it_too() -> None:
    assert {*passing("directives", province=("vinh-phuc",))} <= {
        *passing("directives", province=("phu-tho",))
    }


def test_a_reason_for_a_part_is_one_for_the_field() -> None:
    assert {*passing("meetings", inferred=("people",))} >= {
        one.id for one in STORE.all("meetings") if any("people." in key for key in one.inferred)
    }


def test_a_filter_that_a_record_type_does_not_have_is_refused_with_those_that_do() -> None:
    sentence = "--level does not apply to areas; it applies to directives"
    assert unsupported_filter_message(Filters({"level": ("province",)}), "areas") == sentence
    assert unsupported_filter_message(Filters(), "areas") is None


def test_records_can_be_counted_by_their_filters_and_the_year() -> None:
    assert group_fields("figures") == [
        "meeting",
        "area",
        "province",
        "theme",
        "document",
        "indicator",
        "scope",
        "source",
        "inferred",
        "year",
    ]
    assert group_fields("terms") == []


def test_a_value_outside_a_closed_list_is_refused_with_the_list(cchc: Run) -> None:
    known = "directive, task, priority, lesson, viewpoint, assessment"
    assert cchc("list", "directives", "--kind", "meal") == Ran(
        2, "", f'cchc: --kind: "meal" is not one of {known}\n'
    )


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("kind", ["task", "Tasks", "nhiệm vụ", "NHIEM VU"]),
        ("level", ["province", "tỉnh/thành phố", "tỉnh", "thanh pho"]),
        ("issuer", ["Phạm Minh Chính", "pham minh chinh", "pham-minh-chinh"]),
        ("theme", ["decentralisation", "Phân cấp, phân quyền", "phan cap"]),
        ("area", ["procedures", "Cải cách thủ tục hành chính", "tthc"]),
        ("to", ["ministries", "bộ, ngành", "ministries and sectors"]),
        ("since", ["8", "p08", "session 8", "phiên họp thứ 8", "15/7/2024", "15 Jul 2024"]),
    ],
)
def test_a_value_may_be_written_as_it_is_printed(option: str, words: list[str]) -> None:
    found = [passing("directives", **{option: (word,)}) for word in words]
    assert found[0]
    assert found == [found[0]] * len(words)


def test_the_holder_of_an_office_is_the_one_at_that_meeting() -> None:
    asked = passing("directives", issuer=("Thủ tướng",))
    assert asked == passing("directives", issuer=("Prime Minister",))
    issuers = {(one.meeting, one.issuer) for one in STORE.all("directives") if one.id in asked}
    assert ("h2021-03", "Nguyễn Xuân Phúc") in issuers
    assert ("p08", "Phạm Minh Chính") in issuers
    assert not {"Nguyễn Hòa Bình", "Trương Hòa Bình"} & {issuer for _meeting, issuer in issuers}
    assert passing("meetings", chair=("Phó Thủ tướng Thường trực",)) == [
        "p09",
        "h2021-06",
        "h2021-03",
    ]
    prime_ministers = {"nguyen-xuan-phuc", "pham-minh-chinh"}
    assert {*passing("people", person=("Thu tuong",))} == prime_ministers


def test_a_range_of_meetings_includes_its_ends() -> None:
    assert passing("meetings", meeting=("7..8",)) == ["p08", "h2024-04", "p07"]
    assert passing("meetings", meeting=("8..",)) == ["p09", "p08"]
    assert passing("meetings", year=("2025",)) == ["p09"]


@pytest.mark.parametrize(
    ("option", "word", "sentence"),
    [
        ("to", "xyz", "no such addressee: xyz.*most directives are addressed to ministries"),
        ("issuer", "xyz", "no person or office called xyz [(]available: Nguyễn Hòa Bình"),
        ("meeting", "10", "no such meeting: 10; sessions go from 1 to 9"),
        ("since", "10", "no such meeting: 10; sessions go from 1 to 9"),
    ],
)
def test_an_unknown_name_is_not_found_with_those_that_there_are(
    option: str, word: str, sentence: str
) -> None:
    with pytest.raises(NotFound, match=sentence):
        passing("directives", **{option: (word,)})
