"""Real processes: what only a real process can show."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

CCHC = [sys.executable, "-m", "cchc_cli"]
PLAIN = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("LC_", "LANG", "PYTHON", "CCHC_"))
}


def bash(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run *line*, in which `cchc` is the program, in bash with pipefail."""
    whole = f'set -o pipefail; cchc() {{ "{sys.executable}" -m cchc_cli "$@"; }}; {line}'
    return subprocess.run(
        ["bash", "-c", whole], env=PLAIN | environment, capture_output=True, check=False
    )


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "tsv", "md", "id"])
def test_a_reader_that_leaves_early_is_not_an_error(form: str) -> None:
    ran = bash(f"for i in 1 2 3; do cchc list directives -o {form} | head -c 1 || exit 9; done")
    assert (ran.returncode, len(ran.stdout), ran.stderr) == (0, 3, b"")


def test_help_may_be_cut_short_too() -> None:
    ran = bash("cchc list -h | true")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "surroundings",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=str,
)
def test_what_is_written_is_utf_8_whatever_the_locale(surroundings: dict[str, str]) -> None:
    line = "cchc list -q -n 1 -F title.vi; cchc show không-có"
    ran = bash(line, **surroundings)
    assert ran.stdout.decode().splitlines()[-1].startswith("Phiên họp thứ 9 Ban Chỉ đạo")
    assert (ran.returncode, ran.stderr.decode()) == (1, "cchc: no such record: không-có\n")


def test_ids_come_through_a_pipe() -> None:
    ran = bash("cchc list directives -m 9 -o id | cchc show - -o id")
    assert ran.stdout.decode().split() == [f"p09.d{number:02}" for number in range(1, 19)]
    shown = bash(f'cchc list directives -o id | xargs "{sys.executable}" -m cchc_cli show -o id')
    assert shown.stdout.count(b"\n") == 80


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_traceback(closed: str) -> None:
    ran = bash(f"cchc list -o id {closed}")
    assert ran.returncode == (3 if " >&-" in f" {closed}" else 0)
    assert b"Traceback" not in ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", ["list --json", "list -o id", "-h", "schema", "--version"])
def test_a_full_disk_is_told_in_one_line(words: str) -> None:
    ran = bash(f"cchc {words} > /dev/full")
    line = b"cchc: standard output cannot be written: No space left on device\n"
    assert (ran.returncode, ran.stderr) == (3, line)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("cchc list --bad", 2),
        ("cchc list --store nope", 3),
        ("cchc show nope", 1),
        ("cchc list -o id -n 1", 0),
    ],
)
def test_a_code_does_not_change_where_nobody_can_be_told(line: str, code: int) -> None:
    assert bash(f"{line} 2>/dev/full").returncode == code


def test_input_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    ran = bash(f'cchc show - 0>"{tmp_path}/written"')
    line = b"cchc: standard input cannot be read: Bad file descriptor\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", line)


def test_input_that_is_closed_is_told_in_one_line() -> None:
    ran = bash("cchc show - <&-")
    line = b"cchc: standard input is closed; cannot read ids from it\n"
    assert (ran.returncode, ran.stdout, ran.stderr) == (2, b"", line)


def test_ids_may_come_from_a_file_that_windows_wrote() -> None:
    ran = bash(r"printf '\xef\xbb\xbfp09\r\np08\r\n' | cchc show - -o id")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"p09\np08\n", b"")


def test_an_interrupted_run_ends_in_silence_with_130(tmp_path: Path) -> None:
    pipe = tmp_path / "ids"
    os.mkfifo(pipe)  # from which no ids ever come
    code = "from cchc_cli.main import main; print('ready', flush=True); main()"
    with (
        os.fdopen(os.open(pipe, os.O_RDWR), "rb", buffering=0) as ids,
        subprocess.Popen(
            [sys.executable, "-c", code, "show", "-"],
            stdin=ids,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=PLAIN,
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.2)  # in the middle of an import, or waiting: it is the same
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"")


def test_json_needs_neither_rich_nor_pydantic() -> None:
    code = (
        "import sys; from cchc_cli.main import run; run(['list', '--json']);"
        "print(sorted({'rich', 'pydantic', 'csv', 'cchc_cli.search.matcher'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=PLAIN)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cchc sh", ["show"]),
        ("cchc list fi", ["figures"]),
        ("cchc list directives -a p", ["procedures", "public-finance"]),
        ("cchc list directives --kind l", ["lesson"]),
        ("cchc list figures -F id,rep", ["id,reported"]),
        ("cchc list meetings --sort nu", ["number"]),
        ("cchc list -m p0", [f"p0{number}" for number in range(1, 10)]),
        ("cchc show p09.d0", [f"p09.d0{number}" for number in range(1, 10)]),
        ("cchc search -t pe", ["people"]),
        ("cchc stats directives --by the", ["theme"]),
        ("cchc stats figures --by s", ["scope", "source"]),
        ("cchc list figures --indicator tasks-c", ["tasks-completed"]),
        ("cchc add --re", ["--replace"]),
        ("cchc add p", []),  # for nothing the shell completes names of files
    ],
)
def test_the_shell_completes_words(typed: str, expected: list[str]) -> None:
    asked = {"_CCHC_COMPLETE": "complete_bash", "COMP_WORDS": typed}
    asked["COMP_CWORD"] = str(len(typed.split()) - 1)
    ran = subprocess.run(CCHC, env=PLAIN | asked, capture_output=True, check=False)
    assert ran.stdout.decode().split() == expected
    assert ran.stderr == b""
