"""The README's examples are true, in both languages: each `console` block, replayed."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
READMES = ["README.md", "README.vi.md"]
JSON = re.compile(r"(?<=^```json\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
BLOCKS = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
MARK = re.compile(r"^! ", re.MULTILINE)
SECTION = re.compile(r"^## (.*)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)]+)\)")
UNLINKED = re.compile(r"[^\w -]")  # signs that GitHub leaves out of an anchor
BROKEN = '{"meta": {"1": {"schema": 1, "updated": "2025-02-30", "title": {"vi": "Thử"}}}}'


@pytest.mark.parametrize("name", READMES)
def test_every_example_prints_what_readme_shows(
    name: str,
    printed: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "90")
    if name == "README.vi.md":
        monkeypatch.setenv("CCHC_LANG", "vi")
    text = (ROOT / name).read_text(encoding="utf-8")
    (tmp_path / "p99.json").write_text("".join(JSON.findall(text)), encoding="utf-8")
    (tmp_path / "broken.json").write_text(BROKEN, encoding="utf-8")

    def replayed(block: re.Match[str]) -> str:
        if "| jq " in block[0] and not shutil.which("jq"):
            return block[0]
        typed = COMMAND.findall(block[0])
        return "\n".join(f"$ {line}\n{MARK.sub('', printed(line))}" for line in typed)

    now = BLOCKS.sub(replayed, text)
    if request.config.getoption("--rewrite"):
        (ROOT / name).write_text(now, encoding="utf-8")
    else:
        assert now == text
    assert len(BLOCKS.findall(text)) > 10


def test_both_languages_have_the_same_sections_examples_and_records() -> None:
    english, vietnamese = ((ROOT / name).read_text(encoding="utf-8") for name in READMES)
    assert _verbs(english) == _verbs(vietnamese)
    assert JSON.findall(english) == JSON.findall(vietnamese)


def _verbs(text: str) -> list[list[str]]:
    """Return for each section of *text* the verbs that its examples run, in their order."""
    sections = SECTION.split(text)[::2]
    return [
        [line.removeprefix("CCHC_LANG=vi ").split()[1] for line in COMMAND.findall("".join(blocks))]
        for blocks in map(BLOCKS.findall, sections)
    ]


@pytest.mark.parametrize("name", READMES)
def test_every_link_within_the_project_leads_somewhere(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    titles = (UNLINKED.sub("", title.lower()) for title in SECTION.findall(text))
    anchors = {"#" + title.replace(" ", "-") for title in titles}
    links = LINK.findall(text)
    assert {*READMES} - {name} <= {*links}
    assert [link for link in links if link not in anchors and not (ROOT / link).is_file()] == []
