"""How tests run the program: the real way in, and transcripts of commands with all they print."""

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Callable

import pytest
from hypothesis import settings
from running import Ran, Run

from cchc_cli.language.translation import set_language
from cchc_cli.main import run
from cchc_cli.store import location

settings.register_profile("untimed", deadline=None)  # no test is about how busy a machine is
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write golden files anew, to review")


@pytest.fixture(autouse=True)
def _plain_surroundings(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name in [*os.environ]:
        if name.startswith(("CCHC_", "LC_", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR")):
            monkeypatch.delenv(name)
    monkeypatch.delenv("TERMINAL_WIDTH", raising=False)
    monkeypatch.setattr("typer.rich_utils.MAX_WIDTH", None)  # of the first help in this process
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    set_language("en")


@pytest.fixture(params=["scan", "index"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask every store twice: as it is, and by an index, as large ones are."""
    if request.param == "index":
        monkeypatch.setattr(location, "INDEX_THRESHOLD", 0)


@pytest.fixture
def cchc(monkeypatch: pytest.MonkeyPatch) -> Run:
    def ran(*argv: str, stdin: str = "") -> Ran:
        streams = {name: io.TextIOWrapper(io.BytesIO()) for name in ("stdout", "stderr")}
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            for name, stream in streams.items():
                patch.setattr(sys, name, stream)
            code = run(argv)
        return Ran(code, *map(_text, streams.values()))

    return ran


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    written = stream.detach()
    assert isinstance(written, io.BytesIO)
    return written.getvalue().decode()


def _piped(typed: str) -> str:
    """Run a line of several programs in bash; `cchc` among them is this one."""
    line = f'cchc() {{ "{sys.executable}" -m cchc_cli "$@"; }}; {typed}'
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ran = subprocess.run(["bash", "-c", line], env=plain, capture_output=True, check=False)
    errors = "".join(f"! {line}\n" for line in ran.stderr.decode().splitlines())
    return ran.stdout.decode() + errors + (f"[exit {ran.returncode}]\n" if ran.returncode else "")


@pytest.fixture
def printed(cchc: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Run a command line as a transcript has it and return what the transcript shows below it."""

    def run_line(typed: str) -> str:
        if "|" in shlex.split(typed):
            return _piped(typed)
        words = shlex.split(typed)
        with monkeypatch.context() as patch:
            while "=" in words[0]:
                patch.setenv(*words.pop(0).split("=", 1))
            assert words[0] == "cchc", f"a transcript runs cchc alone: {typed}"
            ran = cchc(*words[1:])
        errors = "".join(f"! {line}\n" for line in ran.err.splitlines())
        return ran.out + errors + (f"[exit {ran.code}]\n" if ran.code else "")

    return run_line
