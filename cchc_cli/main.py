"""From arguments to an exit code."""

import gc
import os
import sys

# What signal is made of, without the enumerations that it builds at each start.
from _signal import SIG_IGN, SIGINT, signal  # type: ignore[import-not-found]
from collections.abc import Sequence

from cchc_cli.errors import CchcError
from cchc_cli.language.translation import _, detect_language, os_error_reason, set_language
from cchc_cli.stderr import redirect_to_devnull, report

_DONE, _FAILED, _INTERRUPTED = 0, 3, 130


def main() -> None:
    """Run the program on the command line that it was started with."""
    gc.disable()  # a run is short and makes no cycles: looking for them costs a tenth of it,
    code = run([os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]])
    signal(SIGINT, SIG_IGN)  # all is done: too late to interrupt
    gc.freeze()  # and looking once more at the end, when all goes anyway, another
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run the command line *argv*; return its exit code, whatever happens."""
    set_language(detect_language(argv, os.environ))
    try:
        _use_utf_8()
        from cchc_cli.commands.app import invoke  # noqa: PLC0415  # slow: it may be interrupted

        return invoke(list(argv))
    except CchcError as error:
        report(error.sentences)
        return error.exit_code
    except BrokenPipeError:  # the reader has left, which is no error
        redirect_to_devnull(sys.__stdout__ or sys.stdout)
        return _DONE
    except (OSError, MemoryError) as error:  # a store that cannot be read is a CchcError by now
        report([_failure_message(error)])
        redirect_to_devnull(sys.__stdout__ or sys.stdout)
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("CCHC_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}"
        sentence = _("this is a fault of cchc: {reason} (CCHC_DEBUG=1 shows where)")
        report([sentence.format(reason=reason)])
        return _FAILED


def _failure_message(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        return _("there is not enough memory for this store and this question")
    return _("standard output cannot be written: {why}").format(why=os_error_reason(error))


def _use_utf_8() -> None:
    """Make all streams UTF-8 with plain line feeds, whatever the locale and the system."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
