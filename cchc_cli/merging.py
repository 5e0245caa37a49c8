"""What becomes of a store when records are added: all that is new in it, or all that is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cchc_cli import door, rules
from cchc_cli.door import Flaw
from cchc_cli.errors import BadInput
from cchc_cli.inputs import Given, Inputs
from cchc_cli.kinds import table_of
from cchc_cli.model import TABLES, Entry, what_is
from cchc_cli.records import Records
from cchc_cli.words import _

_MOST = 20  # problems in full; of more one learns nothing


class Change(NamedTuple):
    """A record as it will be, and as it was if it is there."""

    record: Entry
    before: Entry | None = None

    @property
    def is_new(self) -> bool:
        """Whether the store has no record of this id yet."""
        return self.before is None

    @property
    def is_none(self) -> bool:
        """Whether the store has this very record."""
        return self.record == self.before


class _Draft(NamedTuple):
    """A given document on its way into the table *what*."""

    given: Given
    what: str
    document: dict[str, Any]


class _Problems:
    """What is wrong, in the order of the documents, put into words only if it is told."""

    def __init__(self, given: Sequence[Given], sentences: Sequence[str]) -> None:
        self._sentences = list(sentences)
        self._places = {id(one): place for place, one in enumerate(given)}
        self._found: list[tuple[int, Given, str, str, rules.Reason]] = []

    def add(self, given: Given, field: str, why: rules.Reason, id_: object = None) -> None:
        document = given.document if isinstance(given.document, dict) else {}
        called = document.get("id", id_)
        place = given.place + (f" ({called})" if isinstance(called, str) else "")
        self._found.append((self._places[id(given)], given, place, field, why))

    def complain(self, path: str) -> None:
        """Raise BadInput if there is any."""
        count = len(self._sentences) + len(self._found)
        if not count:
            return
        self._found.sort(key=lambda found: found[0])
        told = self._sentences[:_MOST]
        for _place, given, place, field, why in self._found[: _MOST - len(told)]:
            reason = why if isinstance(why, str) else why()
            told.append(f"{given.name}: {place}{' ' if field else ''}{field}: {reason}")
        more = _("{n} more problems").format(n=count - len(told))
        kept = _("nothing was added; {path} is as it was").format(path=path)
        raise BadInput(*told, *([more] if count > len(told) else []), kept)


def merged(inputs: Inputs, records: Records, path: str, *, over: bool) -> list[Change]:
    """Return what adding *inputs* to the *records* of the store *path* changes.

    Raises BadInput with all that is wrong: a line a problem, `FILE: PLACE (ID) FIELD: reason`,
    the first twenty of them, and how many more there are.
    """
    problems = _Problems(inputs.given, inputs.problems)
    there = {record.id: record for what in TABLES for record in records.of(what)}
    drafts = _numbered(list(_drafts(inputs.given, problems)), records)
    changes = list(_changes(drafts, there, problems, over=over))
    _check(changes, drafts, there, problems)
    problems.complain(path)
    return [change for _draft, change in changes]


def _drafts(given: Iterable[Given], problems: _Problems) -> Iterator[_Draft]:
    for one in given:
        try:
            document = door.tidy(one.document)
            if not isinstance(document, dict):
                door.record(TABLES["meetings"], document)  # which says what it is instead
            what = table_of(document, one.table)
        except Flaw as flaw:
            problems.add(one, ".".join(flaw.path), flaw.reason)
        except RecursionError:
            problems.add(one, "", _("objects or lists are nested too deep"))
        else:
            if "type" in document:  # as json has records, and the hits of a search
                document = {key: document[key] for key in document if key not in _OF_ROWS}
            yield _Draft(one, what, document)


_OF_ROWS = ("type", "matches")


def _numbered(drafts: list[_Draft], records: Records) -> list[_Draft]:
    """Return *drafts* with the next free id where one is left out and the meeting is named."""
    highest = {
        (draft.what, meeting): 0
        for draft in drafts
        if "id" not in draft.document and draft.what in rules.NUMBERED
        if isinstance(meeting := draft.document.get("meeting"), str)
    }
    for what in {what for what, _meeting in highest}:
        meetings = {meeting for table, meeting in highest if table == what}
        ids = [record.id for record in records.of(what)]
        ids += [draft.document.get("id") for draft in drafts if draft.what == what]
        for id_ in ids:
            meeting = id_.rpartition(".")[0] if isinstance(id_, str) else None
            if meeting in meetings and (number := rules.number_of(what, meeting, id_)):
                highest[what, meeting] = max(highest[what, meeting], int(number[:18]))
    return [_with_id(draft, highest) for draft in drafts]


def _with_id(draft: _Draft, highest: dict[tuple[str, str], int]) -> _Draft:
    meeting = draft.document.get("meeting")
    if "id" in draft.document or not isinstance(meeting, str) or draft.what not in rules.NUMBERED:
        return draft
    highest[draft.what, meeting] += 1
    id_ = rules.numbered(draft.what, meeting, highest[draft.what, meeting])
    return draft._replace(document={"id": id_, **draft.document})


def _changes(
    drafts: Iterable[_Draft], there: Mapping[str, Entry], problems: _Problems, *, over: bool
) -> Iterator[tuple[_Draft, Change]]:
    seen: dict[str, Given] = {}
    for draft in drafts:
        try:
            record = door.record(TABLES[draft.what], draft.document)
        except Flaw:
            for flaw in door.flaws(TABLES[draft.what], draft.document):
                problems.add(draft.given, ".".join(flaw.path), flaw.reason)
            continue
        before = there.get(record.id)
        reason = _taken(record, seen.get(record.id), before, over=over)
        if reason:
            problems.add(draft.given, "id", reason, record.id)
            continue
        seen[record.id] = draft.given
        yield draft, Change(record, before)


def _taken(record: Entry, given: Given | None, before: Entry | None, *, over: bool) -> str:
    """Return why *record* cannot have its id, which may be given to others; "" if it can."""
    if given:
        place = f"{given.name}, {given.place}"
        return _("this id was given before: {place}").format(place=place)
    if before and type(before) is not type(record):
        return _("this id stands in {table} already").format(table=what_is(before))
    if before and not over:
        return _("is in the store already; --replace puts this in its place")
    return ""


def _check(
    changes: Sequence[tuple[_Draft, Change]],
    drafts: Sequence[_Draft],
    there: Mapping[str, Entry],
    problems: _Problems,
) -> None:
    """Find what must hold between records and does not; what is wrong in itself counts as there."""
    new = {change.record.id for _draft, change in changes}
    given = [(draft.document.get("id"), draft.what) for draft in drafts]
    old = ((id_, what_is(record)) for id_, record in there.items())
    known = {id_: what for id_, what in (*given, *old) if isinstance(id_, str) and id_ not in new}
    tables: dict[str, dict[int, Entry]] = {}
    for number, (draft, change) in enumerate(changes):
        tables.setdefault(draft.what, {})[number] = change.record
    for wrong in rules.problems(tables, known):
        problems.add(changes[wrong.key][0].given, wrong.field, wrong.why, wrong.id)


def documents(changes: Iterable[Change]) -> Mapping[str, Mapping[str, Entry]]:
    """Return what is to be written of *changes*: table → id → record, in the order given."""
    tables: dict[str, dict[str, Entry]] = {}
    for change in changes:
        if not change.is_none:
            tables.setdefault(what_is(change.record), {})[change.record.id] = change.record
    return tables
