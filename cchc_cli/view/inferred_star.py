"""Inferred values: not stated by the source, and shown with a star."""

from collections.abc import Iterable, Sequence

from cchc_cli.language.translation import _
from cchc_cli.model.records import Record
from cchc_cli.query.json_rows import Row, members
from cchc_cli.query.paths import split_reference, value_at
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Dim, Inferred


def star_note(*, needed: bool) -> tuple[Cell, ...]:
    """Return the note that explains the star, if it is *needed* below a table."""
    note = Dim(_("* inferred: not stated by the source; reason: cchc show ID"))
    return (note,) if needed else ()


def star_if_inferred(record: Record, fields: Sequence[str], cell: Cell) -> Cell:
    """Return *cell*, which shows *fields* of *record*, with a star if one of them is inferred."""
    return with_star(cell) if is_inferred(record, fields) else cell


def with_star(cell: Cell) -> Cell:
    """Return *cell* with a star, unless it is empty: 0 is not."""
    return cell if cell in (None, "", (), []) else Inferred(cell)


def is_inferred(record: Record | None, fields: Iterable[str]) -> bool:
    """Return whether one of the *fields* of *record* is inferred."""
    inferred: Iterable[str] = getattr(record, "inferred", ())
    return any(field in inferred for field in fields)


def path_is_inferred(row: Row, path: str, records: RecordSource) -> bool:
    """Return whether the value at the dotted *path* of *row*, a record, is inferred.

    True too if the field that contains it is inferred, or a part of it (people, people.name), in
    the record itself or in one that it refers to (meeting.date).
    """
    if path.startswith("inferred"):
        return False
    if any(_overlap(path, field) for field in row.get("inferred", ())):
        return True
    reference = split_reference(path, row["type"])
    if not reference:
        return False
    field, tail = reference
    ids = (id_ for id_ in members(value_at(row, field)) if isinstance(id_, str))
    referred = map(records.get, ids)
    return any(_overlap(tail, field) for one in referred for field in getattr(one, "inferred", ()))


def _overlap(path: str, field: str) -> bool:
    return f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.")
