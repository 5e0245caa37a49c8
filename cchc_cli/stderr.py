"""What is said beside the answer, a line a sentence, and what to do where nobody reads."""

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from cchc_cli.text import UNSEEN

_MOST = 4_000  # letters of a sentence: a value in it may be as long as the store


def tell(sentences: Iterable[str]) -> None:
    """Write each of *sentences* in a line of its own, whatever they hold."""
    if sys.stderr is None:  # closed by whoever started us
        return
    try:
        for sentence in sentences:
            line = re.sub(f"[{UNSEEN}]", lambda sign: f"\\u{ord(sign[0]):04x}", _short(sentence))
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
    except OSError:  # nobody is left to be told
        give_up(sys.stderr)


def remark(sentences: Iterable[str], *, quiet: bool) -> None:
    """Tell *sentences*, which are no errors, unless it is to be *quiet*."""
    if not quiet:
        tell(sentences)


def _short(sentence: str) -> str:
    """Return *sentence*, if it is very long without its middle: the reason is at its end."""
    half = _MOST // 2
    return sentence if len(sentence) <= _MOST else f"{sentence[:half]} … {sentence[-half:]}"


def give_up(stream: TextIO | None) -> None:
    """Let what is still to be flushed to *stream* at the end go nowhere, in silence.

    If it failed once more then, Python would change the exit code to 120.
    """
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
