"""The Typer program: built with the one verb that is asked for, and run."""

import os
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from cchc_cli.commands import HELP, HELP_FLAGS, VERBS, LangOption
from cchc_cli.errors import OutputError, UsageError
from cchc_cli.language.translation import _

_MAX_DIGITS = 6  # of a width; every terminal is narrower
_INSTALL = ("install_completion", "show_completion")  # options of Typer, in place of a command
_ONE_LINE = "9999"  # columns: Typer wraps what it offers, and each line would be a word
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

# The module of Click inside Typer depends on the version; this finds its class in all of them.
_UsageError: Any = typer.BadParameter.__base__


def invoke(argv: list[str]) -> int:
    """Run the verb that *argv* asks for and return the exit code; raises what the verb raises.

    Wrong use becomes UsageError, and a closed pipe BrokenPipeError.
    """
    if argv and (argv[0] not in VERBS or argv[0] == "help"):
        from cchc_cli.commands.usage_errors import meant  # noqa: PLC0415  # most use is right

        argv = meant(argv, program)
    argv = argv or ["--help"]
    typer_prints = _asks_help(argv) or argv[0] not in VERBS
    _fix_sizes()
    if _is_completing():
        os.environ["COLUMNS"] = _ONE_LINE
    try:
        command = program(argv)
        done = command.main(argv, prog_name="cchc", standalone_mode=False)
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
    completes = _is_completing()
    has_all = completes or not argv or argv[0] not in VERBS
    app = typer.Typer(
        add_completion=completes,
        rich_markup_mode=None,
        context_settings={"help_option_names": HELP_FLAGS},
    )
    app.callback(help=HELP)(_callback)
    for name in VERBS if has_all else argv[:1]:
        run = import_module(f"cchc_cli.commands.{name}").command
        app.command(name, help=run.__doc__, rich_help_panel=VERBS[name])(run)
    command: Any = get_command(app)
    command.params = [one for one in command.params if one.name not in _INSTALL]
    if completes:
        from cchc_cli.commands.usage_errors import verb_named  # noqa: PLC0415  # for ls and the like

        command.get_command = lambda _ctx, name: command.commands.get(verb_named(name))
    if _asks_help(argv) or completes:  # shells show help too; nothing else prints it
        from cchc_cli.commands.help import shown_options, translate  # noqa: PLC0415  # as said

        translate(command, shown_options(argv))
    return command


def _asks_help(argv: list[str]) -> bool:
    return not argv or not set(HELP_FLAGS).isdisjoint(argv)


def _usage_message(error: Any, argv: list[str]) -> str:  # noqa: ANN401  # Click's
    from cchc_cli.commands.help import shown_options  # noqa: PLC0415  # most use is right
    from cchc_cli.commands.usage_errors import rewrite  # noqa: PLC0415

    name = getattr(getattr(error, "param", None), "name", None)
    source = error.ctx.get_parameter_source(name) if error.ctx and name else None
    is_typed = getattr(source, "name", "") == "COMMANDLINE"  # not from the environment
    params = error.ctx.command.params if error.ctx else ()
    is_shown = shown_options(argv)  # a filter of another record type is no help
    options = {one for param in params if is_shown(param.name) for one in param.opts}
    verb = f" {argv[0]}" if argv[0] in VERBS else ""
    see = _("see {command} -h").format(command=f"cchc{verb}")
    return f"{rewrite(error.format_message(), typed=is_typed, options=options)} ({see})"


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


def _fix_sizes() -> None:
    """Drop sizes that are no numbers, on which rich fails."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        if name in os.environ and not _is_number(name):
            del os.environ[name]


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
    lang: LangOption = None,  # main reads it before everything else
) -> None:
    """Hold the options of the program itself."""
