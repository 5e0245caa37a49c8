"""A few faults on purpose; `python tests/robustness/faults.py` does many."""

from pathlib import Path

from faults import crowd, kills, left_behind


def test_a_run_killed_at_any_moment_leaves_the_old_store_or_the_new_one(tmp_path: Path) -> None:
    found = kills(tmp_path, 10, seed=7, copies=300)
    assert found["old"] + found["new"] == 10


def test_of_eight_runs_at_once_none_loses_what_another_has_added(tmp_path: Path) -> None:
    assert len(crowd(tmp_path, 2)) == 16
    assert left_behind(tmp_path) == []
