"""Faults on purpose: runs that add are killed at any moment, or are many at once.

`python tests/robustness/faults.py` does it in full: 200 kills, then 50 times 8 runs at once.
The tests do a few of each. The store must be the complete old or new one; nothing is lost.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent))

from processes import Running, as_process, started

SHIPPED = Path(__file__).parent.parent.parent / "data" / "meetings.json"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
ORDER = {
    "meeting": "p09",
    "kind": "directive",
    "level": "committee",
    "area": "procedures",
    "text": {"vi": "Bỏ giấy tờ không cần thiết"},
    "sources": ["p09.s1"],
}
Start = Callable[[Path, Path], Running]
"""Starts a run that changes a store; the second path is of a file with records."""

FAR = "2999-01-01"  # the day of the store's last change, which no run moves on


def make_store(path: Path, copies: int) -> None:
    """Write at *path* the store that ships, and in it *copies* more orders."""
    store = json.loads(SHIPPED.read_text(encoding="utf-8"))
    store["meta"]["1"]["updated"] = FAR
    for number in range(copies):
        order = {"id": f"p09.d{number + 100}", **ORDER, "order": number + 1}
        store["directives"][str(number + 100)] = order
    text = json.dumps(store, indent=2, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8")


def heed_interrupts() -> None:
    """Let the runs that are started be interrupted: in the background of a script none is."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def adding(store: Path, records: Path) -> Running:
    """Start a run that adds *records* to *store*."""
    heed_interrupts()
    return started("add", str(records), "--store", str(store), "-o", "id")


def editing(store: Path, _records: Path) -> Running:
    """Start a run whose editor changes a record of *store* at once."""
    heed_interrupts()
    settings = {"EDITOR": "sed -i s/procedures/digital/", "TMPDIR": str(store.parent)}
    argv = ("edit", "p09.d100", "--store", str(store), "-o", "id")
    return started(*argv, settings=settings)


def removing(store: Path, _records: Path) -> Running:
    """Start a run that removes a record of *store*."""
    heed_interrupts()
    return started("remove", "p09.d100", "--store", str(store), "-o", "id")


def kills(
    folder: Path, times: int, seed: int, copies: int = 2000, *, start: Start = adding
) -> Counter[str]:
    """Kill *times* runs, each at a random moment; return how often the store was which.

    Half of the moments lie anywhere in the run, half in the writing, which is seen to begin
    when a file appears beside the store; where a moment came too late the next ones come sooner,
    so that they gather around the one in which the store is replaced. Raises AssertionError if
    the store is neither the old one nor the new one.
    """
    store, records = folder / "store.json", folder / "order.json"
    make_store(store, copies)
    records.write_text(json.dumps(ORDER), encoding="utf-8")
    old = store.read_bytes()
    lasted, wrote = _measure(start, store, records)
    new = store.read_bytes()
    assert new != old
    chance, found = random.Random(seed), Counter[str]()
    for number in range(times):
        store.write_bytes(old)
        with start(store, records) as run:
            if number % 2:
                time.sleep(chance.uniform(0, 1.1 * lasted))
            else:
                _await(run, folder)
                time.sleep(chance.uniform(0, 1.1 * wrote))
            run.send_signal(SIGNALS[number % len(SIGNALS)])
            _out, err = run.communicate()
        content = store.read_bytes()
        assert content in (old, new), f"run {number} left {len(content)} bytes that are neither"
        found["new" if content == new else "old"] += 1
        found["left a file behind"] += bool(left_behind(folder))
        found["was over"] += run.returncode == 0
        if number % 2:
            lasted *= 0.95 if run.returncode == 0 else 1.01
        else:
            wrote *= 0.8 if content == new else 1.25
        in_python = run.returncode == 1 and "KeyboardInterrupt" in err  # which was just starting
        ended = run.returncode in (0, 130, *(-one for one in SIGNALS)) or in_python
        assert ended, (run.returncode, err)
    store.write_bytes(old)
    with start(store, records) as run:
        run.communicate()
    assert (run.returncode, left_behind(folder)) == (0, [])
    return found


