"""Golden files: commands, and all that they print.

A file holds lines `$ cchc …`, each with what it prints below it: standard output as it is,
standard error marked `!`, then `[exit N]` if it is not 0. Behind a line `-- NAME --` stands
a file that the commands may read. `pytest --rewrite` writes them anew: read the difference.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc_cli.commands import VERBS
from cchc_cli.output.formats import RENDERERS
from cchc_cli.store import location

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "tests" / "golden"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.txt"))
INDEXED = {*VERBS} - {
    *("init", "add", "edit", "remove", "export", "schema", "completion", "help"),
}
"""Folders whose commands read records, so that an index must print the same."""

_FILE = re.compile(r"^-- (\S+) --\n", re.MULTILINE)
_COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)


def replay(
    name: str,
    printed: Callable[[str], str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    rewrite: bool = False,
) -> None:
    """Run the commands of the golden file *name* in *folder* and compare, or write it anew."""
    path = FOLDER / name
    text = path.read_text(encoding="utf-8")
    transcript, *files = _FILE.split(text)
    for file, content in zip(files[::2], files[1::2], strict=True):
        (folder / file).write_text(content, encoding="utf-8")
    monkeypatch.chdir(folder)
    typed = _COMMAND.findall(transcript)
    assert typed, "a golden file begins with a command"
    now = "".join(f"$ {line}\n{printed(line)}" for line in typed)
    if rewrite:
        path.write_text(now + text[len(transcript) :], encoding="utf-8")
    else:
        assert now == transcript


@pytest.mark.parametrize("name", NAMES)
def test_a_command_prints_what_its_golden_file_says(
    name: str,
    printed: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    rewrite = bool(request.config.getoption("--rewrite"))
    replay(name, printed, tmp_path, monkeypatch, rewrite=rewrite)


@pytest.mark.parametrize("name", [name for name in NAMES if name.split("/")[0] in INDEXED])
def test_an_index_prints_what_a_scan_prints(
    name: str, printed: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "INDEX_THRESHOLD", 0)
    replay(name, printed, tmp_path, monkeypatch)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_golden_files_and_a_line_in_both_readmes(verb: str) -> None:
    assert [name for name in NAMES if name.startswith(f"{verb}/")]
    for readme in ("README.md", "README.vi.md"):
        assert re.search(
            rf"^\$ .*cchc {verb}\b|`(cchc )?{verb}\b", _read(ROOT / readme), re.MULTILINE
        )


@pytest.mark.parametrize("output_format", RENDERERS)
def test_every_output_format_occurs_in_a_golden_file(output_format: str) -> None:
    option = re.compile(rf"^\$ .*cchc .*(-o {output_format}|--{output_format})\b", re.MULTILINE)
    assert output_format == "table" or any(option.search(_read(FOLDER / name)) for name in NAMES)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
