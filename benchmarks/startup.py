"""Start-up: `cchc list --json` against an empty Typer command, A B A B in one run.

    python benchmarks/startup.py [RUNS]

Prints medians and their ratio, and ends with 1 if the budget is missed. Run it with the Python
of an environment in which cchc is installed; the machine may be busy, as both are measured
in turn. A second peer, sqlite-utils answering the same from a SQLite file, is measured if it is
installed.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EMPTY = """
import typer
app = typer.Typer()

@app.command()
def main() -> None:
    pass

app()
"""
BUDGETS = {"empty Typer command": 1.35, "sqlite-utils": 0.8}
WARM_UP = 3


def main(runs: int) -> int:
    """Measure, print, and return the exit code."""
    folder = Path(sys.executable).parent
    with tempfile.TemporaryDirectory() as work:
        empty = Path(work) / "empty.py"
        empty.write_text(EMPTY, encoding="utf-8")
        commands = {
            "cchc list --json": [str(folder / "cchc"), "list", "--json"],
            "empty Typer command": [sys.executable, str(empty)],
        }
        if (folder / "sqlite-utils").exists():
            commands["sqlite-utils"] = sqlite_utils(folder, Path(work) / "meetings.db")
        medians = measured(commands, runs)
    ours = medians["cchc list --json"]
    missed = False
    print(f"{'command':24} {'median ms':>9} {'cchc/it':>8} {'budget':>7}")
    for name, median in medians.items():
        ratio, budget = ours / median, BUDGETS.get(name)
        missed = missed or (budget is not None and ratio > budget)
        print(f"{name:24} {median * 1000:9.1f} {ratio:8.3f} {budget or '':>7}")
    return int(missed)


def sqlite_utils(folder: Path, database: Path) -> list[str]:
    """Return the command that lists the same meetings from the SQLite file *database*."""
    program = str(folder / "sqlite-utils")
    meetings = subprocess.run(
        [str(folder / "cchc"), "list", "--json"], capture_output=True, check=True
    ).stdout
    subprocess.run([program, "insert", str(database), "meetings", "-"], input=meetings, check=True)
    assert len(json.loads(meetings)) > 0
    return [program, "rows", str(database), "meetings", "--json-cols"]


def measured(commands: dict[str, list[str]], runs: int) -> dict[str, float]:
    """Return the median seconds of each of *commands*, run in turn, *runs* times."""
    # Installed programs have their bytecode beside them; so has an editable one after a run.
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for run in range(WARM_UP + runs):
        for name, command in commands.items():
            start = time.perf_counter()
            subprocess.run(command, env=plain, stdout=subprocess.DEVNULL, check=True)
            if run >= WARM_UP:
                times[name].append(time.perf_counter() - start)
    return {name: statistics.median(taken) for name, taken in times.items()}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 30))
