"""Wrong use: what a word or option of another tool stands for."""

import pytest
from processes import Run

from cchc_cli.commands import VERBS
from cchc_cli.commands.app import program
from cchc_cli.commands.usage_errors import _ALIASES, _MEANINGS, meant
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.names import _CHOICES, _TYPES, choice_named, record_type_named

COMMANDS = program([]).commands
OPTIONS = {name for one in COMMANDS.values() for param in one.params for name in param.opts}
PLANNED = {"--due", "--overdue"}


def test_every_synonym_of_an_option_leads_to_an_option_or_a_command_that_there_is() -> None:
    for ours in _MEANINGS:
        first, *rest = ours.split()
        known = rest[0] in {*VERBS, "--version"} if first == "cchc" else first in OPTIONS | PLANNED
        assert known, ours


def test_no_option_of_ours_hides_behind_a_synonym_where_it_exists() -> None:
    for name, command in COMMANDS.items():
        own = {option for param in command.params for option in param.opts}
        for ours, others in _MEANINGS.items():
            assert ours.split()[0] not in others.split(), (name, ours, own)


def test_every_alias_leads_to_a_verb_or_an_option() -> None:
    assert {*_ALIASES.values()} <= {*VERBS, "--version", "--help"}
    assert not {*_ALIASES} & {*VERBS}


@pytest.mark.parametrize(
    ("typed", "stands_for"),
    [
        (["ls"], ["list"]),
        (["--json", "list"], ["list", "--json"]),
        (["--lang", "vi", "ls", "-n", "1"], ["list", "--lang", "vi", "-n", "1"]),
        (["--foo", "list"], ["--foo", "list"]),
        (["help"], ["--help"]),
        (["help", "diff"], ["compare", "-h"]),
        (["help", "dates"], ["help", "dates"]),
        (["--lang", "vi"], ["--lang", "vi", "--help"]),
    ],
)
def test_a_command_line_stands_for_another(typed: list[str], stands_for: list[str]) -> None:
    assert meant(typed, program) == stands_for


def test_every_word_for_a_record_type_names_one_type() -> None:
    assert {*_TYPES} == {*RECORD_TYPES}
    words = [word for others in _TYPES.values() for word in others.split()]
    assert len(words) == len({*words})
    for record_type, others in _TYPES.items():
        assert {record_type_named(word) for word in others.split()} == {record_type}


def test_every_word_for_a_choice_names_it() -> None:
    for (field, value), others in _CHOICES.items():
        for word in others.split():
            assert choice_named(field, word, [value]) == value


def test_help_of_list_fits_a_screen_and_has_the_filters_of_the_type_asked_for(
    cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    meetings, directives = cchc("list", "-h").out, cchc("list", "orders", "-h").out
    assert len(meetings.splitlines()) <= 45  # a screen
    assert max(map(len, meetings.splitlines())) <= 80  # a terminal
    assert ("--level" in meetings, "--level" in directives) == (False, True)
