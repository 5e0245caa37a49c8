"""Wrong use: what was meant, by meaning and by spelling, and Typer's messages in our words."""

import re
from collections.abc import Callable, Container, Sequence
from typing import Any

from cchc_cli.commands import VERBS
from cchc_cli.errors import UsageError
from cchc_cli.language.dates import parse_date
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, did_you_mean, join_or

_ALIASES = {
    "find": "search",
    "ls": "list",
    "view": "show",
    "diff": "compare",
    "count": "stats",
    "version": "--version",
    "-V": "--version",
    "-?": "--help",
}
"""First word of a command line → the verb or option that it stands for."""

_MEANINGS = {
    "-o": "--format --fmt --as --out",
    "-o csv": "--csv",
    "-o html": "--html",
    "-o md": "--md --markdown",
    "-o id": "--ids --id",
    "-o jsonl": "--jsonl --ndjson",
    "cchc export FILE.xlsx": "--xlsx --excel",
    "cchc export FILE.db": "--sqlite --sql",
    "-F": "--columns --cols --select --field --keys --no-sources",
    "--since": "--from --after --start --begin --from-date --since-date --date --on",
    "--until": "--to-date --before --end --till --until-date",
    "--year": "--years --nam",
    "-n": "--max --top --first --head --num --count-max --max-count -l",
    "--sort": "--order-by --orderby --order --sort-by",
    "-r": "--desc --descending --rev",
    "--by": "--group-by --groupby --group",
    "cchc stats": "--count --total --number",
    "cchc search": "--where --filter --query --grep --text --contains",
    "--issuer": "--by --author --speaker --from-person",
    "--person": "--who --name --attendee --by",
    "--chair": "--chaired-by --chairman --by",
    "--to": "--addressee --recipient --assignee --body",
    "--theme": "--topic --tag --label",
    "-m": "--session --sessions --meetings",
    "--due": "--deadline --due-before --by-date --has-deadline",
    "--overdue": "--late --expired",
    "--document": "--doc --law --resolution",
    "cchc list TYPE": "--type -t --table",
    "--store": "--db --database --file --data --input",
    "--lang": "--language --locale -L",
    "--color never": "--no-color --nocolor --no-colour",
    "-q": "--silent --no-warnings",
    "--chart": "--plot --graph --svg --png",
    "cchc trend": "--plot --graph --chart --series",
    "--force": "--overwrite -f",
    "--replace": "--overwrite --update --force",
    "cchc --version": "--version",
    "cchc completion SHELL": "--show-completion --install-completion",
}
"""What we have → options of other tools that mean it."""

_CUTOFF = 0.7  # ratio of likeness of commands and options: alias is not list
_SUGGESTIONS = (r" \(Possible options: (.*)\)$", r"\. Did you mean (?:one of: )?(.*)\?$")
"""How a message of Typer ends that suggests options or commands."""

_MESSAGES = (
    (r"No such option: (?P<name>.*)", N_("no such option: {name}")),
    (r"No such command '(?P<name>.*?)'\.?", N_("no such command: {name}")),
    (
        r"Missing argument '(?P<metavar>[^']*)'\.(?: Choose from:.*)?",
        N_("missing argument {metavar}"),
    ),
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


def verb_named(word: str) -> str:
    """Return the verb or option that *word* stands for, *word* itself if it is no alias."""
    return _ALIASES.get(word, word)


def meant(argv: Sequence[str], program: Callable[[list[str]], Any]) -> list[str]:
    """Return what the command line *argv*, which does not begin with a verb, stands for.

    Aliases become verbs, options before the verb go after it, `help VERB` becomes `VERB -h`.
    *program* builds the program with one verb, which has the options.
    """
    if " ".join(argv).replace("=", " ") in ("--lang vi", "--lang en"):
        return [*argv, "--help"]
    first, *rest = argv
    first = _ALIASES.get(first, first)
    if first == "help":
        rest = [_ALIASES.get(word, word) for word in rest]
        verb = next((word for word in rest if word in VERBS), None)
        words = [verb, "-h", *(word for word in rest if word != verb)] if verb else ["help", *rest]
        return words if rest else ["--help"]
    words = [first, *rest]
    return words if first in VERBS else _with_options_after_verb(words, program) or words


def _with_options_after_verb(
    argv: Sequence[str], program: Callable[[list[str]], Any]
) -> list[str] | None:
    """Return *argv* with the options before its verb put after it, None if that is not plain."""
    for word in dict.fromkeys(argv):
        verb = _ALIASES.get(word, word)
        if verb not in VERBS:
            continue
        options = {
            name: param for param in program([verb]).commands[verb].params for name in param.opts
        }
        first, rest = list[str](), list(argv)
        while rest and (option := options.get(rest[0].partition("=")[0])):
            taken = 1 if getattr(option, "is_flag", False) or "=" in rest[0] else 2
            first, rest = first + rest[:taken], rest[taken:]
        if first and rest[:1] == [word]:
            return [verb, *first, *rest[1:]]
    return None


def rewrite(message: str, *, typed: bool, options: Container[str] = ()) -> str:
    """Return our sentence for the *message* of Typer; an unknown one stays in English.

    Typer names the environment variable of an option even if the value was *typed*. *options* are
    those of the command.
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
            near = [known[name] for name in nearest(typed_name, known, cutoff=_CUTOFF)]
            suggestions = [one for one in near if not one.startswith("-") or one in options]
    by_meaning = _by_meaning(message, options)
    return _reworded(message) + (by_meaning or did_you_mean(join_or(suggestions)))


def _by_meaning(message: str, options: Container[str]) -> str:
    """Return the end of the sentence that names what was meant, or nothing."""
    if found := re.fullmatch(r"No such option: (\S+)", message):
        ours = (one for one, others in _MEANINGS.items() if found[1] in others.split())
        near = (one for one in ours if one.startswith("cchc ") or one.split()[0] in options)
        return did_you_mean(next(near, ""))
    if found := re.fullmatch(r"No such command '(.*?)'\.?", message):
        return did_you_mean(_list_command(found[1]))
    if found := re.match(r"Got unexpected extra arguments?(?:\(s\))? \((\S+)", message):
        day = found[1].rstrip(")")
        if "--since" in options and parse_date(day):
            return "; " + _("to filter by date use {option}").format(option=f"--since {day}")
    return ""


def _list_command(word: str) -> str:
    from cchc_cli.query.names import record_type_named  # noqa: PLC0415  # most words are right

    try:
        return f"cchc list {record_type_named(word)}"
    except UsageError:
        return ""


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
