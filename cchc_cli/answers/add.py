"""add: add records to a store, or show field by field what that would change."""

from collections.abc import Sequence

from cchc_cli.answers import Answer
from cchc_cli.answers.record_changes import (
    changes_sentence,
    diff_sheets,
    records_sheet,
    rewriting_notes,
)
from cchc_cli.ingest.input import ParsedInput
from cchc_cli.ingest.merge import RecordChange, plan_changes, records_to_write
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _
from cchc_cli.model.records import TABLES
from cchc_cli.progress import OnProgress, StepCounter
from cchc_cli.query.paths import row_keys
from cchc_cli.store.location import WritablePath
from cchc_cli.store.lock import locked
from cchc_cli.store.transaction import Transaction

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
    unchanged = _("nothing was added to {path}").format(path=path)
    with locked(path) as lock:
        held = Transaction(path, lock)
        changes = plan_changes(inputs, held.store, unchanged, steps, overwrite=overwrite)
        tables = records_to_write(changes)
        if tables and not dry_run:
            held.commit(tables, today(), steps)
    new = [change.record for change in changes if not change.is_no_op]
    named = {record.id: record for record in (*held.store.all("indicators"), *new)}
    notes = rewriting_notes(held, path) if new else []
    summary = _summary(changes, path, dry_run=dry_run)
    return Answer(
        items=new,
        keys=row_keys(list(TABLES)),
        sheets=lambda: (
            diff_sheets(changes, held.store.meta, summary)
            if dry_run
            else [records_sheet(new, named, summary)]
        ),
        written=(summary,) if new and not dry_run else (),
        warnings=(*inputs.warnings, *notes),
    )


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
    return changes_sentence(path, counts, _("nothing to add"), dry_run=dry_run)
