"""cchc stats: how many records of each type there are, or of one type by one field or two."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.answers import Answer
from cchc_cli.answers.rows import OverviewRow
from cchc_cli.errors import UsageError
from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_day, format_percent
from cchc_cli.language.translation import _, choice_label, label, none_found
from cchc_cli.model.ids import parent_id
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.model.reference_fields import values_at
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTER_FIELDS, FILTERS, Filters, group_fields
from cchc_cli.query.json_rows import Row
from cchc_cli.query.lookup import check_record_type
from cchc_cli.query.sorting import default_order, meeting_of, sort_by_values
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.view.cells import Bar, Cell, Column, Sheet
from cchc_cli.view.columns import as_cell, name_of

_MAX_GROUP_FIELDS = 2  # fields to count by: a table has two sides
_MAX_COLUMNS = 8  # columns that are read with ease
_COUNT = Column("count", lambda row: row["count"], right=True)

_Tally: TypeAlias = Counter[tuple[Any, ...]]


def stats(
    record_type: str | None, by: Sequence[str], filters: Filters, store: RecordSource
) -> Answer:
    """Return the overview of the store, or of *record_type*; with *by*, its counts by those fields.

    Raises UsageError for an unknown record type, field or filter.
    """
    if record_type is not None:
        check_record_type(record_type)
        if by:
            return _counts(record_type, by, filters, store)
    elif by:
        raise UsageError(_("--by needs a record type: cchc stats directives --by area"))
    return _overview(record_type, filters, store)


def _overview(record_type: str | None, filters: Filters, store: RecordSource) -> Answer:
    """Return a row for each record type, or for *record_type* alone."""
    types = [record_type] if record_type else list(RECORD_TYPES)
    predicate_of = predicates(filters, types, store)
    dropped = ", ".join(choice_label("type", one) for one in types if one not in predicate_of)
    rows = [_overview_row(one, predicate_of[one], store) for one in predicate_of]
    columns = [
        Column("record_type", lambda row: choice_label("type", row["record_type"])),
        _COUNT,
        _bars(rows),
        Column("from", lambda row: as_cell("date", row["from"])),
        Column("until", lambda row: as_cell("date", row["to"])),
    ]
    keys = tuple(OverviewRow.__annotations__)
    left_out = _("not counted, because the filter does not apply to them: {names}").format(
        names=dropped
    )
    warnings = (left_out,) if dropped else ()
    return _report(rows, keys, Sheet(columns, rows, notes=(_freshness(store),)), warnings)


def _report(
    rows: Sequence[Row], keys: tuple[str, ...], sheet: Sheet, warnings: tuple[str, ...] = ()
) -> Answer:
    return Answer(
        items=rows,
        keys=keys,
        sheets=lambda: [sheet],
        draw=lambda shown: [sheet._replace(items=shown)],
        warnings=warnings,
    )


def _bars(rows: Sequence[Row]) -> Column:
    most = max((row["count"] for row in rows), default=0) or 1
    return Column("bar", lambda row: Bar(row["count"] / most), only_in="table")


def _counts(record_type: str, by: Sequence[str], filters: Filters, store: RecordSource) -> Answer:
    """Return rows of {FIELD, count, share from 0 to 1}, or of {FIELD1, FIELD2, count}."""
    predicate = predicates(filters, [record_type], store)[record_type]
    _check_fields(by, record_type)
    keys = [_group_key(field, record_type, store) for field in by]
    tally, found = store.group_counts(record_type, predicate, keys)
    if not found:
        return Answer(
            items=[], keys=(*by, "count"), sheets=list, warnings=(none_found(record_type),)
        )
    sentences = [_("Total: {count}.").format(count=found)]
    if tally.total() > found:
        sentences.append(_("A record with several values is counted under each."))
    note = " ".join([*sentences, _freshness(store)])
    if len(by) == 1:
        return _one_way(by[0], tally, found, note, store)
    return _two_way(by, tally, note, store)


def _check_fields(by: Sequence[str], record_type: str) -> None:
    known = group_fields(record_type)
    for field in by:
        if field not in known:
            sentence = (
                _("{record_type} cannot be counted by {field}, only by {known}")
                if known
                else _("{record_type} cannot be counted by a field")
            )
            name = choice_label("type", record_type)
            raise UsageError(sentence.format(record_type=name, field=field, known=", ".join(known)))
    if len(set(by)) < len(by) or len(by) > _MAX_GROUP_FIELDS:
        raise UsageError(_("--by takes one field, or two different ones"))


def _group_key(field: str, record_type: str, store: RecordSource) -> GroupKey:
    if field == "due":
        return GroupKey("deadline", _last_years)
    if field == "year":
        days = _day(store)
        field = FILTER_FIELDS["meeting"][record_type][0]
        return GroupKey(field, lambda id_: [day.year for day in days(id_)])
    first = FILTER_FIELDS[field][record_type][0]  # of area and also
    if first == "indicator" != field:  # a figure has the area and the themes of its indicator
        of = {"area": "area", "theme": "themes"}[field]
        return GroupKey(first, lambda id_: list(values_at(store.get(id_), of)))
    if record_type == "outcomes" and field == "meeting":
        return GroupKey(first, lambda id_: (parent_id(id_),))
    return GroupKey(first)


def _last_years(period: str) -> list[int]:
    days = parse_period(period)
    return [days[1].year] if days else []


def _day(store: RecordSource) -> Callable[[str], Sequence[date]]:
    def days(id_: str) -> Sequence[date]:
        meeting = meeting_of(id_, store)
        return (meeting.date,) if meeting else ()

    return days


def _one_way(field: str, tally: _Tally, total: int, note: str, store: RecordSource) -> Answer:
    counts = {value: count for (value,), count in tally.items()}
    rows: list[Row] = [
        {field: value, "count": counts[value], "share": round(counts[value] / total, 4)}
        for value in _sorted(field, counts, store)
    ]
    sheet = Sheet(
        [
            *_value_columns(field, store),
            _COUNT,
            Column("share", lambda row: format_percent(row["count"], total), right=True),
            _bars(rows),
        ],
        rows,
        notes=(note,),
    )
    return _report(rows, (field, "count", "share"), sheet)


def _two_way(by: Sequence[str], tally: _Tally, note: str, store: RecordSource) -> Answer:
    down, across = by
    lines, heads = Counter[Any](), Counter[Any]()
    for (line, head), count in tally.items():
        lines[line] += count
        heads[head] += count
    downs, acrosses = _sorted(down, lines, store), _sorted(across, heads, store)
    line_ranks, head_ranks = (
        {value: rank for rank, value in enumerate(values)} for values in (downs, acrosses)
    )
    rows: list[Row] = [
        {down: line, across: head, "count": tally[line, head]}
        for line, head in sorted(tally, key=lambda key: (line_ranks[key[0]], head_ranks[key[1]]))
    ]

    def sheets() -> list[Sheet]:
        if len(acrosses) > max(len(downs), _MAX_COLUMNS):  # the long side goes down the page
            flipped = Counter({(head, line): count for (line, head), count in tally.items()})
            return [_cross_table({across: acrosses, down: downs}, flipped, note, store)]
        return [_cross_table({down: downs, across: acrosses}, tally, note, store)]

    columns = [*_value_columns(down, store), *_value_columns(across, store), _COUNT]
    return Answer(
        items=rows,
        keys=(down, across, "count"),
        sheets=sheets,
        draw=lambda shown: [Sheet(columns, shown, notes=(note,))],
    )


def _cross_table(
    sides: dict[str, list[Any]], tally: _Tally, note: str, store: RecordSource
) -> Sheet:
    (field, downs), (across, acrosses) = sides.items()
    rows = [{field: line, "counts": [tally[line, head] for head in acrosses]} for line in downs]
    heads = [
        Column("head", partial(_count_at, at), right=True, head=_value_cell(across, head, store))
        for at, head in enumerate(acrosses)
    ]
    total = Column("total", lambda row: sum(row["counts"]), right=True)
    return Sheet([*_value_columns(field, store), *heads, total], rows, notes=(note,))


def _value_columns(field: str, store: RecordSource) -> list[Column]:
    return [Column(field, lambda row: _value_cell(field, row[field], store))]


def _count_at(at: int, row: Row) -> Cell:
    return row["counts"][at] or None


def _value_cell(field: str, value: Any, store: RecordSource) -> Cell:  # noqa: ANN401
    if value is None:
        return _("not stated")
    if field in FILTERS and FILTERS[field].tables not in ((), ("meetings",), ("sources",)):
        return name_of(value, store)
    return label(value) if field == "inferred" else as_cell(field, str(value))


def _sorted(field: str, tally: dict[Any, int], store: RecordSource) -> list[Any]:
    """Return the values of *tally* in their own order if *field* has one, else by frequency."""
    known = sorted(value for value in tally if value is not None)
    if field in ("area", "meeting"):
        (table,) = FILTERS[field].tables
        in_order = default_order(table, store.all(table), store)
        ranks = {record.id: rank for rank, record in enumerate(in_order)}
        known.sort(key=ranks.__getitem__)
    elif field not in ("year", "due"):
        known = sort_by_values((value, value) for value in known)
        known.sort(key=lambda value: -tally[value])
    return known + [None] * (None in tally)


def _overview_row(record_type: str, predicate: Predicate, store: RecordSource) -> OverviewRow:
    fields = FILTER_FIELDS["meeting"].get(record_type, ())
    tally, found = store.group_counts(
        record_type, predicate, [GroupKey(field, _day(store)) for field in fields]
    )
    days = [day for (day,) in tally if day] if fields else []
    return {
        "record_type": record_type,
        "count": found,
        "from": min(days).isoformat() if days else None,
        "to": max(days).isoformat() if days else None,
        "updated": store.meta.updated.isoformat(),
    }


def _freshness(store: RecordSource) -> str:
    updated = format_day(store.meta.updated)
    days = [meeting.date for meeting in store.all("meetings")]
    if not days:
        return _("Data updated {updated}.").format(updated=updated)
    sentence = _("Data updated {updated}; newest meeting {newest}.")
    return sentence.format(updated=updated, newest=format_day(max(days)))
