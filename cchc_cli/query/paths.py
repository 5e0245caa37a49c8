"""Dotted paths into the rows of records: which paths exist, and the value at one."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, get_args, get_type_hints

from cchc_cli.errors import UsageError
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, did_you_mean, join_or, known_names
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Award, FrozenStruct, Inferred, Words

_MAX_SUGGESTIONS = 3

COUNTED = {
    "meetings": ("directives", "figures"),
    "indicators": ("figures",),
    **dict.fromkeys(("bodies", "documents", "areas", "themes"), ("directives",)),
}
"""Record type → the types whose records that refer to it are counted in a field of that name."""


def row_keys(record_types: Iterable[str]) -> tuple[str, ...]:
    """Return the keys of the rows of *record_types*, in their order, each once."""
    fields = (field for one in record_types for field in RECORD_TYPES[one].__struct_fields__)
    return tuple(dict.fromkeys(("type", *fields)))


def parse_fields(
    fields: str, record_types: Iterable[str], extra: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the paths in *fields* (a,b.vi); raises UsageError for one that no row of a type has.

    A path may go through a reference to the record that it names: indicator.name.vi.
    """
    types = tuple(record_types)
    counted = (name for one in types for name in COUNTED.get(one, ()))
    known = dict.fromkeys((*all_paths(types), *counted, *extra))
    wanted = tuple(field.strip() for field in fields.split(",") if field.strip())
    for path in wanted or ("",):
        if not (path in known or _is_inferred_reason(path, types) or _target(path, types)):
            near = _paths_leading_to(path, types) or nearest(path, known)
            sentence = _("no such field: {path}").format(path=path or _("an empty name"))
            raise UsageError(sentence + did_you_mean(join_or(near)) + known_names(known))
    return wanted


def paths_through(record_types: Iterable[str], begin: str) -> Iterator[str]:
    """Yield the paths through the reference with which *begin* begins: meeting.date, meeting.id."""
    for record_type in record_types:
        if found := split_reference(begin, record_type):
            tables = REFERENCES[record_type][found[0]]
            yield from dict.fromkeys(f"{found[0]}.{path}" for path in all_paths(tables))


def _paths_leading_to(path: str, record_types: Iterable[str]) -> list[str]:
    fields = {field: tables for one in record_types for field, tables in REFERENCES[one].items()}
    found = [f"{field}.{path}" for field, tables in fields.items() if path in all_paths(tables)]
    return found[:_MAX_SUGGESTIONS]


def all_paths(record_types: Iterable[str]) -> Iterator[str]:
    """Yield all dotted paths into the rows of *record_types*."""
    for record_type in record_types:
        yield from ("type", *(path for path, _hint in _hints(RECORD_TYPES[record_type])))


def bilingual_paths(record_types: Iterable[str], paths: Iterable[str]) -> frozenset[str]:
    """Return those of *paths* into rows of *record_types* that lead to words in two languages."""
    types = tuple(record_types)
    bilingual = {
        path for one in types for path, hint in _hints(RECORD_TYPES[one]) if _is_bilingual(hint)
    }

    def leads_to_words(path: str) -> bool:
        if path in bilingual:
            return True
        if _is_inferred_reason(path, types):
            return not path.endswith((".vi", ".en"))
        target = _target(path, types)
        return bool(target and bilingual_paths(target[0], [target[1]]))

    return frozenset(filter(leads_to_words, paths))


def _is_bilingual(hint: Any) -> bool:  # noqa: ANN401  # a type hint
    return hint is Inferred or bool({Words, Award} & set(_types(hint)))


def _is_inferred_reason(path: str, record_types: Iterable[str]) -> bool:
    """Return whether *path* leads to the reason of an inferred field: inferred.date."""
    head, _dot, field = path.removesuffix(".vi").removesuffix(".en").partition(".")
    types = [one for one in record_types if head == "inferred" and head in row_keys([one])]
    return bool(field) and any(field in all_paths([one]) for one in types)


def _target(path: str, record_types: Iterable[str]) -> tuple[tuple[str, ...], str] | None:
    """Return the record types that a reference in *path* leads to, and the rest of the path."""
    for record_type in record_types:
        if found := split_reference(path, record_type):
            tables = REFERENCES[record_type][found[0]]
            if found[1] in all_paths(tables):
                return tables, found[1]
    return None


@cache  # the same for each of many rows
def split_reference(path: str, record_type: str) -> tuple[str, str] | None:
    """Return the reference at the start of *path* and the rest: people.province and name."""
    for field in REFERENCES[record_type]:
        if path.startswith(f"{field}."):
            return field, path.removeprefix(f"{field}.")
    return None


def deciding_field(path: str, record_type: str) -> str:
    """Return the field of *record_type* that decides on the value at *path*."""
    counted = path == "type" or path in COUNTED.get(record_type, ())
    return "id" if counted else path.partition(".")[0]


def value_at(row: Any, path: str) -> Any:  # noqa: ANN401  # whatever JSON can hold
    """Return the value at the dotted *path* in *row*, None if there is none.

    For a list, it is the list of the values in its members: people.name is a list of names.
    """
    if isinstance(row, dict) and "." in path:  # a key of inferred may have a dot: people.name
        key, _dot, rest = path.rpartition(".")
        if path in row or key in row:
            return row[path] if path in row else value_at(row[key], rest)
    head, _dot, tail = path.partition(".")
    if isinstance(row, list | tuple):
        return [value_at(one, path) for one in row]
    found = row.get(head) if isinstance(row, dict) else None
    return value_at(found, tail) if tail else found


def _hints(struct: type[FrozenStruct], above: str = "") -> Iterator[tuple[str, Any]]:
    for name, hint in get_type_hints(struct).items():
        yield above + name, hint
        if hint != Inferred:  # whose keys are the record's own
            for inner in _types(hint):
                if isinstance(inner, type) and issubclass(inner, FrozenStruct):
                    yield from _hints(inner, f"{above}{name}.")


def _types(hint: Any) -> list[Any]:  # noqa: ANN401  # a type hint
    parts = get_args(hint)
    return [inner for part in parts for inner in _types(part)] if parts else [hint]
