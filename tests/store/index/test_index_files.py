"""Large stores: their index is fresh or replaced, and no fault of it is ever seen."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import time

import pytest
from processes import Ran, Run, environment
from test_index_equals_scan import written

from cchc_cli.errors import StoreError
from cchc_cli.store import location
from cchc_cli.store.index import open_index
from cchc_cli.store.index.cache import cache_folder
from cchc_cli.store.index.reader import IndexedStore

TWO = [
    [{"text": {"vi": "Cắt giảm thủ tục"}, "kind": "task", "level": "committee", "area": "digital"}],
    [{"text": {"vi": "Làm ngay"}, "kind": "lesson", "level": "committee", "area": "general"}] * 3,
]
IDS = "p02.d01\np02.d02\np02.d03\np01.d01\n"
AS_LARGE = """
import sys
from cchc_cli.main import run
from cchc_cli.store import location
location.INDEX_THRESHOLD = 0
sys.exit(run(sys.argv[1:]))
"""


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the path of a store of TWO meetings that counts as large; its cache is empty."""
    monkeypatch.setattr(location, "INDEX_THRESHOLD", 0)
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))
    return written(tmp_path, TWO)


def the_index(large: str, suffix: str = "") -> Path:
    (file,) = Path(large).with_name("cache").glob(f"*{suffix}")
    return file


def orders(large: str) -> tuple[str, ...]:
    return ("list", "directives", "-o", "id", "--store", large)


def process(*argv: str, code: str = AS_LARGE, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *argv],
        env=environment({"CCHC_CACHE": os.environ["CCHC_CACHE"], **settings}),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def test_an_index_is_for_its_owner_alone(cchc: Run, large: str) -> None:
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    file = the_index(large)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("change", "is_believed"),
    [
        (lambda file: file.chmod(0o644), True),
        (lambda file: file.chmod(0o620), False),
        (lambda file: file.parent.chmod(0o777), False),
        (lambda file: file.parent.chmod(0o1777), True),
        (lambda file: os.chown(file, 1234, -1), False),
        (lambda file: os.chown(file.parent, 1234, -1), False),
    ],
    ids=["readable", "writable", "open folder", "as /tmp", "of another", "in another's folder"],
)
def test_an_index_that_others_may_have_written_is_not_believed(
    cchc: Run, large: str, change: Callable[[Path], None], *, is_believed: bool
) -> None:
    cchc(*orders(large))
    file = the_index(large)
    with sqlite3.connect(file) as database:
        database.execute("UPDATE records SET body = replace(body, 'digital', 'general')")
    try:
        change(file)
    except PermissionError:
        pytest.skip("only root may give a file away")
    ran = cchc("list", "directives", "-a", "digital", "-F", "area", "-o", "csv", "--store", large)
    assert ("general" in ran.out) == is_believed


def test_a_small_store_gets_none(
    cchc: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))
    assert cchc(*orders(written(tmp_path, TWO))) == Ran(0, IDS, "")
    assert not (tmp_path / "cache").exists()


