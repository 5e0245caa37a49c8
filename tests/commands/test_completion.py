"""Completion: words that the shell offers for what is typed so far."""

import pytest
from processes import Ran, as_process


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cchc sh", ["show"]),
        ("cchc list fi", ["figures"]),
        ("cchc list directives -a p", ["procedures", "public-finance"]),
        ("cchc list directives --kind l", ["lesson"]),
        ("cchc list figures -F id,rep", ["id,reported"]),
        ("cchc list meetings --sort nu", ["number"]),
        ("cchc list -m p0", [f"p0{number}" for number in range(1, 10)]),
        ("cchc show p09.d0", [f"p09.d0{number}" for number in range(1, 10)]),
        ("cchc search -t pe", ["people"]),
        ("cchc stats directives --by the", ["theme"]),
        ("cchc stats figures --by s", ["scope", "source"]),
        ("cchc list figures --indicator tasks-c", ["tasks-completed"]),
        ("cchc add --re", ["--replace"]),
        ("cchc add p", []),  # for nothing the shell completes names of files
    ],
)
def test_completion_offers_words_for_what_is_typed(typed: str, expected: list[str]) -> None:
    asked = {"_CCHC_COMPLETE": "complete_bash", "COMP_WORDS": typed}
    asked["COMP_CWORD"] = str(len(typed.split()) - 1)
    ran = as_process(settings=asked)
    assert ran.out.split() == expected
    assert ran.err == ""


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
    line = "cchc: _CCHC_COMPLETE is for shells that complete words; unset it\n"
    assert as_process("-h", settings=surroundings) == Ran(2, "", line)
    assert as_process("list", settings=surroundings) == Ran(2, "", line)
