"""Trends: one indicator from meeting to meeting, or the indicators that have a series."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any, TypeAlias

from cchc_cli.answers import Answer
from cchc_cli.answers.check.series import disagreeing_values
from cchc_cli.answers.figure_series import (
    Series,
    ValueChange,
    break_reason,
    by_meeting,
    change_between,
    day_of,
    format_change,
    series_of,
)
from cchc_cli.answers.rows import TrendRow, words_row
from cchc_cli.language.diacritics import collation_key
from cchc_cli.language.formatting import format_period
from cchc_cli.language.translation import _
from cchc_cli.model.records import Figure, Indicator, Meeting, Words, choices
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import Filters
from cchc_cli.query.json_rows import Row, to_row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.paths import bilingual_paths, row_keys
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, Unbroken, text_of
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import as_cell, columns_for, name_of, record_sheet
from cchc_cli.view.inferred_star import star_if_inferred
from cchc_cli.view.record_texts import reported_text, scope_name, time_of

_FigureTest: TypeAlias = Callable[[Figure], bool]

_EIGHTHS = "▁▂▃▄▅▆▇█"
_MIDDLE = 3
_TIMES = ("as_of", "period")
_DASH = "\N{EN DASH}"


def trend(name: str | None, filters: Filters, store: RecordSource) -> Answer:
    """Return the figures of the indicator called *name*, or without one those that have a series.

    Raises NotFound for an unknown indicator, UsageError for a filter that figures lack.
    """
    predicate = predicates(filters, ["figures"], store)["figures"]
    if name is None:
        return _overview(predicate, store)
    return _trend(find_one(name, "indicators", store), predicate, store)


def sparkline(values: Sequence[float | None]) -> str:
    """Return *values* as blocks, from one eighth (least) to eight (greatest); None is a gap."""
    known = [Fraction(value) for value in values if value is not None]
    least, greatest = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    step = (greatest - least) / (len(_EIGHTHS) - 1)

    def block(value: float) -> str:
        return _EIGHTHS[round((Fraction(value) - least) / step) if step else _MIDDLE]

    return "".join(" " if value is None else block(value) for value in values)


def _trend(indicator: Indicator, predicate: _FigureTest, store: RecordSource) -> Answer:
    found = series_of(filter(predicate, store.referring_to(indicator.id, "figures")), store)
    found.sort(key=lambda series: _place(series[0], store))
    rows = [row for series in found for row in _rows(indicator, series, store)]
    nothing = _("no figures found for {id}").format(id=indicator.id)
    return Answer(
        items=rows,
        keys=tuple(TrendRow.__annotations__),
        ids=[row["figure"] for row in rows],
        bilingual=lambda: frozenset({"break"}),
        sheets=lambda: _sheets(indicator, rows, _series_notes(found, rows, store), store),
        draw=lambda shown: _sheets(indicator, shown, [], store),
        warnings=() if rows else (nothing,),
    )


def _place(first: Figure, store: RecordSource) -> tuple[Any, ...]:
    """Return the sort key of the series of *first*: scopes in their order, subjects by name."""
    name = collation_key(name_of(first.subject, store))
    return choices(Figure, "scope").index(first.scope), name, first.subject or ""


def _rows(indicator: Indicator, series: Series, store: RecordSource) -> Iterator[TrendRow]:
    """Yield the rows of *series*; a change only if it is the same from all reports before."""
    before: Series = []
    base: int | None = None
    for _time, group in groupby(series, lambda figure: by_meeting(figure, store)):
        reports = list(group)
        for figure in reports:
            reason = break_reason(indicator, base, figure)
            base = figure.denominator or base
            changes = {None if reason else change_between(other, figure) for other in before}
            yield _row(figure, changes.pop() if len(changes) == 1 else None, reason, store)
        before = reports


def _row(
    figure: Figure, change: ValueChange | None, reason: Words | None, store: RecordSource
) -> TrendRow:
    meeting = store.get(figure.meeting) if figure.meeting else None
    return {
        "indicator": figure.indicator,
        "subject": figure.subject,
        "scope": figure.scope,
        "meeting": figure.meeting,
        "date": meeting.date.isoformat() if isinstance(meeting, Meeting) else None,
        "as_of": time_of(figure),
        "figure": figure.id,
        "reported": figure.reported,
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "bound": figure.bound,
        "change": change and change.by,
        "change_unit": change and change.unit,
        "break": words_row(reason) if reason else None,
    }


def _sheets(
    indicator: Indicator, rows: Sequence[Row], notes: Iterable[Cell], store: RecordSource
) -> list[Sheet]:
    if not rows:
        return []
    figures: list[Any] = [store.get(row["figure"]) for row in rows]
    usual = {column.name: column for column in columns_for("figures", store)}
    changes = {row["figure"]: format_change(row["change"], row["change_unit"]) for row in rows}
    sheet = Sheet(
        [
            usual["id"],
            usual["scope"],
            Column("meeting", lambda figure: figure.meeting, drop=1),
            Column(
                "as_of", lambda one: star_if_inferred(one, _TIMES, as_cell("as_of", time_of(one)))
            ),
            usual["reported"],
            usual["ratio"],
            Column("change", lambda figure: Unbroken(changes[figure.id]), right=True),
        ],
        figures,
        f"{indicator.id} · {text_of(indicator.name)}",
        notes=(*notes, *_break_notes(rows), *record_sheet("figures", figures, store).notes),
    )
    citations = Citations([*figures, indicator], store)
    return [citations.add_column(sheet, only_in=None), *citations.sheets(only_in=None)]


def _series_notes(
    found: Iterable[Series], rows: Iterable[Row], store: RecordSource
) -> Iterator[Cell]:
    breaks = {row["figure"] for row in rows if row["break"]}
    yield from (note for series in found if (note := _sparkline_note(series, breaks, store)))
    yield from _rival_notes(found, store)


def _sparkline_note(series: Series, breaks: set[str], store: RecordSource) -> Cell:
    """Return a sparkline with its least and greatest value; a gap is a break, or no value."""
    known = [(figure.value, reported_text(figure)) for figure in series if figure.value is not None]
    if len(known) < 2:  # noqa: PLR2004  # a single value has no direction
        return None
    values: list[float | None] = []
    for figure in series:
        values += [None, figure.value] if values and figure.id in breaks else [figure.value]
    known.sort(key=lambda pair: pair[0])
    ends = f" {_DASH} ".join(dict.fromkeys((known[0][1], known[-1][1])))
    return Joined((scope_name(series[0], store), f"{sparkline(values)} ({ends})"), ": ")


def _rival_notes(found: Iterable[Series], store: RecordSource) -> Iterator[Cell]:
    sentence = _("{name}, {time}: the sources give different values: {values}.")
    for series in found:
        for _time, group in groupby(series, lambda figure: by_meeting(figure, store)):
            reports = list(group)
            if any(disagreeing_values(*pair) for pair in combinations(reports, 2)):
                meeting = store.get(reports[0].meeting or "")
                time = time_of(reports[0]) or str(getattr(meeting, "date", ""))
                yield sentence.format(
                    name=scope_name(reports[0], store),
                    time=format_period(time),
                    values="; ".join(f"{reported_text(one)} ({one.id})" for one in reports),
                )


def _break_notes(rows: Sequence[Row]) -> Iterator[Cell]:
    ids: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["break"]:
            ids[text_of(Words(**row["break"]))].append(row["figure"])
    for reason, broken in ids.items():
        yield reason if len(broken) == len(rows) else Joined((tuple(broken), reason), ": ")


def _overview(predicate: _FigureTest, store: RecordSource) -> Answer:
    """Return the indicators with values of several days in one series, and how many values."""
    indicators: Sequence[Any] = default_order("indicators", store.all("indicators"), store)
    days = {
        one.id: _days(filter(predicate, store.referring_to(one.id, "figures")), store)
        for one in indicators
        if one.comparable
    }
    found = [one for one in indicators if days.get(one.id)]
    keys = (*row_keys(["indicators"]), "values")
    columns = [
        *(column for column in columns_for("indicators", store) if column.name != "figures"),
        Column("values", lambda one: len(days[one.id]), right=True),
        Column("from", lambda one: min(days[one.id]), drop=1),
        Column("until", lambda one: max(days[one.id])),
    ]
    return Answer(
        items=[{**to_row(one), "values": len(days[one.id])} for one in found],
        keys=keys,
        bilingual=lambda: bilingual_paths(["indicators"], keys),
        sheets=lambda: [Sheet(columns, found)] if found else [],
        draw=lambda shown: [Sheet(columns, [store.get(row["id"]) for row in shown])],
        warnings=() if found else (_("no indicator has a series"),),
    )


def _days(figures: Iterable[Figure], store: RecordSource) -> list[date]:
    found: list[date] = []
    for series in series_of(figures, store):
        days = [day_of(figure, store) for figure in series if figure.value is not None]
        known = [day for day in days if day]
        found += known if len(set(known)) > 1 else []
    return found
