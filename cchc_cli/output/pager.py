"""The pager, as in git: what is longer than the terminal goes to $CCHC_PAGER, $PAGER, or less."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import Popen

_DEFAULT = "less"
_LESS = "FRX"  # leave if all fits, keep colors, leave the text on the screen


@contextmanager
def open_pager(stream: TextIO, *, wanted: bool) -> Iterator[Callable[[str], object]]:
    """Give the function that writes to *stream*, or to a pager once the screen is full.

    There is no pager unless it is *wanted* and *stream* is a terminal that can move its cursor.
    Raises BrokenPipeError if the pager was left before the end.
    """
    command = _command() if wanted and stream.isatty() else ""
    if not command:
        yield stream.write
        return
    pager = _Pager(stream, command)
    try:
        yield pager.write
    finally:
        pager.close()


def _command() -> str:
    if os.environ.get("TERM") == "dumb":
        return ""
    found = next((os.environ[name] for name in ("CCHC_PAGER", "PAGER") if name in os.environ), None)
    if found is None:
        return _DEFAULT if shutil.which(_DEFAULT) else ""
    return "" if found == "cat" else found


class _Pager:
    """Writes to *stream* what fits its screen, else all of it to the pager *command*."""

    def __init__(self, stream: TextIO, command: str) -> None:
        self._stream = stream
        self._command = command
        self._held: list[str] = []
        self._left = shutil.get_terminal_size().lines - 1
        self._process: Popen[str] | None = None

    def write(self, piece: str) -> None:
        if self._process is None:
            self._held.append(piece)
            self._left -= piece.count("\n")
            if self._left >= 0:
                return
            self._process = self._started()
            piece = "".join(self._held)
        if self._process.stdin:
            self._process.stdin.write(piece)

    def close(self) -> None:
        if self._process is None:
            self._stream.write("".join(self._held))
            return
        try:
            if self._process.stdin:
                self._process.stdin.close()
        finally:
            _wait(self._process)

    def _started(self) -> Popen[str]:
        from subprocess import PIPE, Popen  # noqa: PLC0415  # slow, and few answers are long

        environment = {"LESS": _LESS, "LV": "-c", **os.environ}
        return Popen(  # noqa: S602  # the user's own command, which may have options, as in git
            self._command, shell=True, stdin=PIPE, encoding="utf-8", env=environment
        )


def _wait(process: Popen[str]) -> None:
    while True:  # an interrupt is for the pager, which is not left by it
        try:
            process.wait()
        except KeyboardInterrupt:
            continue
        return
