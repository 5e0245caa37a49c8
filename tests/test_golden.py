"""Golden files: commands, and all that they print.

A file holds lines `$ cchc …`, each with what it prints below it: standard output as it is,
standard error marked `!`, then `[exit N]` if it is not 0. Behind a line `-- NAME --` stands
a file that the commands may read. `pytest --rewrite` writes them anew: read the difference.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
FILES = sorted(FOLDER.glob("**/*.txt"))
_FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(FOLDER)) for path in FILES])
def test_a_command_prints_what_its_golden_file_says(
    path: Path,
    printed: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    text = path.read_text(encoding="utf-8")
    transcript, *files = _FILE.split(text)
    for name, content in zip(files[::2], files[1::2], strict=True):
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    typed = _COMMAND.findall(transcript)
    assert typed, "a golden file begins with a command"
    now = "".join(f"$ {line}\n{printed(line)}" for line in typed)
    if request.config.getoption("--rewrite"):
        path.write_text(now + text[len(transcript) :], encoding="utf-8")
    else:
        assert now == transcript
