"""Trends: one indicator from meeting to meeting, or the indicators that have a series."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import Any, cast, get_args

from cchc_cli import columns, fields, order
from cchc_cli.answers import Answer, Row, row
from cchc_cli.citations import Citations
from cchc_cli.dates import period
from cchc_cli.errors import NotFound, WrongUse
from cchc_cli.filters import Filters, lacking, passing
from cchc_cli.model import Figure, Indicator, Meeting, Scope, Words
from cchc_cli.names import UNKNOWN, named, several, unknown
from cchc_cli.records import Records
from cchc_cli.reports.changes import Change, change, told, why_broken
from cchc_cli.sheets import Cell, Column, Either, Said, Sheet, Word
from cchc_cli.text import alphabetical
from cchc_cli.words import _

KEYS = (
    *("indicator", "subject", "scope", "meeting", "date", "as_of", "figure", "reported", "value"),
    *("numerator", "denominator", "bound", "change", "change_unit", "break"),
)
"""The keys of a row, in their order."""

Line = list[Figure]
"""The figures of one indicator that share scope and subject, in their order."""

_SCOPES: tuple[Scope, ...] = get_args(Scope)
_EIGHTHS = "▁▂▃▄▅▆▇█"
_MIDDLE = 3
_BOUNDS = {"about": "about", "more-than": "more than", "less-than": "less than"}
_NONE = "\N{EN DASH}"  # no change that can be told; no meeting


def trend(name: str | None, filters: Filters, store: Records) -> Answer:
    """Return the figures of the indicator called *name*, or without one those that have a series.

    Raises NotFound for an unknown indicator, WrongUse for a filter that figures lack.
    """
    if sentence := lacking(filters, "figures"):
        raise WrongUse(sentence)
    passes = passing(filters, ["figures"], store)["figures"]
    if name is None:
        return _overview(passes, store)
    if not (found := named(name, store, ["indicators"])):
        raise NotFound(unknown(UNKNOWN["indicator"], name, store, ["indicators"]))
    if len(found) > 1:
        raise NotFound(several(name, found))
    return _trend(cast("Indicator", found[0]), passes, store)


def day_of(figure: Figure, records: Records) -> date | None:
    """Return the day of the meeting that gave *figure*; of one without, the last it is about."""
    meeting = records.find(figure.meeting) if figure.meeting else None
    if isinstance(meeting, Meeting):
        return meeting.date
    days = period(figure.as_of or figure.period or "")
    return days[1] if days else None


def spark(values: Sequence[float | None]) -> str:
    """Return *values* as blocks, from one eighth for the least to eight for the greatest.

    None is a gap. Where all are equal, they are of middle height.
    """
    known = [Fraction(value) for value in values if value is not None]
    least, most = min(known, default=Fraction(0)), max(known, default=Fraction(0))
    step = (most - least) / (len(_EIGHTHS) - 1)

    def block(value: float) -> str:
        return _EIGHTHS[round((Fraction(value) - least) / step) if step else _MIDDLE]

    return "".join(" " if value is None else block(value) for value in values)


def _lines(figures: Iterable[Figure], records: Records) -> list[Line]:
    """Return *figures* line by line: scopes in their order, bodies and provinces by name."""
    found: dict[tuple[Scope, str | None], Line] = defaultdict(list)
    for figure in figures:
        found[figure.scope, figure.subject].append(figure)

    def place(line: tuple[Scope, str | None]) -> tuple[Any, ...]:
        scope, subject = line
        name = alphabetical(columns.headline_of(subject, records))
        return _SCOPES.index(scope), name, subject or ""

    return [
        sorted(found[line], key=lambda figure: (_moment(figure, records), order.by_id(figure)))
        for line in sorted(found, key=place)
    ]


def _moment(figure: Figure, records: Records) -> tuple[date, date, str]:
    """Return when *figure* was given, and what it is about; two of one moment are rivals."""
    about = period(figure.as_of or figure.period or "")
    day = day_of(figure, records) or date.max
    return day, about[1] if about else date.max, figure.meeting or ""


def _rows(indicator: Indicator, line: Line, records: Records) -> Iterator[Row]:
    before: Line = []
    base: int | None = None
    for _time, group in groupby(line, lambda figure: _moment(figure, records)):
        rivals = list(group)
        for figure in rivals:
            gap = why_broken(indicator, base, figure)
            base = figure.denominator or base
            yield _row(figure, None if gap else _moved(before, figure), gap, records)
        before = rivals


def _moved(before: Line, after: Figure) -> Change | None:
    """Return how far it is to *after*, if those *before* it, which may be rivals, agree in it."""
    moves = {change(one, after) for one in before}
    return moves.pop() if len(moves) == 1 else None


def _row(figure: Figure, moved: Change | None, gap: Words | None, records: Records) -> Row:
    whole = row(figure)
    meeting = records.find(figure.meeting) if figure.meeting else None
    return {key: whole.get(key) for key in KEYS} | {
        "figure": figure.id,
        "date": meeting.date.isoformat() if isinstance(meeting, Meeting) else None,
        "as_of": columns.as_of(figure, records),
        "change": moved.by if moved else None,
        "change_unit": moved.unit if moved else None,
        "break": {"vi": gap.vi, "en": gap.en} if gap else None,
    }


def _trend(indicator: Indicator, passes: Callable[[Figure], bool], store: Records) -> Answer:
    found = [one for one in store.citing(indicator.id, "figures") if passes(one)]
    lines = [[*_rows(indicator, line, store)] for line in _lines(found, store)]
    rows = [one for line in lines for one in line]
    return Answer(
        items=rows,
        keys=KEYS,
        ids=[one["figure"] for one in rows],
        bilingual=lambda: frozenset({"break"}),
        sheets=lambda: _sheets(indicator, lines, store) if rows else [],
        remarks=() if rows else (_("no figures of {id} found").format(id=indicator.id),),
    )


def _sheets(indicator: Indicator, lines: list[list[Row]], store: Records) -> list[Sheet]:
    rows = {one["figure"]: one for line in lines for one in line}
    figures: list[Any] = [store.find(id_) for id_ in rows]
    citations = Citations([*figures, indicator], store)
    sheet = _sheet(indicator, lines, figures, store)
    return [citations.beside(sheet, form=None), *citations.sheets(form=None)]


def _sheet(
    indicator: Indicator, lines: list[list[Row]], figures: Sequence[Any], store: Records
) -> Sheet:
    rows = {one["figure"]: one for line in lines for one in line}
    usual = {column.name: column for column in columns.of("figures", store)}
    name = indicator.name
    return Sheet(
        [
            usual["id"],
            usual["scope"],
            Column("meeting", lambda figure: figure.meeting or _NONE),
            usual["as_of"],
            Column("reported", _reported, right=True),
            usual["n/m"],
            Column("change", lambda figure: _told(rows[figure.id]), right=True),
        ],
        figures,
        Words(
            vi=f"{indicator.id} · {name.vi}",
            en=f"{indicator.id} · {name.en or name.vi}",
        ),
        notes=(
            *(note for line in lines if (note := _sparked(line, store))),
            *_gaps([*rows.values()]),
            *columns.sheet("figures", figures, store).notes,
        ),
    )


def _reported(figure: Figure) -> Cell:
    """Return what was printed, and in English what its Vietnamese word for a bound means."""
    if figure.bound == "exact":
        return figure.reported
    return Either(figure.reported, f"{figure.reported} ({_BOUNDS[figure.bound]})")


def _told(one: Row) -> Cell:
    return told(None if one["change"] is None else Change(one["change"], one["change_unit"]))


def _sparked(line: list[Row], store: Records) -> Cell:
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
    return Said(_of(line[0], store), f"{spark(values)} ({f' {_NONE} '.join(ends)})")


def _of(one: Row, store: Records) -> Cell:
    return columns.headline_of(one["subject"], store) or Word("scope", one["scope"])


def _gaps(rows: Sequence[Row]) -> Iterator[Cell]:
    """Yield each reason for which a line breaks, behind the figures it is that of."""
    reasons: dict[Words, list[str]] = defaultdict(list)
    for one in rows:
        if one["break"]:
            reasons[Words(**one["break"])].append(one["figure"])
    for reason, ids in reasons.items():
        yield reason if len(ids) == len(rows) else Said(tuple(ids), reason)


def _overview(passes: Callable[[Figure], bool], store: Records) -> Answer:
    """Return the indicators with a line of values of several days, and how many values it has."""
    indicators = order.usual("indicators", store.of("indicators"), store)
    series = [one for one in cast("list[Indicator]", indicators) if one.comparable]
    days = {one.id: _days(filter(passes, store.citing(one.id, "figures")), store) for one in series}
    items = [{**row(one), "values": len(days[one.id])} for one in series if days[one.id]]
    keys = (*fields.keys(["indicators"]), "values")
    sheet = Sheet(
        [
            Column("id", lambda one: one["id"]),
            Column("name", lambda one: Words(**one["name"])),
            Column("unit", lambda one: Word("unit", one["unit"])),
            Column("values", lambda one: one["values"], right=True),
            Column("from", lambda one: min(days[one["id"]])),
            Column("until", lambda one: max(days[one["id"]])),
        ],
        items,
    )
    return Answer(
        items=items,
        keys=keys,
        bilingual=lambda: fields.bilingual(["indicators"], keys),
        sheets=lambda: [sheet] if items else [],
        remarks=() if items else (_("no indicator has a series"),),
    )


def _days(figures: Iterable[Figure], records: Records) -> list[date]:
    """Return the days of all values of *figures* that stand in a line with those of other days."""
    found: list[date] = []
    for line in _lines(figures, records):
        days = [day_of(figure, records) for figure in line if figure.value is not None]
        known = [day for day in days if day]
        found += known if len(set(known)) > 1 else []
    return found
