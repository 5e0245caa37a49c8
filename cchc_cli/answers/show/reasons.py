"""Reasons of inferred values: of the record of a page, and of the related records on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from cchc_cli.language.translation import _, label
from cchc_cli.model.records import Words
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, text_of
from cchc_cli.view.columns import as_cell
from cchc_cli.view.inferred_star import star_note

_COLUMNS = (
    Column("field", lambda pair: label(pair[0])),
    Column("why", lambda pair: as_cell("why", pair[1])),
)
_RELATED_COLUMNS = (
    Column("ids", lambda item: tuple(item[1])),
    Column("field", lambda item: label(item[0][0])),
    Column("why", lambda item: item[0][1]),
)


def reason_sheets(record: Any, related: Iterable[Any]) -> Iterator[Sheet]:  # noqa: ANN401
    """Yield the reasons of *record*, and in md and html those of the *related* records.

    At a terminal they stand below the note on the star.
    """
    if inferred := getattr(record, "inferred", None):
        reasons = [*inferred.items()]
        title = _("Inferred: not stated by the source")
        yield Sheet(_COLUMNS, reasons, title, depth=3, only_in="md")
        (note,) = star_note(needed=True)
        columns = [Column("why", _in_a_line)]
        yield Sheet(columns, reasons, note, headed=False, depth=3, only_in="table")
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in related:
        for field, why in (getattr(one, "inferred", None) or {}).items():
            found[field, text_of(why)].append(one.id)
    if found:
        title = _("Inferred in the records above")
        yield Sheet(_RELATED_COLUMNS, list(found.items()), title, depth=3, only_in="md")


def _in_a_line(pair: tuple[str, Words]) -> Cell:
    return [Joined((label(pair[0]), as_cell("why", pair[1])), " \u2013 ")]
