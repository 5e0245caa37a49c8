"""The architecture: nine layers, no circles, each library in its one place."""

import ast
from collections.abc import Iterator
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

HOME = {
    "rich": "output",
    "tinydb": "store",
    "typer": "commands",
    "csv": "output/csv",
    "matplotlib": "export/chart",
    "portalocker": "store/lock",
    "sqlite3": "export/sqlite store/index/build store/index/reader",
}
"""Library → the only modules or rooms that import it."""

MODULES = sorted(PACKAGE.rglob("*.py"))
MAX_NAMES = 20


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE).with_suffix("")).replace("/__init__", "")


def layer(module: str) -> int:
    room = module.split("/", maxsplit=1)[0]
    return next(number for number, names in enumerate(LAYERS) if room in names.split())


def imports(path: Path, *, anywhere: bool = True) -> Iterator[str]:
    """Yield the modules that *path* imports, those of this package as `store/files`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = ast.walk(tree) if anywhere else iter(tree.body)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if not node.module.startswith("cchc_cli"):
                yield node.module
                continue
            room = node.module.removeprefix("cchc_cli").lstrip(".").replace(".", "/")
            for alias in node.names:
                module = f"{room}/{alias.name}".lstrip("/")
                is_module = (PACKAGE / f"{module}.py").exists() or (PACKAGE / module).is_dir()
                yield module if is_module else room


def own_imports(path: Path, *, anywhere: bool = True) -> set[str]:
    found = imports(path, anywhere=anywhere)
    return {name for name in found if name and name.split("/")[0] in " ".join(LAYERS).split()}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_from_layers_below_it(path: Path) -> None:
    if name_of(path) == "__init__":
        return
    room, own = name_of(path).split("/")[0], layer(name_of(path))
    others = [name for name in own_imports(path) if name.split("/")[0] != room]
    same_layer = {"main", "__main__", "commands"}, {"errors", "stderr", "progress", "language"}
    allowed = next((group for group in same_layer if room in group), set[str]())
    wrong = [
        name
        for name in others
        if layer(name) > own or (layer(name) == own and name.split("/")[0] not in allowed)
    ]
    assert wrong == []


def test_no_two_modules_import_each_other() -> None:
    graph = {name_of(path): own_imports(path) - {name_of(path)} for path in MODULES}
    assert [*TopologicalSorter(graph).static_order()]  # raises CycleError


@pytest.mark.parametrize("library", HOME)
def test_a_library_is_imported_in_one_place(library: str) -> None:
    def uses(path: Path) -> bool:
        return library in {name.split(".")[0] for name in imports(path)}

    places = {name_of(path) for path in MODULES if uses(path)}
    homes = HOME[library].split()
    assert {home for place in places for home in homes if f"{place}/".startswith(f"{home}/")} == {
        *homes
    }
    assert all(any(f"{place}/".startswith(f"{home}/") for home in homes) for place in places)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_says_its_subject_and_stays_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith('"""')
    assert text.splitlines()[0].endswith('."""')
    assert name_of(path) == "model/records" or text.count("\n") <= 300


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_function_stays_short(path: Path) -> None:
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    )
    long = {node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 40}
    assert long == set()


def test_no_folder_lists_more_names_than_a_reader_takes_in() -> None:
    for folder in {path.parent for path in MODULES}:
        names = {
            one.name
            for one in folder.iterdir()
            if one.name not in ("__init__.py", "__pycache__", "py.typed")
        }
        assert len(names) <= MAX_NAMES, folder