def kills_of_updates(folder: Path, times: int, seed: int, copies: int = 4000) -> Counter[str]:
    """Kill *times* runs that add to a large store, at random moments while they write its index.

    Raises AssertionError if the next answer is not the one without an index.
    """
    store, records, caches = folder / "store.json", folder / "order.json", folder / "cache"
    settings = {"CCHC_CACHE": str(caches)}
    asked = ("search", "giấy tờ", "-n", "9", "-o", "id", "--store", str(store))
    make_store(store, copies)
    assert as_process(*asked, settings=settings).code == 0
    chance, found, wrote = random.Random(seed), Counter[str](), 0.5
    for number in range(times):
        (index,) = (name for name in os.listdir(caches) if name.endswith(".sqlite"))  # noqa: PTH208  # quick
        before = (caches / index).stat().st_ino
        order = ORDER | {"order": copies + number + 1}  # one that no run has added
        records.write_text(json.dumps(order), encoding="utf-8")
        argv = ("add", str(records), "--store", str(store), "-q")
        with started(*argv, settings=settings) as run:
            _await(run, caches)
            time.sleep(chance.uniform(0, wrote))
            run.kill()
            run.communicate()
        is_new = (caches / index).stat().st_ino != before
        wrote *= 0.8 if is_new else 1.25
        found["updated" if is_new else "killed before"] += 1
        with_index = as_process(*asked, settings=settings)
        assert with_index == as_process(*asked, settings={"CCHC_CACHE": "off"}), number
        for name in left_behind(caches):
            (caches / name).unlink()
    return found


def _measure(start: Start, store: Path, records: Path) -> tuple[float, float]:
    """Return how many seconds a run takes, and how many of them it writes."""
    begun = time.monotonic()
    with start(store, records) as run:
        _await(run, store.parent)
        writing = time.monotonic()
        while left_behind(store.parent):
            pass
        wrote = time.monotonic() - writing
        run.communicate()
    assert run.returncode == 0
    return time.monotonic() - begun, wrote


def _await(run: Running, folder: Path) -> None:
    while run.poll() is None and not left_behind(folder):
        time.sleep(0.001)


def left_behind(folder: Path) -> list[str]:
    """Return the names of the files that runs have begun, beside the store."""
    return [name for name in os.listdir(folder) if name.endswith(".tmp")]  # noqa: PTH208  # quick


def crowd(folder: Path, rounds: int, at_once: int = 8) -> list[str]:
    """Add orders, each by a run, *at_once* at once, *rounds* times; return the printed ids.

    Raises AssertionError if a run fails, or if the store has not what was printed.
    """
    store = folder / "store.json"
    make_store(store, 0)
    before = _ids(store)
    printed: list[str] = []
    for done in range(rounds):
        some = [folder / f"order-{number}.json" for number in range(at_once)]
        for number, records in enumerate(some):
            order = ORDER | {"order": done * at_once + number + 1}
            records.write_text(json.dumps(order), encoding="utf-8")
        for run in [adding(store, records) for records in some]:
            out, err = run.communicate()
            assert (run.returncode, err) == (0, "")
            printed += out.split()
    kept = _ids(store)
    assert (kept[: len(before)], sorted(printed)) == (before, sorted(kept[len(before) :]))
    assert len(set(kept)) == len(kept) == len(before) + rounds * at_once
    listed = as_process("list", "directives", "-o", "id", "--store", str(store))
    assert sorted(listed.out.split()) == sorted(kept)
    return printed


def _ids(store: Path) -> list[str]:
    return [one["id"] for one in json.loads(store.read_bytes())["directives"].values()]


def _full() -> Iterator[str]:
    for name, fault in (
        ("200 kills", lambda folder: dict(kills(folder, 200, seed=1))),
        ("100 kills of edit", lambda folder: dict(kills(folder, 100, seed=2, start=editing))),
        ("100 kills of remove", lambda folder: dict(kills(folder, 100, seed=3, start=removing))),
        ("100 kills of updates", lambda folder: dict(kills_of_updates(folder, 100, seed=4))),
        ("8 at once, 50 times", lambda folder: f"{len(crowd(folder, 50))} records, none lost"),
    ):
        begun = time.monotonic()
        with TemporaryDirectory() as folder:
            yield f"{name}: {fault(Path(folder))} ({time.monotonic() - begun:.0f} s)"


if __name__ == "__main__":
    for line in _full():
        print(line, flush=True)  # noqa: T201  # a script that reports
