"""The filters of follow-up: whom a directive binds, by when, and which ones are overdue."""

import random
from pathlib import Path
from typing import Any

import builders
import pytest
from processes import Ran, Run

from cchc_cli.answers.list import list_records
from cchc_cli.errors import NotFound
from cchc_cli.query import Query
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import Filters
from cchc_cli.store.index import open_index
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())
NAMED: list[Any] = [*STORE.all("bodies"), *STORE.all("provinces")]


def passing(**given: tuple[str, ...]) -> set[str]:
    named = {name.rstrip("_").replace("_", "-"): words for name, words in given.items()}
    predicate = predicates(Filters(named), ["directives"], STORE)["directives"]
    return {record.id for record in STORE.all("directives") if predicate(record)}


def family(body: str) -> set[str]:
    """Return the province *body*, those before it, and those after it."""
    after = {one.id: one.merged_into for one in STORE.all("provinces")}
    later = after.get(body)
    return {body, *filter(None, [later]), *(one for one in after if after[one] == body)}


def is_within(member: str, group: str) -> bool:
    groups = getattr(STORE.get(member), "member_of", ())
    return group in groups or any(is_within(one, group) for one in groups)


def is_office(office: str, body: str) -> bool:
    record: Any = STORE.get(office)
    above = getattr(record, "office_of", None)
    of_province = getattr(record, "province", None) == body
    return of_province or above == body or (above is not None and is_office(above, body))


def binds(addressee: str, body: str) -> bool:
    return any(
        addressee == one or is_within(one, addressee) or is_office(addressee, one)
        for one in family(body)
    )


def test_a_directive_binds_its_addressees_their_members_and_whose_offices_they_are() -> None:
    draw = random.Random(1)
    bound = {one.id: passing(for_=(one.id,)) for one in NAMED}
    for _ in range(1000):
        directive, body = draw.choice(STORE.all("directives")), draw.choice(NAMED)
        expected = any(binds(addressee, body.id) for addressee in directive.to)
        assert (directive.id in bound[body.id]) is expected, (directive.id, body.id)
    assert any(bound.values())


def test_whom_a_group_contains_is_bound_by_what_binds_the_group() -> None:
    draw = random.Random(2)
    groups = [one.id for one in STORE.all("bodies") if one.kind == "group"]
    for _ in range(200):
        body, group = draw.choice(NAMED).id, draw.choice(groups)
        if is_within(body, group):
            to_group = {one.id for one in STORE.all("directives") if group in one.to}
            assert to_group <= passing(for_=(body,))


def test_another_filter_never_adds() -> None:
    draw = random.Random(3)
    others = {
        "area": [one.id for one in STORE.all("areas")],
        "theme": [one.id for one in STORE.all("themes")],
        "meeting": [one.id for one in STORE.all("meetings")],
        "due": ["2024", "2025"],
    }
    for _ in range(200):
        body, name = draw.choice(NAMED).id, draw.choice([*others])
        both = passing(**{"for": (body,), name: (draw.choice(others[name]),)})
        assert both <= passing(for_=(body,))


@pytest.mark.parametrize("name", ["Bo Noi vu", "Bộ Nội vụ", "BNV", "MoHA"])
def test_a_ministry_is_bound_by_what_is_addressed_to_ministries_or_to_all(name: str) -> None:
    groups = {"ministries", "levels-and-sectors", "heads-of-agencies"}
    asked = {one.id for one in STORE.all("directives") if groups & {*one.to}}
    assert asked <= passing(for_=(name,)) == passing(for_=("bo-noi-vu",))


def test_both_names_of_a_merged_province_answer_for_each_other() -> None:
    assert passing(for_=("vinh-phuc",)) == passing(for_=("phu-tho",))
    assert passing(for_=("gia-lai",)) == passing(for_=("Bình Định",))
    assert "p08.d12" in passing(for_=("phu-tho",)) - passing(for_=("lai-chau",))


def test_several_bodies_are_one_or_the_other() -> None:
    both = passing(for_=("bo-noi-vu", "so-noi-vu"))
    assert both == passing(for_=("bo-noi-vu",)) | passing(for_=("so-noi-vu",))


def test_an_unknown_body_names_the_nearest_and_those_that_are_addressed() -> None:
    with pytest.raises(NotFound, match=r"bo-noi-vu or so-noi-vu\?.*addressed to ministries"):
        passing(for_=("bo noi",))


def test_a_deadline_is_no_period() -> None:
    assert passing(due=("2025",)) == {"p04.d03", "p08.d16"}
    assert passing(due=("2024-07",)) == {"p08.d17"}
    assert passing(due=("2024", "2025")) == passing(due=("2024",)) | passing(due=("2025",))


def test_overdue_is_a_deadline_that_passed_without_an_outcome_done(tmp_path: Path) -> None:
    asked = [
        builders.directive(f"p01.d0{number}", deadline=deadline)
        for number, deadline in enumerate(("2024", "2024", "2024", "2026", None), 1)
    ]
    outcomes = [
        {"id": f"p01.d0{number}.o1", "directive": f"p01.d0{number}", "status": status}
        | {"as_of": day, "sources": ["s1"]}
        for number, status, day in ((1, "done", "2025-06"), (2, "under-way", "2025-01"))
    ]
    path = builders.store(tmp_path, directives=asked, outcomes=outcomes)
    for store in (MemoryStore(path), open_index(path)):

        def ids(as_of: str, store: Any = store) -> set[str]:  # noqa: ANN401  # either store
            given = Filters({"overdue": ("",), "as-of": (as_of,)})
            found = list_records(Query(record_types=("directives",), filters=given), store)
            return {one.id for one in found.items}

        assert ids("2024") == set()
        assert ids("2025-01-01") == {"p01.d01", "p01.d02", "p01.d03"}
        assert ids("30/6/2025") == {"p01.d02", "p01.d03"}
        assert ids("2027") == {"p01.d02", "p01.d03", "p01.d04"}


def test_as_of_needs_overdue(cchc: Run) -> None:
    refused = Ran(2, "", "cchc: --as-of needs --overdue\n")
    assert cchc("list", "directives", "--as-of", "2025") == refused


def test_directives_are_counted_by_the_year_of_their_deadline(cchc: Run) -> None:
    found = cchc("stats", "directives", "--by", "due", "-o", "csv").out.splitlines()
    assert [line.rpartition(",")[0] for line in found[1:3]] == ["2024,1", "2025,2"]
    refused = cchc("stats", "directives", "--by", "for")
    assert (refused.code, "cannot be counted by for" in refused.err) == (2, True)
