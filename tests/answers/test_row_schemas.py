"""The JSON Schema of the rows of each command: what is printed is of it, and little else is."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from inspect import signature
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft202012Validator
from processes import Run

from cchc_cli.answers import Answer, answer_rows
from cchc_cli.answers.check import check
from cchc_cli.answers.compare import compare
from cchc_cli.answers.list import list_records
from cchc_cli.answers.row_schemas import ROWS, rows_schema
from cchc_cli.answers.show import show
from cchc_cli.answers.stats import stats
from cchc_cli.answers.trace import trace
from cchc_cli.answers.trend import trend
from cchc_cli.commands import VERBS
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters, group_fields
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())
IDS = {name: [one.id for one in STORE.all(name)] for name in RECORD_TYPES}
STARTS = [one.id for one in STORE.all("directives") if not one.follows]
ALL, NO_FILTERS = tuple(RECORD_TYPES), Filters()

GOLDEN = Path(__file__).parent.parent / "golden"
COMMAND = re.compile(r"^\$ (.*)\n((?:(?!\$ |-- ).*\n)*)", re.MULTILINE)
JSON = re.compile(r"(--json|-o jsonl?)( |$)")
NOT_JSON = re.compile(r"^(! .*|\[exit \d\])\n", re.MULTILINE)
OTHER_KEYS = re.compile(r" -F |[|>]")

Row = dict[str, Any]

schema = cache(rows_schema)


@cache
def validator(verb: str) -> Draft202012Validator:
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(schema(verb), format_checker=checker)


@cache
def closed_lists(verb: str) -> set[str]:
    """Return all words of the closed lists in the schema of *verb*."""
    lists = re.findall(r'"(?:enum|const)": (\[.*?\]|".*?")', json.dumps(schema(verb)))
    return {word for one in lists for word in re.findall(r'"(.*?)"', one)}


def leaves(value: Any, words: set[str], path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401
    """Yield each path in *value*, and its type, or the word there if it is one of *words*."""
    if isinstance(value, dict | list):
        yield path, len(value) > 0
        for key, inner in (
            value.items() if isinstance(value, dict) else (("", one) for one in value)
        ):
            yield from leaves(inner, words, f"{path}.{key}")
    else:
        yield path, value if value in words else type(value)


def assert_rows(verb: str, rows: Iterable[Row]) -> None:
    """Validate those of *rows* in which a path has a type or word that none before had there."""
    seen, new = set[Any](), list[Row]()
    for row in rows:
        found = {*leaves(row, closed_lists(verb))}
        new += [] if found <= seen else [row]
        seen |= found
    assert new
    assert [*validator(verb).iter_errors(new)] == []


def counts() -> Iterator[Answer]:
    for record_type in RECORD_TYPES:
        fields = group_fields(record_type)
        for by in ((), *((one,) for one in fields), *combinations(fields, 2)):
            yield stats(record_type, by, NO_FILTERS, STORE)


ANSWERS: dict[str, Callable[[], Iterable[Answer]]] = {
    "list": lambda: (list_records(Query(record_types=(one,)), STORE) for one in ALL),
    "show": lambda: [show(["p08", "p08.d16", "57-nq-tw", "tthc"], STORE, with_related=True)],
    "search": lambda: (
        list_records(Query(record_types=ALL, words=(one,)), STORE) for one in ("18/21", "ubnd")
    ),
    "stats": counts,
    "check": lambda: [check((), NO_FILTERS, STORE, "note", include_ok=True)],
    "compare": lambda: (compare(a, b, STORE) for a, b in pairwise(IDS["meetings"])),
    "trend": lambda: (trend(one, NO_FILTERS, STORE) for one in (None, *IDS["indicators"])),
    "trace": lambda: (
        trace(one, STORE, suggest=one == "p09.d03") for one in [*STARTS, *IDS["themes"]]
    ),
}


@pytest.mark.parametrize("verb", ANSWERS)
def test_all_answers_about_the_shipped_store_are_of_the_schema(verb: str) -> None:
    answers = (msgspec.json.encode([*answer_rows(answer)]) for answer in ANSWERS[verb]())
    assert_rows(verb, (row for answer in answers for row in json.loads(answer)))


@cache
def golden_rows() -> dict[str, list[Row]]:
    """Return the rows that golden files show, of each verb that prints rows."""
    found: dict[str, list[Row]] = {verb: [] for verb in ROWS}
    for path in GOLDEN.rglob("*.txt"):
        for line, below in COMMAND.findall(path.read_text(encoding="utf-8")):
            verb = next((word for word in line.split() if word in VERBS), "")
            if JSON.search(line) and not OTHER_KEYS.search(line) and verb in ROWS:
                text = NOT_JSON.sub("", below)
                lines = text.splitlines() if "-o jsonl" in line else [text] * bool(text)
                found[verb] += [row for one in lines for row in _rows(json.loads(one))]
    return found


def _rows(document: Any) -> list[Row]:  # noqa: ANN401  # an array, or one row of jsonl
    return document if isinstance(document, list) else [document]


@pytest.mark.parametrize("verb", ROWS)
def test_every_json_in_a_golden_file_is_of_the_schema(verb: str) -> None:
    assert_rows(verb, golden_rows()[verb])


@pytest.mark.parametrize("verb", {id(rows): verb for verb, rows in ROWS.items()}.values())
def test_a_row_with_another_key_or_one_less_or_a_wrong_type_is_refused(verb: str) -> None:
    for row in {frozenset(row): row for row in golden_rows()[verb]}.values():
        assert validator(verb).is_valid([row])
        wrong = [
            row,
            {**row, "other": None},
            *({name: row[name] for name in row if name != key} for key in {*row} - {"related"}),
            *({**row, key: [{"wrong": 1.5}]} for key in row),
        ]
        accepted = [one for one in wrong if validator(verb).is_valid([one])]
        assert accepted == [row]


def test_related_rows_have_no_related_rows() -> None:
    (row,) = (row for row in golden_rows()["show"] if "related" in row)
    (first, *_), *_ = row["related"].values()
    assert validator("show").is_valid([row])
    first["related"] = {}
    assert not validator("show").is_valid([row])


def test_every_verb_that_prints_rows_has_a_schema_in_which_each_key_is_described() -> None:
    commands = {verb: import_module(f"cchc_cli.commands.{verb}").command for verb in VERBS}
    assert [verb for verb in VERBS if "json" in signature(commands[verb]).parameters] == [*ROWS]
    items = {verb: schema(verb)["items"] for verb in ROWS}
    parts = {name: part for verb in ROWS for name, part in schema(verb)["$defs"].items()}
    Draft202012Validator.check_schema({"$defs": items | parts})
    described = {"description", "$ref"}
    assert [
        f"{name}.{key}"
        for name, part in parts.items()
        for key, one in part.get("properties", {}).items()
        if described.isdisjoint(one) and name != "related"
    ] == []


def test_keys_are_in_the_order_in_which_they_are_printed() -> None:
    for verb, rows in golden_rows().items():
        parts = [part.get("properties", {}) for part in schema(verb)["$defs"].values()]
        orders = {frozenset(keys): [*keys] for keys in parts}
        assert [row for row in rows if [*row] != orders.get(frozenset(row), [*row])] == []


def test_schema_takes_aliases_and_completes_verbs(cchc: Run) -> None:
    assert cchc("schema", "ls") == cchc("schema", "list")
    assert json.loads(cchc("schema", "diff").out) == schema("compare")
