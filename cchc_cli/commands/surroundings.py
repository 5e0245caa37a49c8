"""What surrounds a run, and Typer and rich trust blindly: widths, and shells that complete."""

import os

from cchc_cli.errors import WrongUse
from cchc_cli.words import _

_LEAST, _MOST = 40, 400  # columns in which help can be read
_USUAL = 80, 24
_LONG = 6  # digits; no terminal is as wide
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completes() -> bool:
    """Return whether a shell asks for words to complete; raises WrongUse if it asks by halves."""
    asked = os.environ.get("_CCHC_COMPLETE")
    if not asked:
        return False
    _what, _sign, shell = asked.partition("_")
    whole = asked != "complete_bash" or ("COMP_WORDS" in os.environ and _known("COMP_CWORD"))
    if _what not in ("complete", "source") or shell not in _SHELLS or not whole:
        raise WrongUse(_("_CCHC_COMPLETE is for shells that complete words; unset it"))
    return True


def measure(*, helps: bool) -> None:
    """Forget sizes of the terminal that are none; if it *helps*, keep to what can be read."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        if name in os.environ and not _known(name):
            del os.environ[name]
    if helps:
        from shutil import get_terminal_size  # noqa: PLC0415  # slow, and help alone needs it

        width = int(os.environ.get("TERMINAL_WIDTH", "0")) or get_terminal_size(_USUAL).columns
        os.environ["TERMINAL_WIDTH"] = str(min(max(width, _LEAST), _MOST))


def _known(name: str) -> bool:
    value = os.environ.get(name, "")
    return value.isascii() and value.isdecimal() and len(value) < _LONG
