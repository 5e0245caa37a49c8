"""The exported folder: the csv of `list`, and a datapackage.json that tells the truth about it."""

import csv
import json
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from processes import Ran, Run, as_process, in_process

from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.store.location import store_path

PACKAGE = {
    "type": "object",
    "required": ["name", "resources"],
    "properties": {
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "profile": {"const": "tabular-data-package"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name"],
                "properties": {"name": {"pattern": "^[-a-zA-Z0-9.]+$"}},
            },
        },
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["title"],
                "properties": {"title": {"type": "string"}, "path": {"pattern": "^https?://"}},
            },
        },
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "required": ["name", "path", "schema", "profile"],
                "properties": {
                    "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
                    "path": {"type": "string", "pattern": r"^(?=^[^./~])(^((?!\.{2}).)*$).*$"},
                    "profile": {"const": "tabular-data-resource"},
                    "schema": {
                        "required": ["fields"],
                        "properties": {
                            "fields": {
                                "type": "array",
                                "minItems": 1,
                                "items": {
                                    "required": ["name", "type", "title", "description"],
                                    "properties": {
                                        "type": {
                                            "enum": [
                                                *("string", "number", "integer"),
                                                *("boolean", "date"),
                                            ]
                                        },
                                        "description": {"minLength": 1},
                                    },
                                },
                            },
                            "primaryKey": {"const": "id"},
                            "foreignKeys": {
                                "type": "array",
                                "minItems": 1,
                                "items": {"required": ["fields", "reference"]},
                            },
                        },
                    },
                },
            },
        },
    },
}
"""What the Data Package standard asks of a datapackage.json, as far as ours has it.

https://specs.frictionlessdata.io/schemas/tabular-data-package.json
"""

CASTS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def check_package(folder: Path) -> dict[str, Any]:
    """Return datapackage.json after testing the csv files against all that it says of them."""
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert list(Draft7Validator(PACKAGE).iter_errors(package)) == []
    tables = {one["name"]: table(folder / one["path"]) for one in package["resources"]}
    ids = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    for resource in package["resources"]:
        name, schema = resource["name"], resource["schema"]
        rows = tables[name]
        assert len(ids[name]) == len(rows)
        header = (folder / resource["path"]).read_text(encoding="utf-8").partition("\n")[0]
        assert header.split(",") == [field["name"] for field in schema["fields"]]
        for field in schema["fields"]:
            for row in rows:
                check_cell(row[field["name"]], field["type"], field.get("constraints", {}))
        for key in schema.get("foreignKeys", ()):
            values = {row[key["fields"]] for row in rows} - {""}
            assert values <= ids[key["reference"]["resource"] or name]
    return package


def check_cell(cell: str, type_: str, constraints: dict[str, Any]) -> None:
    known = {"required", "enum", "pattern", "minimum", "minLength"}
    assert constraints.keys() <= known
    if not cell:
        assert not constraints.get("required")
        return
    value = CASTS[type_](cell)
    assert cell in constraints.get("enum", [cell])
    assert re.fullmatch(constraints.get("pattern", "(?s).*"), cell)
    assert value >= constraints.get("minimum", value)
    assert len(cell) >= constraints.get("minLength", 0)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


FILES = sorted(["datapackage.json", *(f"{record_type}.csv" for record_type in RECORD_TYPES)])


def test_each_record_type_is_a_file_the_csv_of_list(tmp_path: Path, cchc: Run) -> None:
    assert cchc("export", f"{tmp_path}/out/", "-q", "--lang", "vi") == Ran(0, "", "")
    assert left(tmp_path / "out") == FILES
    assert left(tmp_path) == ["out"]
    for record_type in RECORD_TYPES:
        content = (tmp_path / "out" / f"{record_type}.csv").read_text(encoding="utf-8")
        assert content == cchc("list", record_type, "-o", "csv").out


def test_the_package_describes_the_files(tmp_path: Path, cchc: Run) -> None:
    cchc("export", f"{tmp_path}/out/")
    package = check_package(tmp_path / "out")
    assert [one["name"] for one in package["resources"]] == list(RECORD_TYPES)
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["title"].startswith("Meetings of Vietnam")
    schemas = {one["name"]: one["schema"] for one in package["resources"]}
    keys = {
        (key["fields"], key["reference"]["resource"]) for key in schemas["figures"]["foreignKeys"]
    }
    assert keys == {("meeting", "meetings"), ("indicator", "indicators"), ("part_of", "")}
    types = {one["name"]: one["type"] for one in schemas["figures"]["fields"]}
    assert (
        types
        | {
            "value": "number",
            "numerator": "integer",
            "reported": "string",
            "note.vi": "string",
        }
        == types
    )
    assert {one["name"]: one["type"] for one in schemas["meetings"]["fields"]}["date"] == "date"
    to = next(one for one in schemas["directives"]["fields"] if one["name"] == "to")
    assert to["description"] == "Addressees. Ids of bodies or provinces joined by '; '."


TEXT = st.text(st.characters(blacklist_categories=["C"]), min_size=1, max_size=20)


