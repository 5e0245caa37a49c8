"""Run a command line; turn errors into messages and exit codes."""

import gc
import os
import sys
from collections.abc import Sequence
from signal import SIG_IGN, SIGINT, signal

from cchc_cli.errors import CchcError
from cchc_cli.language.translation import _, detect_language, os_error_reason, set_language
from cchc_cli.stderr import redirect_to_devnull, report

_DONE, _FAILED, _INTERRUPTED = 0, 3, 130


def main() -> None:
    """Run the command line of this process."""
    gc.disable()  # 18 of 86 ms: a run is short, and the cycle collector finds nothing
    code = run([os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]])
    signal(SIGINT, SIG_IGN)  # all is done: too late to interrupt
    gc.freeze()  # else the interpreter collects once more as it ends
    sys.exit(code)


def run(argv: Sequence[str]) -> int:
    """Run the command line *argv* and return its exit code."""
    set_language(detect_language(argv, os.environ))
    try:
        _use_utf_8()
        from cchc_cli.commands.app import invoke  # noqa: PLC0415  # slow: it may be interrupted

        return invoke(list(argv))
    except CchcError as error:
        report(error.sentences)
        return error.exit_code
    except BrokenPipeError:  # the reader of a pipe closed it, as head does
        redirect_to_devnull(sys.__stdout__ or sys.stdout)
        return _DONE
    except (OSError, MemoryError) as error:  # those of a store are CchcErrors
        report([_failure_message(error)])
        redirect_to_devnull(sys.__stdout__ or sys.stdout)
        return _FAILED
    except KeyboardInterrupt:
        return _INTERRUPTED
    except Exception as error:
        if os.environ.get("CCHC_DEBUG"):
            raise
        reason = f"{type(error).__name__}: {error}"
        sentence = _(
            "internal error, please report it: {reason} (CCHC_DEBUG=1 shows the traceback)"
        )
        report([sentence.format(reason=reason)])
        return _FAILED


def _failure_message(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        return _("not enough memory")
    return _("standard output cannot be written: {why}").format(why=os_error_reason(error))


def _use_utf_8() -> None:
    """Make the standard streams UTF-8 with line feeds, in every locale and on every system."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            errors = "surrogateescape" if stream is sys.stdin else "backslashreplace"
            stream.reconfigure(encoding="utf-8", errors=errors, newline="\n")
