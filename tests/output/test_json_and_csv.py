"""JSON, JSON Lines, CSV and TSV: records as programs read them."""

import csv
import io
import json

import pytest
from processes import Run

from cchc_cli.model.records import RECORD_TYPES

both_ways = pytest.mark.usefixtures("_both_ways")
KEYS = {
    "meetings": "kind number title date half_day place mode reviews plans people provinces"
    " documents awards sources inferred note",
    "directives": "meeting kind text issuer level province to area also themes documents period"
    " deadline target follows differs_from order of sources paragraph inferred note",
    "outcomes": "directive status as_of evidence sources paragraph inferred note",
    "figures": "meeting indicator subject value reported unit bound numerator denominator scope"
    " as_of period base_period part_of differs_from documents sources paragraph inferred note",
    "indicators": "name unit definition area themes better cumulative base comparable sources note",
    "people": "name titles meetings chaired attended issued provinces sources",
    "bodies": "kind name aliases member_of office_of province sources note",
    "documents": "kind number date issuer title aliases url sources inferred note",
    "sources": "meeting kind outlet title author province published url file inferred note",
    "areas": "name aliases sources",
    "themes": "name",
    "provinces": "name aliases member_of merged_into sources",
    "terms": "short long en",
}


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
def test_the_keys_of_each_kind_are_these_in_this_order(record_type: str, cchc: Run) -> None:
    first, *_ = json.loads(cchc("list", record_type, "-n", "1", "--json").out)
    assert [*first] == ["type", "id", *KEYS[record_type].split()]
