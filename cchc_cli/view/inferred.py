"""What was concluded, not read in the source itself: it bears a star wherever people read it."""

from collections.abc import Iterable, Sequence
from typing import Any

from cchc_cli.language.translation import N_
from cchc_cli.model.records import Record
from cchc_cli.query.paths import split_reference, value_at
from cchc_cli.query.rows import Row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Inferred, Sentence

FOOTNOTE = Sentence(N_("* concluded, not read in the source itself; cchc show says why"))
"""What a star means, to stand below a table that has one."""


def mark_if_inferred(record: Record, fields: Sequence[str], cell: Cell) -> Cell:
    """Return *cell*, which tells *fields* of *record*: with a star if one of them was concluded."""
    return mark(cell) if is_inferred(record, fields) else cell


def mark(cell: Cell) -> Cell:
    """Return *cell* with a star, if there is anything in it: 0 is something."""
    return cell if cell in (None, "", (), []) else Inferred(cell)


def is_inferred(record: Record | None, fields: Iterable[str]) -> bool:
    """Tell whether one of the *fields* of *record* was concluded."""
    inferred: Iterable[str] = getattr(record, "inferred", ())
    return any(field in inferred for field in fields)


def path_is_inferred(row: Row, path: str, records: RecordSource) -> bool:
    """Tell whether the dotted *path* leads, in the row of a record, to what was concluded.

    That is *path*, what holds it, or a part of it (people, people.name), in the record itself or
    in one that it refers to (meeting.date).
    """
    if path.startswith("inferred"):
        return False
    if any(_overlap(path, field) for field in row.get("inferred", ())):
        return True
    through = split_reference(path, row["type"])
    if not through:
        return False
    field, tail = through
    found: Any = value_at(row, field)
    ids = found if isinstance(found, list | tuple) else [found]
    referred = [records.get(id_) for id_ in ids if id_]
    return any(_overlap(tail, field) for one in referred for field in getattr(one, "inferred", ()))


def _overlap(path: str, field: str) -> bool:
    return f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.")
