"""Facts of a record: the first lines of its page."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias

from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _, choice_label, current_language, label
from cchc_cli.model.records import (
    REFERENCES,
    Award,
    Meeting,
    Person,
    Record,
    Target,
    Words,
    type_of,
)
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Inferred, Joined, Sheet, Unbroken, text_of
from cchc_cli.view.columns import as_cell, headline, headline_path, name_of, record_title
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, star_note, with_star
from cchc_cli.view.record_texts import target_cell

Fact: TypeAlias = tuple[Cell, Cell]
"""A label and a value."""


def facts_sheet(record: Record, records: RecordSource) -> Sheet:
    """Return the title of *record*, and a fact for each field that it states."""
    skipped = {"kind", "number", "people", "awards"} if isinstance(record, Meeting) else set()
    facts = list(_facts(record, records, skipped))
    has_star = any(isinstance(value, Inferred) for _label, value in facts)
    notes = star_note(needed=has_star or _day_is_inferred(record, records))
    title = f"{record.id} · {headline(record, records)}"
    return Sheet(_FACT_COLUMNS, facts, title, notes, headed=False)


def meeting_head(meeting: Meeting, records: RecordSource) -> Sheet:
    """Return *meeting* in few lines: when and where it was in the title, then its other facts."""

    def cell(name: str) -> Cell:
        return star_if_inferred(meeting, [name], as_cell(name, getattr(meeting, name)))

    day = Joined((record_title(meeting.id, records), cell("half_day")), ", ")
    title = Joined((day, cell("place"), cell("mode")), " · ")
    reviewed = Joined((_("reviewed"), cell("reviews"))) if meeting.reviews else None
    planned = Joined((_("planned"), cell("plans"))) if meeting.plans else None
    facts = list(_facts(meeting, records, _IN_HEAD, _short_facts(meeting, records)))
    if reviewed or planned:
        facts.insert(0, (label("period"), Joined((reviewed, planned), ", ")))
    notes = star_note(needed=bool(meeting.inferred))
    return Sheet(_FACT_COLUMNS, facts, title, notes, headed=False, only_in="table")


def _short_facts(meeting: Meeting, records: RecordSource) -> dict[str, Fact]:
    """Return facts of *meeting* in fewer lines than usual, by their fields."""
    people: Cell = [_person_cell(person, records) for person in meeting.people]
    awards: Cell = [_award_cell(award, records) for award in meeting.awards]
    names = tuple(name_of(id_, records) for id_ in meeting.provinces)
    provinces = star_if_inferred(meeting, ["provinces"], names)
    return {
        "people": (participants_label(meeting), people),
        "provinces": (label("provinces"), provinces),
        "awards": (label("awards"), awards),
    }


def participants_label(meeting: Meeting) -> Cell:
    """Return the label of the people of *meeting*, with a star if a field of them is inferred."""
    inferred = any(field.partition(".")[0] == "people" for field in meeting.inferred)
    return with_star(label("participants")) if inferred else label("participants")


def recipients(award: Award, records: RecordSource) -> list[Cell]:
    """Return the names of those who received *award*."""
    return [text_of(one) if isinstance(one, Words) else name_of(one, records) for one in award.to]


def related_records(ids: Sequence[str], records: RecordSource) -> list[Any]:
    """Return the records of *ids* that there are."""
    return [one for id_ in ids if (one := records.get(id_))]


def _person_cell(person: Person, records: RecordSource) -> Cell:
    """Return "Phạm Minh Chính (chair), Prime Minister, joined from Vĩnh Phúc · p08.s1"."""
    role = f"({choice_label('role', person.role)})" if person.role != "participant" else None
    joined_from = label("joined_from")
    site = Joined(
        (f"{joined_from[:1].lower()}{joined_from[1:]}", name_of(person.province, records))
    )
    titles = [text_of(title) for title in person.titles]
    name = Joined((Unbroken(person.name), role))
    return Joined(
        (Joined((name, *titles, site if person.province else None), ", "), person.sources), " · "
    )


def _award_cell(award: Award, records: RecordSource) -> Cell:
    return Joined((text_of(award.name), Joined(recipients(award, records), "; ")), ": ")


def _facts(
    record: Record,
    records: RecordSource,
    skipped: set[str],
    made: Mapping[str, Fact] = MappingProxyType({}),
) -> Iterator[Fact]:
    """Yield a fact for each stated field of *record* that is not *skipped*, or what is *made*."""
    record_type = type_of(record)
    skipped = skipped | _NO_FACTS | {headline_path(record).partition(".")[0]}
    inferred = getattr(record, "inferred", ())
    for name, value in _stated_fields(record):
        if name in made:
            yield made[name]
        elif name not in skipped and not _is_repeated_by_value(name, record):
            cell = _fact_cell(name, value, records, refers=name in REFERENCES[record_type])
            of_document = (record_type, name) == ("documents", "issuer")
            heading = label("issued_by") if of_document else _fact_label(name)
            yield heading, Inferred(cell) if name in inferred else cell


def _stated_fields(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields of *record* that are not empty and differ from their defaults."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    usual = dict(zip(reversed(names), reversed(defaults), strict=False))
    for name in names:
        value = getattr(record, name)
        if value not in (None, (), {}) and (name not in usual or value != usual[name]):
            yield name, value


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


def _fact_cell(name: str, value: Any, records: RecordSource, *, refers: bool) -> Cell:  # noqa: ANN401
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(value, Target):
        return target_cell(value, records)
    if name == "documents":
        found = related_records(values, records)
        return tuple(
            Unbroken(one.number) if one.number else headline(one, records) for one in found
        )
    if refers:
        return [record_title(id_, records) for id_ in values]
    if name == "reported":
        return value if current_language() == "vi" else f"“{value}”"
    cells = [as_cell(name, one) for one in values]
    return Joined(cells, "; ") if isinstance(value, tuple) else cells[0]


_NO_FACTS = {
    *("id", "sources", "paragraph", "inferred", "meetings"),
    *("chaired", "attended", "issued"),  # tables of the page of a person
}
_IN_HEAD = {"kind", "number", "date", "half_day", "place", "mode", "reviews", "plans"}
_FACT_COLUMNS: Sequence[Column] = (
    Column("fact", lambda fact: Dim(fact[0])),
    Column("value", lambda fact: fact[1]),
)
