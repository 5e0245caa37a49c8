"""A store of schema 1: read as schema 2, written as schema 2, refused with its own places."""

import json
from pathlib import Path
from typing import Any

import pytest
from builders import directive, document
from processes import Run

ORDERS = [
    directive(to=["các bộ", "Hà Nội"]),
    directive("p09.d02", to=["Các  Bộ", "procedures"], sources=["s2"]),
    directive("p09.d03"),
]
SOURCES = [{"id": id_, "kind": "article", "file": "x"} for id_ in ("s1", "s2")]
PROVINCES = [{"id": "ha-noi", "name": "Hà Nội"}]


def first_schema(path: Path, **tables: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write a store of schema 1 at *path* and return it."""
    known = {"directives": ORDERS, "sources": SOURCES, "provinces": PROVINCES}
    found: dict[str, Any] = {"$schema": "./my.json", **document(**known | tables)}
    found["meta"]["1"]["schema"] = 1
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return found


@pytest.mark.usefixtures("_both_ways")
def test_addressees_become_bodies_or_the_province_of_that_name(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    first_schema(path)
    before = path.read_bytes()
    directives = json.loads(cchc("list", "directives", "--json", "--store", str(path)).out)
    bodies = json.loads(cchc("list", "bodies", "--json", "--store", str(path)).out)
    assert {one["id"]: one["to"] for one in directives} == {
        "p09.d01": ["cac-bo", "ha-noi"],
        "p09.d02": ["cac-bo", "procedures-2"],
        "p09.d03": [],
    }
    assert {one["id"]: (one["name"]["vi"], one["sources"]) for one in bodies} == {
        "cac-bo": ("các bộ", ["s1"]),
        "procedures-2": ("procedures", ["s2"]),
    }
    assert cchc("show", "cac-bo", "--store", str(path)).code == 0
    assert cchc("search", "cat giam", "-o", "id", "--store", str(path)).out.split() == [
        "p09.d01",
        "p09.d02",
        "p09.d03",
    ]
    assert path.read_bytes() == before


def test_it_is_written_as_schema_2_and_that_is_reported(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    before = first_schema(path)
    theme = {"type": "themes", "id": "x", "name": {"vi": "X"}}
    ran = cchc("add", "-", "--store", str(path), "-o", "id", stdin=json.dumps(theme))
    note = f"cchc: {path}: was of schema 1; the whole file was rewritten as schema 2\n"
    assert ran == (0, "x\n", note)
    after = json.loads(path.read_text(encoding="utf-8"))
    assert (after["$schema"], after["meta"]["1"]["schema"]) == ("./my.json", 2)
    assert set(after) == {*before, "bodies", "themes"}
    assert [table for table in after if table in before] == [*before]
    assert after["sources"] == before["sources"]
    assert cchc("remove", "x", "--store", str(path), "-q", "-o", "id") == (0, "x\n", "")


@pytest.mark.parametrize(
    ("tables", "reason"),
    [
        (
            {"directives": [directive(to="các bộ")]},
            'directives/1 (p09.d01) to: expected a list, got text; write ["các bộ"]',
        ),
        (
            {"directives": [directive(to=[7])]},
            "directives/1 (p09.d01) to.0: expected text, got a whole number",
        ),
        (
            {"directives": [directive(to=[""])]},
            'directives/1 (p09.d01) to: "" does not exist in bodies or provinces',
        ),
        (
            {"directives": [directive(to=["các bộ"], kind="taks")]},
            'directives/1 (p09.d01) kind: "taks" is not one of',
        ),
        (
            {"directives": [directive(to=["các bộ"], sources=["s9"])]},
            'directives/1 (p09.d01) sources: "s9" does not exist in sources',
        ),
        (
            {"directives": [directive(to=["các bộ"], sources="s1")]},
            "directives/1 (p09.d01) sources: expected a list, got text",
        ),
        ({"provinces": [{"id": 7, "name": "Hà Nội"}]}, "provinces/1 id: expected text"),
    ],
)
def test_a_damaged_one_is_refused_with_a_place_that_the_file_has(
    tables: dict[str, Any], reason: str, cchc: Run, tmp_path: Path
) -> None:
    path = tmp_path / "store.json"
    first_schema(path, **tables)
    ran = cchc("list", "directives", "--store", str(path))
    assert (ran.code, ran.out) == (3, "")
    assert ran.err.startswith(f"cchc: {path}: {reason}")
