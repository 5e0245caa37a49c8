"""The attack in full: mutated stores, each asked in several ways, and random command lines.

    python tests/robustness/fuzz.py [COUNT [SEED]]    COUNT stores and command lines, from SEED on

Each seed runs in a process of its own under 2 GiB of memory and 10 seconds of work a question,
and is the same each time.
Prints each seed that fails and keeps its store in the folder fuzz-failures; at the end how the
runs ended, the longest and the largest. Ends with 1 if any failed.
"""

import os
import resource
import signal
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from hostile import command_line, question, wrongs
from mutants import mutant
from processes import in_process

KEPT = Path("fuzz-failures")
MEMORY = 2 * 2**30
SECONDS = 10
QUESTIONS = 6


class Outcome(NamedTuple):
    """How the process of one seed ended: what was wrong, its codes, its seconds, its kilobytes."""

    seed: int
    wrong: str
    codes: str
    seconds: float
    peak: int


def main(count: int, first: int) -> int:
    """Run the seeds, print, and return the exit code."""
    import cchc_cli.output.table  # noqa: F401, PLC0415  # once, not in each process

    in_process(["check", "-o", "md"])
    in_process(["search", "zzz"])
    in_process(["-h"])
    codes, failed = Counter[str](), 0
    slowest, largest = Outcome(0, "", "", 0, 0), Outcome(0, "", "", 0, 0)
    with TemporaryDirectory() as folder:
        for outcome in _outcomes(range(first, first + count), Path(folder)):
            codes.update(outcome.codes)
            slowest = max(slowest, outcome, key=lambda one: one.seconds)
            largest = max(largest, outcome, key=lambda one: one.peak)
            if outcome.wrong:
                failed += 1
                KEPT.mkdir(exist_ok=True)
                (KEPT / f"{outcome.seed}.json").write_bytes(mutant(outcome.seed))
                print(f"seed {outcome.seed}: {outcome.wrong}", flush=True)
    print(f"{count} seeds from {first}, {failed} failed; exit codes {dict(sorted(codes.items()))}")
    print(f"slowest: seed {slowest.seed}, {slowest.seconds:.2f} s of work")
    print(f"largest: seed {largest.seed}, {largest.peak / 1024:.0f} MiB")
    return int(failed > 0)


def _outcomes(seeds: Iterable[int], folder: Path) -> Iterator[Outcome]:
    """Yield the outcome of each of *seeds*, as many at a time as there are processors."""
    running: dict[int, tuple[int, int]] = {}
    for seed in seeds:
        if len(running) == os.cpu_count():
            yield _ended(running)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                _limit()
                codes, wrong = _attack(seed, folder)
                os.write(writing, f"{codes}\n{wrong}"[:3000].encode("utf-8", "backslashreplace"))
                os._exit(0)
            except BaseException:  # of this attack, not of cchc
                traceback.print_exc()
                os._exit(1)
        os.close(writing)
        running[child] = seed, reading  # which holds less than a pipe does
    while running:
        yield _ended(running)


def _ended(running: dict[int, tuple[int, int]]) -> Outcome:
    child, status, usage = os.wait4(-1, 0)
    seed, reading = running.pop(child)
    with os.fdopen(reading, "rb") as pipe:
        codes, _, wrong = pipe.read().decode().partition("\n")
    if status:
        wrong = f"ended by {os.waitstatus_to_exitcode(status)}"
    return Outcome(seed, wrong, codes, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _attack(seed: int, folder: Path) -> tuple[str, str]:
    """Ask the store of *seed*, and a command line of *seed* of the shipped store."""
    chance = Random(-seed - 1)
    path = folder / f"{seed}.json"
    path.write_bytes(mutant(seed))
    codes, wrong = "", []
    for _ in range(QUESTIONS):
        argv = [*question(chance), "--store", str(path)]
        signal.setitimer(signal.ITIMER_PROF, SECONDS)  # of work: the machine may be busy
        ran = in_process(argv)
        codes += str(ran.code)
        wrong += [f"{argv[:-2]}: {told}: {ran.err[:300]!a}" for told in wrongs(ran, argv[-3])]
        if ran.code == 3:  # and so whatever is asked
            break
    path.unlink()
    argv = command_line(chance)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    ran = in_process(argv)
    told = [one for one in wrongs(ran, "", codes=(0, 1, 2, 3)) if "output" not in one]
    return codes, "; ".join([*wrong, *(f"{argv}: {one}: {ran.err[:300]!a}" for one in told)])


if __name__ == "__main__":
    os.chdir(Path(__file__).parent.parent.parent)
    count, seed = (*map(int, sys.argv[1:3]), *(10_000, 0)[len(sys.argv[1:3]) :])
    sys.exit(main(count, seed))
