"""cchc and its peers, on stores of all sizes, and the budgets it has to keep.

    pip install -e '.[bench]'     # sqlite-utils; jq and ripgrep come from the system, if at all
    python benchmarks/run.py [--sizes 5,10000,100000] [--million] [--runs N] [--budgets]

Prints two tables in Markdown: the same questions to each program, and the budgets, as ratios of
medians of whole processes that were run in turn; before the dot, how many times as long as cchc
it took, bold where it is faster. Ends with 1 if a budget is missed. Stores are
made once and kept in ~/.cache/cchc-benchmarks (XDG_CACHE_HOME); `--budgets` leaves the peers out.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from budgets import Row, rows
from measuring import Taken, answer, in_turn
from questions import QUESTIONS, Question, found
from stores import Stored, stored

PEERS = ("cchc", "sqlite-utils", "jq", "TinyDB", "rg")
MILLION = 1_000_000


def main() -> int:
    """Measure, print, and return the exit code."""
    asked = _asked()
    print(_machine(), flush=True)
    missed = False
    with tempfile.TemporaryDirectory() as work:
        stores = [stored(size, found("sqlite-utils")) for size in asked.sizes]
        if not asked.budgets:
            print(f"\n| directives | question | {' | '.join(PEERS)} |")
            print("|---:|---|" + "---:|" * len(PEERS))
            for at in stores:
                for line in _compared(at, asked.runs, Path(work)):
                    print(line, flush=True)
        print("\n| what | ratio | budget | |\n|---|---:|---:|---|")
        for row in rows(stores, asked.runs, Path(work)):
            missed = missed or row.missed
            print(_told(row), flush=True)
    return int(missed)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--sizes", default="5,10000,100000", help="directives, with commas between")
    parser.add_argument("--million", action="store_true", help="1,000,000 too: some 10 GB of disk")
    parser.add_argument("--runs", type=int, default=15, help="of each command; fewer if slow")
    parser.add_argument("--budgets", action="store_true", help="the budgets alone")
    asked = parser.parse_args()
    asked.sizes = [int(size) for size in asked.sizes.split(",")] + [MILLION] * asked.million
    return asked


def _machine() -> str:
    now = datetime.now().astimezone().date().isoformat()
    return (
        f"{now}, {platform.system()} {platform.machine()}, {os.cpu_count()} CPUs,"
        f" Python {platform.python_version()}; medians"
    )


def _compared(at: Stored, runs: int, work: Path) -> Iterator[str]:
    """Yield a line for each question to the store *at*: seconds and memory of each program."""
    environment = {"CCHC_CACHE": str(work / "cache")}
    for question in QUESTIONS:
        commands = {
            name: [found(argv[0]) or argv[0], *argv[1:]]
            for name, asked in question.asked.items()
            if found((argv := asked(at))[0])
        }
        for command in commands.values():
            _checked(question, at, answer(command, environment))
        taken = in_turn(commands, _fewer(runs, at), environment, warm_up=0)
        cells = [_cell(taken.get(name), taken["cchc"], name) for name in PEERS]
        yield f"| {at.directives:,} | {question.name} | {' | '.join(cells)} |"


def _fewer(runs: int, at: Stored) -> int:
    return max(min(runs, 1_000_000 // max(at.directives, 1)), 3)


def _checked(question: Question, at: Stored, printed: str) -> None:
    if question.expected(at) not in printed.encode().decode("unicode_escape", "ignore") + printed:
        raise SystemExit(f"{question.name}: an answer lacks {question.expected(at)}")


def _cell(taken: Taken | None, ours: Taken, name: str) -> str:
    if taken is None:
        return "-"
    told = f"{taken.seconds * 1000:,.0f} ms, {taken.memory / 1e6:,.0f} MB"
    if name == "cchc":
        return told
    ratio = f"{taken.seconds / ours.seconds:.2g}"
    return f"**{ratio}** · {told}" if taken.seconds < ours.seconds else f"{ratio} · {told}"


def _told(row: Row) -> str:
    if row.budget is None:
        return f"| {row.question} | {row.ratio:.2f} | | |"
    return (
        f"| {row.question} | {row.ratio:.2f} | {row.budget} | {'missed' if row.missed else 'ok'} |"
    )


if __name__ == "__main__":
    sys.exit(main())
