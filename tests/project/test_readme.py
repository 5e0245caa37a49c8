"""README and docs: every `console` block is replayed, every link leads somewhere."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from screen import PICTURE, STDERR_MARK, WIDTH, draw_screen

ROOT = Path(__file__).parent.parent.parent
READMES = ["README.md", "README.vi.md"]
DOCS = sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))
PAGES = [
    *READMES,
    *DOCS,
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "benchmarks/README.md",
    "data/README.md",
    "data/CHANGELOG.md",
]
SAVED = re.compile(r"saved as\s`(\S+)`:\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*)\n", re.MULTILINE)
SECTION = re.compile(r"^## (.*)$", re.MULTILINE)
TITLE = re.compile(r"^#{1,3} (.*)$", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)]+)\)")
NOT_IN_ANCHORS = re.compile(r"[^\w -]")
BROKEN = '{"meta": {"1": {"schema": 2, "updated": "2025-02-30", "title": {"vi": "Thử"}}}}'
MAX_COLUMNS = 120


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", [*READMES, *DOCS])
def test_every_example_prints_what_the_page_shows(
    page: str,
    printed: Callable[[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("CCHC_LANG", "vi" if page.endswith(".vi.md") else "en")
    text = read(page)
    for name, content in SAVED.findall(text):
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "broken.json").write_text(BROKEN, encoding="utf-8")

    def replay(block: re.Match[str]) -> str:
        if "| jq " in block[0] and not shutil.which("jq"):
            return block[0]
        typed = COMMAND.findall(block[0])
        return "\n".join(f"$ {line}\n{STDERR_MARK.sub('', printed(line))}" for line in typed)

    now = CONSOLE.sub(replay, text)
    if request.config.getoption("--rewrite"):
        (ROOT / page).write_text(now, encoding="utf-8")
    else:
        assert now == text


def test_the_picture_in_readme_is_current(
    printed: Callable[[str], str],
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("CCHC_LANG", "en")
    drawn = draw_screen(printed)
    if request.config.getoption("--rewrite"):
        PICTURE.write_text(drawn, encoding="utf-8")
    assert drawn == PICTURE.read_text(encoding="utf-8")
    assert "url(http" not in drawn


def test_both_readmes_have_the_same_sections_and_examples() -> None:
    english, vietnamese = ([*_commands(read(page))] for page in READMES)
    assert english == vietnamese
    assert sum(map(len, english)) > 5


def _commands(text: str) -> Iterator[list[str]]:
    """Yield for each section of *text* the commands that its examples run, without languages."""
    for section in SECTION.split(text)[::2]:
        typed = COMMAND.findall("".join(CONSOLE.findall(section)))
        yield [re.sub(r"(\.text\.|--lang )(vi|en)", r"\1", line) for line in typed]


@pytest.mark.parametrize("page", READMES)
def test_a_readme_fits_a_few_screens_and_names_every_command(page: str) -> None:
    from cchc_cli.commands import VERBS  # noqa: PLC0415

    text = read(page)
    assert 150 <= len(text.splitlines()) <= 250
    assert [verb for verb in VERBS if f"`{verb}" not in text] == []


@pytest.mark.parametrize("page", PAGES)
def test_no_line_of_prose_is_over_120_columns(page: str) -> None:
    lines = FENCED.sub("", read(page)).splitlines()
    long = [line for line in lines if len(line) > MAX_COLUMNS and not line.startswith("|")]
    assert long == []


@pytest.mark.parametrize("page", PAGES)
def test_every_link_within_the_project_leads_somewhere(page: str) -> None:
    links = LINK.findall(read(page))
    assert [link for link in links if not _leads_somewhere(link, ROOT / page)] == []


@pytest.mark.parametrize("page", READMES)
def test_a_readme_links_the_other_one_and_every_page(page: str) -> None:
    assert {*PAGES, PICTURE.relative_to(ROOT).as_posix()} - {page} <= {*LINK.findall(read(page))}


def _leads_somewhere(link: str, page: Path) -> bool:
    name, _, anchor = link.partition("#")
    target = page.parent / name if name else page
    titles = TITLE.findall(target.read_text(encoding="utf-8")) if target.is_file() else []
    anchors = {NOT_IN_ANCHORS.sub("", title.lower()).replace(" ", "-") for title in titles}
    return target.is_file() and (not anchor or anchor in anchors)


def test_the_address_of_the_repository_is_filled_in_in_one_place() -> None:
    pages = "\n".join(map(read, PAGES))
    (address,) = re.findall(r"^REPOSITORY=(\S+)", pages, re.MULTILINE)
    assert pages.count(address) == 1
