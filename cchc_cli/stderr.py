"""What is said beside the answer: a line a sentence on standard error."""

import re
import sys
from collections.abc import Iterable
from contextlib import suppress

# What could move the cursor, break a line, or hide or turn round what a terminal shows.
_CONTROL = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"


def tell(sentences: Iterable[str]) -> None:
    """Write each of *sentences* in a line of its own, whatever they hold."""
    if sys.stderr is None:  # closed by whoever started us
        return
    with suppress(OSError):  # nobody is left to be told
        for sentence in sentences:
            line = re.sub(_CONTROL, lambda sign: f"\\u{ord(sign[0]):04x}", sentence)
            sys.stderr.write(f"cchc: {line}\n")
        sys.stderr.flush()
