"""Counts: how many records of each kind there are, or of one kind by one field or two."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from cchc_cli import columns, order
from cchc_cli.answers import Answer, Row
from cchc_cli.errors import WrongUse
from cchc_cli.filters import FIELDS, TABLES, Filters, groupings, lacking, passing
from cchc_cli.model import KINDS, Meeting
from cchc_cli.names import checked_kind
from cchc_cli.records import Conditions, Records, Under
from cchc_cli.sheets import Bar, Cell, Column, Joined, Label, Percent, Sentence, Sheet, Word
from cchc_cli.words import N_, _, none_of, worded

_MOST = 2  # fields to count by: a table has two sides
_MOST_ACROSS = 8  # columns that are read with ease


def stats(what: str | None, by: Sequence[str], filters: Filters, store: Records) -> Answer:
    """Return the overview of the store, or of *what*; with *by* the counts of *what*.

    Raises WrongUse for a kind, a field or a filter that there is not.
    """
    if what is not None:
        checked_kind(what)
    elif by:
        raise WrongUse(_("say what to count: cchc stats directives --by area"))
    if what and by:
        return _counts(what, by, filters, store)
    return _overview(what, filters, store)


def _overview(what: str | None, filters: Filters, store: Records) -> Answer:
    """Return how many records of each kind pass *filters*, and from when to when they are.

    Rows: {what, count, from, to, updated}; days are those of meetings, updated is the store's.
    """
    if what and (sentence := lacking(filters, what)):
        raise WrongUse(sentence)
    asked = [what] if what else list(KINDS)
    passes = passing(filters, asked, store)
    dropped = [kind for kind in asked if kind not in passes]
    rows = [_counted(kind, passes[kind], store) for kind in passes]
    most = max((row["count"] for row in rows), default=0) or 1
    sheet = Sheet(
        [
            Column("what", lambda row: Word("type", row["what"])),
            Column("count", lambda row: row["count"], right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
            Column("from", lambda row: columns.told_as("date", row["from"])),
            Column("until", lambda row: columns.told_as("date", row["to"])),
        ],
        rows,
        notes=(_freshness(store),),
    )
    keys = ("what", "count", "from", "to", "updated")
    remarks = (_left_out(dropped),) if dropped else ()
    return Answer(items=rows, keys=keys, sheets=lambda: [sheet], remarks=remarks)


def _left_out(kinds: Sequence[str]) -> str:
    sentence = _("left out, as they have no such filter: {kinds}")
    return sentence.format(kinds=", ".join(worded("type", kind) for kind in kinds))


def _counts(what: str, by: Sequence[str], filters: Filters, store: Records) -> Answer:
    """Return how many records of *what* that pass *filters* there are for each value of *by*.

    Rows: {FIELD, count, share} for one field, share of all records from 0 to 1;
    {FIELD1, FIELD2, count} for two, without zeros. A record without a value counts under null.
    Raises WrongUse for a field that the kind does not have.
    """
    if sentence := lacking(filters, what):
        raise WrongUse(sentence)
    asked = [_under(field, what, store) for field in _checked(by, what)]
    passes = passing(filters, [what], store)
    tally, found = store.tally(what, passes[what], asked)
    if not found:
        return Answer(items=[], keys=(*by, "count"), sheets=list, remarks=(none_of(what),))
    several = Sentence(N_("A record with several values counts in each."))
    told = Sentence(N_("{count} {what}."), {"count": str(found), "what": Word("type", what)})
    notes = (Joined((told, several if tally.total() > found else None, _freshness(store))),)
    if len(by) == 1:
        return _column(by[0], tally, found, notes, store)
    return _cross(by, tally, notes, store)


def _checked(by: Sequence[str], what: str) -> Sequence[str]:
    known = groupings(what)
    for field in by:
        if field not in known:
            sentence = (
                _('{what} cannot be counted by "{field}"; they can by {known}')
                if known
                else _('{what} cannot be counted by "{field}" or by anything else')
            )
            counted = worded("type", what)
            raise WrongUse(sentence.format(what=counted, field=field, known=", ".join(known)))
    if len(set(by)) < len(by) or len(by) > _MOST:
        raise WrongUse(_("--by takes one field, or two that differ"))
    return by


def _under(field: str, what: str, store: Records) -> Under:
    if field == "year":
        day = _day(store)
        return Under(FIELDS["meeting"][what][0], lambda meeting: day(meeting).year)
    return Under(FIELDS[field][what][0])  # of the areas of an order the first: it is the main one


def _day(store: Records) -> Callable[[str], date]:
    """Return what tells the day of a meeting by its id."""

    def day(id_: str) -> date:
        meeting = cast("Meeting", store.find(id_))  # the door lets no other reference in
        return meeting.date

    return day


def _column(
    field: str, tally: Counter[tuple[Any, ...]], total: int, notes: tuple[Cell, ...], store: Records
) -> Answer:
    rows: list[Row] = [
        {field: value, "count": tally[value,], "share": round(tally[value,] / total, 4)}
        for value in _sorted(field, {value: count for (value,), count in tally.items()}, store)
    ]
    most = max((row["count"] for row in rows), default=0) or 1
    sheet = Sheet(
        [
            *_heads(field, store),
            Column("count", lambda row: row["count"], right=True),
            Column("share", lambda row: Percent(row["count"], total), right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
        ],
        rows,
        notes=notes,
    )
    return Answer(items=rows, keys=(field, "count", "share"), sheets=lambda: [sheet])


def _cross(
    by: Sequence[str], tally: Counter[tuple[Any, ...]], notes: tuple[Cell, ...], store: Records
) -> Answer:
    down, across = by
    lines, heads = Counter[Any](), Counter[Any]()
    for (line, head), count in tally.items():
        lines[line] += count
        heads[head] += count
    downs, acrosses = _sorted(down, lines, store), _sorted(across, heads, store)
    at = {head: place for place, head in enumerate(acrosses)}
    under: dict[Any, list[Any]] = {line: [] for line in downs}
    for line, head in tally:
        under[line].append(head)
    rows: list[Row] = [
        {down: line, across: head, "count": tally[line, head]}
        for line in downs
        for head in sorted(under[line], key=at.__getitem__)
    ]

    def sheets() -> list[Sheet]:
        if len(acrosses) > max(len(downs), _MOST_ACROSS):  # the long side goes down the page
            flipped = Counter({(head, line): count for (line, head), count in tally.items()})
            return [_crossed((across, down), (acrosses, downs), flipped, notes, store)]
        return [_crossed((down, across), (downs, acrosses), tally, notes, store)]

    return Answer(items=rows, keys=(down, across, "count"), sheets=sheets)


def _crossed(
    by: tuple[str, str],
    sides: tuple[list[Any], list[Any]],
    tally: Counter[tuple[Any, ...]],
    notes: tuple[Cell, ...],
    store: Records,
) -> Sheet:
    (field, across), (downs, acrosses) = by, sides
    table = [
        {field: line, "cells": cells, "total": sum(cells)}
        for line in downs
        if (cells := [tally[line, head] for head in acrosses])
    ]
    heads = [
        Column("head", partial(_cell_at, at), right=True, head=_said(across, head))
        for at, head in enumerate(acrosses)
    ]
    total = Column("total", lambda row: row["total"], right=True)
    return Sheet([*_heads(field, store), *heads, total], table, notes=notes)


def _heads(field: str, store: Records) -> list[Column]:
    """Return the column of the values of *field*, and that of their names if they are ids."""
    value = Column(field, lambda row: _said(field, row[field]))
    if field not in TABLES or field in ("meeting", "source"):
        return [value]
    name = Column("name", lambda row: columns.name_of(row[field], store))
    return [value, name]


def _cell_at(at: int, row: Row) -> Cell:
    return row["cells"][at] or None


def _said(field: str, value: Any) -> Cell:  # noqa: ANN401
    if value is None:
        return "-"
    return Label(value) if field == "inferred" else columns.told_as(field, str(value))


def _sorted(field: str, tally: dict[Any, int], store: Records) -> list[Any]:
    """Return the values of *tally* in the order that is theirs, or the most frequent first."""
    known = [value for value in tally if value is not None]
    if field in ("area", "meeting"):
        own = [record.id for record in order.usual(TABLES[field], store.of(TABLES[field]), store)]
        places = {id_: place for place, id_ in enumerate(own)}
        known.sort(key=places.__getitem__)
    elif field == "year":
        known.sort()
    else:
        known = order.by_values((value, value) for value in sorted(known))
        known.sort(key=lambda value: -tally[value])
    return known + [None] * (None in tally)


def _counted(kind: str, passes: Conditions, store: Records) -> Row:
    fields = FIELDS["meeting"].get(kind, ())
    tally, found = store.tally(kind, passes, [Under(field, _day(store)) for field in fields])
    days = [day for (day,) in tally if day] if fields else []
    return {
        "what": kind,
        "count": found,
        "from": _iso(min(days, default=None)),
        "to": _iso(max(days, default=None)),
        "updated": _iso(store.meta.updated),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _freshness(store: Records) -> Cell:
    newest = max((meeting.date for meeting in store.of("meetings")), default=None)
    days: dict[str, Cell] = {"updated": store.meta.updated, "newest": newest}
    if newest:
        return Sentence(N_("Data updated {updated}; newest meeting {newest}."), days)
    return Sentence(N_("Data updated {updated}."), days)
