"""What is said beside the answer, a line a sentence, and what to do where nobody reads."""

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from cchc_cli.language.vietnamese import INVISIBLE

_MAX_LENGTH = 4_000  # letters of a sentence: a value in it may be as long as the store


def report(sentences: Iterable[str]) -> None:
    """Write each of *sentences* in a line of its own, whatever they hold."""
    if sys.stderr is None:  # closed by whoever started us
        return
    try:
        for sentence in sentences:
            line = re.sub(
                f"[{INVISIBLE}]", lambda sign: f"\\u{ord(sign[0]):04x}", _shortened(sentence)
            )
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
    except OSError:  # nobody is left to be told
        redirect_to_devnull(sys.stderr)


def report_unless_quiet(sentences: Iterable[str], *, quiet: bool) -> None:
    """Tell *sentences*, which are no errors, unless it is to be *quiet*."""
    if not quiet:
        report(sentences)


def _shortened(sentence: str) -> str:
    """Return *sentence*, if it is very long without its middle: the reason is at its end."""
    half = _MAX_LENGTH // 2
    return sentence if len(sentence) <= _MAX_LENGTH else f"{sentence[:half]} … {sentence[-half:]}"


def redirect_to_devnull(stream: TextIO | None) -> None:
    """Let what is still to be flushed to *stream* at the end go nowhere, in silence.

    If it failed once more then, Python would change the exit code to 120.
    """
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
