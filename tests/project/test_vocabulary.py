"""One vocabulary: names that somebody would search for."""

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
