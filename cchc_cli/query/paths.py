"""Dotted paths into the rows of records: which there are, and what stands there."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any, get_args, get_type_hints

from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _, did_you_mean, join_or, known_names
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Award, FrozenStruct, Inferred, Words

_MAX_SUGGESTIONS = 3  # paths to suggest


def row_keys(record_type: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the rows of the kinds *record_type*, in their order, each once."""
    fields = (field for kind in record_type for field in RECORD_TYPES[kind].__struct_fields__)
    return tuple(dict.fromkeys(("type", *fields)))


def parse_fields(
    fields: str, record_type: Iterable[str], extra: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return *fields* (a,b.vi) one by one; raises WrongUse if no row of *record_type* has one.

    A path may go through a reference to the record that it names: indicator.name.vi.
    """
    kinds = tuple(record_type)
    known = dict.fromkeys((*all_paths(kinds), *extra))
    wanted = tuple(field.strip() for field in fields.split(",") if field.strip())
    for path in wanted or ("",):
        if not (path in known or _is_inferred_reason(path, kinds) or _target(path, kinds)):
            near = _paths_leading_to(path, kinds) or get_close_matches(path, known, n=1)
            told = _('no such field: "{path}"').format(path=path) + did_you_mean(join_or(near))
            raise WrongUse(told + known_names(known))
    return wanted


def paths_through(record_type: Iterable[str], begin: str) -> Iterator[str]:
    """Yield the paths that go on as *begin* does, into what records of *record_type* refer to."""
    for kind in record_type:
        if found := split_reference(begin, kind):
            field, _rest = found
            yield from (f"{field}.{path}" for path in all_paths([REFERENCES[kind][field]]))


def _paths_leading_to(path: str, record_type: Iterable[str]) -> list[str]:
    """Return the paths that lead to *path* in what records of *record_type* refer to: meeting.date."""
    found = (
        f"{field}.{path}"
        for kind in record_type
        for field, table in REFERENCES[kind].items()
        if path in all_paths([table])
    )
    return list(dict.fromkeys(found))[:_MAX_SUGGESTIONS]


def all_paths(record_type: Iterable[str]) -> Iterator[str]:
    """Yield all dotted paths into rows of the kinds *record_type*."""
    for kind in record_type:
        yield from ("type", *(path for path, _hint in _hints(RECORD_TYPES[kind])))


def bilingual_paths(record_type: Iterable[str], asked: Iterable[str]) -> frozenset[str]:
    """Return those of the paths *asked* into rows of *record_type* that lead to words in two languages."""
    kinds = tuple(record_type)
    told = {
        path for kind in kinds for path, hint in _hints(RECORD_TYPES[kind]) if _is_bilingual(hint)
    }
    found = {
        path
        for path in asked
        if path in told or (_is_inferred_reason(path, kinds) and not path.endswith((".vi", ".en")))
    }
    for path in asked:
        if target := _target(path, kinds):
            found |= {path} if bilingual_paths([target[0]], [target[1]]) else set()
    return frozenset(found)


def _is_bilingual(hint: Any) -> bool:  # noqa: ANN401  # what typing makes of an annotation
    return hint is Inferred or bool({Words, Award} & set(_types(hint)))


def _is_inferred_reason(path: str, record_type: Iterable[str]) -> bool:
    """Tell whether *path* leads to why some field was concluded: inferred.date."""
    head, _dot, field = path.removesuffix(".vi").removesuffix(".en").partition(".")
    kinds = [kind for kind in record_type if head == "inferred" and head in row_keys([kind])]
    return bool(field) and any(field in all_paths([kind]) for kind in kinds)


def _target(path: str, record_type: Iterable[str]) -> tuple[str, str] | None:
    """Return the kind and the path within it that *path* leads to through a reference of *record_type*."""
    for kind in record_type:
        found = split_reference(path, kind)
        if found and found[1] in all_paths([REFERENCES[kind][found[0]]]):
            return REFERENCES[kind][found[0]], found[1]
    return None


def split_reference(path: str, kind: str) -> tuple[str, str] | None:
    """Return the field of *kind* by whose reference *path* goes on, and the path behind it.

    people.province.name goes through people.province and on to name.
    """
    for field in REFERENCES[kind]:
        if path.startswith(f"{field}."):
            return field, path.removeprefix(f"{field}.")
    return None


def value_at(row: Any, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return what stands in *row* under the dotted *path*, None if nothing does.

    Through a list goes what each of its members has: people.name is a list of names.
    """
    if isinstance(row, dict) and "." in path:  # a key of inferred may hold a point: people.name
        key, _dot, rest = path.rpartition(".")
        if path in row or key in row:
            return row[path] if path in row else value_at(row[key], rest)
    head, _dot, tail = path.partition(".")
    if isinstance(row, list | tuple):
        return [value_at(one, path) for one in row]
    found = row.get(head) if isinstance(row, dict) else None
    return value_at(found, tail) if tail else found


def _hints(kind: type[FrozenStruct], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, hint in get_type_hints(kind).items():
        yield above + name, hint
        if hint != Inferred:  # whose keys are the record's own
            for inner in _types(hint):
                if isinstance(inner, type) and issubclass(inner, FrozenStruct):
                    yield from _hints(inner, f"{above}{name}.")


def _types(hint: Any) -> list[Any]:  # noqa: ANN401  # what typing makes of an annotation
    parts = get_args(hint)
    return [inner for part in parts for inner in _types(part)] if parts else [hint]
