"""What the shell completes: ids, closed lists and field names, all of them ASCII."""

from collections.abc import Callable, Iterable, Iterator

from typer import Context

from cchc_cli import fields
from cchc_cli.errors import CchcError
from cchc_cli.filters import ANY, FIELDS, TABLES, Filters
from cchc_cli.model import KINDS, choices

Complete = Callable[[Context, str], list[str]]


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


def any_id(ctx: Context, incomplete: str) -> list[str]:
    """Return the ids of all records that begin as typed."""
    return _begun(_ids(ctx, KINDS), incomplete)


def one_of(words: Iterable[str]) -> Complete:
    """Return what completes one of *words*."""
    known = tuple(words)
    return lambda ctx, incomplete: _begun(known, incomplete)  # noqa: ARG005  # Typer's names


def field_names(ctx: Context, incomplete: str) -> list[str]:
    """Return the fields that begin as typed behind the last comma, with what stands before it."""
    before, comma, last = incomplete.rpartition(",")
    return [f"{before}{comma}{path}" for path in _begun(fields.paths(_asked(ctx)), last)]


def groupings() -> Complete:
    """Return what completes the fields that counts go by."""
    return one_of((*Filters.__struct_fields__[2:], "year"))


def _asked(ctx: Context) -> list[str]:
    what = ctx.params.get("what") or list(KINDS)
    return [what] if isinstance(what, str) else [kind for kind in what if kind in KINDS]


def _ids(ctx: Context, kinds: Iterable[str]) -> Iterator[str]:
    from cchc_cli.store import Store, locate  # noqa: PLC0415  # reads only when it must

    try:
        store = Store(locate(ctx.params.get("store")))
    except CchcError:
        return
    yield from (record.id for kind in kinds for record in store.of(kind))


def _begun(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
