"""The engine: what holds for every question, whatever the store."""

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from processes import Run

from cchc_cli.answers.list import answer
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.paths import all_paths
from cchc_cli.query.rows import to_row
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
filters_of_directives = st.fixed_dictionaries(
    {},
    optional={
        name: st.lists(st.sampled_from(words), min_size=1, max_size=2, unique=True).map(tuple)
        for name, words in SOME.items()
    },
)


def ids(**asked: Any) -> list[str]:  # noqa: ANN401
    return [item.id for item in answer(Query(record_type=("directives",), **asked), STORE).items]


@given(filters_of_directives, st.integers(0, 50))
def test_a_limit_only_cuts(narrowing: dict[str, Any], limit: int) -> None:
    whole = ids(filters=convert(narrowing, Filters))
    assert ids(filters=convert(narrowing, Filters), limit=limit) == whole[:limit]


@given(filters_of_directives, filters_of_directives)
def test_another_kind_of_condition_never_adds_and_a_repeated_one_never_takes_away(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    found = set(ids(filters=convert(one, Filters)))
    added = {name: words for name, words in other.items() if name not in one}
    assert set(ids(filters=convert(one | added, Filters))) <= found
    repeated = {name: (*words, *other.get(name, ())) for name, words in one.items()}
    assert set(ids(filters=convert(repeated, Filters))) >= found


@given(st.sampled_from([*RECORD_TYPES]), st.data(), st.booleans())
def test_sorting_keeps_all_and_puts_the_unknown_last(
    record_type: str,
    data: st.DataObject,
    reverse: bool,  # noqa: FBT001
) -> None:
    path = data.draw(st.sampled_from([*all_paths([record_type])]))
    found = answer(Query(record_type=(record_type,), sort=path, reverse=reverse), STORE).items
    assert sorted(item.id for item in found) == sorted(item.id for item in STORE.all(record_type))
    known = [to_row(item).get(path) not in (None, [], (), {}) for item in found]
    assert "." in path or known == sorted(known, reverse=True)


def test_the_newest_meeting_comes_first_and_numbers_sort_as_numbers() -> None:
    found = answer(Query(record_type=("directives",)), STORE).items
    days = [STORE.get(item.meeting).date for item in found]  # type: ignore[union-attr]
    assert days == sorted(days, reverse=True)
    assert [item.id for item in found[:19]] == [*(f"p09.d{n:02}" for n in range(1, 19)), "p08.d01"]
    assert days[0] == date(2025, 1, 15)


@both_ways
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_csv_and_tsv_read_back_as_written(record_type: str, cchc: Run) -> None:
    records = json.loads(cchc("list", record_type, "--json").out)
    table = [*csv.reader(io.StringIO(cchc("list", record_type, "-o", "csv").out))]
    lines = cchc("list", record_type, "-o", "tsv").out.splitlines()
    assert [line.split("\t") for line in lines] == table
    head, *rows = table
    assert [dict(zip(head, cells, strict=True))["id"] for cells in rows] == [
        record["id"] for record in records
    ]
    assert len({len(cells) for cells in table}) == 1
    for record, cells in zip(records, rows, strict=True):
        told = dict(zip(head, cells, strict=True))
        for key, value in record.items():
            if isinstance(value, str | int | float) and not isinstance(value, bool):
                assert told.get(key, told.get(f"{key}.vi")) == str(value)


@both_ways
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_jsonl_is_a_record_a_line_and_json_all_of_them(record_type: str, cchc: Run) -> None:
    lines = cchc("list", record_type, "-o", "jsonl").out.splitlines()
    records = json.loads(cchc("list", record_type, "--json").out)
    assert [json.loads(line) for line in lines] == records
    assert {record["type"] for record in records} == {record_type}
    assert [*records[0]][:2] == ["type", "id"]


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


KEYS = {
    "meetings": "kind number title date half_day place mode reviews plans people documents awards"
    " sources inferred note",
    "directives": "meeting kind text issuer level province to area also themes documents deadline"
    " order of sources paragraph inferred note",
    "figures": "meeting indicator subject value reported unit bound numerator denominator scope"
    " as_of period part_of sources paragraph inferred note",
    "indicators": "name unit definition better cumulative base comparable sources note",
    "people": "name titles meetings chaired attended issued provinces sources",
    "documents": "kind number date issuer title aliases url sources inferred note",
    "sources": "meeting kind outlet title author province published url file inferred note",
    "areas": "name aliases sources",
    "themes": "name",
    "provinces": "name aliases merged_into sources",
    "terms": "short long en",
}


@both_ways
@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_the_keys_of_each_kind_are_these_in_this_order(record_type: str, cchc: Run) -> None:
    first, *_ = json.loads(cchc("list", record_type, "-n", "1", "--json").out)
    assert [*first] == ["type", "id", *KEYS[record_type].split()]


@both_ways
def test_latest_is_refused_if_two_meetings_share_its_day(cchc: Run, tmp_path: Path) -> None:
    store = json.loads(Path(store_path()).read_text(encoding="utf-8"))
    store["meetings"]["14"] = store["meetings"]["1"] | {"id": "h2025-01", "number": None}
    path = tmp_path / "two.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    listed = cchc("list", "-m", "15/1/2025", "-o", "id", "--store", str(path))
    assert listed == (0, "h2025-01\np09\n", "")
    refused = cchc("show", "latest", "--store", str(path), "--json")
    sentence = "cchc: latest is p09 and h2025-01: name one of them by its id\n"
    assert refused == (1, "[]\n", sentence)
