"""Removing: all the records named, or none if one is unknown or others refer to one."""

import json
from pathlib import Path

import pytest
from builders import directive, figure, store
from processes import Run

from cchc_cli.model.records import REFERENCES


@pytest.fixture
def mine(tmp_path: Path) -> str:
    return store(tmp_path, directives=[directive(), directive("p09.d02")], figures=[figure()])


def test_only_the_records_named_are_gone(cchc: Run, mine: str) -> None:
    before = json.loads(Path(mine).read_text(encoding="utf-8"))
    assert cchc("remove", "p09.d01", "--store", mine, "-o", "id") == (0, "p09.d01\n", "")
    after = json.loads(Path(mine).read_text(encoding="utf-8"))
    assert after.pop("meta")["1"]["updated"] > before.pop("meta")["1"]["updated"]
    del before["directives"]["1"]
    assert (after, list(after)) == (before, list(before))


def test_what_refers_to_a_removed_record_is_listed_up_to_twenty(cchc: Run, tmp_path: Path) -> None:
    many = [directive(f"p09.d{number:02}") for number in range(1, 24)]
    mine = store(tmp_path, directives=many)
    before = Path(mine).read_bytes()
    ran = cchc("remove", "p09.d02", "p09", "--store", mine)
    listed = [number for number in range(1, 22) if number != 2]
    assert (ran.code, Path(mine).read_bytes()) == (2, before)
    assert ran.err.splitlines() == [
        *(f"cchc: p09.d{number:02} meeting: refers to p09" for number in listed),
        "cchc: 2 more problems not shown",
        f"cchc: nothing was removed from {mine}; remove or change these records too",
    ]


def test_records_that_refer_to_each_other_go_together(cchc: Run, mine: str) -> None:
    ids = [cchc("list", one, "-o", "id", "--store", mine).out for one in REFERENCES]
    ran = cchc("remove", "-", "--store", mine, "-o", "id", stdin="".join(ids))
    assert (ran.code, ran.out.split(), ran.err) == (0, "".join(ids).split(), "")
    kept = json.loads(Path(mine).read_text(encoding="utf-8"))
    assert [table for table in kept if kept[table]] == ["meta"]


def test_every_field_that_refers_counts(cchc: Run, tmp_path: Path) -> None:
    """Each record of the shipped store that another refers to cannot be removed alone."""
    mine = str(tmp_path / "mine.json")
    cchc("init", mine)
    for id_ in ("p09.s1", "vinh-phuc", "57-nq-tw", "procedures", "tasks-completed", "p08"):
        ran = cchc("remove", id_, "--store", mine)
        assert (ran.code, f": refers to {id_}\n" in ran.err) == (2, True)


def test_a_dry_run_removes_nothing(cchc: Run, mine: str) -> None:
    before = Path(mine).read_bytes()
    ran = cchc("remove", "p09.d01", "--store", mine, "--dry-run")
    assert (ran.code, ran.out.split()[-7:]) == (
        0,
        ["dry", "run,", "nothing", "was", "written:", "1", "removed"],
    )
    assert Path(mine).read_bytes() == before


def test_the_next_free_id_after_a_removal_is_free(cchc: Run, mine: str) -> None:
    assert cchc("remove", "p09.d02", "--store", mine).code == 0
    order = {key: value for key, value in directive().items() if key != "id"} | {"order": 2}
    ran = cchc("add", "-", "--store", mine, "-o", "id", stdin=json.dumps(order))
    assert ran == (0, "p09.d02\n", "")
