"""Completion in real shells: what is typed at a terminal, with Tab, and what then runs."""

import os
import pty
import select
import shutil
import sys
from pathlib import Path

import pytest
from builders import body, store
from processes import Run, environment

SCRIPTS = Path(__file__).parent.parent.parent / "cchc_cli/commands/shells"
SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], f"source {SCRIPTS}/cchc.bash"),
    "zsh": (["zsh", "-f", "-i"], f"autoload -Uz compinit; compinit -D -u; . {SCRIPTS}/_cchc"),
    "fish": (["fish", "--no-config", "-i"], f"source {SCRIPTS}/cchc.fish"),
}
FILES = {"bash": "cchc.bash", "zsh": "_cchc", "fish": "cchc.fish"}
HOSTILE = r"""Sở "A" $(touch pwned) `touch pwned` \ it's [b] a:b !x !! w! {c,d} ~ # ; | < ? %s =^"""
TYPED = [
    ("cchc tren\t", ["trend"]),
    ("cchc list directives --over\t", ["list", "directives", "--overdue"]),
    ("cchc list directives --for bo-n\t", ["list", "directives", "--for", "bo-noi-vu"]),
    ("cchc list directives --to=bo-n\t", ["list", "directives", "--to=bo-noi-vu"]),
    ("cchc show Bộ\\ N\t", ["show", "Bộ Nội vụ"]),
    ("cchc show 'Sở\t", ["show", HOSTILE]),
    ('cchc show "Sở\t', ["show", HOSTILE]),
    ("cchc show Sở\t", ["show", HOSTILE]),
    ("cchc add a\\ f\t", ["add", "a file.json"]),  # nothing to offer: files
]
STAND_IN = """#!/bin/sh
[ -z "$_CCHC_COMPLETE" ] || exec {python} -m cchc_cli
for word; do printf '%s\\n' "$word" >> ran; done
echo >> ran
"""
"""In place of `cchc`: the program if a shell asks it for words, else it notes its arguments."""
SECONDS = 60  # for a shell that hangs


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_and_quotes_as_the_shell_needs(shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    (tmp_path / "a file.json").touch()
    (tmp_path / "cchc").write_text(STAND_IN.format(python=sys.executable), encoding="utf-8")
    (tmp_path / "cchc").chmod(0o755)
    kept = store(tmp_path, bodies=[body("bo-noi-vu", "Bộ Nội vụ"), body("so-a", HOSTILE)])
    program, load = SHELLS[shell]
    screen = type_into(program, [load, *(line for line, _ran in TYPED), "exit"], tmp_path, kept)
    runs = (tmp_path / "ran").read_text(encoding="utf-8").split("\n\n")[:-1]
    assert [run.splitlines() for run in runs] == [ran for _line, ran in TYPED], screen
    assert not (tmp_path / "pwned").exists()


def type_into(program: list[str], lines: list[str], folder: Path, kept: str) -> str:
    """Type *lines* into *program* at a terminal, in *folder*, and return all that it shows."""
    surroundings = environment({"CCHC_STORE": kept, "LC_ALL": "C.UTF-8", "TERM": "xterm"})
    surroundings |= {"PATH": f"{folder}:{os.environ['PATH']}", "HOME": str(folder)}
    pid, terminal = pty.fork()
    if not pid:
        os.chdir(folder)
        os.execvpe(program[0], program, surroundings)
    os.write(terminal, "".join(f"{line}\n" for line in lines).encode())
    shown = b""
    try:
        while select.select([terminal], [], [], SECONDS)[0] and (more := os.read(terminal, 4096)):
            shown += more
    except OSError:  # the terminal of a program that has ended
        pass
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)
    return shown.decode(errors="replace")


@pytest.mark.parametrize("shell", FILES)
def test_completion_prints_the_file_that_is_installed(shell: str, cchc: Run) -> None:
    assert cchc("completion", shell).out == (SCRIPTS / FILES[shell]).read_text(encoding="utf-8")
