"""References between records: which fields hold them, which records refer to an id."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cchc_cli.model.ids import is_id_of_subject
from cchc_cli.model.records import REFERENCES, Record


def references_of(record_type: str, record: Record) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield each reference of *record*, a *record_type*, as (field, id, tables it may be in)."""
    for field, tables in REFERENCES[record_type].items():
        if not holds_only_ids(field):
            for id_ in values_at(record, field):
                if isinstance(id_, str) and (field != "subject" or is_id_of_subject(id_)):
                    yield field, id_, tables
        elif isinstance(value := getattr(record, field), tuple):
            for id_ in value:
                yield field, id_, tables
        elif value is not None:
            yield field, value, tables


def holds_only_ids(field: str) -> bool:
    """Return whether *field* holds an id or a list of ids, and nothing else."""
    return "." not in field and field != "subject"


def index_references(
    records: Mapping[str, Sequence[Record]],
) -> dict[tuple[str, str], list[Record]]:
    """Return (id, record type) → those *records* of the type that refer to the id, in order."""
    index: dict[tuple[str, str], list[Record]] = {}
    for record_type, members in records.items():
        for record in members:
            for id_ in dict.fromkeys(id_ for _, id_, _ in references_of(record_type, record)):
                index.setdefault((id_, record_type), []).append(record)
    return index


def values_at(record: Any, field: str) -> Iterator[Any]:  # noqa: ANN401  # or an object in one
    """Yield the values at the dotted *field* of *record*: the members of lists, but no None."""
    head, _, tail = field.partition(".")
    value = getattr(record, head)
    for one in value if isinstance(value, tuple | dict) else (value,):
        if tail and one is not None:
            yield from values_at(one, tail)
        elif one is not None:
            yield one
