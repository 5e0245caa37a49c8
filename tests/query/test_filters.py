"""Filters: which records pass, by the sort of values that a filter takes."""

import pytest
from processes import Ran, Run

from cchc_cli.errors import UsageError
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
    assert cchc("list", "directives", "--kind", "lessons") == Ran(
        2, "", f'cchc: --kind: "lessons" is not one of {known}\n'
    )
