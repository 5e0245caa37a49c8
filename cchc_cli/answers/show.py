"""cchc show: the page of a record, with related records and sources."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cchc_cli.answers.pages import Table, narrowed, page_tables, repeats_sheet
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _, choice_label, current_language, label
from cchc_cli.model.records import (
    RECORD_TYPES,
    REFERENCES,
    Directive,
    Figure,
    Meeting,
    Outcome,
    Province,
    Record,
    Target,
    Words,
    type_of,
)
from cchc_cli.query.filters import Filters
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Inferred, Sheet, Unbroken, text_of
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import (
    as_cell,
    headline,
    headline_path,
    name_of,
    record_sheet,
    record_title,
)
from cchc_cli.view.inferred_star import is_inferred, star_note, with_star
from cchc_cli.view.names import addressing_groups, by_address, target_cell


def page(record: Record, filters: Filters, records: RecordSource) -> Iterator[Sheet]:
    """Yield the sheets of the page of *record*; *filters* narrow its related records."""
    yield _facts(record, records)
    people_and_awards = (
        [*_people_and_awards(record, records)] if isinstance(record, Meeting) else []
    )
    tables = [*people_and_awards, *_related(record, filters, records)]
    related = [item for table in tables for item in table.items]
    meeting = record.id if isinstance(record, Meeting) else getattr(record, "meeting", None)
    citations = Citations([record, *related], records)
    for table in tables:
        yield citations.add_column(table)
    if inferred := getattr(record, "inferred", None):
        title = _("Inferred: not stated by the source")
        yield Sheet(_REASON_COLUMNS, list(inferred.items()), title, depth=3)
    paragraph = getattr(record, "paragraph", None)
    yield from Citations([record], records, meeting).sheets("table", paragraph)
    yield from citations.sheets("md", paragraph)


def _facts(record: Record, records: RecordSource) -> Sheet:
    record_type = type_of(record)
    skipped = _NO_FACTS | {headline_path(record).partition(".")[0]}
    skipped |= {"kind", "number"} if record_type == "meetings" else set()
    inferred = getattr(record, "inferred", ())
    facts = []
    for name, value in _stated_fields(record):
        if name not in skipped and not _is_repeated_by_value(name, record):
            cell = _fact_cell(name, value, records, refers=name in REFERENCES[record_type])
            of_document = (record_type, name) == ("documents", "issuer")
            heading = label("issued_by") if of_document else _fact_label(name)
            facts.append((heading, Inferred(cell) if name in inferred else cell))
    has_star = any(isinstance(fact[1], Inferred) for fact in facts)
    notes = star_note(needed=has_star or _day_is_inferred(record, records))
    return Sheet(_FACT_COLUMNS, facts, _title(record, records), notes, headed=False)


def _day_is_inferred(record: Record, records: RecordSource) -> bool:
    meeting = getattr(record, "meeting", None)
    return is_inferred(records.get(meeting or ""), ("date", "title"))


def _is_repeated_by_value(name: str, record: Record) -> bool:
    """Return whether *name* is what was printed, and the value of the figure is the same."""
    value = getattr(record, "value", None)
    printed = getattr(record, "reported", None)
    return name == "reported" and value is not None and format_number(value, "vi") == printed


def _fact_label(name: str) -> str:
    return label("as_printed") if name == "reported" else label(name)


def _stated_fields(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields of *record* that are not empty and differ from their defaults."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    usual = dict(zip(reversed(names), reversed(defaults), strict=False))
    for name in names:
        value = getattr(record, name)
        if value not in (None, (), {}) and (name not in usual or value != usual[name]):
            yield name, value


def _fact_cell(name: str, value: Any, records: RecordSource, *, refers: bool) -> Cell:  # noqa: ANN401
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(value, Target):
        return target_cell(value, records)
    if name == "documents":
        found: list[Any] = _records(values, records)
        return tuple(Unbroken(one.number or headline(one, records)) for one in found)
    if refers:
        return [record_title(id_, records) for id_ in values]
    if name == "reported":
        return value if current_language() == "vi" else f"“{value}”"
    cells = [as_cell(name, one) for one in values]
    return cells if isinstance(value, tuple) else cells[0]


def _title(record: Record, records: RecordSource) -> str:
    return f"{record.id} · {headline(record, records)}"


def _people_and_awards(meeting: Meeting, records: RecordSource) -> Iterator[Sheet]:
    if meeting.people:
        people = [
            Column("role", lambda person: choice_label("role", person.role)),
            Column("name", lambda person: Unbroken(person.name)),
            Column("titles", lambda person: as_cell("titles", person.titles)),
            Column("joined_from", lambda person: name_of(person.province, records)),
            Column("sources", lambda person: person.sources),
        ]
        inferred = any(field.partition(".")[0] == "people" for field in meeting.inferred)
        title = with_star(label("participants")) if inferred else label("participants")
        yield Sheet(people, meeting.people, title, depth=3)
    if meeting.awards:
        awards = [
            Column("award", lambda award: as_cell("name", award.name)),
            Column("awarded_to", lambda award: [_recipient(one, records) for one in award.to]),
        ]
        yield Sheet(awards, meeting.awards, label("awards"), depth=3)


def _recipient(one: Words | str, records: RecordSource) -> str:
    return text_of(one) if isinstance(one, Words) else name_of(one, records)


def _related(record: Record, filters: Filters, records: RecordSource) -> Iterator[Sheet]:
    for field, title in _OF_PERSON.items():
        record_type = REFERENCES["people"][field][0]
        found = _records(getattr(record, field, ()), records)
        if items := narrowed(record_type, found, filters, records):
            yield record_sheet(record_type, items, records, label(title))
    own = {table.record_type: table for table in page_tables(record, filters, records)}
    for record_type in RECORD_TYPES:
        table = own.get(record_type) or Table(record_type, _referring(record, record_type, records))
        if items := narrowed(record_type, table.items, filters, records):
            title = table.title or _title_of_related(record, record_type)
            yield _without_known(record, record_sheet(record_type, items, records, title), records)
            if table.repeats:
                yield from repeats_sheet(items)


def _without_known(record: Record, sheet: Sheet, records: RecordSource) -> Sheet:
    """Return *sheet*, which is on the page of *record*, without what the page says already."""
    if sheet.group is None or not isinstance(record, Meeting | Directive):
        return sheet
    is_meeting = isinstance(record, Meeting)
    is_addressed = is_meeting and isinstance(sheet.items[0], Directive)
    columns = [one for one in sheet.columns if one.name != "addressing"]
    columns = [one._replace(drop=0) if one.name == "note" else one for one in columns]
    group = addressing_groups(sheet.items, records) if is_addressed else None
    known = isinstance(sheet.items[0], Figure | Directive if is_meeting else Outcome)
    return sheet._replace(columns=columns, group=group) if known else sheet


def _title_of_related(record: Record, record_type: str) -> str:
    titles = {
        "sources": label("reported_from_here"),
        "directives.directives": label("repeated_by"),
        "bodies.bodies": label("members"),
        "bodies.provinces": label("members"),
    }
    title = titles.get(f"{type_of(record)}.{record_type}") or titles.get(record_type)
    return title or label(record_type)


def _referring(record: Record, record_type: str, records: RecordSource) -> list[Any]:
    if record_type == "people" and not isinstance(record, Province):
        return []  # the page has its own table of them
    if isinstance(record, Meeting) and record_type == "sources":
        return []  # the page ends with them
    items: list[Any] = default_order(
        record_type, records.referring_to(record.id, record_type), records
    )
    if isinstance(record, Meeting) and record_type == "directives":
        return by_address(items)
    return items


def _records(ids: Iterable[str], records: RecordSource) -> list[Any]:
    return [one for id_ in ids if (one := records.get(id_))]


_OF_PERSON = {"chaired": "chaired", "attended": "attended", "issued": "directives"}
"""Field of a person → the title of its table."""

_NO_FACTS = {"id", "sources", "paragraph", "inferred", "people", "awards", "meetings", *_OF_PERSON}
_FACT_COLUMNS: Sequence[Column] = (
    Column("fact", lambda fact: Dim(fact[0])),
    Column("value", lambda fact: fact[1]),
)
_REASON_COLUMNS: Sequence[Column] = (
    Column("field", lambda pair: label(pair[0])),
    Column("why", lambda pair: as_cell("why", pair[1])),
)
