"""What is said beside the answer: a line a sentence on standard error."""

import re
import sys
from collections.abc import Iterable
from contextlib import suppress

from cchc_cli.text import UNSEEN


def tell(sentences: Iterable[str]) -> None:
    """Write each of *sentences* in a line of its own, whatever they hold."""
    if sys.stderr is None:  # closed by whoever started us
        return
    with suppress(OSError):  # nobody is left to be told
        for sentence in sentences:
            line = re.sub(f"[{UNSEEN}]", lambda sign: f"\\u{ord(sign[0]):04x}", sentence)
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
