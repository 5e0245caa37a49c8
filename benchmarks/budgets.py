"""What cchc may cost, as ratios of commands that were run in turn."""

import shlex
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import stores
from measuring import Taken, answer, in_turn
from questions import CCHC, found
from stores import Stored

EMPTY = """
import typer
app = typer.Typer()

@app.command()
def main() -> None:
    pass

app()
"""

WARM = {
    "search -n 20": ("search", "liem chinh", "-n", "20", "--json"),
    "list directives -n 20": ("list", "directives", "-n", "20", "--json"),
    "show ID": ("show", "{id}", "--json"),
}
"""What must cost little more on a large store than on the shipped one, once it was asked before."""

_SHIPPED_ID = "p09.d01"
_BUDGETS = {100_000: (1.25, 1.0, 8), 1_000_000: (1.6, 1.6, 8)}  # warm, first answer, its memory


class Row(NamedTuple):
    """One line: what was measured, the ratio, and what it may be at the most, if that is said."""

    question: str
    ratio: float
    budget: float | None

    @property
    def missed(self) -> bool:
        """Whether the ratio is above the budget."""
        return self.budget is not None and self.ratio > self.budget


def rows(sizes: Sequence[Stored], runs: int, work: Path) -> Iterator[Row]:
    """Yield the budgets of start-up, then those of each store, measured in the folder *work*."""
    yield from _start_up(max(runs, 15), work)
    for at in sizes:
        warm, build, memory = _BUDGETS.get(at.directives, (None, None, None))
        yield from _warm(at, max(min(runs, 15), 5), work, warm)
        yield from _build(
            at, max(min(runs, 300_000 // max(at.directives, 1)), 1), work, build, memory
        )


def _start_up(runs: int, work: Path) -> Iterator[Row]:
    empty = work / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    commands = {"cchc": [CCHC, "list", "--json"], "empty": [sys.executable, str(empty)]}
    if sqlite_utils := found("sqlite-utils"):
        database, meetings = work / "meetings.db", work / "meetings.json"
        meetings.write_text(answer(commands["cchc"], {}), encoding="utf-8")
        answer([sqlite_utils, "insert", str(database), "meetings", str(meetings)], {})
        commands["sqlite-utils"] = [sqlite_utils, "rows", str(database), "meetings", "--json-cols"]
    taken = in_turn(commands, runs, {}, warm_up=3)
    ours = taken["cchc"].seconds
    yield Row("`list --json` to an empty Typer command", ours / taken["empty"].seconds, 1.35)
    if sqlite_utils:
        ratio = ours / taken["sqlite-utils"].seconds
        yield Row("`list --json` to sqlite-utils", ratio, 0.8)


def _warm(at: Stored, runs: int, work: Path, budget: float | None) -> Iterator[Row]:
    environment = {"CCHC_CACHE": str(work / "cache")}
    for name, words in WARM.items():
        commands = {
            which: [CCHC, *(word.format(id=id_) for word in words), "--store", str(store)]
            for which, store, id_ in (
                ("shipped", stores.shipped(), _SHIPPED_ID),
                ("large", at.store, at.newest),
            )
        }
        taken = in_turn(commands, runs, environment, warm_up=2)
        ratio = taken["large"].seconds / taken["shipped"].seconds
        yield Row(f"warm `{name}`, {at.directives:,} directives to shipped", ratio, budget)


def _build(
    at: Stored, runs: int, work: Path, budget: float | None, memory: float | None
) -> Iterator[Row]:
    """Yield what a first answer, which makes the index, takes: time to sqlite-utils', memory."""
    cache, database = work / "first", work / "first.db"

    def afresh() -> None:
        shutil.rmtree(cache, ignore_errors=True)
        database.unlink(missing_ok=True)

    commands = {"cchc": [CCHC, "list", "-n", "1", "-o", "id", "--store", str(at.store)]}
    if sqlite_utils := found("sqlite-utils"):
        lines = (shlex.join(line) for line in stores.filling(sqlite_utils, database, at.tables))
        commands["sqlite-utils"] = ["sh", "-ec", "\n".join(lines)]
    taken: dict[str, Taken] = in_turn(
        commands, runs, {"CCHC_CACHE": str(cache)}, warm_up=0, before=afresh
    )
    ours, of = taken["cchc"], f"{at.directives:,} directives"
    if sqlite_utils:
        ratio = ours.seconds / taken["sqlite-utils"].seconds
        yield Row(f"first answer, {of}, to sqlite-utils insert, enable-fts", ratio, budget)
        ratio = ours.memory / taken["sqlite-utils"].memory
        yield Row(f"its peak memory, {of}, to that of sqlite-utils", ratio, None)
    if memory:  # of a small store the program itself is the most
        ratio = ours.memory / at.store.stat().st_size
        yield Row(f"its peak memory, {of}, to the size of the file", ratio, memory)
