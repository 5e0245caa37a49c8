"""What is said beside the answer, a line a sentence, and what to do where nobody reads."""

import os
import re
import sys
from collections.abc import Iterable
from typing import TextIO

from cchc_cli.text import UNSEEN


def tell(sentences: Iterable[str]) -> None:
    """Write each of *sentences* in a line of its own, whatever they hold."""
    if sys.stderr is None:  # closed by whoever started us
        return
    try:
        for sentence in sentences:
            line = re.sub(f"[{UNSEEN}]", lambda sign: f"\\u{ord(sign[0]):04x}", sentence)
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
    except OSError:  # nobody is left to be told
        give_up(sys.stderr)


def remark(sentences: Iterable[str], *, quiet: bool) -> None:
    """Tell *sentences*, which are no errors, unless it is to be *quiet*."""
    if not quiet:
        tell(sentences)


def give_up(stream: TextIO) -> None:
    """Let what is still to be flushed to *stream* at the end go nowhere, in silence.

    If it failed once more then, Python would change the exit code to 120.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
