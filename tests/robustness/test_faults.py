"""A few faults on purpose; `python tests/robustness/faults.py` does many."""

import json
from pathlib import Path

import pytest
from faults import (
    ORDER,
    Start,
    adding,
    crowd,
    editing,
    kills,
    kills_of_updates,
    left_behind,
    make_store,
    removing,
)
from processes import started


@pytest.mark.parametrize(("start", "times"), [(adding, 10), (editing, 6), (removing, 6)])
def test_writing_is_atomic_when_a_run_is_killed_at_any_moment(
    start: Start, times: int, tmp_path: Path
) -> None:
    found = kills(tmp_path, times, seed=7, copies=300, start=start)
    assert found["old"] + found["new"] == times


def test_after_a_kill_while_the_index_is_written_answers_are_right(tmp_path: Path) -> None:
    found = kills_of_updates(tmp_path, 3, seed=3)
    assert found["killed before"] + found["updated"] == 3


def test_runs_that_add_edit_and_remove_at_once_lose_nothing(tmp_path: Path) -> None:
    store, records = tmp_path / "store.json", tmp_path / "order.json"
    make_store(store, 3)
    records.write_text(json.dumps(ORDER), encoding="utf-8")
    before = json.loads(store.read_bytes())["directives"]
    removing_other = started("remove", "p09.d101", "--store", str(store))
    for run in [adding(store, records), editing(store, records), removing_other]:
        _out, err = run.communicate()
        assert (run.returncode, err) == (0, "")
    after = {one["id"]: one for one in json.loads(store.read_bytes())["directives"].values()}
    assert after["p09.d100"]["area"] == "digital"
    assert "p09.d101" not in after
    assert len(after) == len(before)


def test_concurrent_runs_lose_no_record(tmp_path: Path) -> None:
    assert len(crowd(tmp_path, 2)) == 16
    assert left_behind(tmp_path) == []
