"""Pages: one record whole, with what hangs on it and where it stands written."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cchc_cli import columns, concluded, fields, order
from cchc_cli.answers import Answer, picker
from cchc_cli.citations import Citations
from cchc_cli.model import (
    KINDS,
    REFERENCES,
    Entry,
    Meeting,
    Official,
    Person,
    Province,
    Words,
    what_is,
)
from cchc_cli.names import named, no_such, several, unknown
from cchc_cli.records import Records
from cchc_cli.sheets import Aside, Cell, Column, Label, Sentence, Sheet, Starred, Word
from cchc_cli.words import N_

_PEOPLE = ("people", *(f"people.{field}" for field in Person.__struct_fields__))
_MOST = 20  # unknown names for which the nearest are looked for
_TOLD_ELSEWHERE = {"id", "sources", "paragraph", "inferred", "people", "awards"}


def show(names: Iterable[str], records: Records, wanted: str | None = None) -> Answer:
    """Return the records that *names* name, each once, and the sentences for those unknown.

    *wanted* are the fields to cut them down to. Raises WrongUse for an unknown one.
    """
    found: dict[str, Entry] = {}
    missing = []
    for name in names:
        entries = named(name, records)
        if len(entries) == 1:
            found[entries[0].id] = entries[0]
        elif entries:
            missing.append(several(name, entries))
        else:
            known = len(missing) < _MOST
            sentence = N_("no such record: {name}")
            told = unknown(sentence, name, records) if known else no_such(sentence, name)
            missing.append(told)
    kinds = {what_is(one) for one in found.values()}
    what = tuple(kind for kind in KINDS if kind in kinds)
    keys = fields.keys(what)
    paths = keys if wanted is None else fields.asked(wanted, what or KINDS)
    items = list(found.values())
    return Answer(
        items=items,
        keys=paths,
        bilingual=lambda: fields.bilingual(what, paths),
        picked=None if wanted is None else picker(records),
        sheets=lambda: _sheets(items, paths if wanted is not None else None, records),
        missing=tuple(missing),
    )


def _sheets(
    items: Sequence[Entry], paths: Sequence[str] | None, records: Records
) -> Iterator[Sheet]:
    if paths is not None:
        yield columns.plain(paths, items, records)
        return
    for record in items:
        yield from _page(record, records)


def _page(record: Entry, records: Records) -> Iterator[Sheet]:
    yield _facts(record, records)
    if isinstance(record, Meeting):
        yield from _meeting(record, records)
    official = _official(record, records) if isinstance(record, Official) else ()
    tables = [*official, *_hanging(record, records)]
    below = [item for table in tables for item in table.items]
    citations = Citations([record, *below], records)
    for table in tables:
        yield citations.beside(table)
    yield from _reasons(record)
    paragraph = getattr(record, "paragraph", None)
    yield from Citations([record], records).sheets("table", paragraph)
    yield from citations.sheets("md", paragraph)


def _facts(record: Entry, records: Records) -> Sheet:
    what = what_is(record)
    skipped = {*_TOLD_ELSEWHERE, columns.known_by(record).partition(".")[0]}
    if isinstance(record, Meeting):
        skipped.add("documents")  # in a table of their own
    if isinstance(record, Official):
        skipped |= {"meetings", "chaired", "attended", "issued"}  # the same
    inferred = getattr(record, "inferred", ())
    facts = []
    for name, value in _given(record):
        if name not in skipped:
            told = _told(name, value, name in REFERENCES[what], records)
            facts.append((Label(name), Starred(told) if name in inferred else told))
    return Sheet(_FACT, facts, _titled(record, records), headed=False)


def _given(record: Entry) -> Iterator[tuple[str, Any]]:
    """Yield the fields of *record* that say more than their defaults."""
    names, defaults = record.__struct_fields__, record.__struct_defaults__
    usual = dict(zip(reversed(names), reversed(defaults), strict=False))
    for name in names:
        value = getattr(record, name)
        if value not in (None, (), {}) and (name not in usual or value != usual[name]):
            yield name, value


def _told(name: str, value: Any, refers: bool, records: Records) -> Cell:  # noqa: ANN401, FBT001
    if not refers:
        return list(value) if isinstance(value, tuple) else columns.told_as(name, value)
    ids = value if isinstance(value, tuple) else (value,)
    return [_titled(entry, records) if (entry := records.find(id_)) else id_ for id_ in ids]


def _titled(record: Entry, records: Records) -> Words:
    head = columns.headline(record, records)
    if isinstance(head, str):
        return Words(vi=f"{record.id} · {head}")
    return Words(vi=f"{record.id} · {head.vi}", en=f"{record.id} · {head.en or head.vi}")


def _meeting(meeting: Meeting, records: Records) -> Iterator[Sheet]:
    if meeting.people:
        yield Sheet(
            [
                Column("role", lambda person: Word("role", person.role)),
                Column("name", lambda person: person.name),
                Column("titles", lambda person: person.titles),
                Column("bridge", lambda person: columns.name_of(person.province, records)),
            ],
            meeting.people,
            concluded.told(meeting, _PEOPLE, Label("people")),
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


def _hanging(record: Entry, records: Records) -> Iterator[Sheet]:
    for what in KINDS:
        if what == "people" and not isinstance(record, Province):
            continue  # told from the point of view of the record itself
        found: list[Any] = order.usual(what, records.citing(record.id, what), records)
        if isinstance(record, Meeting):
            if what == "sources":
                continue
            if what == "directives":
                areas = [area.id for area in records.of("areas")]
                found.sort(key=lambda directive: areas.index(directive.area))
            if what == "documents":
                found = _found(record.documents, records)
        if found:
            title: Cell = Sentence(N_("Told from here")) if what == "sources" else Label(what)
            yield columns.sheet(what, found, records, title=title, depth=3)


def _official(official: Official, records: Records) -> Iterator[Sheet]:
    for title, what, ids in (
        ("chaired", "meetings", official.chaired),
        ("attended", "meetings", official.attended),
        ("directives", "directives", official.issued),
    ):
        if ids:
            yield columns.sheet(what, _found(ids, records), records, title=Label(title), depth=3)


def _found(ids: Iterable[str], records: Records) -> list[Any]:
    return [one for id_ in ids if (one := records.find(id_))]


def _reasons(record: Entry) -> Iterator[Sheet]:
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


_FACT = (
    Column("fact", lambda fact: Aside(fact[0])),
    Column("value", lambda fact: fact[1]),
)
