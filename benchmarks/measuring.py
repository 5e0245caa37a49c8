"""Whole processes, run in turn: how long each takes, and how much memory at its peak."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

PLAIN = {
    name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "CCHC_"))
}
"""Surroundings in which Python keeps its bytecode and buffers what it writes, as it does."""


class Taken(NamedTuple):
    """What the runs of one command took: the median in seconds, the largest peak in bytes.

    On Linux the peak is no less than that of the process which measures, some 25 MB, as a child
    begins as its copy: so stores are made by processes of their own.
    """

    seconds: float
    memory: int


def in_turn(
    commands: Mapping[str, Sequence[str]],
    runs: int,
    environment: Mapping[str, str],
    *,
    warm_up: int = 1,
    before: Callable[[], None] | None = None,
) -> dict[str, Taken]:
    """Run *commands* A B A B, *runs* times each after some that do not count; *before* each of all.

    Raises CalledProcessError for a command that fails.
    """
    found: dict[str, list[Taken]] = {name: [] for name in commands}
    for number in range(warm_up + runs):
        for name, command in commands.items():
            if before:
                before()
            taken = _run(command, environment)
            if number >= warm_up:
                found[name].append(taken)
    return {
        name: Taken(
            statistics.median(one.seconds for one in taken), max(one.memory for one in taken)
        )
        for name, taken in found.items()
    }


def answer(command: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return what *command* prints; raises CalledProcessError."""
    return subprocess.run(
        command, env=PLAIN | dict(environment), check=True, capture_output=True, encoding="utf-8"
    ).stdout


def _run(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=PLAIN | dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024))
