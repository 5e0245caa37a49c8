"""cchc stats: how many records of each type there are, or of one type by one field or two."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from cchc_cli.answers import Answer
from cchc_cli.errors import WrongUse
from cchc_cli.language.formatting import format_day, format_percent
from cchc_cli.language.translation import _, choice_label, label, none_found
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
from cchc_cli.view.cells import Bar, Cell, Column, Sheet
from cchc_cli.view.columns import as_cell, name_of

_MAX_GROUP_FIELDS = 2  # fields to count by: a table has two sides
_MAX_COLUMNS = 8  # columns that are read with ease


def stats(
    record_type: str | None, by: Sequence[str], filters: Filters, store: RecordSource
) -> Answer:
    """Return the overview of the store, or of *record_type*; with *by*, its counts by those fields.

    Raises WrongUse for an unknown record type, field or filter.
    """
    if record_type is not None:
        check_record_type(record_type)
    elif by:
        raise WrongUse(_("say what to count: cchc stats directives --by area"))
    if record_type and by:
        return _counts(record_type, by, filters, store)
    return _overview(record_type, filters, store)


def _overview(record_type: str | None, filters: Filters, store: RecordSource) -> Answer:
    """Return how many records of each type pass *filters*, and the days of their meetings.

    Rows: {record_type, count, from, to, updated}; *updated* is the day of the store.
    """
    if record_type and (sentence := unsupported_filter_message(filters, record_type)):
        raise WrongUse(sentence)
    types = [record_type] if record_type else list(RECORD_TYPES)
    passes = predicates(filters, types, store)
    dropped = [one for one in types if one not in passes]
    rows = [_overview_row(one, passes[one], store) for one in passes]
    most = max((row["count"] for row in rows), default=0) or 1
    sheet = Sheet(
        [
            Column("record_type", lambda row: choice_label("type", row["record_type"])),
            Column("count", lambda row: row["count"], right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
            Column("from", lambda row: as_cell("date", row["from"])),
            Column("until", lambda row: as_cell("date", row["to"])),
        ],
        rows,
        notes=(_freshness(store),),
    )
    keys = ("record_type", "count", "from", "to", "updated")
    warnings = (_without_filter(dropped),) if dropped else ()
    return Answer(items=rows, keys=keys, sheets=lambda: [sheet], warnings=warnings)


def _without_filter(record_types: Sequence[str]) -> str:
    names = ", ".join(choice_label("type", one) for one in record_types)
    return _("left out, since they have no such filter: {names}").format(names=names)


def _counts(record_type: str, by: Sequence[str], filters: Filters, store: RecordSource) -> Answer:
    """Return how many records of *record_type* pass *filters*, by the fields *by*.

    Rows: {FIELD, count, share} for one field, share from 0 to 1; {FIELD1, FIELD2, count} for two,
    without zeros. A record without a value counts under null.
    """
    if sentence := unsupported_filter_message(filters, record_type):
        raise WrongUse(sentence)
    keys = [_group_key(field, record_type, store) for field in _checked_fields(by, record_type)]
    passes = predicates(filters, [record_type], store)
    tally, found = store.group_counts(record_type, passes[record_type], keys)
    if not found:
        return Answer(
            items=[], keys=(*by, "count"), sheets=list, warnings=(none_found(record_type),)
        )
    total = _("{count} {record_type}.")
    sentences = [total.format(count=found, record_type=choice_label("type", record_type))]
    if tally.total() > found:
        sentences.append(_("A record with several values counts in each."))
    note = " ".join([*sentences, _freshness(store)])
    if len(by) == 1:
        return _one_way(by[0], tally, found, note, store)
    return _two_way(by, tally, note, store)


def _checked_fields(by: Sequence[str], record_type: str) -> Sequence[str]:
    known = group_fields(record_type)
    for field in by:
        if field not in known:
            sentence = (
                _('{record_type} cannot be counted by "{field}", only by {known}')
                if known
                else _("{record_type} cannot be counted by a field")
            )
            name = choice_label("type", record_type)
            raise WrongUse(sentence.format(record_type=name, field=field, known=", ".join(known)))
    if len(set(by)) < len(by) or len(by) > _MAX_GROUP_FIELDS:
        raise WrongUse(_("--by takes one field, or two different ones"))
    return by


def _group_key(field: str, record_type: str, store: RecordSource) -> GroupKey:
    if field == "year":
        day = _day(store)
        return GroupKey(FILTER_FIELDS["meeting"][record_type][0], lambda meeting: day(meeting).year)
    return GroupKey(FILTER_FIELDS[field][record_type][0])  # the first of area and also


def _day(store: RecordSource) -> Callable[[str], date]:
    """Return a function from the id of a meeting to its day."""
    return lambda id_: cast("Meeting", store.get(id_)).date  # references are validated


def _one_way(
    field: str,
    tally: Counter[tuple[Any, ...]],
    total: int,
    note: str,
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
            Column("share", lambda row: format_percent(row["count"], total), right=True),
            Column("bar", lambda row: Bar(row["count"] / most), form="table"),
        ],
        rows,
        notes=(note,),
    )
    return Answer(items=rows, keys=(field, "count", "share"), sheets=lambda: [sheet])


def _two_way(
    by: Sequence[str], tally: Counter[tuple[Any, ...]], note: str, store: RecordSource
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
            return [_cross_table((across, down), (acrosses, downs), flipped, note, store)]
        return [_cross_table((down, across), (downs, acrosses), tally, note, store)]

    return Answer(items=rows, keys=(down, across, "count"), sheets=sheets)


def _cross_table(
    by: tuple[str, str],
    sides: tuple[list[Any], list[Any]],
    tally: Counter[tuple[Any, ...]],
    note: str,
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
    return Sheet([*_value_columns(field, store), *heads, total], table, notes=(note,))


def _value_columns(field: str, store: RecordSource) -> list[Column]:
    """Return the column of the values of *field*, and one of their names if they are ids."""
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
    return label(value) if field == "inferred" else as_cell(field, str(value))


def _sorted(field: str, tally: dict[Any, int], store: RecordSource) -> list[Any]:
    """Return the values of *tally* in their own order if *field* has one, else by frequency."""
    known = [value for value in tally if value is not None]
    if field in ("area", "meeting"):
        table = FILTER_TABLES[field]
        in_order = default_order(table, store.all(table), store)
        ranks = {record.id: rank for rank, record in enumerate(in_order)}
        known.sort(key=ranks.__getitem__)
    elif field == "year":
        known.sort()
    else:
        known = sort_by_values((value, value) for value in sorted(known))
        known.sort(key=lambda value: -tally[value])
    return known + [None] * (None in tally)


def _overview_row(record_type: str, passes: Predicate, store: RecordSource) -> Row:
    fields = FILTER_FIELDS["meeting"].get(record_type, ())
    tally, found = store.group_counts(
        record_type, passes, [GroupKey(field, _day(store)) for field in fields]
    )
    days = [day for (day,) in tally if day] if fields else []
    return {
        "record_type": record_type,
        "count": found,
        "from": _iso(min(days, default=None)),
        "to": _iso(max(days, default=None)),
        "updated": _iso(store.meta.updated),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _freshness(store: RecordSource) -> str:
    updated = format_day(store.meta.updated)
    newest = max((meeting.date for meeting in store.all("meetings")), default=None)
    if newest:
        sentence = _("Data updated {updated}; newest meeting {newest}.")
        return sentence.format(updated=updated, newest=format_day(newest))
    return _("Data updated {updated}.").format(updated=updated)
