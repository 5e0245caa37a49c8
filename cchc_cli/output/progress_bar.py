"""A progress bar on standard error, for what takes longer than a second."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import Any

from cchc_cli.output.formats import Color

_DELAY = 1.0  # seconds before the bar appears


class Progress:
    """A bar on standard error, which `draw` makes visible."""

    def __init__(self, title: str, *, colorless: bool = False) -> None:
        self._title, self._colorless = title, colorless
        self._lock = Lock()
        self.bar: Any = None
        self._done, self._of = 0, 0

    def update(self, done: int, of: int) -> None:
        """Show that *done* steps *of* all are done."""
        with self._lock:
            self._done, self._of = done, of
            if self.bar:
                self.bar.update(self.bar.task_ids[0], completed=done, total=of)

    def draw(self) -> None:
        """Make the bar visible."""
        from rich.console import Console  # noqa: PLC0415  # a quick run draws no bar
        from rich.progress import Progress as Bar  # noqa: PLC0415

        with self._lock:
            # transient: nothing of it stays; redirect: other output keeps its own stream
            console = Console(stderr=True, no_color=self._colorless or None)
            self.bar = Bar(
                console=console, transient=True, redirect_stdout=False, redirect_stderr=False
            )
            self.bar.add_task(self._title, completed=self._done, total=self._of or None)
            self.bar.start()


@contextmanager
def progress_bar(title: str, *, quiet: bool, color: Color) -> Iterator[Progress | None]:
    """Show a bar with *title* after a second, until the end of the body of the with statement.

    Yields None if standard error is not a terminal, or *quiet*.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    progress = Progress(title, colorless=color == "never")
    timer = Timer(_DELAY, progress.draw)
    timer.daemon = True
    timer.start()
    try:
        yield progress
    finally:
        timer.cancel()
        timer.join()
        if progress.bar:
            progress.bar.stop()
