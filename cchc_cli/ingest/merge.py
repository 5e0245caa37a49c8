"""What becomes of a store when records are added: all that is new in it, or all that is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import astuple, replace

from cchc_cli.ingest.draft import Draft, read_drafts
from cchc_cli.ingest.input import ParsedInput
from cchc_cli.ingest.problems import Problems
from cchc_cli.language.translation import _
from cchc_cli.model.ids import NUMBERED_IDS, invalid_id_reason, numbered_id
from cchc_cli.model.records import TABLES, Record, type_of
from cchc_cli.model.rules import RULES
from cchc_cli.progress import StepCounter
from cchc_cli.query.source import RecordSource

_STEPS_PER_RECORD = 5
"""How many steps a record takes: the last two are to be made a document, and to be written."""


class Change(NamedTuple):
    """A record as it will be, and as it was if it is there; *again* if the same came before it."""

    record: Record
    before: Record | None = None
    is_repeated: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the store has no record of this id yet."""
        return self.before is None and not self.is_repeated

    @property
    def is_no_op(self) -> bool:
        """Whether the store has this very record, or gets it anyway."""
        return self.is_repeated or self.record == self.before


def plan_changes(
    inputs: ParsedInput, records: RecordSource, path: str, steps: StepCounter, *, over: bool
) -> list[Change]:
    """Return what adding *inputs* to the *records* of the store *path* changes.

    Raises BadInput with all that is wrong: a line a problem, `FILE: PLACE (ID) FIELD: reason`,
    the first twenty of them, and how many more there are. Counts the *steps* taken.
    """
    problems = Problems()
    there = {record.id: record for record_type in TABLES for record in records.all(record_type)}
    steps.total = len(inputs.found) * _STEPS_PER_RECORD
    ids: dict[str, str] = {}
    drafts = list(read_drafts(steps.each(inputs.found), problems, ids))
    drafts = _with_ids(drafts, there)
    ids |= {draft.record.id: draft.record_type for draft in drafts}
    ids |= {id_: type_of(record) for id_, record in there.items()}
    changes = list(_changes(steps.each(drafts), there, problems, over=over))
    for draft in steps.each(drafts):
        _check(draft, ids, problems)
    problems.raise_if_any(path)
    return changes


def _with_ids(drafts: Sequence[Draft], there: Mapping[str, Record]) -> list[Draft]:
    """Return *drafts*; those without an id get that of the same record, or the next free one."""
    nameless = [draft for draft in drafts if draft.is_nameless]
    if not nameless:
        return list(drafts)
    tables = {draft.record_type for draft in nameless}
    later = {
        **there,
        **{draft.record.id: draft.record for draft in drafts if not draft.is_nameless},
    }
    alike = [record for record in reversed(later.values()) if type_of(record) in tables]
    ids = {_without_id(record): record.id for record in alike}
    free = _FreeNumbers(later)
    found = []
    for draft in drafts:
        if draft.is_nameless:
            key = _without_id(draft.record)
            id_ = None if draft.is_wrong else ids.get(key)
            id_ = id_ or free.next(draft.record_type, draft.meeting)
            if not draft.is_wrong:
                ids[key] = id_
            draft = draft._replace(record=replace(draft.record, id=id_))  # noqa: PLW2901
        found.append(draft)
    return found


def _without_id(record: Record) -> tuple[object, ...]:
    """Return what *record* says beside its id, as a key."""
    values = astuple(replace(record, id=""))
    return type(record), *(frozenset(one.items()) if type(one) is dict else one for one in values)


class _FreeNumbers:
    """The numbers that are free behind the ids that are there."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._highest: dict[str, int] = {}
        for id_ in ids:
            begin, digits = id_.rstrip("0123456789"), len(id_.rstrip("0123456789"))
            if number := id_[digits:][:18]:
                self._highest[begin] = max(self._highest.get(begin, 0), int(number))

    def next(self, record_type: str, meeting: str) -> str:
        """Return the next free id of a record of *meeting* in the table *record_type*."""
        begin = f"{meeting}.{NUMBERED_IDS[record_type][0]}"
        self._highest[begin] = self._highest.get(begin, 0) + 1
        return numbered_id(record_type, meeting, self._highest[begin])


def _changes(
    drafts: Iterable[Draft], there: Mapping[str, Record], problems: Problems, *, over: bool
) -> Iterator[Change]:
    seen: dict[str, Draft] = {}
    for draft in drafts:
        record = draft.record
        if "id" in draft.unread:
            continue
        before, first = there.get(record.id), seen.setdefault(record.id, draft)
        if first is not draft and not draft.is_wrong and first.record == record:
            yield Change(record, before, is_repeated=before != record)
        elif reason := _id_conflict(draft, first, before, over=over):
            problems.add(draft.number, draft.given, "id", reason, draft.record_type)
        else:
            yield Change(record, before)


def _id_conflict(draft: Draft, first: Draft, before: Record | None, *, over: bool) -> str | None:
    """Return why the record of *draft* cannot have its id, if it cannot; *first* has it first."""
    if first is not draft:
        place = f"{first.given.name}, {first.given.place}"
        return _("this id was given before: {place}").format(place=place)
    if before and type_of(before) != draft.record_type:
        return _("this id stands in {table} already").format(table=type_of(before))
    if before and not over and (draft.is_wrong or before != draft.record):
        return _("is in the store already; --replace puts this in its place")
    return None if before else invalid_id_reason(draft.record.id, {})


def _check(draft: Draft, ids: Mapping[str, str], problems: Problems) -> None:
    """Find what must hold between the record of *draft* and those of *ids*, and does not."""
    for rule in RULES[draft.record_type]:
        for field, why in rule(draft.record, ids):
            if field not in draft.unread:
                problems.add(draft.number, draft.given, field, why, draft.record_type)


def records_to_write(changes: Iterable[Change]) -> Mapping[str, Mapping[str, Record]]:
    """Return what is to be written of *changes*: table → id → record, in the order given."""
    tables: dict[str, dict[str, Record]] = {}
    for change in changes:
        if not change.is_no_op:
            tables.setdefault(type_of(change.record), {})[change.record.id] = change.record
    return tables
