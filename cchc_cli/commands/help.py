"""Help in the language of the run: Typer's pages, their words looked up when they are printed."""


# Typer takes the words of help when a command is declared, before it is known who will read them.
# So they stand there in English, and are put into the language of the run by one walk over what
# is about to be printed: nobody else pays for a catalogue.

from copy import copy
from typing import Any

from typer.core import TyperCommand, TyperGroup

from cchc_cli.language.translation import N_, _, label

_FIXED = {
    "DEPRECATED_STRING": N_("(deprecated) "),
    "DEFAULT_STRING": N_("[default: {}]"),
    "ENVVAR_STRING": N_("[env var: {}]"),
    "REQUIRED_LONG_STRING": N_("[required]"),
    "ARGUMENTS_PANEL_TITLE": N_("Arguments"),
    "OPTIONS_PANEL_TITLE": N_("Options"),
    "COMMANDS_PANEL_TITLE": N_("Commands"),
}
"""Typer's own words on a page of help, by the names under which it keeps them."""

_PLAIN = (
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("required"),
)
"""The same where rich is switched off (TYPER_USE_RICH=0), which Typer looks up by itself."""

_TYPES = {"str": N_("str"), "text": N_("text")}
"""What Typer calls what an argument takes, in one version and in another."""

_OPTIONS, _COMMAND = N_("[OPTIONS]"), N_("COMMAND [ARGS]...")
_HELP = N_("Show this message and exit.")


class _Speaking:
    """What puts the words of a command into the language of the run, and not before."""

    translated = False

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401  # Click, wherever Typer keeps it
        """Return the option --help, which Typer makes when it reads arguments too."""
        option = super().get_help_option(ctx)  # type: ignore[misc]  # a command of Typer has it
        return _in_language(option) if self.translated and option else option

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the line of usage."""
        pieces = " ".join(self.collect_usage_pieces(ctx))  # type: ignore[attr-defined]
        usage = _("Usage:")
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{usage} ")

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the page."""
        from typer import core, rich_utils  # noqa: PLC0415  # rich: for help and tables only

        vars(core)["_"] = _
        for name, words in _FIXED.items():
            setattr(rich_utils, name, _(words))
        translate(self)
        super().format_help(ctx, formatter)  # type: ignore[misc]


class Command(_Speaking, TyperCommand):
    """A verb whose help speaks the language of the run."""


class Group(_Speaking, TyperGroup):
    """The program, whose help speaks the language of the run."""


def translate(command: Any) -> None:  # noqa: ANN401
    """Put the words of *command*, and of those below it, into the language of the run."""
    for one in (command, *getattr(command, "commands", {}).values()):
        one.translated = True
        for name in ("help", "short_help", "rich_help_panel", "options_metavar"):
            _put(one, name)
        _put(one, "subcommand_metavar")
        for param in one.params:
            _in_language(param)


def _in_language(param: Any) -> Any:  # noqa: ANN401
    for name in ("help", "metavar", "rich_help_panel"):
        _put(param, name)
    if getattr(param, "param_type_name", "") == "argument":
        param.opts = [label(param.name)]  # which older versions show beside the metavar
    if getattr(getattr(param, "type", None), "name", None) in _TYPES:
        param.type = copy(param.type)  # all arguments share one
        _put(param.type, "name")
    return param


def _put(owner: Any, name: str) -> None:  # noqa: ANN401
    words = getattr(owner, name, None)
    if isinstance(words, str) and words:
        setattr(owner, name, _(words))