def test_cache_off_means_no_index(cchc: Run, large: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCHC_CACHE", "off")
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    assert {path.name for path in Path(large).parent.iterdir()} == {"store.json"}


WATCHED = """
import sys
from cchc_cli.main import run
from cchc_cli.store import location
location.INDEX_THRESHOLD = 0
opened = []
def watch(event, what):
    if event == "open" and isinstance(what[0], str | bytes):
        opened.append(what[0] if isinstance(what[0], str) else what[0].decode())
sys.addaudithook(watch)
code = run(sys.argv[1:])
unwanted = {"tinydb", "rich", "cchc_cli.store.memory", "cchc_cli.store.index.build"}
libraries = sorted(unwanted & sys.modules.keys())
print(code, libraries, [name for name in opened if name.endswith("store.json")], file=sys.stderr)
"""


@pytest.mark.parametrize("words", ["list directives -n 1", "show p01.d01", "search thu tuc"])
def test_with_an_index_the_store_is_not_even_opened(cchc: Run, large: str, words: str) -> None:
    argv = (*words.split(), "--json", "-q", "--store", large)
    ran = cchc(*argv)
    out, err = process(*argv, code=WATCHED).communicate()
    assert (out, err) == (ran.out, "0 [] []\n")


@pytest.mark.parametrize("change", ["add", "edit", "remove"])
def test_after_a_change_by_cchc_the_store_is_not_read_again(
    cchc: Run, large: str, change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = tmp_path / "record.json"
    new = {**TWO[0][0], "meeting": "p02", "sources": ["p02.s1"]}
    record.write_text(json.dumps(new), encoding="utf-8")
    monkeypatch.setenv("EDITOR", "sed -i s/general/digital/")
    words = {
        "add": ["add", str(record)],
        "edit": ["edit", "p02.d02"],
        "remove": ["remove", "p02.d02"],
    }
    cchc(*orders(large))
    assert cchc(*words[change], "-q", "--store", large).code == 0
    argv = ("list", "directives", "-a", "digital", "-o", "id", "-q", "--store", large)
    out, err = process(*argv, code=WATCHED).communicate()
    changed = {"add": "p02.d04\n", "edit": "p02.d02\n", "remove": ""}
    assert (out, err) == (changed[change] + "p01.d01\n", "0 [] []\n")


def test_a_changed_store_is_answered_as_it_is_now(cchc: Run, large: str) -> None:
    file = Path(large)
    times = file.stat()
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    text = file.read_text(encoding="utf-8")
    for old, new in (("p02.d02", "p02.d05"), ("p02.d05", "p02.d06")):
        text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))  # of the same size and age
        assert sorted(cchc(*orders(large)).out.split()) == sorted(
            IDS.replace("p02.d02", new).split()
        )
    other = file.with_name("other.json")
    other.write_text(text.replace("p02.d06", "p02.d07"), encoding="utf-8")
    other.replace(file)
    assert "p02.d07" in cchc(*orders(large)).out


def test_an_invalid_store_is_refused_as_it_is_without_and_gets_no_index(
    cchc: Run, large: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = Path(large).read_text(encoding="utf-8")
    for old, new in (("p02.d02", "p02.d01"), ("task", "tusk"), ("}", ""), ("Làm", "\x7f")):
        Path(large).write_text(text.replace(old, new, 1), encoding="utf-8")
        ran = cchc(*orders(large))
        with monkeypatch.context() as patch:
            patch.setattr(location, "INDEX_THRESHOLD", 1_000_000)
            assert cchc(*orders(large)) == ran
        assert (ran.code, ran.out) == (3, "")
        assert not Path(large).with_name("cache").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("thủ", "th\\u1ee7"),
        ("thủ", "thu\u0309"),
        ('"date":', '"date" :'),
        ('"schema": 2', '"schema": 1'),
    ],
)
def test_a_store_that_is_written_in_an_unusual_way_gets_one_too(
    cchc: Run, large: str, old: str, new: str
) -> None:
    text = Path(large).read_text(encoding="utf-8")
    assert old in text
    Path(large).write_text(text.replace(old, new), encoding="utf-8")
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    assert the_index(large, ".sqlite").exists()
    argv = ("search", "giảm thủ tục", "-o", "id", "--store", large)
    assert cchc(*argv) == Ran(0, "p01.d01\n", "")


def _garbage(file: Path) -> None:
    file.write_bytes(b"garbage" * 9999)


def _zeros(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:4096] + bytes(len(content) - 4096))


def _sql(*statements: str) -> Callable[[Path], None]:
    def spoil(file: Path) -> None:
        database = sqlite3.connect(file, isolation_level=None)
        for statement in statements:
            database.execute(statement)
        database.close()

    return spoil


def _names(file: Path) -> None:
    content = file.read_bytes()
    file.write_bytes(content.replace(b"WITHOUT ROWID", b"WITHOUT R\xc7WID", 1))


