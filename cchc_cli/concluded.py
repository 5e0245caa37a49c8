"""What was concluded, not read in the source itself: it bears a star wherever people read it."""

from collections.abc import Iterable, Sequence
from typing import Any

from cchc_cli.answers import Row
from cchc_cli.fields import pick, reference
from cchc_cli.model import Entry
from cchc_cli.records import Records
from cchc_cli.sheets import Cell, Sentence, Starred
from cchc_cli.words import N_

STAR = Sentence(N_("* concluded, not read in the source itself; cchc show says why"))
"""What a star means, to stand below a table that has one."""


def told(record: Entry, fields: Sequence[str], cell: Cell) -> Cell:
    """Return *cell*, which tells *fields* of *record*: with a star if one of them was concluded."""
    return starred(cell) if is_concluded(record, fields) else cell


def starred(cell: Cell) -> Cell:
    """Return *cell* with a star, if there is anything in it: 0 is something."""
    return cell if cell in (None, "", (), []) else Starred(cell)


def is_concluded(record: Entry | None, fields: Iterable[str]) -> bool:
    """Tell whether one of the *fields* of *record* was concluded."""
    inferred: Iterable[str] = getattr(record, "inferred", ())
    return any(field in inferred for field in fields)


def is_under(row: Row, path: str, records: Records) -> bool:
    """Tell whether the dotted *path* leads, in the row of a record, to what was concluded.

    That is *path*, what holds it, or a part of it (people, people.name), in the record itself or
    in one that it refers to (meeting.date).
    """
    if path.startswith("inferred"):
        return False
    if any(_overlap(path, field) for field in row.get("inferred", ())):
        return True
    through = reference(path, row["type"])
    if not through:
        return False
    field, tail = through
    found: Any = pick(row, field)
    ids = found if isinstance(found, list | tuple) else [found]
    referred = [records.find(id_) for id_ in ids if id_]
    return any(_overlap(tail, field) for one in referred for field in getattr(one, "inferred", ()))


def _overlap(path: str, field: str) -> bool:
    return f"{path}.".startswith(f"{field}.") or f"{field}.".startswith(f"{path}.")
