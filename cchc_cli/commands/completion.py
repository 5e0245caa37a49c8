"""cchc completion: the script for a shell, and the words that it offers."""

from collections.abc import Callable, Iterable
from inspect import Parameter, Signature
from itertools import chain
from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Context, echo

from cchc_cli.commands import LangOption
from cchc_cli.errors import CchcError, UsageError
from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.filters import FILTERS, group_fields, known_values
from cchc_cli.query.paths import all_paths, paths_through
from cchc_cli.store import open_if_indexed
from cchc_cli.store.location import store_path

Completer = Callable[..., list[str] | list[tuple[str, str]]]
"""From what is typed to the words that begin so, some with the help that zsh and fish show."""

_SCRIPTS = {"bash": "cchc.bash", "zsh": "_cchc", "fish": "cchc.fish"}
"""Shell → its file in shells/, which the wheel also installs where the shell finds it."""

_STARTUP_FILES = {
    "bash": ">> ~/.bashrc",
    "zsh": ">> ~/.zshrc",
    "fish": "> ~/.config/fish/completions/cchc.fish",
    "powershell": ">> $PROFILE",
}
"""Shell → where its script is to be written."""


def command(
    *,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"] | None,
        Argument(metavar="SHELL", help="bash, zsh, fish or powershell."),
    ] = None,
    lang: LangOption = None,  # noqa: ARG001  # main reads it before everything else
) -> None:
    """Print the completion script of a shell, to be loaded when the shell starts.

    cchc completion bash >> ~/.bashrc
    cchc completion zsh >> ~/.zshrc                 after compinit
    cchc completion fish > ~/.config/fish/completions/cchc.fish
    cchc completion powershell >> $PROFILE
    """
    if not shell:
        sentence = _("name the shell; these commands install the completion:")
        load = "{0}: cchc completion {0} {1}".format
        raise UsageError(sentence, *(load(*one) for one in _STARTUP_FILES.items()))
    echo(_script(shell), nl=False)


def _script(shell: str) -> str:
    if file := _SCRIPTS.get(shell):
        return (Path(__file__).parent / "shells" / file).read_text(encoding="utf-8")
    from typer.completion import (  # type: ignore[attr-defined]  # noqa: PLC0415
        get_completion_script,
    )

    script = get_completion_script(prog_name="cchc", complete_var="_CCHC_COMPLETE", shell=shell)
    return f"{script}\n"


class _FilterValues:
    """The completer of the values of a filter."""

    # Typer looks at the signature of each completer: of functions, 1 % of a start.
    __signature__ = Signature(
        [Parameter(name, Parameter.KEYWORD_ONLY) for name in ("ctx", "incomplete")]
    )
    __annotations__ = {}

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, ctx: Context, incomplete: str) -> list[str] | list[tuple[str, str]]:
        row = FILTERS[self._name]
        if tables := row.tables or (("people",) if row.values == "person" else ()):
            return _ids_or_names(ctx, incomplete, tables)
        types = [one for one in _record_types(ctx) if one in row.fields]
        return _beginning(incomplete, known_values(self._name, types))


def filter_values(name: str) -> Completer:
    """Return the completer of the values of the filter *name*."""
    return _FilterValues(name)


def any_id(ctx: Context, incomplete: str) -> list[tuple[str, str]]:
    """Complete the id or name of any record."""
    return _ids_or_names(ctx, incomplete, RECORD_TYPES)


def record_types(incomplete: str) -> list[str]:
    """Complete a record type."""
    return _beginning(incomplete, RECORD_TYPES)


def field_names(ctx: Context, incomplete: str) -> list[str]:
    """Complete the last of several fields, with those before it."""
    before, comma, last = incomplete.rpartition(",")
    types = _record_types(ctx)
    paths = _beginning(last, chain(all_paths(types), paths_through(types, last)))
    return [f"{before}{comma}{path}" for path in paths]


def group_names(ctx: Context, incomplete: str) -> list[str]:
    """Complete a field to count by."""
    return _beginning(incomplete, chain.from_iterable(map(group_fields, _record_types(ctx))))


def _record_types(ctx: Context) -> list[str]:
    parsed = ctx.params.get("record_type") or ()
    for words in (ctx.args, [parsed] if isinstance(parsed, str) else parsed):
        if known := [one for one in map(_type_named, words) if one]:
            return known
    return [*RECORD_TYPES]


def _type_named(word: str) -> str:
    from cchc_cli.query.names import record_type_named  # noqa: PLC0415  # only completion needs it

    try:
        return record_type_named(word)
    except CchcError:
        return ""


def _ids_or_names(ctx: Context, incomplete: str, types: Iterable[str]) -> list[tuple[str, str]]:
    """Return the ids that begin with *incomplete*, with their names; if none does, the names."""
    from cchc_cli.query.lookup import NAME_FIELDS, names_of, own_name  # noqa: PLC0415  # only a shell asks

    try:
        store = open_if_indexed(store_path(ctx.params.get("store")))  # building one takes too long
    except CchcError:
        return []
    if not store:
        return []
    ids = {id_: "" for one in types for id_ in store.ids(one) if id_.startswith(incomplete)}
    names: dict[str, str] = {}
    for record_type in types:
        for record in store.all(record_type) if record_type in NAME_FIELDS else ():
            if record.id in ids:
                ids[record.id] = _without_markup(own_name(record))
            names |= dict.fromkeys(names_of(record_type, record), record.id)
    begun = {name: id_ for name, id_ in names.items() if name.startswith(incomplete)}
    return sorted((ids or begun).items())


def _without_markup(name: str) -> str:
    """Return *name* without brackets, in which Typer looks for markup."""
    return name.translate({ord("["): "(", ord("]"): ")"})


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
