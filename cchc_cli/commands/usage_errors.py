"""Wrong use: what Typer says of it, in whatever version, told in our words."""

import re
from collections.abc import Callable, Sequence
from shlex import join
from typing import Any

from cchc_cli.commands import VERBS
from cchc_cli.language.translation import N_, _, did_you_mean

_NEAR = (
    r"\.? \(Possible options: (.*)\)$",
    r"\.? \(?Did you mean (?:one of: )?(.*?)\?\)?(?: Did you mean .*)?$",
)
"""How Typer suggests what is like a word that there is not."""

_SENTENCES = (
    (r"No such option:? '?(?P<name>.*?)'?\.?", N_("no such option: {name}")),
    (r"No such command '(?P<name>.*)'\.?", N_("no such command '{name}'")),
    (r"Missing argument '(?P<metavar>.*)'\.?", N_("missing argument '{metavar}'")),
    (r"Missing command\.?", N_("missing command")),
    (r"Option '(?P<name>.*)' requires an argument\.?", N_("option '{name}' requires an argument")),
    (
        r"Option '(?P<name>.*)' does not take a value\.?",
        N_("option '{name}' does not take a value"),
    ),
    (
        r"Got unexpected extra arguments?(?:\(s\))? \((?P<words>.*)\)",
        N_("got unexpected extra arguments ({words})"),
    ),
    (
        r"Invalid value for (?P<option>.*?) \(env var: '(?P<name>\w+)'\): (?P<reason>.*)",
        N_("invalid value for {option} (env var: '{name}'): {reason}"),
    ),
    (
        r"Invalid value for (?P<option>.*?): (?P<reason>.*)",
        N_("invalid value for {option}: {reason}"),
    ),
)
"""What Typer says → the sentence for it."""

_REASONS = (
    (
        r"(?P<value>.*) is not a valid int(?:eger)?(?: range)?\.?",
        N_("{value} is not a whole number"),
    ),
    (r"(?P<value>.*) is not in the range x>=(?P<least>\d+)\.?", N_("{value} is less than {least}")),
    (r"(?P<value>.*) is not one of (?P<known>.*?)\.?", N_("{value} is not one of {known}")),
)
"""What Typer says of a value → how we say it."""


def with_options_after_verb(argv: Sequence[str], program: Callable[[list[str]], Any]) -> str | None:
    """Return the command line *argv* with the options before its verb behind it, if that is wrong.

    *program* makes the program with one verb, which tells its options.
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


def rewrite(message: str, *, typed: bool = False) -> str:
    """Return the sentence for the *message* of Typer; one that is not known stays in English.

    What was *typed* has nothing to do with the variable that Typer names beside its option.
    """
    near = ""
    message = re.sub(r" \(env var: '\w+'\)", "", message, count=1) if typed else message
    for pattern in _NEAR:
        if found := re.search(pattern, message, re.DOTALL):
            near, message = re.sub(r"'(-[^']*)'", r"\1", found[1]), message[: found.start()]
    return _put(message, _SENTENCES) + did_you_mean(near)


def _put(message: str, sentences: tuple[tuple[str, str], ...]) -> str:
    for pattern, sentence in sentences:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            parts = found.groupdict()
            if "reason" in parts:
                parts["reason"] = _put(parts["reason"], _REASONS)
            if metavar := parts.get("metavar"):
                parts["metavar"] = _(metavar)
            return _(sentence).format(**parts)
    return message[:1].lower() + message[1:].removesuffix(".")