@settings(max_examples=20, deadline=None)
@given(
    text=TEXT,
    number=st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
    license_=st.none() | st.just("CC0-1.0"),
)
def test_the_package_of_any_store_describes_its_files(
    tmp_path_factory: pytest.TempPathFactory, text: str, number: float | None, license_: str | None
) -> None:
    folder = tmp_path_factory.mktemp("any")
    documents = builders.document(
        directives=[builders.directive(text=text, issuer=text)],
        figures=[
            builders.figure(reported=text, value=number, part_of="p09.f02", subject=f"{text} "),
            builders.figure("p09.f02"),
        ],
        sources=[{"id": "s1", "kind": "notice", "file": text}],
    )
    documents["meta"]["1"] |= {"license": license_} if license_ else {}
    store = folder / "store.json"
    store.write_text(json.dumps(documents), encoding="utf-8")
    ran = in_process(["export", f"{folder}/out/", "--store", str(store)])
    assert ran == Ran(0, "", f"cchc: {folder}/out/: written, with 1 meeting and 1 directive\n")
    package = check_package(folder / "out")
    assert ("licenses" in package, "sources" in package) == (license_ is not None, False)
    listed = in_process(["list", "directives", "--json", "--store", str(store)])
    assert [one["text.vi"] for one in table(folder / "out/directives.csv")] == [
        one["text"]["vi"] for one in json.loads(listed.out)
    ]


def test_an_earlier_export_is_replaced_only_if_asked(tmp_path: Path, cchc: Run) -> None:
    folder = tmp_path / "out"
    folder.mkdir(mode=0o750)
    mine = builders.store(tmp_path, directives=[builders.directive()])
    assert cchc("export", str(folder), "-q", "--store", mine) == Ran(0, "", "")  # it was empty
    before = (folder / "directives.csv").read_bytes()
    line = f"cchc: {folder}/: already exists; use --force to overwrite it\n"
    assert cchc("export", f"{folder}/") == Ran(2, "", line)
    assert (folder / "directives.csv").read_bytes() == before
    assert cchc("export", f"{folder}/", "--force", "-q") == Ran(0, "", "")
    assert (folder / "directives.csv").read_bytes() != before
    assert folder.stat().st_mode & 0o777 == 0o750
    assert left(folder) == FILES
    assert left(tmp_path) == ["out", "store.json"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.txt", "mine"),
        ("datapackage.json", '{"name": "another"}'),
        ("datapackage.json", '["cchc"]'),
        ("datapackage.json", "[" * 100_000),
        ("datapackage.json", "\xff"),
    ],
)
def test_a_folder_with_other_files_is_never_replaced(
    name: str, content: str, tmp_path: Path, cchc: Run
) -> None:
    folder = tmp_path / "out"
    cchc("export", f"{folder}/")
    (folder / name).write_text(content, encoding="latin-1")
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    line = f"cchc: {folder}: holds files that cchc export did not write; not overwritten\n"
    assert cchc("export", str(folder), "--force") == Ran(2, "", line)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


def test_the_store_in_a_folder_is_never_replaced(tmp_path: Path, cchc: Run) -> None:
    cchc("export", f"{tmp_path}/out/")
    store = tmp_path / "out" / "terms.csv"
    store.write_bytes(Path(store_path()).read_bytes())
    ran = cchc("export", f"{tmp_path}/out/", "--force", "--store", str(store))
    assert (ran.code, ran.out) == (2, "")
    assert store.read_bytes() == Path(store_path()).read_bytes()


def test_what_cannot_be_written_is_told_and_nothing_is_left(
    tmp_path: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for name, code, reason in (
        ("../file/", 2, "is not a folder; give the name of a folder, like cchc/"),
        ("./", 2, "is the current folder; give the name of a new one, like cchc/"),
        ("..", 2, "is the current folder; give the name of a new one, like cchc/"),
        ("../no/out/", 3, "cannot be written: no such file or directory"),
        ("../file/out/", 3, "cannot be written: not a directory"),
    ):
        ran = cchc("export", name, "--force")
        assert ran == Ran(code, "", f"cchc: {name}: {reason}\n")
    assert left(tmp_path) == ["file", "here"]
    assert left(tmp_path / "here") == []


def test_a_full_disk_is_told_and_the_old_files_stay(tmp_path: Path, cchc: Run) -> None:
    cchc("export", f"{tmp_path}/out/")
    before = {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()}
    ran = as_process("export", "out", "--force", cwd=tmp_path, max_file_size=10_000)
    assert ran == Ran(3, "", "cchc: out: cannot be written: file too large\n")
    assert {file.name: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    assert left(tmp_path) == ["out"]


def test_a_folder_that_cannot_be_replaced_is_put_back(
    tmp_path: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    cchc("export", f"{tmp_path}/out/")
    rename, renamed = os.rename, []

    def fail_at_the_second(old: str, new: str) -> None:
        renamed.append(new)
        if len(renamed) == 2:
            raise OSError(28, "No space left on device")
        rename(old, new)

    monkeypatch.setattr(os, "rename", fail_at_the_second)
    line = f"cchc: {tmp_path}/out: cannot be written: no space left on device\n"
    assert cchc("export", f"{tmp_path}/out", "--force") == Ran(3, "", line)
    assert left(tmp_path) == ["out"]
    assert left(tmp_path / "out") == FILES
