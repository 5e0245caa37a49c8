"""Adding records to a store, and what there is to say of it."""

from collections.abc import Iterator, Sequence
from typing import cast

from msgspec.structs import replace

from cchc_cli import differences, fields, merging
from cchc_cli.answers import Answer
from cchc_cli.columns import headline
from cchc_cli.dates import today
from cchc_cli.inputs import Inputs
from cchc_cli.merging import Change
from cchc_cli.model import TABLES, Entry, Meta, what_is
from cchc_cli.place import Own
from cchc_cli.records import Records
from cchc_cli.sheets import Column, Joined, Sheet, Word
from cchc_cli.steps import Steps, Told
from cchc_cli.store import Store, editing
from cchc_cli.words import _

_MOST = 20  # rows for people; -o id names all


class _After:
    """The records of a store, and before them those that are new."""

    def __init__(self, store: Store, new: Sequence[Entry]) -> None:
        self._store, self._new = store, {record.id: record for record in new}
        self.of, self.citing = store.of, store.citing

    def find(self, id_: str) -> Entry | None:
        return self._new.get(id_) or self._store.find(id_)


def add(inputs: Inputs, own: Own, *, over: bool, dry_run: bool, told: Told | None = None) -> Answer:
    """Add the records of *inputs* to the store *own*, or none; return those that it changes.

    Raises BadInput with all that is wrong with them, StoreError if the store is not valid or
    cannot be written. Records whose ids are there already go *over* those, or are wrong. A
    *dry_run* does all but write. *told* is told how many of how many steps are done.
    """
    steps = Steps(told)
    with editing(own) as edition:
        changes = merging.merged(inputs, edition.store, own, steps, over=over)
        tables = merging.documents(changes)
        if tables and not dry_run:
            edition.put(tables, today(), steps)
        store, is_canonical = edition.store, edition.is_canonical
    new = [change.record for change in changes if not change.is_none]
    remark = _("{path}: was not in canonical form; all of it is written anew").format(path=own)
    records = cast("Records", _After(store, new))
    said = _summary(changes, own, dry_run=dry_run)
    return Answer(
        items=new,
        keys=fields.keys(list(TABLES)),
        sheets=lambda: (
            _differences(changes, store.meta, said) if dry_run else [_sheet(new, records, said)]
        ),
        done=(said,) if new and not dry_run else (),
        remarks=(*inputs.remarks, *([remark] if new and not is_canonical else [])),
    )


def _summary(changes: Sequence[Change], path: str, *, dry_run: bool) -> str:
    counts = {
        _("{n} added"): sum(change.is_new for change in changes),
        _("{n} replaced"): sum(not (change.is_new or change.is_none) for change in changes),
        _("{n} there already, the same"): sum(
            change.is_none and not change.again for change in changes
        ),
        _("{n} given twice, the same"): sum(change.again for change in changes),
    }
    told = ", ".join(what.format(n=count) for what, count in counts.items() if count)
    sentence = _("{path}: a dry run, nothing was written: {told}") if dry_run else "{path}: {told}"
    return sentence.format(path=path, told=told or _("nothing to add"))


def _sheet(new: Sequence[Entry], records: Records, said: str) -> Sheet:
    columns = [
        Column("id", lambda record: record.id),
        Column("type", lambda record: Word("type", what_is(record))),
        Column("text", lambda record: headline(record, records)),
    ]
    more = len(new) - _MOST
    notes = (said, *([_("{n} more, not shown").format(n=more)] if more > 0 else []))
    return Sheet(columns, new[:_MOST], notes=notes)


def _differences(changes: Sequence[Change], meta: Meta, said: str) -> Iterator[Sheet]:
    for change in changes:
        if not change.is_none:
            record, before = change.record, change.before
            title = Joined((record.id, Word("type", what_is(record))), " · ")
            yield differences.sheet(title, differences.lines(before, record))
    later = replace(meta, updated=max(meta.updated, today()))
    if later != meta and not all(change.is_none for change in changes):
        yield differences.sheet("meta", differences.lines(meta, later))
    yield Sheet([], [], notes=(said,), headed=False)
