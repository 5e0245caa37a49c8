"""A store as the tables of a database, worked out from the model."""

from collections.abc import Callable, Iterator
from datetime import date
from types import NoneType
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from msgspec import Struct

from cchc_cli.errors import OutputError
from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES, REFERENCES, Meta, Words

_SINGULAR = {"people": "person"}  # all others end in s
_TYPES = {str: "TEXT", bool: "INTEGER", int: "INTEGER", date: "DATE"}
_LARGEST = 2**63 - 1
_MIXED_FIELD = "subject"  # the name of a body stands in it too


class Field(NamedTuple):
    """A column of a table: what SQLite calls its type, and the table whose ids stand in it."""

    name: str
    type: str
    optional: bool = False
    refers: str | None = None


class Table(NamedTuple):
    """A table: the columns that are its key, the others, the rows that one record gives.

    *parent* is the table whose rows have the members, found by the key without its last column.
    """

    name: str
    key: tuple[Field, ...]
    values: tuple[Field, ...]
    rows: Callable[[Any], Iterator[tuple[Any, ...]]]
    parent: str | None = None

    @property
    def columns(self) -> tuple[Field, ...]:
        """All columns, in the order of the rows."""
        return self.key + self.values


class _Place(NamedTuple):
    """Where members stand: in the records of *record_type*, under the dotted *path*."""

    record_type: str
    path: str
    table: str
    key: tuple[Field, ...]
    of: Callable[[Any], Iterator[tuple[tuple[Any, ...], Any]]]  # record → keys and members
    parent: str | None = None


def sql_tables(record_type: str) -> list[Table]:
    """Return the tables for records of the kind *record_type*, or for "meta", parents before children.

    The scalar fields are columns of the first: words in two languages are two (`text_vi`,
    `text_en`), days ISO, truth 0 or 1. A field that is a list is a table of its own
    (`directive_themes`), its members counted from 1; so are the reasons of what was concluded
    (`directive_inferred`). Rows raise OutputError for a number that no database takes.
    """
    if record_type == "meta":
        return list(
            _tables(_Place(record_type, "", record_type, (), lambda meta: iter([((), meta)])), Meta)
        )
    key = (Field("id", "TEXT"),)
    place = _Place(record_type, "", record_type, key, lambda record: iter([((record.id,), record)]))
    return list(_tables(place, RECORD_TYPES[record_type]))


def _tables(place: _Place, kind: Any) -> Iterator[Table]:  # noqa: ANN401  # what typing makes
    """Yield the table of the members of *kind* at *place*, then those of the lists in them."""
    columns: list[Field] = []
    cells: list[Callable[[Any], tuple[Any, ...]]] = []
    lists: list[tuple[str, Any]] = []
    for name, hint in get_type_hints(kind).items() if _is_struct(kind) else [("", kind)]:
        types = [type_ for type_ in get_args(hint) or (hint,) if type_ is not NoneType]
        if get_origin(hint) in (tuple, dict):
            lists.append((name, hint))
        elif (name,) != tuple(column.name for column in place.key):
            columns += _columns(place, name, types, optional=NoneType in get_args(hint))
            cells.append(_cells(name, bilingual=Words in types))

    def rows(record: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
        try:
            for key, member in place.of(record):
                yield (*key, *(cell for several in cells for cell in several(member)))
        except OverflowError:
            sentence = _("{id}: holds a number that is too large for a database")
            raise OutputError(sentence.format(id=record.id)) from None

    yield Table(place.table, place.key, tuple(columns), rows, place.parent)
    for name, hint in lists:
        *_rest, member = (type_ for type_ in get_args(hint) if type_ is not Ellipsis)
        yield from _tables(_within(place, name, keyed=get_origin(hint) is dict), member)


def _within(place: _Place, name: str, *, keyed: bool) -> _Place:
    """Return the place of what stands in the list, or the object, *name* of members at *place*."""
    if place.parent is None:
        one = _SINGULAR.get(place.record_type, place.record_type.removesuffix("s"))
        key: tuple[Field, ...] = (Field(one, "TEXT", refers=place.record_type),)
        table = f"{one}_{name}"
    else:
        last = place.path.rpartition(".")[2]
        key = (*place.key[:-1], place.key[-1]._replace(name=f"{last}_position"))
        table = f"{place.table}_{name}"
    new = Field("field", "TEXT") if keyed else Field("position", "INTEGER")

    def of(record: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:  # noqa: ANN401
        for before, member in place.of(record):
            found = getattr(member, name)
            for at, one in found.items() if keyed else enumerate(found, 1):
                yield (*before, at), one

    path = f"{place.path}.{name}".lstrip(".")
    return _Place(place.record_type, path, table, (*key, new), of, place.table)


def _columns(place: _Place, name: str, types: list[Any], *, optional: bool) -> list[Field]:
    if Words in types:
        start = f"{name}_" if name else ""
        return [Field(f"{start}vi", "TEXT", optional), Field(f"{start}en", "TEXT", optional=True)]
    path = f"{place.path}.{name}".strip(".")
    refers = REFERENCES.get(place.record_type, {}).get(path) if path != _MIXED_FIELD else None
    if not name:
        name = _SINGULAR.get(refers, refers.removesuffix("s")) if refers else "value"
    return [Field(name, _type(types), optional, refers)]


def _type(types: list[Any]) -> str:
    if len(types) > 1 and float in types:
        return "NUMERIC"  # a whole number stays one
    first = types[0]
    return _TYPES.get(first if isinstance(first, type) else type(first), "TEXT")


def _cells(name: str, *, bilingual: bool) -> Callable[[Any], tuple[Any, ...]]:
    """Return what makes the cells of the field *name* of a member, or of the member itself."""
    if bilingual:

        def spoken(member: Any) -> tuple[Any, ...]:  # noqa: ANN401
            words = getattr(member, name) if name else member
            return (words.vi, words.en) if words else (None, None)

        return spoken
    return lambda member: (_cell(getattr(member, name) if name else member),)


def _cell(value: Any) -> Any:  # noqa: ANN401  # what a record holds, as SQLite takes it
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise OverflowError
    return value


def _is_struct(kind: Any) -> bool:  # noqa: ANN401
    return isinstance(kind, type) and issubclass(kind, Struct) and kind is not Words
