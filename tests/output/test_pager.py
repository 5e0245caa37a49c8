"""The pager: at a terminal, for what is longer than its screen."""

import os
import pty
import subprocess
import sys

import pytest

SIX_LINES = ("list", "areas", "-F", "id")


def at_terminal(*argv: str, lines: int, **settings: str) -> str:
    """Return what `cchc` prints at a terminal of so many *lines*."""
    leader, follower = pty.openpty()
    environment = {**os.environ, "LINES": str(lines), "COLUMNS": "80", **settings}
    process = subprocess.Popen(
        [sys.executable, "-m", "cchc_cli", *argv],
        stdin=subprocess.DEVNULL,
        stdout=follower,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    os.close(follower)
    chunks = []
    while True:
        try:
            chunk = os.read(leader, 65536)
        except OSError:  # Linux, once the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    os.close(leader)
    assert process.wait() == 0
    return b"".join(chunks).decode().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("lines", "settings", "is_paged"),
    [
        (5, {"CCHC_PAGER": "sed s/^/paged:/"}, True),
        (5, {"PAGER": "sed s/^/paged:/"}, True),
        (5, {"CCHC_PAGER": "cat", "PAGER": "sed s/^/paged:/"}, False),
        (5, {"PAGER": ""}, False),
        (50, {"PAGER": "sed s/^/paged:/"}, False),
        (5, {"PAGER": "sed s/^/paged:/", "TERM": "dumb"}, False),
    ],
)
def test_what_is_longer_than_the_screen_is_paged(
    lines: int,
    settings: dict[str, str],
    is_paged: bool,  # noqa: FBT001
) -> None:
    printed = at_terminal(*SIX_LINES, lines=lines, **settings)
    assert "procedures" in printed
    assert ("paged:" in printed) is is_paged


def test_the_pager_can_be_refused_and_left_early() -> None:
    refused = at_terminal(*SIX_LINES, "--no-pager", lines=5, PAGER="sed s/^/paged:/")
    assert "paged:" not in refused
    left = at_terminal("list", "directives", lines=5, PAGER="head -n 1")
    assert len(left.splitlines()) == 1
