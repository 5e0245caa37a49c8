"""Options: those of the makers that a verb names, each once, made into the values it takes."""

from inspect import signature
from pathlib import Path
from typing import Annotated

import pytest
from processes import Ran, Run
from typer import Option

from cchc_cli.commands import VERBS
from cchc_cli.commands.app import program
from cchc_cli.commands.options import FigureFilters, expand, parameter_name
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.filters import FILTERS, Filters, known_values
from cchc_cli.query.source import RecordSource

GOLDEN = Path(__file__).parent.parent / "golden"


def test_expand_puts_the_options_of_the_makers_in_place_of_what_they_make() -> None:
    taken: dict[str, object] = {}

    @expand
    def command(
        *, loud: Annotated[bool, Option("--loud")] = False, output: OutputOptions, some: Filters
    ) -> None:
        taken.update(loud=loud, output=output, filters=some)

    options = signature(command).parameters
    assert [*options][:4] == ["loud", "output", "json", "lang"]
    assert {parameter_name(name) for name in FILTERS} < set(options)
    values = {name: option.default for name, option in options.items()}
    command(**{**values, "loud": True, "json": True, "area": ["digital"], "since": "2024"})
    assert taken == {
        "loud": True,
        "output": OutputOptions(format="json"),
        "filters": Filters({"since": ("2024",), "area": ("digital",)}),
    }


def test_options_of_one_name_are_one_option() -> None:
    @expand
    def command(*, output: OutputOptions, store: RecordSource) -> None: ...

    assert [*signature(command).parameters].count("quiet") == 1
    assert {"quiet", "color", "store"} <= {*signature(command).parameters}


@pytest.mark.parametrize("verb", VERBS)
def test_each_option_has_help(verb: str) -> None:
    (command,) = program([verb]).commands.values()
    assert [param.name for param in command.params if not param.help] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_its_help_take_a_language(verb: str, cchc: Run) -> None:
    ran = cchc(verb, "-h", "--lang", "vi")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"Cách dùng: cchc {verb} ")
    assert "--lang" in ran.out


def test_help_of_figures_hides_the_filters_that_figures_lack() -> None:
    hidden = {param.name for param in program(["trend"]).commands["trend"].params if param.hidden}
    assert hidden - {"pager"} == {
        parameter_name(name) for name, row in FILTERS.items() if "figures" not in row.fields
    }
    assert issubclass(FigureFilters, Filters)


@pytest.mark.parametrize("name", FILTERS)
def test_the_values_of_a_filter_are_ids_of_a_table_or_a_closed_list_or_free(name: str) -> None:
    row = FILTERS[name]
    assert bool(row.tables) is (row.values in ("id", "name", "body"))
    assert bool(known_values(name, row.fields)) is (row.values in ("choice", "field"))


def test_options_that_exclude_each_other_are_refused(cchc: Run) -> None:
    both = "cchc: --json means -o json; it cannot be combined with -o csv\n"
    assert cchc("list", "--json", "-o", "csv") == Ran(2, "", both)
    assert cchc("list", "--bom") == Ran(2, "", "cchc: --bom needs -o csv\n")


def test_fields_may_be_repeated(cchc: Run) -> None:
    assert cchc("list", "-F", "id,date", "-F", "kind", "-n", "1", "-o", "csv").out == (
        "id,date,kind\np09,2025-01-15,session\n"
    )


def test_the_help_of_every_command_is_a_golden_file() -> None:
    pages = (GOLDEN / "help" / "every-verb.txt").read_text(encoding="utf-8")
    assert [verb for verb in VERBS if f"$ COLUMNS=80 cchc {verb} -h\n" not in pages] == []
