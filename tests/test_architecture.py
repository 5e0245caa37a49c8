"""The architecture: imports point down, and each library stays where it belongs."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_cli.index import _MADE_BY

PACKAGE = Path(__file__).parent.parent / "cchc_cli"
LAYERS = (
    "errors stderr text typed dates words formats whole steps plain",
    "place cache",
    "model",
    "schema relations people",
    "files",
    "reasons shapes door rules canonical writing",
    "swift",
    "fields records sheets phrases lattice search exporting",
    "names answers inputs readable",
    "kinds problems",
    "filters",
    "order finding",
    "scan",
    "narrowing shelf tallies",
    "matching",
    "drafts",
    "merging differences",
    "concluded",
    "citations columns snippets",
    "query",
    "store",
    "indexed indexing",
    "index",
    "opening",
    "database",
    "pages reports adding starting",
    "render",
    "commands",
    "main",
    "__main__",
)
"""From the lowest up; what stands in one layer may import from its own and from those before."""

HOME = {
    "rich": "render",
    "tinydb": "store",
    "typer": "commands",
    "csv": "render",
    "matplotlib": "render",
    "portalocker": "writing",
    "sqlite3": "database indexing indexed",
}
"""Library → the only modules or packages that import it."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def layer(module: str) -> int:
    return next(number for number, names in enumerate(LAYERS) if module in names.split())


def home(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "cchc_cli":
            yield from (f"cchc_cli.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    if home(path) == "__init__":
        return
    own = [name.split(".")[1] for name in imported(path) if name.startswith("cchc_cli.")]
    assert [name for name in own if layer(name) > layer(home(path))] == []


def test_an_index_is_made_anew_when_a_module_changes_that_has_a_part_in_it() -> None:
    found, left = set[str](), ["indexing", "indexed"]
    while left:
        if (name := left.pop()) not in found and (path := PACKAGE / f"{name}.py").exists():
            found.add(name)
            left += [one.split(".")[1] for one in imported(path) if one.startswith("cchc_cli.")]
    without_a_part = {"cache", "dates", "errors", "names", "whole", "words"}
    assert found - {*_MADE_BY} == without_a_part


@pytest.mark.parametrize("library", HOME)
def test_a_library_is_imported_in_one_place(library: str) -> None:
    def uses(path: Path) -> bool:
        return library in {name.split(".")[0] for name in imported(path)}

    places = {home(path) for path in MODULES if uses(path)}
    assert places == set(HOME[library].split())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_file_names_its_one_subject_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert text.splitlines()[0].endswith('."""')
    assert path.name == "model.py" or text.count("\n") <= 300
