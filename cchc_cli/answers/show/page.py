"""The page of a record: its facts, people, related records, reasons and sources."""

from collections.abc import Iterator
from typing import Any

from cchc_cli.answers.show.facts import (
    facts_sheet,
    meeting_head,
    participants_label,
    recipients,
    related_records,
)
from cchc_cli.answers.show.reasons import reason_sheets
from cchc_cli.answers.show.related_tables import Table, narrowed, page_tables, repeats_sheet
from cchc_cli.language.translation import choice_label, label
from cchc_cli.model.records import (
    RECORD_TYPES,
    REFERENCES,
    Directive,
    Figure,
    Meeting,
    Outcome,
    Province,
    Record,
    type_of,
)
from cchc_cli.query.filters import Filters
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Column, Sheet, Unbroken
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import (
    as_cell,
    name_of,
    record_sheet,
)
from cchc_cli.view.page_lists import page_list
from cchc_cli.view.record_texts import addressing_groups, by_address


def page(record: Record, filters: Filters, records: RecordSource) -> Iterator[Sheet]:
    """Yield the sheets of the page of *record*: lists at a terminal, tables in other formats."""
    facts = facts_sheet(record, records)
    is_meeting = isinstance(record, Meeting)
    people_and_awards = [*_people_and_awards(record, records)]
    related = [*_related(record, filters, records)]
    cited = [item for table in (*people_and_awards, *related) for item in table.items]
    citations = Citations([record, *cited], records)
    if isinstance(record, Meeting):
        yield meeting_head(record, records)
    yield facts._replace(only_in="md") if is_meeting else facts
    for table in people_and_awards:
        yield citations.add_column(table)._replace(only_in="md")
    for table in related:
        listed = page_list(record, table, records)
        yield citations.add_column(table)._replace(only_in="md" if listed else None)
        yield from [listed] if listed else []
    yield from reason_sheets(record, cited)
    paragraph = getattr(record, "paragraph", None)
    meeting = record.id if is_meeting else getattr(record, "meeting", None)
    yield from Citations([record], records, meeting).short_sheets(paragraph)
    yield from citations.sheets("md", paragraph)


def _people_and_awards(meeting: Record, records: RecordSource) -> Iterator[Sheet]:
    if not isinstance(meeting, Meeting):
        return
    if meeting.people:
        people = [
            Column("role", lambda person: choice_label("role", person.role)),
            Column("name", lambda person: Unbroken(person.name)),
            Column("titles", lambda person: as_cell("titles", person.titles)),
            Column("joined_from", lambda person: name_of(person.province, records)),
            Column("sources", lambda person: person.sources, only_in="table"),
        ]
        yield Sheet(people, meeting.people, participants_label(meeting), depth=3)
    if meeting.awards:
        awards = [
            Column("award", lambda award: as_cell("name", award.name)),
            Column("awarded_to", lambda award: recipients(award, records)),
        ]
        yield Sheet(awards, meeting.awards, label("awards"), depth=3)


def _related(record: Record, filters: Filters, records: RecordSource) -> Iterator[Sheet]:
    for field, title in _OF_PERSON.items():
        record_type = REFERENCES["people"][field][0]
        found = related_records(getattr(record, field, ()), records)
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


_OF_PERSON = {"chaired": "chaired", "attended": "attended", "issued": "directives"}
"""Field of a person → the title of its table."""
