"""One vocabulary: names that somebody would search for, and lines of prose that fit a screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "cchc_cli"
PRIVATE = {
    *("aside", "beside", "concluded", "door", "hanging", "instead", "marked", "said", "shelf"),
    *("spoken", "starred", "swift", "told", "what", "whole", "worded"),
}
"""Words that name nothing that the field knows."""

PROSE = [ROOT / name for name in ("README.md", "README.vi.md", "CONTRIBUTING.md", "SECURITY.md")]
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id


def test_no_name_is_of_a_private_language() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {name}"
        for path in PACKAGE.rglob("*.py")
        for name in names(ast.parse(path.read_text(encoding="utf-8")))
        if PRIVATE & {*re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")}
    }
    assert found == set()


def test_no_line_of_prose_is_wider_than_120_columns() -> None:
    pages = [*PROSE, *ROOT.glob("*/README.md"), *ROOT.glob("docs/*.md"), ROOT / "CHANGELOG.md"]
    wide = {
        f"{page.relative_to(ROOT)}: {line[:60]}"
        for page in pages
        for line in FENCED.sub("", page.read_text(encoding="utf-8")).splitlines()
        if len(line) > 120 and not line.startswith("|") and " " in line.strip("- ")
    }
    assert wide == set()
