"""The Typer program: built with the one verb that is asked for, and run."""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from cchc_cli.commands import HELP, VERBS
from cchc_cli.commands.help import HELP_FLAGS, translate
from cchc_cli.errors import OutputError, UsageError
from cchc_cli.language.translation import _

_MIN_WIDTH, _MAX_WIDTH = 40, 400  # columns in which help can be read
_DEFAULT_SIZE = 80, 24
_MAX_DIGITS = 6  # of a width; every terminal is narrower
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

# The module of Click inside Typer depends on the version; this finds its class in all of them.
_UsageError: Any = typer.BadParameter.__base__


def invoke(argv: list[str]) -> int:
    """Run the verb that *argv* asks for and return the exit code; raises what the verb raises.

    Wrong use becomes UsageError, and a closed pipe BrokenPipeError.
    """
    typer_prints = _asks_help(argv) or argv[0] not in VERBS
    _fix_width(limited=typer_prints)
    try:
        command = program(argv)
        done = command.main(argv or ["--help"], prog_name="cchc", standalone_mode=False)
    except _UsageError as error:
        raise UsageError(_usage_message(error, argv)) from None
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # Typer takes it for a failure
            raise stop.__context__ from None
        done = stop.code
    if typer_prints and sys.stdout is None:
        raise OutputError(_("standard output is closed; nothing was printed"))
    return done if isinstance(done, int) else 0


def program(argv: list[str]) -> Any:  # noqa: ANN401  # Click, wherever Typer keeps it
    """Return the program with the verb that *argv* asks for, or with all of them."""
    complete = _is_completing() or not argv or argv[0] not in VERBS
    app = typer.Typer(
        add_completion=complete,
        rich_markup_mode="rich",
        context_settings={"help_option_names": HELP_FLAGS},
    )
    app.callback(help=HELP)(_callback)
    for name in VERBS if complete else argv[:1]:
        run = import_module(f"cchc_cli.commands.{name}").command
        app.command(name, help=run.__doc__, rich_help_panel=VERBS[name])(run)
    command = get_command(app)
    if _asks_help(argv) or _is_completing():  # shells show help too; nothing else prints it
        translate(command)
    return command


def _asks_help(argv: list[str]) -> bool:
    return not argv or not set(HELP_FLAGS).isdisjoint(argv)


def _usage_message(error: Any, argv: list[str]) -> str:  # noqa: ANN401  # Click's
    from cchc_cli.commands.usage_errors import rewrite, with_options_after_verb  # noqa: PLC0415  # most use is right

    if right := with_options_after_verb(argv, program):
        return _("put options after the command: {command}").format(command=right)
    name = getattr(getattr(error, "param", None), "name", None)
    source = error.ctx.get_parameter_source(name) if error.ctx and name else None
    is_typed = getattr(source, "name", "") == "COMMANDLINE"  # not from the environment
    verb = f" {argv[0]}" if argv[0] in VERBS else ""
    see = _("see {command} -h").format(command=f"cchc{verb}")
    return f"{rewrite(error.format_message(), typed=is_typed)} ({see})"


def _is_completing() -> bool:
    """Return whether a shell asks for words to complete; raises UsageError for half a request."""
    request = os.environ.get("_CCHC_COMPLETE")
    if not request:
        return False
    action, _sign, shell = request.partition("_")
    bash_can = "COMP_WORDS" in os.environ and _is_number("COMP_CWORD")
    if (
        action not in ("complete", "source")
        or shell not in _SHELLS
        or (request == "complete_bash" and not bash_can)
    ):
        raise UsageError(_("_CCHC_COMPLETE is reserved for shell completion; unset it"))
    return True


def _fix_width(*, limited: bool) -> None:
    """Drop sizes that are no numbers, on which rich fails; *limited* to what help needs."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        if name in os.environ and not _is_number(name):
            del os.environ[name]
    if limited:
        from shutil import get_terminal_size  # noqa: PLC0415  # slow, and only help needs it

        width = int(os.environ.get("TERMINAL_WIDTH", "0"))
        width = width or get_terminal_size(_DEFAULT_SIZE).columns
        os.environ["TERMINAL_WIDTH"] = str(min(max(width, _MIN_WIDTH), _MAX_WIDTH))


def _is_number(name: str) -> bool:
    value = os.environ.get(name, "")
    return value.isascii() and value.isdecimal() and len(value) < _MAX_DIGITS


def _version(asked: bool) -> None:  # noqa: FBT001  # as Typer calls it
    if asked:
        from importlib.metadata import version  # noqa: PLC0415  # slow, and seldom asked for

        typer.echo(f"cchc {version('cchc')}")
        raise typer.Exit


def _callback(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Hold the options of the program itself."""
