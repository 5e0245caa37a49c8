"""What the shell completes: ids, closed lists and field names, all of them ASCII."""

from collections.abc import Callable, Iterable, Iterator

from typer import Context

from cchc_cli.errors import CchcError
from cchc_cli.model.records import RECORD_TYPES, choices
from cchc_cli.query.filters import ANY_FIELD, FILTER_FIELDS, FILTER_TABLES
from cchc_cli.query.filters import group_fields as by
from cchc_cli.query.paths import all_paths, paths_through, row_keys
from cchc_cli.store import open_if_indexed
from cchc_cli.store.location import store_path

Complete = Callable[..., list[str]]


def filter_values(name: str) -> Complete:
    """Return what completes the values of the filter *name*."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        if name in FILTER_TABLES:
            return _begun(_ids(ctx, [FILTER_TABLES[name]]), incomplete)
        if name == "inferred":
            return _begun((ANY_FIELD, *row_keys(FILTER_FIELDS[name])), incomplete)
        kinds = [kind for kind in _asked(ctx) if kind in FILTER_FIELDS.get(name, ())]
        return _begun(
            (word for kind in kinds for word in choices(RECORD_TYPES[kind], name)), incomplete
        )

    return complete


def any_id() -> Complete:
    """Return what completes the id of any record."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        return _begun(_ids(ctx, RECORD_TYPES), incomplete)

    return complete


def kinds() -> Complete:
    """Return what completes the word of a kind of record."""
    return lambda incomplete: _begun(RECORD_TYPES, incomplete)


def field_names() -> Complete:
    """Return what completes fields: behind the last comma, with what stands before it."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",")
        paths = [*all_paths(_asked(ctx)), *paths_through(_asked(ctx), last)]
        return [f"{before}{comma}{path}" for path in _begun(paths, last)]

    return complete


def groupings() -> Complete:
    """Return what completes the fields that counts go by."""

    def complete(ctx: Context, incomplete: str) -> list[str]:
        return _begun((name for kind in _asked(ctx) for name in by(kind)), incomplete)

    return complete


def _asked(ctx: Context) -> list[str]:
    typed = [word for word in ctx.args if word in RECORD_TYPES]  # not yet taken for a parameter
    record_type = typed or ctx.params.get("what") or list(RECORD_TYPES)
    return (
        [record_type]
        if isinstance(record_type, str)
        else [kind for kind in record_type if kind in RECORD_TYPES]
    )


def _ids(ctx: Context, kinds: Iterable[str]) -> Iterator[str]:
    try:
        store = open_if_indexed(store_path(ctx.params.get("store")))  # nobody waits at a TAB
    except CchcError:
        return
    if store is None:
        return
    yield from (id_ for kind in kinds for id_ in store.ids(kind))


def _begun(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted({word for word in words if word.startswith(incomplete)})
