"""Real processes: what only a real process can show."""

import sys
from pathlib import Path

import pytest
from command_lines import FORMATS
from processes import Ran, as_process, bash, started


@pytest.mark.parametrize("output_format", FORMATS)
def test_a_reader_that_leaves_early_is_not_an_error(output_format: str) -> None:
    ran = bash(f"cchc list directives -o {output_format} | head -c 1")
    assert (ran.code, len(ran.out), ran.err) == (0, 1, "")


@pytest.mark.parametrize("output_format", ["table", "json", "id"])
def test_a_reader_that_is_gone_before_the_first_letter_is_not_an_error(output_format: str) -> None:
    with started("list", "directives", "-o", output_format) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert (running.stderr.read(), running.wait()) == ("", 0)


def test_help_may_be_cut_short_too() -> None:
    ran = bash("cchc list -h | true")
    assert ran == Ran(0, "", "")


@pytest.mark.parametrize(
    "surroundings",
    [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0"}],
    ids=str,
)
def test_output_encoding_is_utf_8_whatever_the_locale(surroundings: dict[str, str]) -> None:
    line = "cchc list -q -n 1 -F title.vi; cchc show không-có"
    ran = bash(line, settings=surroundings)
    assert ran.out.splitlines()[-1].startswith("Phiên họp thứ 9")
    assert (ran.code, ran.err) == (1, "cchc: no such record: không-có\n")


def test_ids_come_through_a_pipe() -> None:
    ran = bash("cchc list directives -m 9 -o id | cchc show - -o id")
    assert ran.out.split() == [f"p09.d{number:02}" for number in range(1, 28)]
    shown = bash(f'cchc list directives -o id | xargs "{sys.executable}" -m cchc_cli show -o id')
    assert shown.out.count("\n") == 108


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_traceback(closed: str) -> None:
    ran = bash(f"cchc list -o id {closed}")
    assert ran.code == (3 if " >&-" in f" {closed}" else 0)
    assert "Traceback" not in ran.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("words", ["list --json", "list -o id", "-h", "schema", "--version"])
def test_a_full_disk_is_told_in_one_line(words: str) -> None:
    ran = bash(f"cchc {words} > /dev/full")
    line = "cchc: standard output cannot be written: no space left on device\n"
    assert (ran.code, ran.err) == (3, line)


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
    assert bash(f"{line} 2>/dev/full").code == code


def test_input_that_cannot_be_read_is_told_in_one_line(tmp_path: Path) -> None:
    ran = bash(f'cchc show - 0>"{tmp_path}/written"')
    line = "cchc: standard input cannot be read: bad file descriptor\n"
    assert (ran.code, ran.out, ran.err) == (2, "", line)


def test_input_that_is_closed_is_told_in_one_line() -> None:
    ran = bash("cchc show - <&-")
    line = "cchc: standard input is closed; cannot read ids from it\n"
    assert (ran.code, ran.out, ran.err) == (2, "", line)


def test_ids_may_come_from_a_file_that_windows_wrote() -> None:
    ran = bash(r"printf '\xef\xbb\xbfp09\r\np08\r\n' | cchc show - -o id")
    assert (ran.code, ran.out, ran.err) == (0, "p09\np08\n", "")


def test_json_needs_neither_rich_nor_pydantic() -> None:
    ran = as_process("list", "--json", settings={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "cchc_cli.main" in imported
    assert imported & {"rich", "pydantic", "csv", "cchc_cli.search.matcher"} == set()
