"""What cchc may cost, as ratios of commands that were run in turn."""

import json
import shlex
import shutil
import statistics
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

TABLE = """
import typer
from rich.console import Console
from rich.table import Table
app = typer.Typer()

@app.command()
def main() -> None:
    table = Table("id", "date", "title")
    for number in range({rows}):
        table.add_row(f"p{{number}}", "2024-01-01", "Phiên họp")
    Console().print(table)

app()
"""

START = ("list --json", "search tthc --json", "show 9 --json")
"""Small answers, most of whose time is start-up."""

BROAD = ("search", "thu tuc", "-n", "20", "--json")
WARM = {
    "search -n 20": (("search", "liem chinh", "-n", "20", "--json"), 1.1),
    "search -n 20, one directive in six": (BROAD, 1.5),
    "list directives -n 20": (("list", "directives", "-n", "20", "--json"), 1.1),
    "show ID": (("show", "{id}", "--json"), 1.1),
}
"""What may cost how much more on a large store than on the shipped one, asked before."""

_SHIPPED_ID = "p09.d01"
_LARGE = 100_000  # directives: the budgets are for stores of this size or more
_BUILD, _MEMORY = 0.7, 3.0  # of a first answer
_AFTER_ADD = 0.3  # of a first answer
_ADDED = {"kind": "task", "level": "committee", "area": "procedures", "sources": ["p01.s1"]}


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
        is_large = at.directives >= _LARGE
        yield from _warm(at, max(min(runs, 15), 5), work, is_large=is_large)
        few = max(min(runs, 300_000 // max(at.directives, 1)), 1)
        yield from _build(at, few, work, is_large=is_large)
        if is_large:
            yield from _after_add(at, few, work)


def _start_up(runs: int, work: Path) -> Iterator[Row]:
    empty = work / "empty.py"
    empty.write_text(EMPTY, encoding="utf-8")
    table = work / "table.py"
    commands = {words: [CCHC, *words.split()] for words in START}
    commands |= {"empty": [sys.executable, str(empty)]}
    printed = len(answer([CCHC, "list", "-o", "id"], {}).split())
    table.write_text(TABLE.format(rows=printed), encoding="utf-8")
    commands |= {"table": [CCHC, "list"], "rich": [sys.executable, str(table)]}
    if sqlite_utils := found("sqlite-utils"):
        database, meetings = work / "meetings.db", work / "meetings.json"
        meetings.write_text(answer(commands["list --json"], {}), encoding="utf-8")
        answer([sqlite_utils, "insert", str(database), "meetings", str(meetings)], {})
        commands["sqlite-utils"] = [sqlite_utils, "rows", str(database), "meetings", "--json-cols"]
    taken = in_turn(commands, runs, {}, warm_up=3)
    for words in START:
        ratio = taken[words].seconds / taken["empty"].seconds
        yield Row(f"`{words}` to an empty Typer command", ratio, 1.2)
    if sqlite_utils:
        ratio = taken["list --json"].seconds / taken["sqlite-utils"].seconds
        yield Row("`list --json` to sqlite-utils", ratio, 0.6)
    ratio = taken["table"].seconds / taken["rich"].seconds
    yield Row("`list` to a Typer command that prints a table of rich", ratio, 1.3)


def _warm(at: Stored, runs: int, work: Path, *, is_large: bool) -> Iterator[Row]:
    environment = {"CCHC_CACHE": str(work / "cache")}
    sqlite_utils = found("sqlite-utils")
    for name, (words, budget) in WARM.items():
        commands = {
            which: [CCHC, *(word.format(id=id_) for word in words), "--store", str(store)]
            for which, store, id_ in (
                ("shipped", stores.shipped(), _SHIPPED_ID),
                ("large", at.store, at.newest),
            )
        }
        if words == BROAD and sqlite_utils:
            search = [sqlite_utils, "search", str(at.database), "directives", '"thu tuc"']
            commands["sqlite-utils"] = [*search, "--limit", "20"]
        taken = in_turn(commands, runs, environment, warm_up=2)
        large, of = taken.pop("large").seconds, f"{at.directives:,} directives"
        for other, allowed in (("shipped", budget), ("sqlite-utils", 1.0)):
            if other in taken:
                ratio = large / taken[other].seconds
                yield Row(f"warm `{name}`, {of}, to {other}", ratio, allowed if is_large else None)


def _after_add(at: Stored, runs: int, work: Path) -> Iterator[Row]:
    """Yield the first answer after `add` of one record, and that `add`, to a first answer."""
    store, record, cache = work / "added.json", work / "record.json", work / "added"
    shutil.copyfile(at.store, store)
    surroundings = {"CCHC_CACHE": str(cache)}
    listing = [CCHC, "list", "-n", "1", "-o", "id", "--store", str(store)]
    add = [CCHC, "add", str(record), "--store", str(store)]
    taken: dict[str, list[float]] = {"first": [], "add": [], "after": []}
    for number in range(runs):
        shutil.rmtree(cache, ignore_errors=True)
        text = {"vi": f"Việc được thêm, lần thứ {number}"}
        fields = {"meeting": at.newest.partition(".")[0], "text": text, **_ADDED}
        record.write_text(json.dumps(fields), encoding="utf-8")
        for name, command in (("first", listing), ("add", add), ("after", listing)):
            once = in_turn({name: command}, 1, surroundings, warm_up=0)
            taken[name].append(once[name].seconds)
    first, adding, after = (statistics.median(seconds) for seconds in taken.values())
    of = f"{at.directives:,} directives"
    yield Row(f"first answer after `add` of one record, {of}", after / first, _AFTER_ADD)
    yield Row(f"that `add`, which brings the index up to date, {of}", adding / first, None)


def _build(at: Stored, runs: int, work: Path, *, is_large: bool) -> Iterator[Row]:
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
        yield Row(
            f"first answer, {of}, to sqlite-utils insert, enable-fts",
            ratio,
            _BUILD if is_large else None,
        )
        ratio = ours.memory / taken["sqlite-utils"].memory
        yield Row(f"its peak memory, {of}, to that of sqlite-utils", ratio, None)
    if is_large:  # of a small store the program itself is the most
        ratio = ours.memory / at.store.stat().st_size
        yield Row(f"its peak memory, {of}, to the size of the file", ratio, _MEMORY)
