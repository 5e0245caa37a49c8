"""README's examples are true: each `console` block, replayed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

README = Path(__file__).parent.parent / "README.md"
JSON = re.compile(r"(?<=^```json\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
BLOCKS = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
MARK = re.compile(r"^! ", re.MULTILINE)
BROKEN = '{"meta": {"1": {"schema": 1, "updated": "2025-02-30", "title": {"vi": "Thử"}}}}'


def test_every_example_prints_what_readme_shows(
    printed: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    text = README.read_text(encoding="utf-8")
    (tmp_path / "p99.json").write_text("".join(JSON.findall(text)), encoding="utf-8")
    (tmp_path / "broken.json").write_text(BROKEN, encoding="utf-8")

    def replayed(block: re.Match[str]) -> str:
        if "| jq " in block[0] and not shutil.which("jq"):
            return block[0]
        typed = COMMAND.findall(block[0])
        return "\n".join(f"$ {line}\n{MARK.sub('', printed(line))}" for line in typed)

    now = BLOCKS.sub(replayed, text)
    if request.config.getoption("--rewrite"):
        README.write_text(now, encoding="utf-8")
    else:
        assert now == text
    assert len(BLOCKS.findall(text)) > 10
