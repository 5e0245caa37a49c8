"""Completion: what a shell offers for a word that is begun."""

import pytest
from processes import Ran, Run, as_process

COMPARE = "Compare two meetings: figures and their changes, directives by area, themes, people."
"""A help of more than 80 columns, which is one line all the same."""


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cchc tre", ["trend"]),
        ("cchc add --re", ["--replace"]),
        ("cchc --inst", []),  # an option of Typer that cchc completion replaces
        ("cchc help ex", ["export", "exit-codes"]),
        ("cchc add p", []),  # for nothing the shell completes names of files
        ("cchc list dir", ["directives"]),
        ("cchc list -m p0", [f"p0{number}" for number in range(1, 10)]),
        ("cchc list directives --kind t", ["task"]),
        ("cchc list --kind t", []),  # meetings have no task
        ("cchc list directives --inferred de", ["deadline"]),
        ("cchc list figures --inferred sc", ["scope"]),
        ("cchc list areas --inferred sc", []),
        ("cchc list directives --issuer p", ["pham-minh-chinh", "pham-thi-thanh-tra"]),
        ("cchc list figures -F id,indicator.na", ["id,indicator.name"]),
        ("cchc list --sort numb", ["number"]),
        ("cchc list figures --sort numb", []),
        ("cchc search x -t figures --sort rep", ["reported"]),
        ("cchc search x -t fig", ["figures"]),
        ("cchc stats directives --by le", ["level"]),
        ("cchc stats --by sc", ["scope"]),
        ("cchc compare p09 p08", ["p08"]),
        (
            "cchc show p09.d0",
            [f"p09.d0{number}" for number in range(1, 10)] + ["p09.d09.o1", "p09.d09.o2"],
        ),
        ("cchc trend tasks-c", ["tasks-completed"]),
        ("cchc ls dir", ["directives"]),  # an alias, which is not offered itself
        ("cchc ls directives --kind t", ["task"]),
        ("cchc find x -t fig", ["figures"]),
        ("cchc view p09.d1", [f"p09.d1{number}" for number in range(10)]),
        ("cchc diff p09 p08", ["p08"]),
        ("cchc count --by sc", ["scope"]),
        ("cchc l", ["list"]),
        ("cchc schema tr", ["trace", "trend"]),
        ("cchc schema ex", []),  # export prints no rows
    ],
)
def test_completion_offers_what_may_follow(
    line: str, offered: list[str], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")  # which completion overwrites
    monkeypatch.setenv("_CCHC_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    found = cchc().out.split()
    assert [word for word in found if not word.startswith("indicator.name.")] == found
    assert [word for word in found if not word.endswith((".vi", ".en"))] == offered


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("cchc sho", ["show\tShow full records with related records and sources."]),
        ("cchc compar", [f"compare\t{COMPARE}"]),
        ("cchc list directives --to bo-noi", ["bo-noi-vu\tMinistry of Home Affairs"]),
        ('cchc list directives --to "Bộ Nội', ["Bộ Nội vụ\tbo-noi-vu"]),
        ("cchc list --person Nguyễn\\ X", ["Nguyễn Xuân Phúc\tnguyen-xuan-phuc"]),
    ],
)
def test_completion_explains_what_it_offers(
    line: str, offered: list[str], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")  # which completion overwrites
    monkeypatch.setenv("_CCHC_COMPLETE", "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", line)
    assert cchc().out.strip().splitlines() == offered


@pytest.mark.parametrize(
    "surroundings",
    [
        {"_CCHC_COMPLETE": "x"},
        {"_CCHC_COMPLETE": "complete_bash"},
        {"_CCHC_COMPLETE": "complete_bash", "COMP_WORDS": "cchc", "COMP_CWORD": "x"},
        {"_CCHC_COMPLETE": "complete_nosuch"},
    ],
    ids=str,
)
def test_incomplete_completion_variables_are_wrong_use(surroundings: dict[str, str]) -> None:
    line = "cchc: _CCHC_COMPLETE is reserved for shell completion; unset it\n"
    assert as_process("-h", settings=surroundings) == Ran(2, "", line)
    assert as_process("list", settings=surroundings) == Ran(2, "", line)
