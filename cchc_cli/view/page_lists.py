"""Lists on a page at a terminal: records without headings, each with its text after its id."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from cchc_cli.language.translation import choice_label
from cchc_cli.model.records import Figure, Record, type_of
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, Unbroken
from cchc_cli.view.columns import are_neighbours, as_cell
from cchc_cli.view.figure_cells import time_of
from cchc_cli.view.inferred_star import star_if_inferred
from cchc_cli.view.names import name_of

_LEADING = {
    "directives": ("id", "area"),
    "figures": ("id", "scope", "reported"),
    "outcomes": ("id",),
}
"""Record type → the columns that stay columns, if they are columns of its table."""

_JOINED = {
    "directives": ("text", "follows"),
    "figures": ("indicator", "subject", "as_of"),
    "outcomes": ("status", "as_of", "evidence", "note"),
}
"""Record type → the columns whose cells make one text."""


def page_list(page: Record, table: Sheet, records: RecordSource) -> Sheet | None:
    """Return *table*, on the *page* of a record, as a list; None if it has to be a table."""
    record_type = type_of(table.items[0])
    if record_type not in _LEADING:
        return None
    own = {column.name: column for column in table.columns}
    group = table.group
    if record_type == "figures":
        is_dated = group is None and any(one.meeting != page.id for one in table.items)
        own |= _figure_columns(own, records, is_dated=is_dated)
    if all(getattr(item, "indicator", None) == page.id for item in table.items):
        own.pop("indicator", None)
    if record_type == "directives" and group is None and _are_by_area(table.items):
        own.pop("area", None)
        group = partial(_area, records)
    leading = [own[name] for name in _LEADING[record_type] if name in own]
    parts = [own[name] for name in _JOINED[record_type] if name in own]
    columns = [*leading, Column("text", partial(_joined, parts))]
    return table._replace(columns=columns, headed=False, group=group, only_in="table")


def _figure_columns(
    own: dict[str, Column], records: RecordSource, *, is_dated: bool
) -> dict[str, Column]:
    """Return columns of figures in a list; *is_dated*: no heading says the day of their meeting."""
    printed = [own[name] for name in ("ratio", "reported")]
    return {
        "as_of": Column("as_of", _time) if is_dated else own["as_of"],
        "reported": own["reported"]._replace(cell=partial(_joined, printed)),
        "scope": Column("scope", _scope, drop=1),
        "subject": Column("subject", lambda figure: name_of(figure.subject, records)),
    }


def _are_by_area(directives: Sequence[Any]) -> bool:
    return are_neighbours([one.area for one in directives])


def _area(records: RecordSource, directive: Any) -> Cell:  # noqa: ANN401
    return name_of(directive.area, records)


def _joined(parts: Sequence[Column], record: Record) -> Cell:
    cells = [(part.name, part.cell(record)) for part in parts]
    return Joined([Unbroken(cell) if name == "as_of" else cell for name, cell in cells], " · ")


def _time(figure: Figure) -> Cell:
    return star_if_inferred(figure, ["as_of", "period"], as_cell("as_of", time_of(figure)))


def _scope(figure: Figure) -> Cell:
    return None if figure.subject else choice_label("scope", figure.scope)
