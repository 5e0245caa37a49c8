"""Lists on a page at a terminal: records without headings, each with its text after its id."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from cchc_cli.model.records import Figure, Record, type_of
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, Unbroken
from cchc_cli.view.columns import are_neighbours, as_cell
from cchc_cli.view.inferred_star import star_if_inferred
from cchc_cli.view.record_texts import name_of, time_of

_LEADING = {
    "directives": ("id", "area"),
    "figures": ("id", "reported"),
    "outcomes": ("id",),
}
"""Record type → the columns that stay columns, if they are columns of its table."""

_JOINED = {
    "directives": ("text", "follows"),
    "figures": ("indicator", "scope", "as_of"),
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
        own = {**own, **_figure_columns(own, table.items, is_dated=is_dated)}
    if all(getattr(item, "indicator", None) == page.id for item in table.items):
        own.pop("indicator", None)
    if "text" in own and group is None and _are_by_area(table.items):
        own.pop("area", None)
        group = partial(_area, records)
    leading = [own[name] for name in _LEADING[record_type] if name in own]
    parts = [own[name] for name in _JOINED[record_type] if name in own]
    columns = [*leading, Column("text", partial(_joined, parts))]
    return table._replace(columns=columns, headed=False, group=group, only_in="table")


def _figure_columns(
    own: dict[str, Column], figures: Sequence[Any], *, is_dated: bool
) -> dict[str, Column]:
    """Return columns of *figures* in a list: their scopes only where they tell two apart.

    *is_dated*: no heading says the day of their meeting.
    """
    scopes = Counter(indicator for indicator, _ in {(one.indicator, one.scope) for one in figures})

    def scope(figure: Figure) -> Cell:
        is_needed = figure.subject or scopes[figure.indicator] > 1
        return own["scope"].cell(figure) if is_needed else None

    printed = [own[name] for name in ("ratio", "reported")]
    return {
        "as_of": Column("as_of", _time) if is_dated else own["as_of"],
        "reported": own["reported"]._replace(cell=partial(_joined, printed)),
        "scope": Column("scope", scope),
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
