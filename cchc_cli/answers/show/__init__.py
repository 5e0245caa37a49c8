"""cchc show: the page of a record, with related records and sources."""

from collections.abc import Iterable, Iterator
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.answers.show.facts import (
    facts_sheet,
    meeting_head,
    participants_label,
    recipients,
    related_records,
)
from cchc_cli.answers.show.pages import Table, narrowed, page_tables, repeats_sheet
from cchc_cli.answers.show.reasons import reason_sheets
from cchc_cli.errors import NotFound
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
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import Filters
from cchc_cli.query.json_rows import Row, row_picker, to_row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.paths import bilingual_paths, parse_fields, row_keys
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Column, Sheet, Unbroken
from cchc_cli.view.chosen_fields import field_sheet
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import (
    as_cell,
    name_of,
    record_sheet,
)
from cchc_cli.view.page_lists import page_list
from cchc_cli.view.texts import addressing_groups, by_address

_NO_FILTERS = Filters()
_MAX_SUGGESTED = 20  # unknown names for which similar ones are searched


def show(
    names: Iterable[str],
    records: RecordSource,
    wanted: str | None = None,
    filters: Filters = _NO_FILTERS,
    *,
    with_related: bool = False,
) -> Answer:
    """Return the records that *names* name, each once, and messages for unknown names.

    *wanted* are the fields of -F, *filters* narrow the related records. With *with_related*, each
    row has a key `related`: record type → the whole rows of the records that refer to it, and of
    its documents and sources. Raises UsageError for an unknown field, or a value that is no date.
    """
    predicates(filters, ["meetings"], records)  # which are checked, whatever is shown
    found, not_found = _found(names, records)
    types = {type_of(one) for one in found.values()}
    record_types = tuple(one for one in RECORD_TYPES if one in types)
    keys = row_keys(record_types)
    paths = keys if wanted is None else parse_fields(wanted, record_types or RECORD_TYPES)
    items = list(found.values())
    extra = ("related",) if with_related and wanted is None else ()
    rows = [_row_with_related(item, records) for item in items] if extra else items
    return Answer(
        items=rows,
        ids=[item.id for item in items],
        keys=(*paths, *extra),
        bilingual=lambda: bilingual_paths(record_types, paths),
        pick=None if wanted is None else row_picker(records),
        sheets=lambda: (
            (sheet for item in items for sheet in _page(item, filters, records))
            if wanted is None
            else [field_sheet(paths, items, records)]
        ),
        not_found=tuple(not_found),
    )


def _found(names: Iterable[str], records: RecordSource) -> tuple[dict[str, Record], list[str]]:
    found: dict[str, Record] = {}
    not_found: list[str] = []
    for name in names:
        try:
            record = find_one(name, None, records, suggest=len(not_found) < _MAX_SUGGESTED)
            found[record.id] = record
        except NotFound as error:
            not_found += error.sentences
    return found, not_found


def _row_with_related(record: Record, records: RecordSource) -> Row:
    related: dict[str, list[Row]] = {}
    for record_type in RECORD_TYPES:
        found = default_order(record_type, records.referring_to(record.id, record_type), records)
        if record_type in ("documents", "sources"):
            cited = related_records(getattr(record, record_type, ()), records)
            found = list({one.id: one for one in (*cited, *found)}.values())
        if found:
            related[record_type] = [to_row(one) for one in found]
    return {**to_row(record), "related": related}


def _page(record: Record, filters: Filters, records: RecordSource) -> Iterator[Sheet]:
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
