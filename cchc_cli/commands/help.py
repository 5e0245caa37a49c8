"""Help in the language of the run: the words of commands and options, and Typer's own."""

from copy import copy
from typing import Any

import typer

from cchc_cli.language.translation import N_, _

HELP_FLAGS = ["-h", "--help"]

_CONSTANTS = {
    "ENVVAR_STRING": N_("[env var: {}]"),
    "REQUIRED_LONG_STRING": N_("[required]"),
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
}
"""Name of a constant in typer.rich_utils → the words that it holds."""

_WITHOUT_RICH = (N_("env var: {var}"), N_("required"))
"""The same where TYPER_USE_RICH=0 switches rich off; Typer translates these when it prints them."""

_TYPER = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("Show this message and exit."))
"""Words that Typer gives to commands and arguments."""


def translate(command: Any) -> None:  # noqa: ANN401  # Click, wherever Typer keeps it
    """Put the words of *command*, of those below it and of Typer into the language of the run."""
    from typer import core, rich_utils  # noqa: PLC0415  # rich is for help and tables only

    vars(core)["_"] = _
    for name, words in _CONSTANTS.items():
        setattr(rich_utils, name, _(words))
    for one in (command, *getattr(command, "commands", {}).values()):
        one.help = _with_lines_kept(_(one.help)) if one.help else ""  # none in python -OO
        _put(one, "short_help", "rich_help_panel", "options_metavar", "subcommand_metavar")
        one.format_usage = lambda ctx, formatter: formatter.write_usage(
            ctx.command_path,
            " ".join(ctx.command.collect_usage_pieces(ctx)),
            prefix=_("Usage:") + " ",
        )
        context = typer.Context(one, help_option_names=HELP_FLAGS)
        for param in (*one.params, one.get_help_option(context)):  # which the command keeps
            _put(param, "help", "metavar", "rich_help_panel")
            if param.param_type_name == "argument" and hasattr(param, "type"):  # not in 0.29
                param.type = copy(param.type)  # which many params share
                param.type.get_metavar = lambda **_: ""  # its metavar says more than <str>


def _put(owner: Any, *names: str) -> None:  # noqa: ANN401
    for name in names:
        words = getattr(owner, name, None)
        if isinstance(words, str) and words:
            setattr(owner, name, _(words))


def _with_lines_kept(text: str) -> str:
    """Mark the paragraphs of examples in *text*, so that Typer keeps their lines."""
    paragraphs = text.split("\n\n")
    return "\n\n".join(f"\b\n{one}" if one.startswith("cchc ") else one for one in paragraphs)