def _directory(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


SPOILT: dict[str, Callable[[Path], None]] = {
    "empty": lambda file: os.truncate(file, 0),
    "cut": lambda file: os.truncate(file, file.stat().st_size // 2),
    "cut by a page": lambda file: os.truncate(file, file.stat().st_size - 4096),
    "garbage": _garbage,
    "zeros behind the first page": _zeros,
    "of another time": _sql("UPDATE about SET fingerprint = 'x'"),
    "of another shape": _sql("DROP TABLE about", "CREATE TABLE about (version)"),
    "of another type": _sql("UPDATE about SET meta = NULL"),
    "with a name that is not UTF-8": _names,
    "without a table": _sql("DROP TABLE records"),
    "without texts": _sql("DROP TABLE texts"),
    "with a torn record": _sql("UPDATE records SET body = substr(body, 9)"),
    "with one torn record": _sql(
        "UPDATE records SET body = substr(body, 9) WHERE row = (SELECT max(row) FROM records"
        " WHERE id LIKE '%.d%')"
    ),
    "with a torn list": _sql("UPDATE postings SET rows = x'00'"),
    "a directory": _directory,
    "a pipe": _pipe,
}
ASKED = [
    ("list", "directives", "-a", "digital", "-o", "jsonl"),
    ("list", "directives", "-n", "2", "-r"),
    ("show", "p02", "-o", "md"),
    ("search", "thu tuc", "--json"),
    ("search", "thu tucc"),
    ("stats", "directives", "--by", "area", "-o", "csv"),
]


SEEN_LATER = {
    "without a table",
    "without texts",
    "with a torn record",
    "with one torn record",
    "with a torn list",
}
"""Faults that opening an index does not show: a run that meets one says so, the next is right.

The others are met when the index is opened, whatever is asked.
"""


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_index_is_replaced(
    cchc: Run, large: str, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = f"cchc: {large}: its index was damaged and has been removed; run the command again\n"
    for words in ASKED if how in SEEN_LATER else (ASKED[0], ASKED[3]):
        argv = (*words, "--store", large)
        with monkeypatch.context() as patch:
            patch.setenv("CCHC_CACHE", "off")
            ran = cchc(*argv)
        cchc(*argv)
        SPOILT[how](the_index(large))
        first = cchc(*argv)
        if how in SEEN_LATER and first != ran:
            assert (first.code, first.err) == (3, line)
            assert ran.out.startswith(first.out)
        else:
            assert first == ran
        assert cchc(*argv) == ran
        shutil.rmtree(Path(large).with_name("cache"))


@pytest.mark.parametrize("how", sorted(SEEN_LATER))
def test_damage_that_is_met_later_is_said(cchc: Run, large: str, how: str) -> None:
    argv = ("search", "thu", "-a", "digital", "-o", "id", "--store", large)
    assert cchc(*argv).code == 0
    SPOILT[how](the_index(large))
    ran = cchc(*argv)
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert cchc(*argv).code == 0


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE records SET body = x'7b226964223a22ff227d'", ["list", "directives"]),
        (
            "UPDATE postings SET value = CAST(value AS BLOB)",
            ["stats", "directives", "--by", "area"],
        ),
        ("UPDATE spellings SET key = CAST(key AS BLOB)", ["search", "thủ"]),
        ("UPDATE words SET word = CAST(word AS BLOB)", ["search", "thu tucc"]),
    ],
)
def test_a_value_of_another_kind_is_damage(
    cchc: Run, large: str, sql: str, words: list[str]
) -> None:
    argv = (*words, "--store", large)
    before = cchc(*argv)
    _sql(sql)(the_index(large))
    damaged = cchc(*argv)
    assert (damaged.code, damaged.err.count("has been removed")) == (3, 1)
    assert cchc(*argv) == before


def test_ids_of_other_rows_are_damage(cchc: Run, large: str) -> None:
    assert cchc("list", "--store", large).code == 0
    _sql("UPDATE orders SET ids = 'p01.d01 p01.d02'")(the_index(large))
    index = open_index(large)
    assert isinstance(index, IndexedStore)
    with pytest.raises(StoreError, match="damaged"):
        index.rows_by_id("directives")
    assert cchc("list", "--store", large).code == 0  # by a new one


@pytest.mark.parametrize("cache_folder", ["store.json", "store.json/cache", "x" * 300])
def test_where_nothing_can_be_kept_there_is_no_index_and_no_word(
    large: str, cache_folder: str
) -> None:
    folder = Path(large).parent / cache_folder
    out, err = process(*orders(large), CCHC_CACHE=str(folder)).communicate()
    assert (out, err) == (IDS, "")


def test_without_a_home_it_works_too(large: str) -> None:
    out, err = process(*orders(large), CCHC_CACHE="", XDG_CACHE_HOME="no", HOME="").communicate()
    assert (out, err) == (IDS, "")


FULL = """
import resource, sys
sys.dont_write_bytecode = True
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
"""


def test_on_a_full_disk_there_is_no_index_and_nothing_is_left(large: str) -> None:
    out, err = process(*orders(large), code=FULL + AS_LARGE).communicate()
    assert (out, err) == (IDS, "")
    assert [*Path(large).with_name("cache").iterdir()] == []


def test_concurrent_runs_make_one_index(large: str) -> None:
    both = [process(*orders(large)) for _ in range(2)]
    assert [one.communicate() for one in both] == [(IDS, ""), (IDS, "")]
    assert the_index(large).suffix == ".sqlite"


KILLED = """
import os, signal, sys, threading
def kill():
    os.kill(os.getpid(), signal.SIGKILL)
def watch(event, what):
    if event == "{event}":
        threading.Timer({seconds}, kill).start() if {seconds} else kill()
sys.addaudithook(watch)
"""


@pytest.mark.parametrize(
    ("event", "seconds"),
    [
        ("sqlite3.connect", 0),
        *(("sqlite3.connect/handle", seconds) for seconds in (0, 0.001, 0.003, 0.01)),
        ("os.rename", 0),
        ("os.rename", 0.0005),
    ],
)
def test_making_an_index_is_atomic_when_killed_at_any_moment(
    cchc: Run, large: str, event: str, seconds: float
) -> None:
    killing = KILLED.format(event=event, seconds=seconds)
    process(*orders(large), code=killing + AS_LARGE).communicate()
    assert [cchc(*orders(large)) for _ in range(2)] == [Ran(0, IDS, "")] * 2
    assert the_index(large, ".sqlite").exists()


def test_what_killed_runs_left_is_swept_when_it_is_old(cchc: Run, large: str) -> None:
    folder = Path(large).with_name("cache")
    folder.mkdir()
    begun = (
        ".00000001.sqlite.cchc-0123abcd.tmp",
        ".00000002.sqlite.cchc-0123abcd.tmp",
        ".mine.cchc-0123abcd.tmp",
    )
    for name, age in zip(begun, (7200, 0, 7200), strict=True):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (time() - age,) * 2)
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    left = {path.name for path in folder.iterdir()} - {the_index(large, ".sqlite").name}
    assert left == {*begun[1:]}


