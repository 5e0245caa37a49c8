"""add: add records to a store, or show field by field what that would change."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from cchc_cli.answers import Answer
from cchc_cli.ingest.input import ParsedInput
from cchc_cli.ingest.merge import RecordChange, plan_changes, records_to_write
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import TABLES, FrozenStruct, Meta, Record, type_of
from cchc_cli.progress import OnProgress, StepCounter
from cchc_cli.query.paths import row_keys
from cchc_cli.store.encode import to_document
from cchc_cli.store.location import WritablePath
from cchc_cli.store.lock import locked
from cchc_cli.store.transaction import Transaction
from cchc_cli.view.cells import Cell, Column, DiffLine, Joined, Sheet
from cchc_cli.view.columns import headline

_MAX_ROWS = 20  # of a table for people; -o id prints all
_STEPS_PER_RECORD = 4  # draft, change, rules; and the document, if it is written


def add(
    inputs: ParsedInput,
    path: WritablePath,
    *,
    overwrite: bool,
    dry_run: bool,
    on_progress: OnProgress | None = None,
) -> Answer:
    """Add the records of *inputs* to the store *path*, all or none; return those that change it.

    Raises BadInput with all problems of the records, StoreError if the store is not valid or
    cannot be written. An existing record of the same id is a problem unless *overwrite*. A
    *dry_run* does all but write.
    """
    steps = StepCounter(on_progress)
    steps.total = len(inputs.found) * (_STEPS_PER_RECORD - dry_run)
    with locked(path) as lock:
        held = Transaction(path, lock)
        changes = plan_changes(inputs, held.store, path, steps, overwrite=overwrite)
        tables = records_to_write(changes)
        if tables and not dry_run:
            held.commit(tables, today(), steps)
    new = [change.record for change in changes if not change.is_no_op]
    named = {
        record.id: record
        for record in (*held.store.all("indicators"), *held.store.all("directives"), *new)
    }
    notes = [_rewritten(held).format(path=path)] if new and not held.is_canonical else []
    summary = _summary(changes, path, dry_run=dry_run)
    return Answer(
        items=new,
        keys=row_keys(list(TABLES)),
        sheets=lambda: (
            _diff_sheets(changes, held.store.meta, summary)
            if dry_run
            else [_added_sheet(new, named, summary)]
        ),
        written=(summary,) if new and not dry_run else (),
        warnings=(*inputs.warnings, *notes),
    )


def _rewritten(held: Transaction) -> str:
    if held.is_upgraded:
        return _("{path}: was of schema 1; the whole file was rewritten as schema 2")
    return _("{path}: was not in canonical form; the whole file was rewritten")


def _summary(changes: Sequence[RecordChange], path: str, *, dry_run: bool) -> str:
    new = sum(change.is_new for change in changes)
    same = sum(change.is_no_op for change in changes)
    repeated = sum(change.is_repeated for change in changes)
    counts = {
        _("{n} added"): new,
        _("{n} replaced"): len(changes) - new - same,
        _("{n} already present, unchanged"): same - repeated,
        _("{n} given twice"): repeated,
    }
    summary = ", ".join(words.format(n=count) for words, count in counts.items() if count)
    sentence = (
        _("{path}: dry run, nothing was written: {changes}") if dry_run else "{path}: {changes}"
    )
    return sentence.format(path=path, changes=summary or _("nothing to add"))


def _added_sheet(new: Sequence[Record], named: Mapping[str, Record], summary: str) -> Sheet:
    columns = [
        Column("id", lambda record: record.id),
        Column("type", lambda record: choice_label("type", type_of(record))),
        Column("text", lambda record: headline(record, named)),
    ]
    more = len(new) - _MAX_ROWS
    rest = _("{n} more not shown; -o id prints the ids of all").format(n=more)
    notes = (summary, rest) if more > 0 else (summary,)
    return Sheet(columns, new[:_MAX_ROWS], notes=notes)


def _diff_sheets(changes: Sequence[RecordChange], meta: Meta, summary: str) -> Iterator[Sheet]:
    for change in changes:
        if not change.is_no_op:
            title = Joined((change.record.id, choice_label("type", type_of(change.record))), " · ")
            yield _diff_sheet(title, change.before, change.record)
    later = replace(meta, updated=max(meta.updated, today()))
    if later != meta and not all(change.is_no_op for change in changes):
        yield _diff_sheet("meta", meta, later)
    yield Sheet([], [], notes=(summary,), headed=False)


def _diff_sheet(title: Cell, before: FrozenStruct | None, after: FrozenStruct) -> Sheet:
    columns = [Column("field", itemgetter(0)), Column("value", itemgetter(1))]
    return Sheet(columns, list(_diff_lines(before, after)), title, headed=False, depth=3)


def _diff_lines(
    before: FrozenStruct | None, after: FrozenStruct
) -> Iterator[tuple[DiffLine, DiffLine]]:
    """Yield the fields that differ, each as it was (-), if it was there, and as it will be (+)."""
    old, new = (dict(_flatten(to_document(one))) if one else {} for one in (before, after))
    for path in dict.fromkeys([*new, *old]):
        if path in old and old[path] != new.get(path):
            yield DiffLine("-", f"- {path}"), DiffLine("-", old[path])
        if path in new and new[path] != old.get(path):
            yield DiffLine("+", f"+ {path}"), DiffLine("+", new[path])


def _flatten(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401  # JSON
    """Yield the dotted path and the text of each value: text.vi, people.0.name; to: `a; b`."""
    if isinstance(value, list) and not any(isinstance(member, dict | list) for member in value):
        yield prefix, "; ".join(map(str, value))
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _flatten(inner, f"{prefix}.{key}" if prefix else str(key))
    else:
        yield prefix, str(value).lower() if isinstance(value, bool) else str(value)
