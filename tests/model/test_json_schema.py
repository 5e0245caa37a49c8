"""The JSON Schema of a store, and the store that names it, agree."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from processes import Run

from cchc_cli.model.json_schema import store_schema

DATA = Path(__file__).parent.parent.parent / "data"
STORE = json.loads((DATA / "meetings.json").read_text(encoding="utf-8"))


def test_the_schema_beside_the_store_is_the_one_that_the_program_prints(cchc: Run) -> None:
    written = (DATA / "meetings.schema.json").read_text(encoding="utf-8")
    assert cchc("schema") == (0, written, "")
    assert (DATA / STORE["$schema"]).resolve() == DATA / "meetings.schema.json"


def test_the_shipped_store_is_valid_by_the_schema() -> None:
    Draft202012Validator.check_schema(store_schema())
    assert list(Draft202012Validator(store_schema()).iter_errors(STORE)) == []


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("meetings", {"id": "P09"}),
        ("meetings", {"date": 2025}),
        ("meetings", {"kind": "party"}),
        ("meetings", {"reviews": "2024-H3"}),
        ("meetings", {"colour": "red"}),
        ("directives", {"text": {"en": "no Vietnamese"}}),
        ("directives", {"sources": []}),
        ("figures", {"value": "85,71%"}),
        ("sources", {"url": "javascript:alert(1)"}),
        ("meta", {"schema": 3}),
    ],
)
def test_what_validation_refuses_the_schema_refuses(
    table: str, change: dict[str, object], cchc: Run, tmp_path: Path
) -> None:
    document = STORE[table]["1"] | change
    changed = STORE | {table: STORE[table] | {"1": document}}
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert not Draft202012Validator(store_schema()).is_valid(changed)
    assert cchc("list", "--store", str(path)).code == 3