def test_an_index_that_was_not_used_for_long_goes_when_another_is_made(
    cchc: Run, large: str
) -> None:
    folder = Path(large).with_name("cache")
    folder.mkdir()
    names = ("00000001.sqlite", "00000002.sqlite", "mine.sqlite", "00000003.db")
    for name, days in zip(names, (91, 89, 400, 400), strict=True):
        (folder / name).write_bytes(b"")
        os.utime(folder / name, (time() - days * 86_400,) * 2)
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    left = {path.name for path in folder.iterdir()}
    assert names[0] not in left
    assert left > {*names[1:]}


def test_an_index_that_is_used_is_not_old(cchc: Run, large: str) -> None:
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    index = the_index(large, ".sqlite")
    made = index.read_bytes()
    os.utime(index, (time() - 100 * 86_400,) * 2)
    assert cchc(*orders(large)) == Ran(0, IDS, "")
    assert index.stat().st_mtime > time() - 86_400
    assert index.read_bytes() == made


@pytest.mark.parametrize(
    ("surroundings", "folder"),
    [
        ({"CCHC_CACHE": "/c"}, "/c"),
        ({"CCHC_CACHE": "off"}, None),
        ({"XDG_CACHE_HOME": "/x"}, "/x/cchc"),
        ({"CCHC_CACHE": "", "XDG_CACHE_HOME": "/x"}, "/x/cchc"),
    ],
)
def test_the_cache_is_where_it_is_asked_for(
    surroundings: dict[str, str], folder: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CCHC_CACHE")
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert cache_folder() == folder
