"""Atomic writing: the old file or the new one, and nothing beside it."""

import os
from pathlib import Path

import pytest

from cchc_cli.errors import UsageError
from cchc_cli.store.atomic import create, remove_leftovers, write_atomically


def fail(temporary: str) -> None:
    Path(temporary).write_bytes(b"half")
    raise RuntimeError


def write(temporary: str) -> None:
    Path(temporary).write_bytes(b"new")


def test_a_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    inode = path.stat().st_ino
    write_atomically(os.fsencode(path), write, 0o600)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)
    assert path.stat().st_ino != inode
    assert [*tmp_path.iterdir()] == [path]


def test_a_failure_leaves_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    with pytest.raises(RuntimeError):
        write_atomically(str(path), fail, 0o600)
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(path, b"old")]


def test_a_file_of_the_same_temporary_name_is_never_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.urandom", lambda _: bytes.fromhex("0123abcd"))
    other = tmp_path / ".a.cchc-0123abcd.tmp"
    other.write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        write_atomically(str(tmp_path / "a"), write, 0o600)
    assert other.read_bytes() == b"another's"


def test_an_existing_file_is_not_created_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    create(str(path), b"old")
    with pytest.raises(UsageError, match="already exists; give another name"):
        create(str(path), b"new")
    assert [(one, one.read_bytes()) for one in tmp_path.iterdir()] == [(path, b"old")]


def test_only_temporary_files_of_this_path_are_leftovers(tmp_path: Path) -> None:
    names = [".a.cchc-0123abcd.tmp", ".b.cchc-0123abcd.tmp", ".a.cchc-notes.tmp", "a"]
    for name in names:
        (tmp_path / name).touch()
    remove_leftovers(str(tmp_path / "a"))
    assert {path.name for path in tmp_path.iterdir()} == {*names[1:]}
