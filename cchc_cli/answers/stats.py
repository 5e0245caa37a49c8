"""Counts: how many records of each kind there are, or of one kind by one field or two."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from cchc_cli.answers import Answer
from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import N_, _, choice_label, none_found
from cchc_cli.model.records import RECORD_TYPES, Meeting
from cchc_cli.query.filters import (
    FILTER_FIELDS,
    FILTER_TABLES,
    Filters,
    group_fields,
    unsupported_filter_message,
)
from cchc_cli.query.lookup import check_record_type
from cchc_cli.query.predicates import predicates
from cchc_cli.query.rows import Row
from cchc_cli.query.sorting import default_order, sort_by_values
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.view.cells import Bar, Cell, Choice, Column, Joined, Label, Percent, Sentence, Sheet
from cchc_cli.view.columns import as_cell, name_of

_MAX_GROUP_FIELDS = 2  # fields to count by: a table has two sides
_MAX_COLUMNS = 8  # columns that are read with ease


def stats(
    record_type: str | None, by: Sequence[str], filters: Filters, store: RecordSource
) -> Answer:
    """Return the overview of the store, or of *record_type*; with *by* the counts of *record_type*.

    Raises WrongUse for a kind, a field or a filter that there is not.
    """
    if record_type is not None:
        check_record_type(record_type)
    elif by:
        raise WrongUse(_("say what to count: cchc stats directives --by area"))
    if record_type and by:
        return _counts(record_type, by, filters, store)
    return _overview(record_type, filters, store)


def _overview(record_type: str | None, filters: Filters, store: RecordSource) -> Answer:
    """Return how many records of each kind pass *filters*, and from when to when they are.

    Rows: {what, count, from, to, updated}; days are those of meetings, updated is the store's.
    """
    if record_type and (sentence := unsupported_filter_message(filters, record_type)):
        raise WrongUse(sentence)
    asked = [record_type] if record_type else list(RECORD_TYPES)
    passes = predicates(filters, asked, store)
    dropped = [kind for kind in asked if kind not in passes]
    rows = [_overview_row(kind, passes[kind], store) for kind in passes]
    most = max((row["count"] for row in rows), default=0) or 1
    sheet = Sheet(
        [
            Column("what", lambda row: Choice("type", row["what"])),
            Column("count", lambda row: row["count"], right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
            Column("from", lambda row: as_cell("date", row["from"])),
            Column("until", lambda row: as_cell("date", row["to"])),
        ],
        rows,
        notes=(_freshness(store),),
    )
    keys = ("what", "count", "from", "to", "updated")
    remarks = (_left_out(dropped),) if dropped else ()
    return Answer(items=rows, keys=keys, sheets=lambda: [sheet], warnings=remarks)


def _left_out(kinds: Sequence[str]) -> str:
    sentence = _("left out, as they have no such filter: {kinds}")
    return sentence.format(kinds=", ".join(choice_label("type", kind) for kind in kinds))


def _counts(record_type: str, by: Sequence[str], filters: Filters, store: RecordSource) -> Answer:
    """Return how many records of *record_type* that pass *filters* there are for each value of *by*.

    Rows: {FIELD, count, share} for one field, share of all records from 0 to 1;
    {FIELD1, FIELD2, count} for two, without zeros. A record without a value counts under null.
    Raises WrongUse for a field that the kind does not have.
    """
    if sentence := unsupported_filter_message(filters, record_type):
        raise WrongUse(sentence)
    asked = [_group_key(field, record_type, store) for field in _checked_fields(by, record_type)]
    passes = predicates(filters, [record_type], store)
    tally, found = store.group_counts(record_type, passes[record_type], asked)
    if not found:
        return Answer(
            items=[], keys=(*by, "count"), sheets=list, warnings=(none_found(record_type),)
        )
    several = Sentence(N_("A record with several values counts in each."))
    told = Sentence(
        N_("{count} {what}."), {"count": str(found), "what": Choice("type", record_type)}
    )
    notes = (Joined((told, several if tally.total() > found else None, _freshness(store))),)
    if len(by) == 1:
        return _one_way(by[0], tally, found, notes, store)
    return _two_way(by, tally, notes, store)


def _checked_fields(by: Sequence[str], record_type: str) -> Sequence[str]:
    known = group_fields(record_type)
    for field in by:
        if field not in known:
            sentence = (
                _('{what} cannot be counted by "{field}"; they can by {known}')
                if known
                else _('{what} cannot be counted by "{field}" or by anything else')
            )
            counted = choice_label("type", record_type)
            raise WrongUse(sentence.format(what=counted, field=field, known=", ".join(known)))
    if len(set(by)) < len(by) or len(by) > _MAX_GROUP_FIELDS:
        raise WrongUse(_("--by takes one field, or two that differ"))
    return by


def _group_key(field: str, record_type: str, store: RecordSource) -> GroupKey:
    if field == "year":
        day = _day(store)
        return GroupKey(FILTER_FIELDS["meeting"][record_type][0], lambda meeting: day(meeting).year)
    return GroupKey(
        FILTER_FIELDS[field][record_type][0]
    )  # of the areas of an order the first: it is the main one


def _day(store: RecordSource) -> Callable[[str], date]:
    """Return what tells the day of a meeting by its id."""

    def day(id_: str) -> date:
        meeting = cast("Meeting", store.get(id_))  # the door lets no other reference in
        return meeting.date

    return day


def _one_way(
    field: str,
    tally: Counter[tuple[Any, ...]],
    total: int,
    notes: tuple[Cell, ...],
    store: RecordSource,
) -> Answer:
    rows: list[Row] = [
        {field: value, "count": tally[value,], "share": round(tally[value,] / total, 4)}
        for value in _sorted(field, {value: count for (value,), count in tally.items()}, store)
    ]
    most = max((row["count"] for row in rows), default=0) or 1
    sheet = Sheet(
        [
            *_value_columns(field, store),
            Column("count", lambda row: row["count"], right=True),
            Column("share", lambda row: Percent(row["count"], total), right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
        ],
        rows,
        notes=notes,
    )
    return Answer(items=rows, keys=(field, "count", "share"), sheets=lambda: [sheet])


def _two_way(
    by: Sequence[str], tally: Counter[tuple[Any, ...]], notes: tuple[Cell, ...], store: RecordSource
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
        if len(acrosses) > max(len(downs), _MAX_COLUMNS):  # the long side goes down the page
            flipped = Counter({(head, line): count for (line, head), count in tally.items()})
            return [_cross_table((across, down), (acrosses, downs), flipped, notes, store)]
        return [_cross_table((down, across), (downs, acrosses), tally, notes, store)]

    return Answer(items=rows, keys=(down, across, "count"), sheets=sheets)


def _cross_table(
    by: tuple[str, str],
    sides: tuple[list[Any], list[Any]],
    tally: Counter[tuple[Any, ...]],
    notes: tuple[Cell, ...],
    store: RecordSource,
) -> Sheet:
    (field, across), (downs, acrosses) = by, sides
    table = [
        {field: line, "cells": cells, "total": sum(cells)}
        for line in downs
        if (cells := [tally[line, head] for head in acrosses])
    ]
    heads = [
        Column("head", partial(_cell_at, at), right=True, head=_value_cell(across, head))
        for at, head in enumerate(acrosses)
    ]
    total = Column("total", lambda row: row["total"], right=True)
    return Sheet([*_value_columns(field, store), *heads, total], table, notes=notes)


def _value_columns(field: str, store: RecordSource) -> list[Column]:
    """Return the column of the values of *field*, and that of their names if they are ids."""
    value = Column(field, lambda row: _value_cell(field, row[field]))
    if field not in FILTER_TABLES or field in ("meeting", "source"):
        return [value]
    name = Column("name", lambda row: name_of(row[field], store))
    return [value, name]


def _cell_at(at: int, row: Row) -> Cell:
    return row["cells"][at] or None


def _value_cell(field: str, value: Any) -> Cell:  # noqa: ANN401
    if value is None:
        return "-"
    return Label(value) if field == "inferred" else as_cell(field, str(value))


def _sorted(field: str, tally: dict[Any, int], store: RecordSource) -> list[Any]:
    """Return the values of *tally* in the order that is theirs, or the most frequent first."""
    known = [value for value in tally if value is not None]
    if field in ("area", "meeting"):
        own = [
            record.id
            for record in default_order(
                FILTER_TABLES[field], store.all(FILTER_TABLES[field]), store
            )
        ]
        places = {id_: place for place, id_ in enumerate(own)}
        known.sort(key=places.__getitem__)
    elif field == "year":
        known.sort()
    else:
        known = sort_by_values((value, value) for value in sorted(known))
        known.sort(key=lambda value: -tally[value])
    return known + [None] * (None in tally)


def _overview_row(kind: str, passes: Predicate, store: RecordSource) -> Row:
    fields = FILTER_FIELDS["meeting"].get(kind, ())
    tally, found = store.group_counts(
        kind, passes, [GroupKey(field, _day(store)) for field in fields]
    )
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


def _freshness(store: RecordSource) -> Cell:
    newest = max((meeting.date for meeting in store.all("meetings")), default=None)
    days: dict[str, Cell] = {"updated": store.meta.updated, "newest": newest}
    if newest:
        return Sentence(N_("Data updated {updated}; newest meeting {newest}."), days)
    return Sentence(N_("Data updated {updated}."), days)
