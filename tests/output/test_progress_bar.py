"""Progress: seen on a terminal by who waits, and by nobody else."""

import json
import os
import subprocess
import threading
import time
from pathlib import Path

import pytest
from faults import ORDER, make_store
from processes import CCHC, environment

from cchc_cli.store.lock import locked

pty = pytest.importorskip("pty", reason="terminals of POSIX")


@pytest.mark.parametrize(
    ("words", "on_terminal", "drawn"),
    [([], True, True), (["-q"], True, False), ([], False, False)],
    ids=["terminal", "quiet", "pipe"],
)
def test_who_waits_for_add_sees_that_it_works(
    *, words: list[str], on_terminal: bool, drawn: bool, tmp_path: Path
) -> None:
    make_store(tmp_path / "store.json", 0)
    (tmp_path / "order.json").write_text(json.dumps(ORDER), encoding="utf-8")
    ours, theirs = pty.openpty()
    pieces: list[bytes] = []
    listening = threading.Thread(target=_listen, args=(ours, pieces))
    with locked(str(tmp_path / "store.json")):  # so that the run has to wait
        run = subprocess.Popen(
            [*CCHC, "add", "order.json", "--store", "store.json", "-o", "id", *words],
            cwd=tmp_path,
            env=environment({"TERM": "xterm", "COLUMNS": "80"}),
            stdout=subprocess.PIPE,
            stderr=theirs if on_terminal else subprocess.PIPE,
        )
        os.close(theirs)
        listening.start()
        until = time.monotonic() + (20 if drawn else 2)
        while time.monotonic() < until and not pieces:
            time.sleep(0.05)
    out, err = run.communicate()
    listening.join()
    os.close(ours)
    told = b"".join(pieces) + (err or b"")
    assert (run.returncode, out.count(b"p09.d"), b"adding records" in told) == (0, 1, drawn)
    assert drawn or told == b""


def _listen(terminal: int, pieces: list[bytes]) -> None:
    while True:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # so Linux says that nobody is at the other end any more
            return
        if not piece:
            return
        pieces.append(piece)
