"""What the shell completes: ids, closed lists and field names, all of them ASCII."""

from collections.abc import Callable, Iterable, Iterator

from typer import Context

from cchc_cli import fields
from cchc_cli.errors import CchcError
from cchc_cli.filters import ANY, FIELDS, TABLES
from cchc_cli.filters import groupings as by
from cchc_cli.model import KINDS, choices
from cchc_cli.opening import at_once
from cchc_cli.place import locate

Complete = Callable[..., list[str]]


def filter_values(name: str) -> Complete:
    """Return what completes the values of the filter *name*."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        if name in TABLES:
            return _begun(_ids(ctx, [TABLES[name]]), incomplete)
        if name == "inferred":
            return _begun((ANY, *fields.keys(FIELDS[name])), incomplete)
        kinds = [kind for kind in _asked(ctx) if kind in FIELDS.get(name, ())]
        return _begun((word for kind in kinds for word in choices(KINDS[kind], name)), incomplete)

    return complete


def any_id() -> Complete:
    """Return what completes the id of any record."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        return _begun(_ids(ctx, KINDS), incomplete)

    return complete


def kinds() -> Complete:
    """Return what completes the word of a kind of record."""
    return lambda incomplete: _begun(KINDS, incomplete)


def field_names() -> Complete:
    """Return what completes fields: behind the last comma, with what stands before it."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        paths = [*fields.paths(_asked(ctx)), *fields.through(_asked(ctx), last)]
        return [f"{before}{comma}{path}" for path in _begun(paths, last)]

    return complete


def groupings() -> Complete:
    """Return what completes the fields that counts go by."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        return _begun((name for kind in _asked(ctx) for name in by(kind)), incomplete)

    return complete


def _asked(ctx: Context) -> list[str]:
    typed = [word for word in ctx.args if word in KINDS]  # not yet taken for a parameter
    what = typed or ctx.params.get("what") or list(KINDS)
    return [what] if isinstance(what, str) else [kind for kind in what if kind in KINDS]


def _ids(ctx: Context, kinds: Iterable[str]) -> Iterator[str]:
    try:
        store = at_once(locate(ctx.params.get("store")))  # nobody waits at a TAB
    except CchcError:
        return
    if store is None:
        return
    yield from (id_ for kind in kinds for id_ in store.ids(kind))


def _begun(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
