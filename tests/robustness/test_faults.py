"""A few faults on purpose; `python tests/robustness/faults.py` does many."""

from pathlib import Path

from faults import crowd, kills, left_behind


def test_writing_is_atomic_when_a_run_is_killed_at_any_moment(tmp_path: Path) -> None:
    found = kills(tmp_path, 10, seed=7, copies=300)
    assert found["old"] + found["new"] == 10


def test_concurrent_runs_lose_no_record(tmp_path: Path) -> None:
    assert len(crowd(tmp_path, 2)) == 16
    assert left_behind(tmp_path) == []
