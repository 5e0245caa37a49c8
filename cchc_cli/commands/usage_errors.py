"""Wrong use: Typer's messages, from 0.27 on, in our words and in the language of the run."""

import re
from collections.abc import Callable, Sequence
from shlex import join
from typing import Any

from cchc_cli.commands import VERBS
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, did_you_mean, join_or

_SUGGESTIONS = (r" \(Possible options: (.*)\)$", r"\. Did you mean (?:one of: )?(.*)\?$")
"""How a message of Typer ends that suggests options or commands."""

_MESSAGES = (
    (r"No such option: (?P<name>.*)", N_("no such option: {name}")),
    (r"No such command '(?P<name>.*?)'\.?", N_("no such command: {name}")),
    (r"Missing argument '(?P<metavar>.*)'\.", N_("missing argument {metavar}")),
    (r"Missing command\.", N_("missing command")),
    (r"Option '(?P<name>.*)' requires an argument\.", N_("option {name} needs a value")),
    (r"Option '(?P<name>.*)' does not take a value\.", N_("option {name} takes no value")),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)",
        N_("too many arguments: {words}"),
    ),
    (
        r"Invalid value for (?P<option>.*?) \(env var: '(?P<name>\w+)'\): (?P<reason>.*)",
        N_("invalid value for {option} (environment variable {name}): {reason}"),
    ),
    (
        r"Invalid value for (?P<option>.*?): (?P<reason>.*)",
        N_("invalid value for {option}: {reason}"),
    ),
    (r".(?P<value>.*). is not one of (?P<known>.*)\.", N_('"{value}" is not one of {known}')),
)
"""A message of Typer, or the reason in one → our sentence."""


def with_options_after_verb(argv: Sequence[str], program: Callable[[list[str]], Any]) -> str | None:
    """Return the command line *argv* with the options before its verb put after it, if any.

    *program* builds the program with one verb, which has the options.
    """
    for verb in dict.fromkeys(word for word in argv if word in VERBS):
        options = {
            name: param for param in program([verb]).commands[verb].params for name in param.opts
        }
        first, rest = list[str](), list(argv)
        while rest and (option := options.get(rest[0].partition("=")[0])):
            taken = 1 if getattr(option, "is_flag", False) or "=" in rest[0] else 2
            first, rest = first + rest[:taken], rest[taken:]
        if first and rest[:1] == [verb]:
            return join(["cchc", verb, *first, *rest[1:]])
    return None


def rewrite(message: str, *, typed: bool) -> str:
    """Return our sentence for the *message* of Typer; an unknown one stays in English.

    Typer names the environment variable of an option even if the value was *typed*.
    """
    if typed:
        message = re.sub(r" \(env var: '\w+'\)", "", message, count=1)
    message = message.replace(": Value error, ", ": ", 1)  # in 0.29
    suggestions: list[str] = []
    for pattern in _SUGGESTIONS:
        if found := re.search(pattern, message, re.DOTALL):
            message, names = message[: found.start()], found[1].replace("'", "").split(", ")
            known = {name.lstrip("-"): name for name in names}  # which make any two options alike
            typed_name = re.split(r"[ ']+", message.removesuffix("'"))[-1].lstrip("-")
            suggestions = [known[name] for name in nearest(typed_name, known)]
    return _reworded(message) + did_you_mean(join_or(suggestions))


def _reworded(message: str) -> str:
    for pattern, sentence in _MESSAGES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = found.groupdict()
            if "reason" in parts:
                parts["reason"] = _reworded(parts["reason"])
            if "metavar" in parts:
                parts["metavar"] = _(parts["metavar"])
            for name in parts.keys() & {"option", "known"}:
                parts[name] = parts[name].replace("'", "")
            return _(sentence).format(**parts)
    return message[:1].lower() + message[1:].removesuffix(".")
