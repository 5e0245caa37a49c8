"""Trends: one indicator from meeting to meeting, or the indicators that have a series."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, cast

from cchc_cli.answers import Answer
from cchc_cli.answers.figure_series import (
    Change,
    Series,
    _moment,
    break_reason,
    change_between,
    change_cell,
    day_of,
    series_of,
)
from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _
from cchc_cli.model.records import Figure, Indicator, Meeting, Words
from cchc_cli.query.filters import Filters, unsupported_filter_message
from cchc_cli.query.lookup import the_one
from cchc_cli.query.paths import bilingual_paths, row_keys
from cchc_cli.query.predicates import predicates
from cchc_cli.query.rows import Row, to_row
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Bilingual, Cell, Choice, Column, Labelled, Sheet
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import columns_for, headline_of, record_sheet, time_of

ROW_KEYS = (
    *("indicator", "subject", "scope", "meeting", "date", "as_of", "figure", "reported", "value"),
    *("numerator", "denominator", "bound", "change", "change_unit", "break"),
)
"""The keys of a row, in their order."""

_EIGHTHS = "▁▂▃▄▅▆▇█"
_MIDDLE = 3
_BOUNDS = {"about": "about", "more-than": "more than", "less-than": "less than"}
_NONE = "\N{EN DASH}"  # no change that can be told; no meeting


def trend(name: str | None, filters: Filters, store: RecordSource) -> Answer:
    """Return the figures of the indicator called *name*, or without one those that have a series.

    Raises NotFound for an unknown indicator, WrongUse for a filter that figures lack.
    """
    if sentence := unsupported_filter_message(filters, "figures"):
        raise WrongUse(sentence)
    passes = predicates(filters, ["figures"], store)["figures"]
    if name is None:
        return _overview(passes, store)
    return _trend(the_one(name, "indicators", store), passes, store)


def sparkline(values: Sequence[float | None]) -> str:
    """Return *values* as blocks, from one eighth for the least to eight for the greatest.

    None is a gap. Where all are equal, they are of middle height.
    """
    known = [Fraction(value) for value in values if value is not None]
    least, most = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    step = (most - least) / (len(_EIGHTHS) - 1)

    def block(value: float) -> str:
        return _EIGHTHS[round((Fraction(value) - least) / step) if step else _MIDDLE]

    return "".join(" " if value is None else block(value) for value in values)


def _rows(indicator: Indicator, line: Series, records: RecordSource) -> Iterator[Row]:
    before: Series = []
    base: int | None = None
    for _time, group in groupby(line, lambda figure: _moment(figure, records)):
        rivals = list(group)
        for figure in rivals:
            gap = break_reason(indicator, base, figure)
            base = figure.denominator or base
            yield _row(figure, None if gap else _change_from(before, figure), gap, records)
        before = rivals


def _change_from(before: Series, after: Figure) -> Change | None:
    """Return how far it is to *after*, if those *before* it, which may be rivals, agree in it."""
    moves = {change_between(one, after) for one in before}
    return moves.pop() if len(moves) == 1 else None


def _row(figure: Figure, moved: Change | None, gap: Words | None, records: RecordSource) -> Row:
    whole = to_row(figure)
    meeting = records.get(figure.meeting) if figure.meeting else None
    return {key: whole.get(key) for key in ROW_KEYS} | {
        "figure": figure.id,
        "date": meeting.date.isoformat() if isinstance(meeting, Meeting) else None,
        "as_of": time_of(figure, records),
        "change": moved.by if moved else None,
        "change_unit": moved.unit if moved else None,
        "break": {"vi": gap.vi, "en": gap.en} if gap else None,
    }


def _trend(indicator: Indicator, passes: Callable[[Figure], bool], store: RecordSource) -> Answer:
    found = [one for one in store.referring_to(indicator.id, "figures") if passes(one)]
    lines = [[*_rows(indicator, line, store)] for line in series_of(found, store)]
    rows = [one for line in lines for one in line]
    return Answer(
        items=rows,
        keys=ROW_KEYS,
        ids=[one["figure"] for one in rows],
        bilingual=lambda: frozenset({"break"}),
        sheets=lambda: _sheets(indicator, lines, store) if rows else [],
        warnings=() if rows else (_("no figures of {id} found").format(id=indicator.id),),
    )


def _sheets(indicator: Indicator, lines: list[list[Row]], store: RecordSource) -> list[Sheet]:
    rows = {one["figure"]: one for line in lines for one in line}
    figures: list[Any] = [store.get(id_) for id_ in rows]
    citations = Citations([*figures, indicator], store)
    sheet = _sheet(indicator, lines, figures, store)
    return [citations.beside(sheet, form=None), *citations.sheets(form=None)]


def _sheet(
    indicator: Indicator, lines: list[list[Row]], figures: Sequence[Any], store: RecordSource
) -> Sheet:
    rows = {one["figure"]: one for line in lines for one in line}
    usual = {column.name: column for column in columns_for("figures", store)}
    name = indicator.name
    return Sheet(
        [
            usual["id"],
            usual["scope"],
            Column("meeting", lambda figure: figure.meeting or _NONE),
            usual["as_of"],
            Column("reported", _reported, right=True),
            usual["n/m"],
            Column("change", lambda figure: _change_cell(rows[figure.id]), right=True),
        ],
        figures,
        Words(
            vi=f"{indicator.id} · {name.vi}",
            en=f"{indicator.id} · {name.en or name.vi}",
        ),
        notes=(
            *(note for line in lines if (note := _sparkline(line, store))),
            *_break_notes([*rows.values()]),
            *record_sheet("figures", figures, store).notes,
        ),
    )


def _reported(figure: Figure) -> Cell:
    """Return what was printed, and in English what its Vietnamese word for a bound means."""
    if figure.bound == "exact":
        return figure.reported
    return Bilingual(figure.reported, f"{figure.reported} ({_BOUNDS[figure.bound]})")


def _change_cell(one: Row) -> Cell:
    return change_cell(None if one["change"] is None else Change(one["change"], one["change_unit"]))


def _sparkline(line: list[Row], store: RecordSource) -> Cell:
    """Return the values of *line* as blocks, and what the least and the greatest block stand for.

    Nothing for a single value. A gap is where the line breaks, or where a value is not known.
    """
    known = sorted((one for one in line if one["value"] is not None), key=itemgetter("value"))
    if len(known) < 2:  # noqa: PLR2004  # one value goes nowhere
        return None
    values: list[float | None] = []
    for place, one in enumerate(line):
        values += [None] if place and one["break"] else []
        values.append(one["value"])
    ends = dict.fromkeys(one["reported"] for one in (known[0], known[-1]))
    return Labelled(
        _series_name(line[0], store), f"{sparkline(values)} ({f' {_NONE} '.join(ends)})"
    )


def _series_name(one: Row, store: RecordSource) -> Cell:
    return headline_of(one["subject"], store) or Choice("scope", one["scope"])


def _break_notes(rows: Sequence[Row]) -> Iterator[Cell]:
    """Yield each reason for which a line breaks, behind the figures it is that of."""
    reasons: dict[Words, list[str]] = defaultdict(list)
    for one in rows:
        if one["break"]:
            reasons[Words(**one["break"])].append(one["figure"])
    for reason, ids in reasons.items():
        yield reason if len(ids) == len(rows) else Labelled(tuple(ids), reason)


def _overview(passes: Callable[[Figure], bool], store: RecordSource) -> Answer:
    """Return the indicators with a line of values of several days, and how many values it has."""
    indicators = default_order("indicators", store.all("indicators"), store)
    series = [one for one in cast("list[Indicator]", indicators) if one.comparable]
    days = {
        one.id: _days(filter(passes, store.referring_to(one.id, "figures")), store)
        for one in series
    }
    items = [{**to_row(one), "values": len(days[one.id])} for one in series if days[one.id]]
    keys = (*row_keys(["indicators"]), "values")
    sheet = Sheet(
        [
            Column("id", lambda one: one["id"]),
            Column("name", lambda one: Words(**one["name"])),
            Column("unit", lambda one: Choice("unit", one["unit"])),
            Column("values", lambda one: one["values"], right=True),
            Column("from", lambda one: min(days[one["id"]])),
            Column("until", lambda one: max(days[one["id"]])),
        ],
        items,
    )
    return Answer(
        items=items,
        keys=keys,
        bilingual=lambda: bilingual_paths(["indicators"], keys),
        sheets=lambda: [sheet] if items else [],
        warnings=() if items else (_("no indicator has a series"),),
    )


def _days(figures: Iterable[Figure], records: RecordSource) -> list[date]:
    """Return the days of all values of *figures* that stand in a line with those of other days."""
    found: list[date] = []
    for line in series_of(figures, records):
        days = [day_of(figure, records) for figure in line if figure.value is not None]
        known = [day for day in days if day]
        found += known if len(set(known)) > 1 else []
    return found
