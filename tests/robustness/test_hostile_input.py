"""Hostile stores, command lines and surroundings: one sentence, an exit code, nothing else."""

import csv
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import builders
import pytest
from faults import heed_interrupts
from hostile import command_line, odd, question, wrongs
from mutants import STORE, Json, mutant
from processes import Ran, Run, as_process, bash, in_process, started

GIB = 2**30


def saved(folder: Path, change: Callable[[Json], object]) -> str:
    """Write the shipped store with a *change* into *folder* and return its path."""
    store = json.loads(STORE)
    change(store)
    path = folder / "store.json"
    path.write_text(json.dumps(store, ensure_ascii=False), encoding="utf-8", errors="surrogatepass")
    return str(path)


@pytest.mark.parametrize("seed", range(40))
def test_a_mutated_store_is_answered_from_or_refused_in_one_line(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(mutant(seed))
    chance = Random(-seed - 1)
    for _ in range(2):
        argv = question(chance)
        ran = in_process([*argv, "--store", str(path)])
        assert [argv, *wrongs(ran, argv[-1])] == [argv]
        if ran.code == 3:  # and so whatever is asked
            return


@pytest.mark.parametrize("seed", range(50))
def test_any_command_line_is_answered_or_refused(seed: int) -> None:
    argv = command_line(Random(seed))
    ran = in_process(argv)
    wrong = wrongs(ran, "tsv", codes=(0, 1, 2, 3))
    assert [argv, *(one for one in wrong if one != "not well-formed tsv")] == [argv]


@pytest.mark.parametrize("seed", range(15))
def test_any_words_are_searched_for(seed: int) -> None:
    chance = Random(seed)
    words = [odd(chance) for _ in range(chance.choice((1, 2, 30)))]
    ran = in_process(["search", "--", *words])
    assert [words, *wrongs(ran, codes=(0, 1, 2))] == [words]


@pytest.mark.parametrize(
    ("piece", "times", "told"),
    [
        (b"[", 60_000_000, "objects or lists are nested too deeply"),
        (b'{"meta":', 1_000_000, "objects or lists are nested too deeply"),
        (b'{"meta":' + b"9" * 1_000_000 + b"}", 1, "meta: is not a valid number, or is too large"),
        (b'{"meta":NaN}', 1, "meta: is not a valid number, or is too large"),
        (b'{"meta":-1e999}', 1, "meta: is not a valid number, or is too large"),
        (b'{"' + b"x" * 9_000_000 + b'":{}}', 1, None),
        (b'{"meta":{"' + "\u0661".encode() + b'":{}}}', 1, None),
        (b"\0", 1_000_000, ":1:1: not JSON: expecting value"),
        ("{}".encode("utf-16"), 1, ":1:1: not UTF-8"),
        ("{}".encode("utf-32-le"), 1, None),
        (b'{"meta":["' + b'",["' * 300_000, 1, "objects or lists are nested too deeply"),
    ],
    ids=range(11),
)
def test_a_huge_or_deeply_nested_file_is_refused_in_one_short_line(
    tmp_path: Path, piece: bytes, times: int, told: str | None
) -> None:
    path = tmp_path / "bomb.json"
    path.write_bytes(piece * times)
    ran = as_process("list", "--store", str(path))
    assert list(wrongs(ran, codes=(3,))) == []
    assert len(ran.err) < 5_000
    assert told is None or ran.err.endswith(f"{told}\n")


def test_what_needs_more_memory_than_there_is_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "sparse.json"
    path.touch()
    os.truncate(path, 3 * GIB)
    assert as_process("list", "--store", str(path)) == Ran(3, "", "cchc: not enough memory\n")


def test_piled_up_marks_are_refused_and_not_put_in_order(tmp_path: Path) -> None:
    def pile(store: Json) -> None:
        store["themes"]["999"] = {"id": "x", "name": {"vi": "a" + "\u0323\u0301" * 200_000}}

    path = saved(tmp_path, pile)
    reason = "has a letter with too many diacritics; remove some of them"
    assert as_process("list", "--store", path) == Ran(
        3, "", f"cchc: {path}: themes/999 (x) name.vi: {reason}\n".replace(" (x)", "")
    )
    ran = as_process("search", "a" + "\u0323\u0301" * 30_000)
    line = "a letter of the query has too many diacritics; type it without them"
    assert ran == Ran(2, "", f"cchc: {line}\n")


@pytest.mark.parametrize(
    "words",
    [
        ["TTHC " * 10_000],
        [f"{number}x" for number in range(3_000)],
        ["a b c d đ e " * 3_000],
        [f"{number}*" for number in range(3_000)],
        ["a" * 130_000],
    ],
    ids=["abbreviations", "unknown words", "letters", "prefixes", "one word"],
)
def test_a_query_of_thousands_of_words_is_answered(words: list[str]) -> None:
    ran = as_process("search", "-o", "id", "--", *words)  # it took minutes, and that was the fault
    assert (ran.code, ran.out) == (1, "")


def test_terms_that_stand_for_each_other_in_many_ways_end(tmp_path: Path) -> None:
    def tangle(store: Json) -> None:
        for number in range(40):  # each doubles the next
            long = [f"e{number + 1} e{number + 1} {number} c"]
            term = {"id": f"y{number}", "short": f"e{number}", "long": long}
            store["terms"][str(900 + number)] = term
        store["directives"]["1"]["text"]["vi"] = "a b e0 " * 200

    path = saved(tmp_path, tangle)
    for typed in (("a b", "b e0"), ("e0 " * 500 + "x",)):
        ran = as_process("search", *typed, "-t", "directives", "-o", "id", "--store", path)
        assert (ran.code, ran.out) == ((0, "p09.d01\n") if len(typed) > 1 else (1, ""))


def test_a_form_that_many_terms_claim_is_refused(tmp_path: Path) -> None:
    words = ["a", "b", "a b", "b a", "a a", "b b", "a b a", "b a b", "a a a", "b b b"]

    def tangle(store: Json) -> None:
        for number in range(40):
            long = [words[(number * step) % 10] for step in (1, 3, 7)] + [f"{number} c"]
            term = {"id": f"x{number}", "short": words[number % 9 + 1], "long": long}
            store["terms"][str(900 + number)] = term

    ran = as_process(
        "search", "a b", "b a", "-t", "directives", "-o", "id", "--store", saved(tmp_path, tangle)
    )
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "is also in the term x" in ran.err


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (_fifo, "is not a file; give the path of a store"),
        (_socket, "is not a file; give the path of a store"),
        (Path.mkdir, "is not a file; give the path of a store"),
        (lambda path: path.symlink_to(path), "cannot be read: too many levels of symbolic links"),
        (lambda path: path.symlink_to("/dev/zero"), "is not a file; give the path of a store"),
        (
            lambda path: path.symlink_to("nowhere"),
            "does not exist; create a store with cchc init PATH",
        ),
    ],
    ids=["pipe", "socket", "folder", "loop", "device", "dangling"],
)
def test_what_is_no_file_is_not_waited_for(
    make: Callable[[Path], None], told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket is short
    make(Path("one"))
    assert as_process("list", "--store", "one") == Ran(3, "", f"cchc: one: {told}\n")


@pytest.mark.parametrize("path", ["a" * 5_000, "a/" * 3_000])
def test_names_that_are_too_long_are_told_in_one_line(path: str) -> None:
    ran = as_process("list", "--store", path)
    assert list(wrongs(ran, codes=(3,))) == []
    assert ran.err.endswith(": cannot be read: file name too long\n")


def test_a_name_cannot_speak_to_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    name = b"\x1b]0;x\x07\n\xc2\x9b31m\xe2\x80\xae\xff.json"
    Path(os.fsdecode(name)).write_text("{", encoding="utf-8")
    ran = as_process("list", "--store", os.fsdecode(name))
    told = "\\u001b]0;x\\u0007\\u000a\\u009b31m\\u202e\\udcff.json"
    reason = "not JSON: expecting property name enclosed in double quotes"
    assert ran == Ran(3, "", f"cchc: {told}:1:2: {reason}\n")


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root can become nobody"
)
def test_a_file_that_may_not_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text("{}")
    (tmp_path / "s.json").chmod(0)
    code = (
        "import io, os, sys; from cchc_cli.main import run;"
        "out, sys.stdout = sys.stdout, io.StringIO(); run(['list']); sys.stdout = out;"
        "os.seteuid(65534);"  # all is imported: nobody may not read it in every checkout
        "raise SystemExit(run(['list', '--store', 's.json']))"
    )
    tmp_path.chmod(0o755)
    with started(code=code, cwd=tmp_path) as running:
        _out, err = running.communicate()
    assert (running.returncode, err) == (3, "cchc: s.json: cannot be read: permission denied\n")


