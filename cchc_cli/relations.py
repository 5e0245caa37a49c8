"""Which records refer to which."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc_cli.model import REFERENCES, Entry


def references(what: str, record: Entry) -> Iterator[tuple[str, str, str]]:
    """Yield each reference of *record*, of the kind *what*: its field, the id, the id's table."""
    for field, table in REFERENCES[what].items():
        if not is_plain(field):
            for id_ in values(record, field):
                if field != "subject" or is_id(id_):
                    yield field, id_, table
        elif isinstance(value := getattr(record, field), tuple):
            for id_ in value:
                yield field, id_, table
        elif value is not None:
            yield field, value, table


def is_plain(field: str) -> bool:
    """Tell whether in *field* of a record there is an id, or a list of ids, and nothing else."""
    return "." not in field and field != "subject"


def citing(records: Mapping[str, Sequence[Entry]]) -> dict[tuple[str, str], list[Entry]]:
    """Return (id, kind) → the *records* of that kind that refer to the id, in their order."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for what, entries in records.items():
        for entry in entries:
            for id_ in dict.fromkeys(id_ for _, id_, _ in references(what, entry)):
                found.setdefault((id_, what), []).append(entry)
    return found


def values(record: Entry, field: str) -> Iterator[Any]:
    """Yield what stands in *record* under the dotted *field*: each member of a list, no null."""
    head, _, tail = field.partition(".")
    value = getattr(record, head)
    for one in value if isinstance(value, tuple | dict) else (value,):
        if (found := getattr(one, tail) if tail else one) is not None:
            yield found


def is_id(subject: str) -> bool:
    """Tell whether the *subject* of a figure is the id of a province, not the name of a body."""
    # The name of a body has blanks, capitals or marks.
    return subject.isascii() and subject.islower() and " " not in subject
