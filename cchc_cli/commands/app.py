"""The program as Typer sees it, of which only the verb that is asked for is built."""

import re
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from cchc_cli.commands import HELP, VERBS, manual
from cchc_cli.commands.surroundings import completes, measure
from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.words import _

# Where Typer keeps Click has moved from version to version; this way leads there in all of them.
_UsageError: Any = typer.BadParameter.__base__

_HELP = {"-h", "--help"}


def invoke(argv: list[str]) -> int:
    """Run the verb that *argv* asks for and return the exit code; raises what the verb raises.

    Wrong use becomes WrongUse, and a reader that leaves early BrokenPipeError.
    """
    shown = argv[:1] not in ([name] for name in VERBS) or not _HELP.isdisjoint(argv)
    measure(helps=shown)
    try:
        command = program(argv)
        done = command.main(argv or ["--help"], prog_name="cchc", standalone_mode=False)
    except _UsageError as error:
        from cchc_cli.commands.usage import behind_the_verb, worded  # noqa: PLC0415  # most use is right

        path = error.ctx.command_path if error.ctx else "cchc"
        helps = _("{command} -h helps").format(command=path)
        if right := behind_the_verb(argv, program):
            told = _("options stand behind the verb: {command}").format(command=right)
            raise WrongUse(told) from None
        raise WrongUse(f"{worded(error.format_message(), typed=_typed(error))} ({helps})") from None
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # Typer takes it for a failure
            raise stop.__context__ from None
        done = stop.code
    if shown and sys.stdout is None:
        raise OutputError(_("standard output is closed; nobody is told"))
    return done if isinstance(done, int) else 0


def _typed(error: Any) -> bool:  # noqa: ANN401  # Click's, wherever Typer keeps it
    """Tell whether what *error* refuses stands on the command line, not in the environment."""
    name = getattr(getattr(error, "param", None), "name", None)
    source = error.ctx.get_parameter_source(name) if error.ctx and name else None
    return getattr(source, "name", "") == "COMMANDLINE"


def program(argv: list[str]) -> Any:  # noqa: ANN401  # Click, wherever Typer keeps it
    """Return the program with the verb that *argv* asks for, or with all of them."""
    command = get_command(_app(argv))
    if completes():  # shells show help too
        manual.translate(command)
    return command


def _app(argv: list[str]) -> typer.Typer:
    whole = completes() or not argv or argv[0] not in VERBS
    app = typer.Typer(
        cls=manual.Group,
        add_completion=whole,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=_with_lines_kept(HELP))(_callback)
    for name in VERBS if whole else argv[:1]:
        command = import_module(f"cchc_cli.commands.{VERBS[name].module}").command
        help_ = _with_lines_kept(command.__doc__ or "")
        app.command(name, cls=manual.Command, help=help_, rich_help_panel=VERBS[name].group)(
            command
        )
    return app


def _with_lines_kept(text: str) -> str:
    """Mark the paragraphs of examples in *text*, which are not to be filled."""
    paragraphs = re.sub(r"(?m)^ +", "", text).split("\n\n")
    return "\n\n".join(f"\b\n{one}" if one.startswith("cchc ") else one for one in paragraphs)


def _version(asked: bool) -> None:  # noqa: FBT001  # as Typer calls it
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  # slow, and seldom asked for

        typer.echo(f"cchc {version('cchc')}")
        raise typer.Exit


def _callback(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    """Hold the options of the program itself."""
