"""Edit a text in the user's editor: $VISUAL, $EDITOR, else vi."""

import os
import shlex
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkstemp

from cchc_cli.errors import CchcError, UsageError
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.store.atomic import remove, unwritable


def write_temporary(text: str, name: str) -> str:
    """Write *text* to a new file, which no other user can read; return its path."""
    try:
        descriptor, path = mkstemp(prefix=f"cchc-{name}-", suffix=".json")
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise unwritable(error.filename or name, error) from None
    return path


def run_editor(path: str) -> None:
    """Let the user edit the file *path*; raises UsageError or CchcError if the editor fails."""
    command = _editor()
    try:
        process = subprocess.Popen([*command, path])  # noqa: S603  # the user's own setting
    except OSError as error:
        sentence = _("the editor {command} cannot be started: {why}; set VISUAL or EDITOR")
        why = os_error_reason(error)
        raise UsageError(sentence.format(command=command[0], why=why)) from None
    if code := _wait(process):
        sentence = _("the editor {command} ended with exit code {code}; nothing was changed")
        raise CchcError(sentence.format(command=command[0], code=code))


def _editor() -> Sequence[str]:
    for name in ("VISUAL", "EDITOR"):
        value = os.environ.get(name, "")
        try:
            words = shlex.split(value)
        except ValueError:  # a quotation mark without its other one
            sentence = _("{name} is not a command: {value}")
            raise UsageError(sentence.format(name=name, value=value)) from None
        if words:
            return words
    return ["vi"]


def _wait(process: "subprocess.Popen[bytes]") -> int:
    """Return the exit code of *process*; Ctrl-C is for the editor, which shares the terminal."""
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue


def remove_if_unchanged(path: str, text: str) -> bool:
    """Remove the file *path* and return True if it holds *text* still, or nothing, or is gone."""
    try:
        is_unchanged = Path(path).read_text(encoding="utf-8").strip() in ("", text.strip())
    except FileNotFoundError:
        return True
    except (OSError, UnicodeDecodeError):
        return False
    if is_unchanged:
        remove(path)
    return is_unchanged
