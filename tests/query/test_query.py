"""The engine: what holds for every question, whatever the store."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from processes import Run

from cchc_cli.answers.list import list_records
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.paths import all_paths
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())

both_ways = pytest.mark.usefixtures("_both_ways")
SOME = {
    "meeting": ["p09", "8", "latest", "2021-03-18"],
    "area": ["procedures", "digital", "general"],
    "kind": ["directive", "task", "lesson"],
    "level": ["government", "province"],
    "issuer": ["hòa bình", "pham minh chinh"],
    "to": ["địa phương", "ubnd"],
    "province": ["vinh-phuc", "phu-tho"],
    "theme": ["discipline", "dialogue"],
    "document": ["57-nq-tw", "de an 06"],
    "inferred": ["any", "deadline"],
    "source": ["p09.s1", "p08.s3"],
}
conditions = st.one_of(
    *(
        st.tuples(
            st.just(name),
            st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True).map(tuple),
        )
        for name, words in SOME.items()
    )
)
# Few, so that some directives pass them.
filters_of_directives = st.lists(conditions, max_size=3, unique_by=lambda one: one[0]).map(dict)


def ids(**asked: Any) -> list[str]:  # noqa: ANN401
    return [
        item.id for item in list_records(Query(record_types=("directives",), **asked), STORE).items
    ]


@given(filters_of_directives, st.integers(0, 50))
def test_a_limit_only_cuts(narrowing: dict[str, Any], limit: int) -> None:
    whole = ids(filters=Filters(narrowing))
    assert ids(filters=Filters(narrowing), limit=limit) == whole[:limit]


@given(filters_of_directives, filters_of_directives)
def test_another_kind_of_condition_never_adds_and_a_repeated_one_never_takes_away(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = set(ids(filters=Filters(one)))
    added = {name: words for name, words in other.items() if name not in one}
    assert set(ids(filters=Filters(one | added))) <= found
    repeated = {name: (*words, *other.get(name, ())) for name, words in one.items()}
    assert set(ids(filters=Filters(repeated))) >= found


@both_ways
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_show_gives_the_record_that_list_gives(record_type: str, cchc: Run) -> None:
    listed = json.loads(cchc("list", record_type, "--json").out)
    shown = cchc("show", *(record["id"] for record in listed), "--json")
    assert (json.loads(shown.out), shown.code) == (listed, 0)


@both_ways
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_every_field_can_be_asked_for_by_itself(record_type: str, cchc: Run) -> None:
    for path in all_paths([record_type]):
        ran = cchc("list", record_type, "-F", path, "-o", "jsonl")
        assert (ran.code, ran.err) == (0, "")
        assert {tuple(json.loads(line)) for line in ran.out.splitlines()} == {(path,)}


def test_every_filter_names_fields_that_there_are() -> None:
    for kinds in FILTER_FIELDS.values():
        for record_type, names in kinds.items():
            assert {name.split(".")[0] for name in names} <= set(
                RECORD_TYPES[record_type].__struct_fields__
            )


@both_ways
def test_latest_is_refused_if_two_meetings_share_its_day(cchc: Run, tmp_path: Path) -> None:
    store = json.loads(Path(store_path()).read_text(encoding="utf-8"))
    store["meetings"]["14"] = store["meetings"]["1"] | {"id": "h2025-01", "number": None}
    path = tmp_path / "two.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    listed = cchc("list", "-m", "15/1/2025", "-o", "id", "--store", str(path))
    assert listed == (0, "h2025-01\np09\n", "")
    refused = cchc("show", "latest", "--store", str(path), "--json")
    sentence = 'cchc: "latest" is ambiguous; use one of the ids p09 or h2025-01\n'
    assert refused == (1, "[]\n", sentence)
