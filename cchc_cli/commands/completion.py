"""cchc completion: the script for a shell, and the words that it offers, all of them ASCII."""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Annotated, Literal

from typer import Argument, Context, echo

from cchc_cli.commands.help import LangOption
from cchc_cli.errors import CchcError
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.filters import FILTERS, group_fields, known_values
from cchc_cli.query.paths import all_paths, paths_through
from cchc_cli.store import open_if_indexed
from cchc_cli.store.location import store_path

Completer = Callable[..., list[str]]


def command(
    *,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"],
        Argument(metavar="SHELL", help="bash, zsh, fish or powershell."),
    ],
    lang: LangOption = None,  # noqa: ARG001  # main reads it before everything else
) -> None:
    """Print the completion script of a shell, to be loaded when the shell starts.

    cchc completion bash >> ~/.bashrc
    cchc completion zsh >> ~/.zshrc                 after compinit
    cchc completion fish > ~/.config/fish/completions/cchc.fish
    cchc completion powershell >> $PROFILE
    """
    from typer.completion import (  # type: ignore[attr-defined]  # noqa: PLC0415
        get_completion_script,
    )

    echo(get_completion_script(prog_name="cchc", complete_var="_CCHC_COMPLETE", shell=shell))


def filter_values(name: str) -> Completer:
    """Return the completer of the values of the filter *name*."""
    row = FILTERS[name]

    def complete(ctx: Context, incomplete: str) -> list[str]:
        if tables := row.tables or (("people",) if row.values == "person" else ()):
            return _beginning(incomplete, _ids(ctx, tables))
        types = [one for one in _record_types(ctx) if one in row.fields]
        return _beginning(incomplete, known_values(name, types))

    return complete


def any_id(ctx: Context, incomplete: str) -> list[str]:
    """Complete the id of any record."""
    return _beginning(incomplete, _ids(ctx, RECORD_TYPES))


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


def _ids(ctx: Context, types: Iterable[str]) -> Iterator[str]:
    try:
        store = open_if_indexed(store_path(ctx.params.get("store")))  # building one takes too long
    except CchcError:
        return
    if store:
        yield from (id_ for one in types for id_ in store.ids(one))


def _beginning(incomplete: str, words: Iterable[str]) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
