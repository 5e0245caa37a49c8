"""The program as Typer sees it, of which only the verb that is asked for is built."""

import os
import re
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.main import get_command

from cchc_cli.commands import HELP, VERBS
from cchc_cli.errors import WrongUse

# Where Typer keeps Click has moved from version to version; this way leads there in all of them.
_UsageError: Any = typer.BadParameter.__base__

_WORDINGS = (
    (r"\.? Did you mean (.*)\?$", r"; did you mean \1?"),
    (r" \(Possible options: (.*)\)$", r"; did you mean \1?"),
    (r"is not a valid int range", "is not a whole number"),
    (r"is not in the range x>=0", "is less than 0"),
    (r"\.$", ""),
)
"""What Typer says → how we say it: all suggestions alike, no words of the trade."""


def invoke(argv: list[str]) -> int:
    """Run the verb that *argv* asks for and return the exit code; raises what the verb raises.

    Wrong use becomes WrongUse, and a reader that leaves early BrokenPipeError.
    """
    try:
        command = get_command(_app(argv))
        done = command.main(argv or ["--help"], prog_name="cchc", standalone_mode=False)
    except _UsageError as error:
        path = error.ctx.command_path if error.ctx else "cchc"
        raise WrongUse(f"{_worded(error.format_message())} ({path} -h helps)") from None
    except SystemExit as stop:
        if isinstance(stop.__context__, BrokenPipeError):  # Typer takes it for a failure
            raise stop.__context__ from None
        done = stop.code
    return done if isinstance(done, int) else 0


def _worded(message: str) -> str:
    for pattern, words in _WORDINGS:
        message = re.sub(pattern, words, message)
    return message[:1].lower() + message[1:]


def _app(argv: list[str]) -> typer.Typer:
    whole = not argv or argv[0] not in VERBS or "_CCHC_COMPLETE" in os.environ
    app = typer.Typer(
        add_completion=whole,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(help=_with_lines_kept(HELP))(_callback)
    for name in VERBS if whole else argv[:1]:
        command = import_module(f"cchc_cli.commands.{VERBS[name].module}").command
        help_ = _with_lines_kept(command.__doc__ or "")
        app.command(name, help=help_, rich_help_panel=VERBS[name].group)(command)
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
