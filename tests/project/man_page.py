"""The man page: what the program declares about its commands and options, as roff."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from textwrap import wrap
from typing import Any

from cchc_cli.commands import HELP, HELP_FLAGS
from cchc_cli.commands.app import program
from cchc_cli.commands.help import TOPICS

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs/cchc.1"
RELEASED = re.compile(r'^date-released: "(.*)"$', re.MULTILINE)
SECTIONS = {
    "OUTPUT FORMATS": "formats",
    "DATES": "dates",
    "EXIT STATUS": "exit-codes",
    "ENVIRONMENT": "environment",
}
"""Section → the topic of the help that it holds."""
FILES = {
    "cchc_cli/data/meetings.json": "The shipped store, in the folder of the installed package; "
    "never written. cchc init PATH makes a copy to change.",
    "$CCHC_CACHE, $XDG_CACHE_HOME/cchc or ~/.cache/cchc": "Indexes of large stores, made anew "
    "when they are missing. On macOS: ~/Library/Caches/cchc.",
}
_WIDTH = 60  # letters of a line of the source: at most 80 bytes, hyphens are written as two
SEE_ALSO = ("jq", "less", "sqlite3")

Key = tuple[tuple[str, ...], str | None, str]


def draw_man_page() -> str:
    """Return the man page in English."""
    whole = program([])
    uses = Counter(map(_key, chain.from_iterable(map(_visible_options, whole.commands.values()))))
    common = {key[0]: key for key, count in reversed(uses.most_common()) if count > 1}
    shared = set(common.values())  # of the options of one name the one of most commands
    page = "\n".join((*_head(whole), *_commands(whole, shared), *_tail(whole, shared), ""))
    return re.sub(r"^(\.S[HS] .*\n)\.PP\n", r"\1", page, flags=re.MULTILINE)


def _head(whole: Any) -> Iterator[str]:  # noqa: ANN401  # Click's, wherever Typer keeps it
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    released = RELEASED.findall((ROOT / "CITATION.cff").read_text(encoding="utf-8"))[0]
    subject = project["description"]
    yield f'.TH CCHC 1 {released} "cchc {project["version"]}" "User Commands"'
    yield from (".SH NAME", "cchc \\-", _filled(subject[0].lower() + subject[1:]), ".SH SYNOPSIS")
    for name, command in whole.commands.items():
        yield from (f".B cchc {name}", _escaped(_synopsis(command)), ".br")
    yield from (".B cchc", _escaped("[--version] [-h]"), ".SH DESCRIPTION")
    yield from _paragraphs(one for one in HELP.split("\n\n") if not one.startswith("cchc "))
    yield from _literal(TOPICS["data"])


def _commands(whole: Any, shared: set[Key]) -> Iterator[str]:  # noqa: ANN401
    yield ".SH COMMANDS"
    for name, command in whole.commands.items():
        yield f".SS cchc {name} {_escaped(_synopsis(command))}"
        yield from _paragraphs(command.help.split("\n\n"))
        yield from _described(one for one in command.params if _is_argument(one) and one.help)
        options = list(_visible_options(command))
        yield from _described(one for one in options if _key(one) not in shared)
        others = [_names(one) for one in options if _key(one) in shared]
        if others:
            yield from (".PP", "Also, as in OPTIONS:", ";\n".join(others))


def _tail(whole: Any, shared: set[Key]) -> Iterator[str]:  # noqa: ANN401
    yield ".SH OPTIONS"
    options = chain.from_iterable(map(_visible_options, whole.commands.values()))
    yield from _described({_key(one): one for one in options if _key(one) in shared}.values())
    yield from (".TP", _bold(HELP_FLAGS), "Show the help of a command.")
    yield from _described(one for one in _visible_options(whole) if one.name == "version")
    for section, topic in SECTIONS.items():
        yield f'.SH "{section}"'
        yield from _literal(TOPICS[topic])
    yield ".SH FILES"
    for path, content in FILES.items():
        yield from (".TP", f".I {_escaped(path)}", _filled(content))
    yield ".SH EXAMPLES"
    yield from _literal(next(one for one in HELP.split("\n\n") if one.startswith("cchc ")))
    yield from (".SH SEE ALSO", ",\n".join(f".BR {name} (1)" for name in SEE_ALSO))


def _is_argument(param: Any) -> bool:  # noqa: ANN401
    return bool(param.param_type_name == "argument")


def _visible_options(command: Any) -> Iterator[Any]:  # noqa: ANN401
    return (one for one in command.params if not _is_argument(one) and not one.hidden)


def _key(option: Any) -> Key:  # noqa: ANN401
    """Return what options of several commands have in common if they are the same."""
    return tuple(option.opts), option.metavar, option.help


def _synopsis(command: Any) -> str:  # noqa: ANN401
    return " ".join([*(one.metavar for one in command.params if _is_argument(one)), "[OPTION...]"])


def _described(params: Iterable[Any]) -> Iterator[str]:
    for one in params:
        choices = [*map(str, getattr(getattr(one, "type", None), "choices", ()))]
        ended = f" {', '.join(choices)}." if one.help.endswith(":") else ""
        yield from (".TP", _names(one, "|".join(choices)), _filled(one.help + ended))


def _names(param: Any, choices: str = "") -> str:  # noqa: ANN401
    if _is_argument(param):
        return f"\\fI{_escaped(param.metavar)}\\fR"
    value = "" if param.is_flag else _escaped(param.metavar or choices)
    return f"{_bold(param.opts)} \\fI{value}\\fR" if value else _bold(param.opts)


def _bold(names: Iterable[str]) -> str:
    return ", ".join(f"\\fB{_escaped(name)}\\fR" for name in sorted(names, key=len))


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.startswith("cchc "):
            yield from _literal(paragraph)
        else:
            yield from (".PP", _filled(paragraph))


def _literal(text: str) -> Iterator[str]:
    yield from (".PP", ".EX", *map(_escaped, text.strip("\n").splitlines()), ".EE")


def _filled(text: str) -> str:
    lines = wrap(text.replace("\\[", "["), _WIDTH, break_on_hyphens=False)  # as rich has it
    return "\n".join(map(_escaped, lines))


def _escaped(line: str) -> str:
    """Return *line* as roff has it: no request, and hyphens that can be copied."""
    escaped = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
