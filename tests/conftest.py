"""How tests run the program: the real way in, and transcripts of commands with all they print."""

import gc
import os
import shlex
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import settings
from processes import Ran, Run, bash, in_process
from typer.utils import get_params_from_function

from cchc_cli.language.translation import set_language
from cchc_cli.store import location
from cchc_cli.store.files import read_file
from cchc_cli.store.memory import MemoryStore

_SHIPPED = location.store_path()

settings.register_profile("untimed", deadline=None)  # no test is about how busy a machine is
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write golden files anew, to review")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what lives as long as the tests; a run has none."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Use all processors for the complete suite, and none but this process for a part of it.

    One worker more than there are processors: some tests wait for other processes.
    """
    options = config.option
    is_part = options.file_or_dir or options.keyword or options.rewrite
    return 0 if is_part else (os.cpu_count() or 1) + 1


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
    monkeypatch.setattr("cchc_cli.store._read", _read_once)
    monkeypatch.setattr("typer.main.get_params_from_function", _signature)


_signature = cache(get_params_from_function)  # a third of a run: once per command is enough


@cache
def _decoded(path: str, _content: bytes) -> MemoryStore:
    return MemoryStore(path)


def _read_once(path: str) -> MemoryStore:
    """Return the store at *path*, the shipped one as decoded before: nothing changes a record."""
    return _decoded(path, read_file(path)) if path == _SHIPPED else MemoryStore(path)


@pytest.fixture(params=["scan", "index"])
def _both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask every store twice: as it is, and by an index, as large ones are."""
    if request.param == "index":
        monkeypatch.setattr(location, "INDEX_THRESHOLD", 0)


@pytest.fixture
def cchc() -> Run:
    return lambda *argv, stdin="": in_process(argv, stdin.encode())


@pytest.fixture
def printed(cchc: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Run a command line as a transcript has it and return what the transcript shows below it."""

    def run_line(typed: str) -> str:
        if "|" in shlex.split(typed):
            return _as_transcript(bash(f"set +o pipefail; {typed}", settings=_settings()))
        words = shlex.split(typed)
        with monkeypatch.context() as patch:
            while "=" in words[0]:
                patch.setenv(*words.pop(0).split("=", 1))
            assert words[0] == "cchc", f"a transcript runs cchc alone: {typed}"
            return _as_transcript(cchc(*words[1:]))

    return run_line


def _settings() -> dict[str, str]:
    return {name: os.environ[name] for name in ("CCHC_CACHE", "COLUMNS") if name in os.environ}


def _as_transcript(ran: Ran) -> str:
    errors = "".join(f"! {line}\n" for line in ran.err.splitlines())
    return ran.out + errors + (f"[exit {ran.code}]\n" if ran.code else "")