def is_plain(helped: Ran, shown: Ran) -> bool:
    """Return whether help and the id of a record, printed in odd surroundings, are as ever."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", shown.out)
    assert (helped.code, helped.err, shown.code, shown.err) == (0, "", 0, "")
    assert plain.replace("\n", "").endswith("p09")  # in a column of one letter, too
    return "--store" in helped.out and len(helped.out) < 100_000


@pytest.mark.parametrize(
    "surroundings",
    [
        {"COLUMNS": "x"},
        {"COLUMNS": "0"},
        {"COLUMNS": "1"},
        {"COLUMNS": "99999999"},
        {"COLUMNS": "²"},
        {"LINES": "²"},
        {"COLUMNS": "9" * 5_000},
        {"LINES": "x", "TERM": ""},
    ],
    ids=lambda surroundings: str(surroundings)[:60],
)
def test_odd_terminals_change_neither_help_nor_answers(
    surroundings: dict[str, str], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ran(*argv: str) -> Ran:
        with monkeypatch.context() as patch:  # a run drops sizes that are no numbers
            for name, value in surroundings.items():
                patch.setenv(name, value)
            return cchc(*argv)

    assert is_plain(ran("list", "-h"), ran("show", "p09", "-F", "id"))


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TERMINAL_WIDTH": "x"},
        {"TERMINAL_WIDTH": "-5"},
        {"COLUMNS": "x"},
        {"TERM": "dumb", "FORCE_COLOR": "1"},
        {"TERM": "nonsense", "NO_COLOR": "1"},
        {"PYTHONWARNINGS": "error"},
        {"PYTHONDEVMODE": "1"},
        {"PYTHONOPTIMIZE": "2"},
        {"PYTHONIOENCODING": "utf-16"},
        {"PYTHONIOENCODING": "latin-1:strict", "PYTHONUTF8": "0"},
        {"LC_ALL": "vi_VN.UTF-8"},
        {"LC_ALL": "en_US.ISO-8859-1"},
        {"LC_ALL": "nonsense", "LANG": "\udcff"},
    ],
    ids=lambda surroundings: str(surroundings)[:60],
)
def test_odd_surroundings_change_neither_help_nor_answers(surroundings: dict[str, str]) -> None:
    helped = as_process("list", "-h", settings=surroundings)
    shown = as_process("show", "p09", "-F", "id", settings=surroundings)
    assert is_plain(helped, shown)


@pytest.mark.parametrize("number", ["1_0", "\u0663", "+2", " 3", "1e3", "", "²", "0x1"])
def test_a_limit_is_written_in_digits(cchc: Run, number: str) -> None:
    line = f'invalid value for -n / --limit: "{number}" is not a whole number'
    assert cchc("list", "-n", number) == Ran(2, "", f"cchc: {line} (see cchc list -h)\n")


def test_a_limit_may_be_larger_than_any_number(cchc: Run) -> None:
    assert cchc("list", "-n", "9" * 5_000) == cchc("list")


@pytest.mark.parametrize(
    ("said", "for_excel"),
    [
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("@SUM(1)", "'@SUM(1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;=1"),  # in quotes, so that no separator cuts it apart
        ("10/21", "'10/21"),  # ten of 21, and no day in October
        ("2011/2020", "2011/2020"),
        ("62/63", "62/63"),
        ("-0,65", "-0,65"),
        ("+2", "+2"),
        ("-1.5 %", "-1.5 %"),
        ("giảm 5 - 6", "giảm 5 - 6"),
    ],
)
def test_only_the_csv_for_excel_keeps_formulas_from_being_worked_out(
    cchc: Run, tmp_path: Path, said: str, for_excel: str
) -> None:
    store = builders.store(tmp_path, directives=[builders.directive(text=said)])
    ask = ("show", "p09.d01", "-F", "text.vi", "-o", "csv", "--store", store)
    outs = [cchc(*ask, *more).out.removeprefix("\ufeff") for more in ((), ("--bom",))]
    read = [list(csv.reader(out.splitlines())) for out in outs]
    assert read == [[["text.vi"], [said]], [["text.vi"], [for_excel]]]
    assert cchc(*ask, "--bom").out.startswith('\ufeff"text.vi"\n"')


@pytest.mark.parametrize("words", ["-h", "--version", "list -h", "", "schema", "list", "show nope"])
def test_an_answer_that_cannot_be_written_is_3(words: str) -> None:
    line = f"cchc {words} >&-"
    assert bash(line) == Ran(3, "", "cchc: standard output is closed; nothing was printed\n")


EARLY = """
import sys

class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "cchc_cli.main":
            print("ready", flush=True)

sys.meta_path.insert(0, Finder())
"""
LATE = "from cchc_cli.main import main; print('ready', flush=True)"


@pytest.mark.parametrize("moment", [EARLY, LATE], ids=["during imports", "waiting for input"])
@pytest.mark.parametrize("verb", ["show", "add"])
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)], ids=str
)
def test_a_signal_interrupts_a_run_in_silence(
    sent: signal.Signals, code: int, verb: str, moment: str, tmp_path: Path
) -> None:
    store = tmp_path / "store.json"
    store.write_text(STORE, encoding="utf-8")
    heed_interrupts()
    with started(verb, "-", "--store", str(store), code=moment) as running:  # no input ever comes
        assert running.stdout is not None
        assert running.stdout.readline() == "ready\n"
        time.sleep(0.05 if moment == EARLY else 0.25)
        running.send_signal(sent)
        running.wait(timeout=60)
        out, err = running.communicate()
    assert (running.returncode, out, err) == (code, "", "")
    assert store.read_text(encoding="utf-8") == STORE
    assert [*tmp_path.iterdir()] == [store]
