"""What becomes of a store when records are added: all that is new in it, or all that is wrong."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import astuple, replace

from cchc_cli import rules
from cchc_cli.drafts import Draft, read
from cchc_cli.inputs import Inputs
from cchc_cli.model import TABLES, Entry, what_is
from cchc_cli.problems import Problems
from cchc_cli.records import Records
from cchc_cli.steps import Steps
from cchc_cli.words import _

_STEPS = 5
"""How many steps a record takes: the last two are to be made a document, and to be written."""


class Change(NamedTuple):
    """A record as it will be, and as it was if it is there; *again* if the same came before it."""

    record: Entry
    before: Entry | None = None
    again: bool = False

    @property
    def is_new(self) -> bool:
        """Whether the store has no record of this id yet."""
        return self.before is None and not self.again

    @property
    def is_none(self) -> bool:
        """Whether the store has this very record, or gets it anyway."""
        return self.again or self.record == self.before


def merged(
    inputs: Inputs, records: Records, path: str, steps: Steps, *, over: bool
) -> list[Change]:
    """Return what adding *inputs* to the *records* of the store *path* changes.

    Raises BadInput with all that is wrong: a line a problem, `FILE: PLACE (ID) FIELD: reason`,
    the first twenty of them, and how many more there are. Counts the *steps* taken.
    """
    problems = Problems()
    there = {record.id: record for what in TABLES for record in records.of(what)}
    steps.of = len(inputs.found) * _STEPS
    ids: dict[str, str] = {}
    drafts = list(read(steps.counted(inputs.found), problems, ids))
    drafts = _numbered(drafts, there)
    ids |= {draft.record.id: draft.what for draft in drafts}
    ids |= {id_: what_is(record) for id_, record in there.items()}
    changes = list(_changes(steps.counted(drafts), there, problems, over=over))
    for draft in steps.counted(drafts):
        _check(draft, ids, problems)
    problems.complain(path)
    return changes


def _numbered(drafts: Sequence[Draft], there: Mapping[str, Entry]) -> list[Draft]:
    """Return *drafts*; those without an id get that of the same record, or the next free one."""
    nameless = [draft for draft in drafts if draft.is_nameless]
    if not nameless:
        return list(drafts)
    tables = {draft.what for draft in nameless}
    later = {
        **there,
        **{draft.record.id: draft.record for draft in drafts if not draft.is_nameless},
    }
    alike = [record for record in reversed(later.values()) if what_is(record) in tables]
    ids = {_without_id(record): record.id for record in alike}
    free = _Free(later)
    found = []
    for draft in drafts:
        if draft.is_nameless:
            key = _without_id(draft.record)
            id_ = None if draft.is_wrong else ids.get(key)
            id_ = id_ or free.next(draft.what, draft.meeting)
            if not draft.is_wrong:
                ids[key] = id_
            draft = draft._replace(record=replace(draft.record, id=id_))  # noqa: PLW2901
        found.append(draft)
    return found


def _without_id(record: Entry) -> tuple[object, ...]:
    """Return what *record* says beside its id, as a key."""
    values = astuple(replace(record, id=""))
    return type(record), *(frozenset(one.items()) if type(one) is dict else one for one in values)


class _Free:
    """The numbers that are free behind the ids that are there."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._highest: dict[str, int] = {}
        for id_ in ids:
            begin, digits = id_.rstrip("0123456789"), len(id_.rstrip("0123456789"))
            if number := id_[digits:][:18]:
                self._highest[begin] = max(self._highest.get(begin, 0), int(number))

    def next(self, what: str, meeting: str) -> str:
        """Return the next free id of a record of *meeting* in the table *what*."""
        begin = f"{meeting}.{rules.NUMBERED[what][0]}"
        self._highest[begin] = self._highest.get(begin, 0) + 1
        return rules.numbered(what, meeting, self._highest[begin])


def _changes(
    drafts: Iterable[Draft], there: Mapping[str, Entry], problems: Problems, *, over: bool
) -> Iterator[Change]:
    seen: dict[str, Draft] = {}
    for draft in drafts:
        record = draft.record
        if "id" in draft.unread:
            continue
        before, first = there.get(record.id), seen.setdefault(record.id, draft)
        if first is not draft and not draft.is_wrong and first.record == record:
            yield Change(record, before, again=before != record)
        elif reason := _taken(draft, first, before, over=over):
            problems.add(draft.number, draft.given, "id", reason, draft.what)
        else:
            yield Change(record, before)


def _taken(draft: Draft, first: Draft, before: Entry | None, *, over: bool) -> str | None:
    """Return why the record of *draft* cannot have its id, if it cannot; *first* has it first."""
    if first is not draft:
        place = f"{first.given.name}, {first.given.place}"
        return _("this id was given before: {place}").format(place=place)
    if before and what_is(before) != draft.what:
        return _("this id stands in {table} already").format(table=what_is(before))
    if before and not over and (draft.is_wrong or before != draft.record):
        return _("is in the store already; --replace puts this in its place")
    return None if before else rules.wrong_id(draft.record.id, {})


def _check(draft: Draft, ids: Mapping[str, str], problems: Problems) -> None:
    """Find what must hold between the record of *draft* and those of *ids*, and does not."""
    for rule in rules.RULES[draft.what]:
        for field, why in rule(draft.record, ids):
            if field not in draft.unread:
                problems.add(draft.number, draft.given, field, why, draft.what)


def documents(changes: Iterable[Change]) -> Mapping[str, Mapping[str, Entry]]:
    """Return what is to be written of *changes*: table → id → record, in the order given."""
    tables: dict[str, dict[str, Entry]] = {}
    for change in changes:
        if not change.is_none:
            tables.setdefault(what_is(change.record), {})[change.record.id] = change.record
    return tables
