"""From arguments to an exit code."""

import gc
import os
import re
import sys
from collections.abc import Iterable, Sequence

from cchc_cli.errors import CchcError

_DONE, _FAILED, _INTERRUPTED = 0, 3, 130
# What could move the cursor, hide or turn round what a terminal shows.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def main() -> None:
    """Run the program on the command line that it was started with."""
    gc.disable()  # a run is short and makes no cycles: looking for them costs a tenth of it,
    code = run(sys.argv[1:])
    gc.freeze()  # and looking once more at the end, when all goes anyway, another
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run the command line *argv*; return its exit code, whatever happens."""
    try:
        _write_utf_8()
        from cchc_cli.commands.app import invoke  # noqa: PLC0415  # slow: it may be interrupted

        return invoke(list(argv))
    except CchcError as error:
        return _tell(error.exit_code, error.sentences)
    except BrokenPipeError:  # the reader has left, which is no error
        _drop_output()
        return _DONE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("CCHC_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}"
        return _tell(_FAILED, [f"this is a fault of cchc: {reason} (CCHC_DEBUG=1 shows where)"])


def _tell(exit_code: int, sentences: Iterable[str]) -> int:
    if sys.stderr is not None:
        for sentence in sentences:
            line = _CONTROL.sub(lambda sign: f"\\x{ord(sign[0]):02x}", sentence)
            print(f"cchc: {line}", file=sys.stderr)  # noqa: T201  # errors go here, and here alone
    return exit_code


def _write_utf_8() -> None:
    """Make both streams UTF-8 with plain line feeds, whatever the locale and the system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _drop_output() -> None:
    """Let what is still to be flushed at the end go nowhere, in silence."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.__stdout__.fileno() if sys.__stdout__ else 1)
    os.close(nowhere)
