"""Editing: the editor's text replaces the record, or nothing changes and the text is kept."""

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import directive, store
from processes import Run

Editor = Callable[[str], None]
"""Sets an editor that runs Python on the `text`."""

SCRIPT = """\
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
{body}
path.write_text(text, encoding="utf-8")
"""


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    monkeypatch.delenv("VISUAL", raising=False)
    return Path(store(tmp_path, directives=[directive(), directive("p09.d02")]))


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Editor:
    def choose(body: str) -> None:
        script = tmp_path / "editor.py"
        script.write_text(SCRIPT.format(body=body), encoding="utf-8")
        monkeypatch.setenv("EDITOR", f"'{sys.executable}' '{script}'")

    return choose


def kept(mine: Path) -> list[Path]:
    return [*(mine.parent / "tmp").iterdir()]


def test_the_edited_record_replaces_the_old_one_and_no_file_stays(
    cchc: Run,
    mine: Path,
    editor: Editor,
) -> None:
    before = json.loads(mine.read_text(encoding="utf-8"))
    editor('text = text.replace("procedures", "digital").replace("Cắt", "Bỏ")')
    areas = [{"id": "digital", "name": {"vi": "Số"}, "type": "areas"}]
    cchc("add", "-", "--store", str(mine), stdin=json.dumps(areas))
    assert cchc("edit", "p09.d01", "--store", str(mine), "-o", "id") == (0, "p09.d01\n", "")
    after = json.loads(mine.read_text(encoding="utf-8"))
    expected = before["directives"]["1"] | {"area": "digital", "text": {"vi": "Bỏ giảm thủ tục"}}
    assert after["directives"] == before["directives"] | {"1": expected}
    assert kept(mine) == []


def test_the_text_is_what_add_takes(
    cchc: Run,
    mine: Path,
    editor: Editor,
    tmp_path: Path,
) -> None:
    copy = tmp_path / "copy.json"
    editor(f"pathlib.Path({str(copy)!r}).write_text(text, encoding='utf-8')")
    assert cchc("edit", "p09.d01", "--store", str(mine)).code == 0
    ran = cchc("add", str(copy), "--store", str(mine))
    assert ran == (0, f"{mine}: 1 already present, unchanged\n", "")


@pytest.mark.parametrize(
    ("body", "reasons"),
    [
        (
            'text = text.replace("task", "taks").replace("procedures", "nope")',
            ["record 1 (p09.d01) kind: ", "record 1 (p09.d01) area: "],
        ),
        ('text = text.rstrip("}\\n")', ["not JSON"]),
        ('text = text.replace("d01", "d02")', ["id: must stay p09.d01"]),
        ('text = text.replace("id", "di", 1)', ["id: must stay p09.d01"]),
        ("text += text", ["expected one record, p09.d01, got 2"]),
        ('text = "[]"', ["expected one record, p09.d01, got 0"]),
        ("text = text.replace('\"directives\"', '\"figures\"')", [""]),
    ],
)
@pytest.mark.parametrize("words", [[], ["--dry-run"]])
def test_a_text_that_is_not_valid_is_kept_and_nothing_is_changed(
    body: str,
    reasons: list[str],
    words: list[str],
    cchc: Run,
    mine: Path,
    editor: Editor,
) -> None:
    before = mine.read_bytes()
    editor(body)
    ran = cchc("edit", "p09.d01", "--store", str(mine), *words)
    assert (ran.code, ran.out, mine.read_bytes()) == (2, "", before)
    (file,) = kept(mine)
    *found, unchanged, hint = ran.err.splitlines()
    assert unchanged == f"cchc: nothing was changed in {mine}"
    assert f"cchc add {file} --replace --store {mine}" in hint
    assert len(found) == len(reasons)
    assert [one for one, line in zip(reasons, found, strict=True) if one not in line] == []


def test_a_kept_text_once_corrected_is_added(cchc: Run, mine: Path, editor: Editor) -> None:
    editor('text = text.replace("task", "taks")')
    assert cchc("edit", "p09.d01", "--store", str(mine)).code == 2
    (file,) = kept(mine)
    file.write_text(file.read_text(encoding="utf-8").replace("taks", "lesson"), encoding="utf-8")
    ran = cchc("add", str(file), "--replace", "--store", str(mine), "-o", "id")
    assert ran == (0, "p09.d01\n", "")


@pytest.mark.parametrize(
    ("change", "code"),
    [("replace", 3), ("remove", 3), ("other", 0)],
)
def test_a_record_that_another_run_changed_meanwhile_is_not_overwritten(
    change: str,
    code: int,
    cchc: Run,
    mine: Path,
    editor: Editor,
) -> None:
    store = json.loads(mine.read_text(encoding="utf-8"))
    directives = store["directives"]
    if change == "remove":
        del directives["1"]
    else:
        directives["1" if change == "replace" else "2"]["kind"] = "lesson"
    theirs = mine.with_name("theirs.json")
    theirs.write_text(json.dumps(store, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    editor(
        f'import os; os.replace({str(theirs)!r}, {str(mine)!r})\ntext = text.replace("Cắt", "Bỏ")'
    )
    ran = cchc("edit", "p09.d01", "--store", str(mine))
    after = json.loads(mine.read_text(encoding="utf-8"))["directives"]
    assert ran.code == code
    if code:
        assert "p09.d01 was changed by another program meanwhile" in ran.err
        assert (after, len(kept(mine))) == (directives, 1)
    else:
        assert [one["kind"] for one in after.values()] == ["task", "lesson"]
        assert after["1"]["text"] == {"vi": "Bỏ giảm thủ tục"}


def test_an_editor_that_fails_changes_nothing_and_keeps_what_was_written(
    cchc: Run,
    mine: Path,
    editor: Editor,
) -> None:
    before = mine.read_bytes()
    editor('path.write_text(text + " ", encoding="utf-8"); sys.exit(4)')
    assert cchc("edit", "p09.d01", "--store", str(mine)).code == 3
    assert kept(mine) == []
    editor('path.write_text("{}", encoding="utf-8"); sys.exit(4)')
    ran = cchc("edit", "p09.d01", "--store", str(mine))
    assert (ran.code, len(kept(mine)), mine.read_bytes()) == (3, 1, before)
    assert "ended with exit code 4; nothing was changed" in ran.err


def test_people_are_not_edited(cchc: Run, mine: Path, editor: Editor) -> None:
    editor("")
    people = [{"name": "Lê An", "role": "chair"}]
    meeting = json.loads(cchc("show", "p09", "--json", "--store", str(mine)).out)[0]
    cchc(
        *("add", "-", "--replace", "--store", str(mine)),
        stdin=json.dumps(
            {key: meeting[key] for key in ("type", "id", "kind", "title", "date")}
            | {"people": people, "sources": ["s1"]}
        ),
    )
    ran = cchc("edit", "le-an", "--store", str(mine))
    assert (ran.code, "people cannot be edited" in ran.err) == (2, True)
