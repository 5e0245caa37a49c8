"""The SQL tables of a store, derived from the record types."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import partial
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from cchc_cli.errors import OutputError
from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Meta, Words
from cchc_cli.model.reference_fields import values_at
from cchc_cli.model.type_errors import is_struct

_SINGULAR = {"people": "person", "bodies": "body"}  # all others end in s
_TYPES = {str: "TEXT", bool: "INTEGER", int: "INTEGER", date: "DATE"}
_LARGEST = 2**63 - 1


class Field(NamedTuple):
    """A column: its SQLite type, and the tables it refers to."""

    name: str
    type: str
    optional: bool = False
    refers: tuple[str, ...] = ()

    @property
    def foreign_table(self) -> str | None:
        """The table of its foreign key: None if it refers to several, or may hold a name."""
        return self.refers[0] if len(self.refers) == 1 else None


class Table(NamedTuple):
    """A table: its key columns, the other columns, the rows that one record gives.

    The key without its last column is the key of the *parent* table.
    """

    name: str
    key: tuple[Field, ...]
    values: tuple[Field, ...]
    rows: Callable[[Any], Iterator[tuple[Any, ...]]]
    parent: str | None = None

    @property
    def columns(self) -> tuple[Field, ...]:
        """All columns, in the order of the values of a row."""
        return self.key + self.values


class _Members(NamedTuple):
    """The objects at the dotted *path* of the records of *record_type*, each a row."""

    record_type: str
    path: str
    table: str
    key: tuple[Field, ...]
    find: Callable[[Any], Iterator[tuple[tuple[Any, ...], Any]]]  # record → keys and members
    parent: str | None = None


def sql_tables(record_type: str) -> list[Table]:
    """Return the tables of *record_type*, or of "meta", parents before children.

    Scalar fields are columns of the first table: bilingual ones are two (`text_vi`, `text_en`),
    dates are ISO 8601, booleans 0 or 1. A list is a table of its own (`directive_themes`), its
    members counted from 1; so are the reasons of inferred fields (`directive_inferred`). Rows
    raise OutputError for a number that no database takes.
    """
    key = () if record_type == "meta" else (Field("id", "TEXT"),)

    def find(record: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:  # noqa: ANN401
        yield tuple(getattr(record, column.name) for column in key), record

    members = _Members(record_type, "", record_type, key, find)
    return list(_tables(members, {"meta": Meta, **RECORD_TYPES}[record_type]))


def _tables(members: _Members, kind: Any) -> Iterator[Table]:  # noqa: ANN401  # what typing makes
    """Yield the table of *members*, which are of type *kind*, then those of the lists in them."""
    columns: list[Field] = []
    cells: list[Callable[[Any], tuple[Any, ...]]] = []
    lists: list[tuple[str, Any]] = []
    is_table = is_struct(kind) and kind is not Words
    for name, hint in _fields(kind) if is_table else [("", kind)]:
        types = [type_ for type_ in get_args(hint) or (hint,) if type_ is not NoneType]
        if get_origin(hint) in (tuple, dict):
            lists.append((name, hint))
        elif (name,) != tuple(column.name for column in members.key):
            columns += _columns(members, name, types, optional=NoneType in get_args(hint))
            cells.append(partial(_cells, name, types))

    def rows(record: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        try:
            for key, member in members.find(record):
                yield (*key, *(cell for several in cells for cell in several(member)))
        except OverflowError:
            sentence = _("{id}: holds a number that is too large for a database")
            raise OutputError(sentence.format(id=record.id)) from None

    yield Table(members.table, members.key, tuple(columns), rows, members.parent)
    for name, hint in lists:
        *_rest, member = (type_ for type_ in get_args(hint) if type_ is not Ellipsis)
        yield from _tables(_within(members, name, keyed=get_origin(hint) is dict), member)


def _fields(struct: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401  # a type
    """Yield the fields of *struct* and of single objects in it: target.value."""
    for name, hint in get_type_hints(struct).items():
        parts = [part for part in get_args(hint) or (hint,) if is_struct(part)]
        if get_origin(hint) in (tuple, dict) or parts in ([], [Words]):
            yield name, hint
        else:
            for inner, type_ in get_type_hints(parts[0]).items():
                yield f"{name}.{inner}", type_ | None


def _within(members: _Members, name: str, *, keyed: bool) -> _Members:
    """Return the members of the list, or of the object if *keyed*, *name* in those of *members*."""
    if members.parent is None:
        one = _SINGULAR.get(members.record_type, members.record_type.removesuffix("s"))
        key: tuple[Field, ...] = (Field(one, "TEXT", refers=(members.record_type,)),)
        table = f"{one}_{name}"
    else:
        last = members.path.rpartition(".")[2]
        key = (*members.key[:-1], members.key[-1]._replace(name=f"{last}_position"))
        table = f"{members.table}_{name}"
    new = Field("field", "TEXT") if keyed else Field("position", "INTEGER")

    def find(record: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:  # noqa: ANN401
        for before, member in members.find(record):
            found = getattr(member, name)
            for key, one in found.items() if keyed else enumerate(found, 1):
                yield (*before, key), one

    path = f"{members.path}.{name}".lstrip(".")
    return _Members(members.record_type, path, table, (*key, new), find, members.table)


def _columns(members: _Members, name: str, types: list[Any], *, optional: bool) -> list[Field]:
    refers = _tables_referred_to(members, name)
    if Words in types:
        start = f"{name}_" if name else ""
        ids = [Field(f"{start}id", "TEXT", optional=True, refers=refers)] if len(types) > 1 else []
        first = Field(f"{start}vi", "TEXT", optional or bool(ids))
        return [*ids, first, Field(f"{start}en", "TEXT", optional=True)]
    column = name.replace(".", "_") or _singular(members, refers)
    return [Field(column, _type(types), optional, refers)]


def _tables_referred_to(members: _Members, name: str) -> tuple[str, ...]:
    path = f"{members.path}.{name}".strip(".")
    return REFERENCES.get(members.record_type, {}).get(path, ())


def _singular(members: _Members, refers: tuple[str, ...]) -> str:
    """Return the name of the column of a list: what its values are, or `value`."""
    if len(refers) != 1:
        return "value"
    name = _SINGULAR.get(refers[0], refers[0].removesuffix("s"))
    own = [column.name for column in members.key]
    return members.path if name in own else name  # directive_follows.follows


def _type(types: list[Any]) -> str:
    if len(types) > 1 and float in types:
        return "NUMERIC"  # a whole number stays one
    first = types[0]
    return _TYPES.get(first if isinstance(first, type) else type(first), "TEXT")


def _cells(name: str, types: Sequence[Any], member: Any) -> tuple[Any, ...]:  # noqa: ANN401
    value = next(values_at(member, name), None) if name else member
    if Words in types:
        words = (value.vi, value.en) if isinstance(value, Words) else (None, None)
        return (value if isinstance(value, str) else None, *words) if len(types) > 1 else words
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise OverflowError
    return (value.isoformat() if isinstance(value, date) else value,)
