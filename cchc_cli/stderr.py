"""Messages on standard error, one line each; and streams that nothing reads."""

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from cchc_cli.language.diacritics import INVISIBLE

_MAX_LENGTH = 4_000  # characters: a value in a message may be as long as the store


def report(sentences: Iterable[str]) -> None:
    """Write each of *sentences* on one line, invisible characters escaped."""
    if sys.stderr is None:  # closed by the parent process
        return
    try:
        for sentence in sentences:
            line = re.sub(
                f"[{INVISIBLE}]", lambda match: f"\\u{ord(match[0]):04x}", _shortened(sentence)
            )
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
    except OSError:  # nobody reads
        redirect_to_devnull(sys.stderr)


def _shortened(sentence: str) -> str:
    """Return *sentence*, without its middle if it is very long: the reason is at the end."""
    half = _MAX_LENGTH // 2
    return sentence if len(sentence) <= _MAX_LENGTH else f"{sentence[:half]} … {sentence[-half:]}"


def redirect_to_devnull(stream: TextIO | None) -> None:
    """Send what is still buffered for *stream* to the null device.

    If flushing it at exit failed, Python would change the exit code to 120.
    """
    if stream is None:
        return
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, stream.fileno())
    os.close(devnull)
