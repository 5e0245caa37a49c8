"""Plan what adding records changes in a store, or report all problems."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from msgspec.structs import astuple, replace

from cchc_cli.ingest.draft import Draft, Problems, read_drafts
from cchc_cli.ingest.input import ParsedInput
from cchc_cli.language.translation import _
from cchc_cli.model.ids import NUMBERED_IDS, invalid_id_reason, numbered_id
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import TABLES, Record, type_of
from cchc_cli.model.validation import RULES, find_misplaced_follows, find_shared_forms
from cchc_cli.progress import StepCounter
from cchc_cli.query.source import RecordSource


class RecordChange(NamedTuple):
    """A record as it will be, and as it was; *is_repeated* if the input has it twice."""

    record: Record
    before: Record | None = None
    is_repeated: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the store has no record of this id."""
        return self.before is None and not self.is_repeated

    @property
    def is_no_op(self) -> bool:
        """Whether the store is the same without this change."""
        return self.is_repeated or self.record == self.before


def plan_changes(
    inputs: ParsedInput, records: RecordSource, path: str, steps: StepCounter, *, overwrite: bool
) -> list[RecordChange]:
    """Return what adding *inputs* to the *records* of the store *path* changes.

    Raises BadInput with one line a problem, `FILE: PLACE (ID) FIELD: reason`: the first twenty
    and how many more there are. Counts the *steps* taken.
    """
    problems = Problems()
    existing = {record.id: record for record_type in TABLES for record in records.all(record_type)}
    ids: dict[str, str] = {}
    drafts = _with_ids(list(read_drafts(steps.each(inputs.found), problems, ids)), existing)
    ids |= {draft.record.id: draft.record_type for draft in drafts}
    ids |= {id_: type_of(record) for id_, record in existing.items()}
    changes = list(_changes(steps.each(drafts), existing, problems, overwrite=overwrite))
    for draft in steps.each(drafts):
        for problem in (
            one for rule in RULES[draft.record_type] for one in rule(draft.record, ids)
        ):
            if problem.field not in draft.unread:
                problems.add(draft.number, problem, draft.given, draft.record_type)
    _check_between_records(drafts, records, problems)
    problems.raise_if_any(path)
    return changes


def _with_ids(drafts: Sequence[Draft], existing: Mapping[str, Record]) -> list[Draft]:
    """Return *drafts*; those without an id get that of an equal record, or the next free one."""
    tables = {draft.record_type for draft in drafts if draft.parent}
    if not tables:
        return list(drafts)
    named = {draft.record.id: draft.record for draft in drafts if not draft.parent}
    records = {**existing, **named}
    same_type = [record for record in reversed(records.values()) if type_of(record) in tables]
    ids = {_without_id(record): record.id for record in same_type}
    highest = _highest_numbers(records)
    found = []
    for draft in drafts:
        if draft.parent:
            key = _without_id(draft.record)
            id_ = None if draft.is_wrong else ids.get(key)
            if id_ is None:
                prefix = f"{draft.parent}.{NUMBERED_IDS[draft.record_type].letter}"
                highest[prefix] += 1
                id_ = numbered_id(draft.record_type, draft.parent, highest[prefix])
            if not draft.is_wrong:
                ids[key] = id_
            draft = draft._replace(record=replace(draft.record, id=id_))  # noqa: PLW2901
        found.append(draft)
    return found


def _without_id(record: Record) -> tuple[object, ...]:
    values = astuple(replace(record, id=""))
    return type(record), *(frozenset(one.items()) if type(one) is dict else one for one in values)


def _highest_numbers(ids: Iterable[str]) -> defaultdict[str, int]:
    """Return the prefix of *ids* → the highest number that follows it."""
    highest: defaultdict[str, int] = defaultdict(int)
    for id_ in ids:
        prefix = id_.rstrip("0123456789")
        if number := id_[len(prefix) :][:18]:
            highest[prefix] = max(highest[prefix], int(number))
    return highest


def _changes(
    drafts: Iterable[Draft], existing: Mapping[str, Record], problems: Problems, *, overwrite: bool
) -> Iterator[RecordChange]:
    seen: dict[str, Draft] = {}
    for draft in drafts:
        record = draft.record
        if "id" in draft.unread:
            continue
        before, first = existing.get(record.id), seen.setdefault(record.id, draft)
        if first is not draft and not draft.is_wrong and first.record == record:
            yield RecordChange(record, before, is_repeated=before != record)
        elif reason := _id_conflict(draft, first, before, overwrite=overwrite):
            problems.add(draft.number, InvalidValue(reason, "id"), draft.given, draft.record_type)
        else:
            yield RecordChange(record, before)


def _id_conflict(
    draft: Draft, first: Draft, before: Record | None, *, overwrite: bool
) -> str | None:
    """Return why *draft*, whose id *first* had first, cannot have it; None if it can."""
    if first is not draft:
        place = f"{first.given.name}, {first.given.place}"
        return _("the same id was given twice; first in {place}").format(place=place)
    if before and type_of(before) != draft.record_type:
        return _("this id is already used by another record, in {table}").format(
            table=type_of(before)
        )
    if before and not overwrite and (draft.is_wrong or before != draft.record):
        return _("already exists in the store; use --replace to overwrite it")
    return None if before else invalid_id_reason(draft.record.id, {})


def _check_between_records(
    drafts: Iterable[Draft], records: RecordSource, problems: Problems
) -> None:
    new = {draft.record.id: draft for draft in drafts if not draft.is_wrong}

    def added(record_type: str) -> list[Any]:
        return [draft.record for draft in new.values() if draft.record_type == record_type]

    def all_of(record_type: str) -> Iterator[Any]:
        yield from (one for one in records.all(record_type) if one.id not in new)
        yield from added(record_type)

    shared = find_shared_forms(all_of("terms")) if added("terms") else ()
    misplaced = find_misplaced_follows(added("directives"), all_of("meetings"))
    for record, problem in chain(shared, misplaced):
        draft = new[record.id]
        problems.add(draft.number, problem, draft.given, draft.record_type)


def records_to_write(changes: Iterable[RecordChange]) -> Mapping[str, Mapping[str, Record]]:
    """Return the records of *changes* that differ: table → id → record, in the order given."""
    tables: dict[str, dict[str, Record]] = {}
    for change in changes:
        if not change.is_no_op:
            tables.setdefault(type_of(change.record), {})[change.record.id] = change.record
    return tables
