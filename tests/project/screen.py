"""The picture in README: what the program prints at a terminal, drawn by rich."""

import io
import re
import shlex
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text
from running import Run

PICTURE = Path(__file__).parent.parent.parent / "docs/screen.svg"
WIDTH = 90  # columns
COMMANDS = (
    ["list", "-n", "2"],
    ["search", "phan cap", "-t", "directives", "-n", "2"],
)
REMOTE_FONT = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)


def draw_screen(cchc: Run) -> str:
    """Return the picture of COMMANDS, run at a terminal, as SVG that loads nothing."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), highlight=False)
    for words in COMMANDS:
        console.print(Text(f"$ cchc {shlex.join(words)}", style="bold"))
        ran = cchc(*words, "--color", "always")
        console.print(Text.from_ansi(ran.out + ran.err))
    drawn = console.export_svg(title="cchc", theme=MONOKAI, unique_id="cchc")
    return REMOTE_FONT.sub("", drawn)
