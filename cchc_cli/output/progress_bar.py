"""Progress: what takes long says on a terminal how far it is."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from cchc_cli.output import Color

_DELAY = 1.0  # seconds in which nobody wonders


class Progress:
    """A bar on standard error, which is drawn when somebody has waited long enough."""

    def __init__(self, title: str, *, plain: bool = False) -> None:
        """Take the sentence before the bar, and whether it is to be without color."""
        self._title, self._plain = title, plain
        self._lock = Lock()
        self._bar: Any = None
        self._done, self._of = 0, 0

    def update(self, done: int, of: int) -> None:
        """Take that so many *of* all are *done*."""
        with self._lock:
            self._done, self._of = done, of
            if self._bar:
                self._bar.update(self._bar.task_ids[0], completed=done, total=of)

    def draw(self) -> None:
        """Draw the bar from now on."""
        from rich.console import Console  # noqa: PLC0415  # what is quick draws none
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with self._lock:
            # Nothing is left of it, and what is printed meanwhile goes where it belongs.
            console = Console(stderr=True, no_color=self._plain or None)
            self._bar = Bar(
                console=console, transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self._bar.add_task(self._title, completed=self._done, total=self._of or None)
            self._bar.start()

    def stop(self) -> None:
        """Take the bar away."""
        with self._lock:
            if self._bar:
                self._bar.stop()


@contextmanager
def progress_bar(title: str, *, quiet: bool, color: Color) -> Iterator[Progress | None]:
    """Show, on a terminal and not if *quiet*, how far what *title* names, and is done within, is.

    Nothing for a second, and then a bar for what is told; nothing of it stays.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    progress = Progress(title, plain=color == "never")
    timer = Timer(_DELAY, progress.draw)
    timer.daemon = True
    timer.start()
    try:
        yield progress
    finally:
        timer.cancel()
        timer.join()
        progress.stop()
