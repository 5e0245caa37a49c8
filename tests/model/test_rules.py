"""Rules between records: forms of terms."""

import json
from pathlib import Path
from typing import Any

import pytest
from processes import Ran, Run

from cchc_cli.model.records import Term
from cchc_cli.model.validation import find_shared_forms


def term(id_: str, short: str, *long: str) -> Term:
    return Term(id=id_, short=short, long=long)


@pytest.mark.parametrize(
    ("other", "shared"),
    [
        (term("x", "BCĐ", "ban cán đảng"), [("x", "short")]),
        (term("x", "bcđ", "ban cán đảng"), [("x", "short")]),
        (term("x", "X", "ban Chỉ đạo"), [("x", "long")]),
        (term("x", "X", "Ủy ban", "uỷ ban"), []),  # a term may write its form in two ways
        (term("x", "BCD", "ban cán đảng"), []),
        (term("x", "B CĐ", "ban cán đảng"), []),
    ],
    ids=["short", "case", "long", "its own", "diacritics", "words"],
)
def test_a_form_belongs_to_one_term(other: Term, shared: list[tuple[str, str]]) -> None:
    found = find_shared_forms([term("bcd", "BCĐ", "Ban Chỉ đạo"), other])
    assert [(one.id, problem.field) for one, problem in found] == shared


def test_the_place_of_the_tone_makes_no_other_form() -> None:
    (found,) = find_shared_forms([term("a", "ỦB", "ủy ban"), term("b", "UB", "uỷ ban")])
    assert found[1].reason == '"uỷ ban" is also in the term a; keep it in only one of the two'


def test_a_store_and_add_refuse_a_shared_form(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    assert cchc("init", str(path)).code == 0
    before = path.read_text(encoding="utf-8")
    new: dict[str, Any] = {"id": "x", "short": "tthc", "long": ["thủ tục hải quan cũ"]}
    reason = '(x) short: "tthc" is also in the term tthc; keep it in only one of the two'
    lines = f"cchc: standard input: record 1 {reason}\ncchc: nothing was added to {path}\n"
    ran = cchc("add", "-", "--store", str(path), stdin=json.dumps(new))
    assert (ran, path.read_text(encoding="utf-8")) == (Ran(2, "", lines), before)
    store = json.loads(before)
    store["terms"]["999"] = new
    path.write_text(json.dumps(store), encoding="utf-8")
    assert cchc("list", "--store", str(path)) == Ran(3, "", f"cchc: {path}: terms/999 {reason}\n")


def test_a_replaced_term_gives_up_its_forms(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    cchc("init", str(path))
    new = [
        {"id": "tthc", "short": "TTHC", "long": ["thủ tục"]},
        {"id": "y", "short": "Y", "long": ["thủ tục hành chính"]},
    ]
    ran = cchc("add", "-", "--replace", "-o", "id", "--store", str(path), stdin=json.dumps(new))
    assert ran == Ran(0, "tthc\ny\n", "")
