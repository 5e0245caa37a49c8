"""How tests run the program: in this process, or as a process of its own."""

import io
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeAlias

from cchc_cli.main import run

CCHC = [sys.executable, "-m", "cchc_cli"]
MEMORY = 2 * 2**30
SECONDS = 30  # of CPU time


class Ran(NamedTuple):
    """What a run left: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Running: TypeAlias = "subprocess.Popen[str]"

Run = Callable[..., Ran]
"""cchc("list", "--json"), or cchc("show", "-", stdin="p09")."""


def in_process(argv: Sequence[str], stdin: bytes = b"") -> Ran:
    """Run the command line *argv* in this process."""
    streams = [io.TextIOWrapper(io.BytesIO(content)) for content in (stdin, b"", b"")]
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = streams
    try:
        code = run(list(argv))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
    out, err = (stream.detach().getvalue().decode() for stream in streams[1:])
    return Ran(code, out, err)


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment without settings of Python, locale or cchc, and with *more*."""
    names = ("LC_", "LANG", "PYTHON", "CCHC_", "COLUMNS", "COVERAGE")
    return {key: value for key, value in os.environ.items() if not key.startswith(names)} | {
        **(more or {})
    }


def as_process(
    *argv: str,
    cwd: Path | None = None,
    max_file_size: int = -1,
    settings: Mapping[str, str] | None = None,
) -> Ran:
    """Run the program as a process that has 2 GiB of memory and 30 seconds of CPU time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (max_file_size, max_file_size))

    ran = subprocess.run(
        [*CCHC, *argv],
        cwd=cwd,
        # Modules compiled under a limit of file sizes would be cut short, and stay so.
        env=environment(settings) | {"PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        preexec_fn=limit,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def bash(line: str, cwd: Path | None = None, settings: Mapping[str, str] | None = None) -> Ran:
    """Run *line*, in which `cchc` is the program, in bash with pipefail."""
    script = f'set -o pipefail; cchc() {{ "{sys.executable}" -m cchc_cli "$@"; }}; {line}'
    ran = subprocess.run(
        ["bash", "-c", script],
        cwd=cwd,
        env=environment(settings),
        capture_output=True,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


def started(
    *argv: str, code: str = "", cwd: Path | None = None, settings: Mapping[str, str] | None = None
) -> Running:
    """Start the program with pipes for its streams; Python *code* runs before its first line."""
    way_in = "from cchc_cli.__main__ import main; main()"
    command = [sys.executable, "-c", f"{code}\n{way_in}"] if code else CCHC
    return subprocess.Popen(
        [*command, *argv],
        cwd=cwd,
        env=environment(settings),
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
