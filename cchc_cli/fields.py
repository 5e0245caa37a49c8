"""Dotted paths into the rows of records: which there are, and what stands there."""

from collections.abc import Iterable, Iterator
from typing import Any, get_args, get_type_hints

from cchc_cli.errors import WrongUse
from cchc_cli.model import KINDS, Award, Inferred, Record, Words


def keys(what: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the rows of the kinds *what*, in their order, each once."""
    fields = (field for kind in what for field in KINDS[kind].__struct_fields__)
    return tuple(dict.fromkeys(("type", *fields)))


def asked(fields: str, what: Iterable[str], extra: Iterable[str] = ()) -> tuple[str, ...]:
    """Return *fields* (a,b.vi) one by one; raises WrongUse if no row of *what* has one."""
    known = dict.fromkeys((*paths(what), *extra))
    wanted = tuple(field.strip() for field in fields.split(",") if field.strip())
    for path in wanted or ("",):
        if path not in known and not (path.startswith("inferred.") and "inferred" in known):
            raise WrongUse(f'no such field: "{path}"; the fields are {", ".join(known)}')
    return wanted


def paths(what: Iterable[str]) -> Iterator[str]:
    """Yield all dotted paths into rows of the kinds *what*."""
    for kind in what:
        yield from ("type", *(path for path, _ in _hints(KINDS[kind])))


def bilingual(what: Iterable[str]) -> frozenset[str]:
    """Return the paths into rows of *what* that lead to words in both languages."""
    return frozenset(
        path
        for kind in what
        for path, hint in _hints(KINDS[kind])
        if hint is Inferred or {Words, Award} & set(_types(hint))
    )


def pick(row: Any, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return what stands in *row* under the dotted *path*, None if nothing does.

    Through a list goes what each of its members has: people.name is a list of names.
    """
    head, _, tail = path.partition(".")
    if isinstance(row, list | tuple):
        return [pick(one, path) for one in row]
    found = row.get(head) if isinstance(row, dict) else None
    return pick(found, tail) if tail else found


def _hints(kind: type[Record], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, hint in get_type_hints(kind).items():
        yield above + name, hint
        if hint != Inferred:  # whose keys are the record's own
            for inner in _types(hint):
                if isinstance(inner, type) and issubclass(inner, Record):
                    yield from _hints(inner, f"{above}{name}.")


def _types(hint: Any) -> list[Any]:  # noqa: ANN401  # what typing makes of an annotation
    parts = get_args(hint)
    return [inner for part in parts for inner in _types(part)] if parts else [hint]
