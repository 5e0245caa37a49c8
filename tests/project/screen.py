"""The picture in README: what the program prints at a terminal, drawn by rich."""

import io
import re
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

PICTURE = Path(__file__).parent.parent.parent / "docs/screen.svg"
WIDTH = 90  # columns
COMMANDS = ("cchc list -n 2", "cchc search 'phan cap' -t directives -n 2")
REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
STDERR_MARK = re.compile(r"^! ", re.MULTILINE)


def draw_screen(printed: Callable[[str], str]) -> str:
    """Return COMMANDS and their output at a terminal as SVG that loads no other file."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    for typed in COMMANDS:
        console.print(Text(f"$ {typed}", style="bold"))
        console.print(Text.from_ansi(STDERR_MARK.sub("", printed(f"{typed} --color always"))))
    drawn = console.export_svg(title="cchc", theme=MONOKAI, unique_id="cchc")
    return REMOTE_FONT.sub("", drawn)
