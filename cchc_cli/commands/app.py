"""What surrounds a run, and Typer and rich trust blindly: widths, and shells that complete."""

import os
import re
import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from cchc_cli.commands import HELP, VERBS
from cchc_cli.commands.help import Command, Group, translate
from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.language.translation import _

_LEAST, _MOST = 40, 400  # columns in which help can be read
_DEFAULT_SIZE = 80, 24
_MAX_DIGITS = 6  # digits; no terminal is as wide
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def _is_completing() -> bool:
    """Return whether a shell asks for words to complete; raises WrongUse if it asks by halves."""
    asked = os.environ.get("_CCHC_COMPLETE")
    if not asked:
        return False
    _what, _sign, shell = asked.partition("_")
    whole = asked != "complete_bash" or ("COMP_WORDS" in os.environ and _is_number("COMP_CWORD"))
    if _what not in ("complete", "source") or shell not in _SHELLS or not whole:
        raise WrongUse(_("_CCHC_COMPLETE is for shells that complete words; unset it"))
    return True


def _fix_width(*, helps: bool) -> None:
    """Forget sizes of the terminal that are none; if it *helps*, keep to what can be read."""
    for name in ("COLUMNS", "LINES", "TERMINAL_WIDTH"):
        if name in os.environ and not _is_number(name):
            del os.environ[name]
    if helps:
        from shutil import get_terminal_size  # noqa: PLC0415  # slow, and help alone needs it

        width = (
            int(os.environ.get("TERMINAL_WIDTH", "0")) or get_terminal_size(_DEFAULT_SIZE).columns
        )
        os.environ["TERMINAL_WIDTH"] = str(min(max(width, _LEAST), _MOST))


def _is_number(name: str) -> bool:
    value = os.environ.get(name, "")
    return value.isascii() and value.isdecimal() and len(value) < _MAX_DIGITS


# Where Typer keeps Click has moved from version to version; this way leads there in all of them.
_UsageError: Any = typer.BadParameter.__base__

_HELP = {"-h", "--help"}


def invoke(argv: list[str]) -> int:
    """Run the verb that *argv* asks for and return the exit code; raises what the verb raises.

    Wrong use becomes WrongUse, and a reader that leaves early BrokenPipeError.
    """
    shown = argv[:1] not in ([name] for name in VERBS) or not _HELP.isdisjoint(argv)
    _fix_width(helps=shown)
    try:
        command = program(argv)
        done = command.main(argv or ["--help"], prog_name="cchc", standalone_mode=False)
    except _UsageError as error:
        from cchc_cli.commands.usage_errors import rewrite, with_options_after_verb  # noqa: PLC0415  # most use is right

        path = error.ctx.command_path if error.ctx else "cchc"
        helps = _("{command} -h helps").format(command=path)
        if right := with_options_after_verb(argv, program):
            told = _("options stand behind the verb: {command}").format(command=right)
            raise WrongUse(told) from None
        raise WrongUse(
            f"{rewrite(error.format_message(), typed=_was_typed(error))} ({helps})"
        ) from None
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # Typer takes it for a failure
            raise stop.__context__ from None
        done = stop.code
    if shown and sys.stdout is None:
        raise OutputError(_("standard output is closed; nothing was printed"))
    return done if isinstance(done, int) else 0


def _was_typed(error: Any) -> bool:  # noqa: ANN401  # Click's, wherever Typer keeps it
    """Tell whether what *error* refuses stands on the command line, not in the environment."""
    name = getattr(getattr(error, "param", None), "name", None)
    source = error.ctx.get_parameter_source(name) if error.ctx and name else None
    return getattr(source, "name", "") == "COMMANDLINE"


def program(argv: list[str]) -> Any:  # noqa: ANN401  # Click, wherever Typer keeps it
    """Return the program with the verb that *argv* asks for, or with all of them."""
    command = get_command(_app(argv))
    if _is_completing():  # shells show help too
        translate(command)
    return command


def _app(argv: list[str]) -> typer.Typer:
    whole = _is_completing() or not argv or argv[0] not in VERBS
    app = typer.Typer(
        cls=Group,
        add_completion=whole,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=_with_lines_kept(HELP))(_callback)
    for name in VERBS if whole else argv[:1]:
        command = import_module(f"cchc_cli.commands.{name}").command
        help_ = _with_lines_kept(command.__doc__ or "")
        app.command(name, cls=Command, help=help_, rich_help_panel=VERBS[name])(command)
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
