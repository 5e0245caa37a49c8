"""The architecture: nine layers, no circles, each library in its one place, nothing too long."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent.parent / "cchc_cli"
LAYERS = (
    "errors stderr progress language",
    "model",
    "search",
    "query",
    "store view",
    "ingest",
    "answers",
    "output export",
    "commands main __main__",
)
"""From the lowest up: a room imports from itself and from layers below its own."""

SINGLE_MODULES = {"errors", "stderr", "progress", "language", "commands", "main", "__main__"}
"""Names that may import from others of their own layer."""

HOME = {
    "rich": "output",
    "tinydb": "store",
    "typer": "commands",
    "csv": "output/csv ingest/csv_rows",
    "matplotlib": "export/chart",
    "xlsxwriter": "export/workbook",
    "portalocker": "store/lock",
    "sqlite3": "export/sqlite store/index/build store/index/tables",
}
"""Library → the only modules or rooms that import it."""

MAX_NAMES = 20  # in a folder
MAX_LINES = 300  # of a module; the records stand together
MAX_FUNCTION = 40  # lines


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Return the names of libraries that *tree* imports, and modules of cchc as `store/files`."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            room = node.module.replace(".", "/")
            for alias in node.names:
                path = PACKAGE.parent / room / alias.name
                is_module = path.is_dir() or path.with_suffix(".py").exists()
                names.add(f"{room}/{alias.name}" if is_module else room)
    own = {name.removeprefix("cchc_cli/") for name in names if name.startswith("cchc_cli/")}
    return own | {name.split("/")[0] for name in names if not name.startswith("cchc_cli")}


def layer(module: str) -> int:
    room = module.split("/", maxsplit=1)[0]
    return next(number for number, names in enumerate(LAYERS) if room in names.split())


PATHS = {
    str(path.relative_to(PACKAGE).with_suffix("")).removesuffix("/__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if path.parent != PACKAGE or path.name != "__init__.py"
}
ROOMS = {name for names in LAYERS for name in names.split()}


@cache
def trees() -> dict[str, ast.Module]:
    return {name: parse(path) for name, path in PATHS.items()}


@cache
def libraries() -> dict[str, set[str]]:
    """Return for each module all that it imports."""
    return {name: imports(tree) for name, tree in trees().items()}


@cache
def own() -> dict[str, set[str]]:
    """Return for each module the modules of cchc that it imports."""
    return {
        name: {one for one in found if one.split("/")[0] in ROOMS} - {name}
        for name, found in libraries().items()
    }


def test_a_room_imports_only_from_layers_below_it() -> None:
    def may_import(room: str, other: str) -> bool:
        beside = layer(room) == layer(other) and {room, other} <= SINGLE_MODULES
        return room == other or layer(other) < layer(room) or beside

    wrong = [
        f"{name} imports {other}"
        for name, found in own().items()
        for other in sorted(found)
        if not may_import(name.split("/")[0], other.split("/")[0])
    ]
    assert wrong == []


def test_no_two_modules_import_each_other() -> None:
    TopologicalSorter(own()).prepare()  # raises CycleError


@pytest.mark.parametrize("library", HOME)
def test_a_library_is_imported_in_one_place(library: str) -> None:
    users = [name for name, found in libraries().items() if library in found]
    homes = HOME[library].split()
    assert [
        name for name in users if not f"{name}/".startswith(tuple(f"{h}/" for h in homes))
    ] == []
    assert [home for home in homes if not any(f"{n}/".startswith(f"{home}/") for n in users)] == []


def test_a_module_says_its_subject_and_stays_short() -> None:
    texts = {name: path.read_text(encoding="utf-8") for name, path in PATHS.items()}
    first_lines = {name: text.partition("\n")[0] for name, text in texts.items()}
    assert [
        name
        for name, line in first_lines.items()
        if not (line.startswith('"""') and line.endswith('."""'))
    ] == []
    lines = {name: text.count("\n") for name, text in texts.items() if name != "model/records"}
    assert {name: count for name, count in lines.items() if count > MAX_LINES} == {}


def test_a_function_stays_short() -> None:
    functions = [
        (f"{name}.{node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
    ]
    assert [one for one in functions if one[1] > MAX_FUNCTION] == []


def test_a_folder_has_few_names() -> None:
    ignored = ("__init__.py", "__pycache__", "py.typed")
    for folder in {path.parent for path in PATHS.values()}:
        assert len([one for one in folder.iterdir() if one.name not in ignored]) <= MAX_NAMES
