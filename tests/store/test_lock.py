"""Where a store cannot be written: one sentence and a code each, and nothing was changed."""

import json
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from faults import ORDER, adding, make_store
from processes import Ran, Run, as_process

NOBODY = 65534


@pytest.fixture
def folder() -> Iterator[Path]:
    """Make a folder that anybody can enter, for root may write where nobody may."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def link(path: Path) -> None:
    path.symlink_to(path.name)


def read_only(path: Path) -> None:
    make_store(path, 0)
    path.chmod(0o444)


def cannot(why: str, end: str = "; nothing was changed") -> str:
    return f"cchc: store.json: {why}{end}\n"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda _: None, cannot("does not exist; create a store with cchc init PATH", "")),
        (link, cannot("cannot be read: too many levels of symbolic links", "")),
        (
            lambda path: path.symlink_to("nowhere"),
            cannot("does not exist; create a store with cchc init PATH", ""),
        ),
        (Path.mkdir, cannot("is not a file; give the path of a store", "")),
        (os.mkfifo, cannot("is not a file; give the path of a store", "")),
        (
            lambda path: path.symlink_to(os.devnull),
            cannot("is not a file; give the path of a store", ""),
        ),
        (Path.touch, cannot("is empty; a store is a JSON object of tables", "")),
        (read_only, cannot("is read-only")),
    ],
    ids=["missing", "loop", "dangling", "folder", "fifo", "null", "empty", "read-only"],
)
@pytest.mark.parametrize("words", [[], ["--dry-run"]], ids=["", "dry-run"])
def test_what_is_no_store_to_write_is_told_in_one_line(
    make: Callable[[Path], None],
    sentence: str,
    words: list[str],
    cchc: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "store.json")
    before = names(tmp_path)
    ran = cchc("add", "-", "--store", "store.json", *words, stdin=json.dumps(ORDER))
    assert (ran, names(tmp_path)) == ((3, "", sentence), before)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("no/store.json", "cannot be written: no such file or directory; nothing was changed"),
        ("store.json/x", "cannot be written: not a directory; nothing was changed"),
        ("x" * 300, "cannot be written: file name too long; nothing was changed"),
    ],
)
def test_where_no_store_can_be_made_is_told_in_one_line(
    path: str, sentence: str, cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "store.json").touch()
    assert cchc("init", path) == (3, "", f"cchc: {path}: {sentence}\n")
    assert names(tmp_path) == ["store.json"]


@pytest.mark.parametrize("kind", ["file", "folder", "link", "dangling"])
def test_what_is_there_is_not_overwritten_by_init(
    kind: str, cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made: dict[str, Callable[[Path], object]] = {
        "file": Path.touch,
        "folder": Path.mkdir,
        "link": lambda path: path.symlink_to(__file__),
        "dangling": lambda path: path.symlink_to("nowhere"),
    }
    made[kind](tmp_path / "store.json")
    sentence = "cchc: store.json: already exists; give another name\n"
    assert cchc("init", "store.json") == (2, "", sentence)
    assert names(tmp_path) == ["store.json"]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Be somebody who is not root, to whom modes mean something."""
    root = os.getuid() == 0
    if root:
        os.setresuid(NOBODY, NOBODY, 0)
    yield
    if root:
        os.setresuid(0, 0, 0)


@pytest.mark.parametrize("words", [[], ["--dry-run"]], ids=["", "dry-run"])
@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "sentence"),
    [
        (0o555, 0o666, cannot("its folder is read-only")),
        (0o777, 0o400, cannot("is read-only")),
        (0o777, 0o060, cannot("cannot be written: permission denied")),
    ],
    ids=["folder", "file", "the file of others"],
)
def test_what_may_not_be_written_is_not(
    folder_mode: int,
    file_mode: int,
    sentence: str,
    words: list[str],
    cchc: Run,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder)
    make_store(folder / "store.json", 0)
    shutil.copy("store.json", "other.json")
    assert cchc("add", "-", "--store", "other.json", stdin=json.dumps(ORDER)).code == 0
    content = Path("store.json").read_bytes()
    if os.getuid() == 0:
        os.chown("store.json", NOBODY, -1)
    Path("store.json").chmod(file_mode)
    folder.chmod(folder_mode)
    with as_nobody():
        ran = cchc("add", "-", "--store", "store.json", *words, stdin=json.dumps(ORDER))
    folder.chmod(0o755)
    Path("store.json").chmod(0o600)
    assert ran == (3, "", sentence)
    assert (Path("store.json").read_bytes(), names(folder)) == (
        content,
        ["other.json", "store.json"],
    )


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file away")
def test_a_store_stays_with_its_owner(folder: Path) -> None:
    store = folder / "store.json"
    make_store(store, 0)
    os.chown(store, 1234, 2345)
    (folder / "order.json").write_text(json.dumps(ORDER), encoding="utf-8")
    with adding(store, folder / "order.json") as run:
        out, err = run.communicate()
    assert (run.returncode, out.count("p09.d"), err) == (0, 1, "")
    assert (store.stat().st_uid, store.stat().st_gid) == (1234, 2345)


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file away")
def test_where_the_group_cannot_be_kept_another_one_gets_no_right(
    folder: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = folder / "store.json"
    make_store(store, 0)
    os.chown(store, -1, 2345)
    store.chmod(0o664)

    def refused(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "chown", refused)
    assert cchc("add", "-", "--store", str(store), stdin=json.dumps(ORDER)).code == 0
    status = store.stat()
    assert (status.st_gid, stat.S_IMODE(status.st_mode)) == (os.getgid(), 0o604)


@pytest.mark.parametrize("words", [["add", "order.json", "--store", "store.json"], ["init", "new"]])
def test_a_transaction_on_a_full_disk_leaves_the_store_unchanged(
    words: list[str], tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    make_store(store, 0)
    content = store.read_bytes()
    (tmp_path / "order.json").write_text(json.dumps(ORDER), encoding="utf-8")
    size = len(content) // 2
    ran = as_process(*words, cwd=tmp_path, max_file_size=size)
    name = words[-1]
    sentence = f"cchc: {name}: cannot be written: file too large; nothing was changed\n"
    assert ran == Ran(3, "", sentence)
    assert (store.read_bytes(), names(tmp_path)) == (
        content,
        ["order.json", "store.json"],
    )
