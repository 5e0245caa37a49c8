"""Pages: one record whole, with what hangs on it and where it stands written."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound
from cchc_cli.language.translation import N_
from cchc_cli.model.records import (
    RECORD_TYPES,
    REFERENCES,
    Meeting,
    Official,
    Person,
    Province,
    Record,
    Words,
    type_of,
)
from cchc_cli.query.lookup import the_one
from cchc_cli.query.paths import bilingual_paths, parse_fields, row_keys
from cchc_cli.query.rows import row_picker
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Choice, Column, Dim, Inferred, Label, Sentence, Sheet
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import (
    as_cell,
    field_sheet,
    headline,
    headline_path,
    name_of,
    record_sheet,
)
from cchc_cli.view.inferred import mark_if_inferred

_PEOPLE_FIELDS = ("people", *(f"people.{field}" for field in Person.__struct_fields__))
_MAX_SUGGESTED = 20  # unknown names for which the nearest are looked for
_SHOWN_ELSEWHERE = {"id", "sources", "paragraph", "inferred", "people", "awards"}


def show(names: Iterable[str], records: RecordSource, wanted: str | None = None) -> Answer:
    """Return the records that *names* name, each once, and the sentences for those unknown.

    *wanted* are the fields to cut them down to. Raises WrongUse for an unknown one.
    """
    found: dict[str, Record] = {}
    missing: list[str] = []
    for name in names:
        try:
            record = the_one(name, None, records, suggest=len(missing) < _MAX_SUGGESTED)
            found[record.id] = record
        except NotFound as error:
            missing += error.sentences
    kinds = {type_of(one) for one in found.values()}
    record_type = tuple(kind for kind in RECORD_TYPES if kind in kinds)
    keys = row_keys(record_type)
    paths = keys if wanted is None else parse_fields(wanted, record_type or RECORD_TYPES)
    items = list(found.values())
    return Answer(
        items=items,
        keys=paths,
        bilingual=lambda: bilingual_paths(record_type, paths),
        pick=None if wanted is None else row_picker(records),
        sheets=lambda: _sheets(items, paths if wanted is not None else None, records),
        not_found=tuple(missing),
    )


def _sheets(
    items: Sequence[Record], paths: Sequence[str] | None, records: RecordSource
) -> Iterator[Sheet]:
    if paths is not None:
        yield field_sheet(paths, items, records)
        return
    for record in items:
        yield from _page(record, records)


def _page(record: Record, records: RecordSource) -> Iterator[Sheet]:
    yield _facts(record, records)
    if isinstance(record, Meeting):
        yield from _meeting(record, records)
    official = _official(record, records) if isinstance(record, Official) else ()
    tables = [*official, *_related(record, records)]
    below = [item for table in tables for item in table.items]
    citations = Citations([record, *below], records)
    for table in tables:
        yield citations.beside(table)
    yield from _inferred_reasons(record)
    paragraph = getattr(record, "paragraph", None)
    yield from Citations([record], records).sheets("table", paragraph)
    yield from citations.sheets("md", paragraph)


def _facts(record: Record, records: RecordSource) -> Sheet:
    record_type = type_of(record)
    skipped = {*_SHOWN_ELSEWHERE, headline_path(record).partition(".")[0]}
    if isinstance(record, Meeting):
        skipped.add("documents")  # in a table of their own
    if isinstance(record, Official):
        skipped |= {"meetings", "chaired", "attended", "issued"}  # the same
    inferred = getattr(record, "inferred", ())
    facts = []
    for name, value in _stated_fields(record):
        if name not in skipped:
            told = _fact_cell(name, value, name in REFERENCES[record_type], records)
            facts.append((Label(name), Inferred(told) if name in inferred else told))
    return Sheet(_FACT_COLUMNS, facts, _titled(record, records), headed=False)


def _stated_fields(record: Record) -> Iterator[tuple[str, Any]]:
    """Yield the fields of *record* that say more than their defaults."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    usual = dict(zip(reversed(names), reversed(defaults), strict=False))
    for name in names:
        value = getattr(record, name)
        if value not in (None, (), {}) and (name not in usual or value != usual[name]):
            yield name, value


def _fact_cell(name: str, value: Any, refers: bool, records: RecordSource) -> Cell:  # noqa: ANN401, FBT001
    if not refers:
        return list(value) if isinstance(value, tuple) else as_cell(name, value)
    ids = value if isinstance(value, tuple) else (value,)
    return [_titled(entry, records) if (entry := records.get(id_)) else id_ for id_ in ids]


def _titled(record: Record, records: RecordSource) -> Words:
    head = headline(record, records)
    if isinstance(head, str):
        return Words(vi=f"{record.id} · {head}")
    return Words(vi=f"{record.id} · {head.vi}", en=f"{record.id} · {head.en or head.vi}")


def _meeting(meeting: Meeting, records: RecordSource) -> Iterator[Sheet]:
    if meeting.people:
        yield Sheet(
            [
                Column("role", lambda person: Choice("role", person.role)),
                Column("name", lambda person: person.name),
                Column("titles", lambda person: person.titles),
                Column("bridge", lambda person: name_of(person.province, records)),
            ],
            meeting.people,
            mark_if_inferred(meeting, _PEOPLE_FIELDS, Label("people")),
            depth=3,
        )
    if meeting.awards:
        yield Sheet(
            [
                Column("award", lambda award: award.name),
                Column("awarded_to", lambda award: list(award.to)),
            ],
            meeting.awards,
            Label("awards"),
            depth=3,
        )


def _related(record: Record, records: RecordSource) -> Iterator[Sheet]:
    for record_type in RECORD_TYPES:
        if record_type == "people" and not isinstance(record, Province):
            continue  # told from the point of view of the record itself
        found: list[Any] = default_order(
            record_type, records.referring_to(record.id, record_type), records
        )
        if isinstance(record, Meeting):
            if record_type == "sources":
                continue
            if record_type == "directives":
                areas = [area.id for area in records.all("areas")]
                found.sort(key=lambda directive: areas.index(directive.area))
            if record_type == "documents":
                found = _records(record.documents, records)
        if found:
            title: Cell = (
                Sentence(N_("Told from here")) if record_type == "sources" else Label(record_type)
            )
            yield record_sheet(record_type, found, records, title=title, depth=3)


def _official(official: Official, records: RecordSource) -> Iterator[Sheet]:
    for title, record_type, ids in (
        ("chaired", "meetings", official.chaired),
        ("attended", "meetings", official.attended),
        ("directives", "directives", official.issued),
    ):
        if ids:
            yield record_sheet(
                record_type, _records(ids, records), records, title=Label(title), depth=3
            )


def _records(ids: Iterable[str], records: RecordSource) -> list[Any]:
    return [one for id_ in ids if (one := records.get(id_))]


def _inferred_reasons(record: Record) -> Iterator[Sheet]:
    if inferred := getattr(record, "inferred", None):
        yield Sheet(
            [
                Column("field", lambda pair: Label(pair[0])),
                Column("why", lambda pair: pair[1]),
            ],
            list(inferred.items()),
            Sentence(N_("Inferred, not read in the first source")),
            depth=3,
        )


_FACT_COLUMNS = (
    Column("fact", lambda fact: Dim(fact[0])),
    Column("value", lambda fact: fact[1]),
)
