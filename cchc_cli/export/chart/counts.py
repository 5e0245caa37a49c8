"""The data of bars: counts of stats, and directives by area of two meetings."""

from typing import NamedTuple, cast

from cchc_cli.answers import Answer
from cchc_cli.language.formatting import format_day
from cchc_cli.language.translation import N_, _, choice_label, label
from cchc_cli.model.records import Meeting
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Sheet, text_of

_COUNTED_BY = {"to": N_("addressee"), "inferred": N_("inferred field")}
"""What records are counted by, where that is not the label of the field."""


class BarChart(NamedTuple):
    """Counts by name, a row of bars for each name; they are stacked if they have a total."""

    title: str
    names: tuple[str, ...]
    groups: dict[str, tuple[int, ...]]  # what a color stands for → a count for each name
    is_stacked: bool
    notes: tuple[str, ...]


def counts_chart(answer: Answer, record_type: str | None, store: RecordSource) -> BarChart | None:
    """Return the chart of the *answer* of stats, if it has any count."""
    sheet = next(iter(answer.sheets()), None)
    fields = [key for key in answer.keys if key not in ("count", "share")]
    if "record_type" in fields:
        title = _("Records by type")
    else:
        of = choice_label("type", record_type or "")
        by = [_(_COUNTED_BY[one]) if one in _COUNTED_BY else label(one).lower() for one in fields]
        title = _("{records} by {fields}").format(records=of, fields=_(" and ").join(by))
    return sheet and _bar_chart(title[:1].upper() + title[1:], sheet, store)


def comparison_chart(answer: Answer, store: RecordSource) -> BarChart | None:
    """Return the chart of the directives by area in the *answer* of compare, if it has any."""
    for sheet in answer.sheets():
        if sheet.columns and sheet.columns[0].name == "area":
            updated = _("Data updated {updated}.").format(updated=format_day(store.meta.updated))
            return _bar_chart(_plain(sheet.title), sheet._replace(notes=(updated,)), store)
    return None


def _bar_chart(title: str, sheet: Sheet, store: RecordSource) -> BarChart:
    """Return the chart of the counts in *sheet*: its right-aligned columns but share and total."""
    columns = {column.name: column for column in sheet.columns}
    counted = [one for one in sheet.columns if one.right and one.name not in ("share", "total")]
    groups = {
        _name(one.head, store) or label(one.name): tuple(
            cast("int", one.cell(item) or 0) for item in sheet.items
        )
        for one in counted
    }
    names = tuple(_name(sheet.columns[0].cell(item), store) for item in sheet.items)
    return BarChart(title, names, groups, "total" in columns, tuple(map(_plain, sheet.notes)))


def _name(cell: Cell, store: RecordSource) -> str:
    """Return *cell* as text; a meeting, of which it is the id, by its title and day."""
    text = _plain(cell)
    meeting = store.get(text)
    if not isinstance(meeting, Meeting):
        return text
    return f"{text_of(meeting.title)}, {format_day(meeting.date)}"


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)
