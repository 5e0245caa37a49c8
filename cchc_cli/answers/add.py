"""Differences between two records, field by field, as people read them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple, cast

from msgspec.structs import replace

from cchc_cli.answers import Answer
from cchc_cli.ingest.input import ParsedInput
from cchc_cli.ingest.merge import Change, plan_changes, records_to_write
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import TABLES, FrozenStruct, Meta, Record, type_of
from cchc_cli.progress import OnProgress, StepCounter
from cchc_cli.query.paths import row_keys
from cchc_cli.query.source import RecordSource
from cchc_cli.store.encode import to_document
from cchc_cli.store.location import WritablePath
from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.transaction import transaction
from cchc_cli.view.cells import Cell, Column, DiffLine, Joined, Sheet
from cchc_cli.view.columns import headline

Flat = dict[str, str]
"""Dotted path → what stands there, a list of words in one: text.vi, people.0.name, to."""


class DiffField(NamedTuple):
    """One field as it will be, or as it was."""

    sign: Literal["+", "-"]
    path: str
    value: str


def _diff_sheet(title: Cell, lines: Iterable[DiffField]) -> Sheet:
    """Return *lines* as people read them, below *title*."""
    columns = [
        Column("field", lambda line: DiffLine(line.sign, f"{line.sign} {line.path}")),
        Column("value", lambda line: DiffLine(line.sign, line.value)),
    ]
    return Sheet(columns, list(lines), title, headed=False, depth=3)


def diff_lines(before: FrozenStruct | None, after: FrozenStruct) -> Iterator[DiffField]:
    """Yield what is in *after* and was not so in *before*, each with what was there instead."""
    old, new = (dict(flatten(to_document(one))) if one else {} for one in (before, after))
    for path in dict.fromkeys([*new, *old]):
        if path in old and old[path] != new.get(path):
            yield DiffField("-", path, old[path])
        if path in new and new[path] != old.get(path):
            yield DiffField("+", path, new[path])


def flatten(value: Any, above: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield each value within *value*, which JSON can hold, with its dotted path."""
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        yield above, "; ".join(str(one) for one in value)
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, inner in pairs:
            yield from flatten(inner, f"{above}.{key}" if above else str(key))
    elif isinstance(value, bool):
        yield above, str(value).lower()
    else:
        yield above, str(value)


_MAX_ROWS = 20  # rows for people; -o id names all


class _WithNew:
    """The records of a store, and before them those that are new."""

    def __init__(self, store: MemoryStore, new: Sequence[Record]) -> None:
        self._store, self._new = store, {record.id: record for record in new}
        self.all, self.referring_to = store.all, store.referring_to

    def get(self, id_: str) -> Record | None:
        return self._new.get(id_) or self._store.get(id_)


def add(
    inputs: ParsedInput,
    own: WritablePath,
    *,
    over: bool,
    dry_run: bool,
    told: OnProgress | None = None,
) -> Answer:
    """Add the records of *inputs* to the store *own*, or none; return those that it changes.

    Raises BadInput with all that is wrong with them, StoreError if the store is not valid or
    cannot be written. Records whose ids are there already go *over* those, or are wrong. A
    *dry_run* does all but write. *told* is told how many of how many steps are done.
    """
    steps = StepCounter(told)
    with transaction(own) as edition:
        changes = plan_changes(inputs, edition.store, own, steps, over=over)
        tables = records_to_write(changes)
        if tables and not dry_run:
            edition.commit(tables, today(), steps)
        store, is_canonical = edition.store, edition.is_canonical
    new = [change.record for change in changes if not change.is_no_op]
    remark = _("{path}: was not in canonical form; all of it is written anew").format(path=own)
    records = cast("RecordSource", _WithNew(store, new))
    said = _summary(changes, own, dry_run=dry_run)
    return Answer(
        items=new,
        keys=row_keys(list(TABLES)),
        sheets=lambda: (
            _difference_sheets(changes, store.meta, said)
            if dry_run
            else [_added_sheet(new, records, said)]
        ),
        written=(said,) if new and not dry_run else (),
        warnings=(*inputs.warnings, *([remark] if new and not is_canonical else [])),
    )


def _summary(changes: Sequence[Change], path: str, *, dry_run: bool) -> str:
    counts = {
        _("{n} added"): sum(change.is_new for change in changes),
        _("{n} replaced"): sum(not (change.is_new or change.is_no_op) for change in changes),
        _("{n} there already, the same"): sum(
            change.is_no_op and not change.is_repeated for change in changes
        ),
        _("{n} given twice, the same"): sum(change.is_repeated for change in changes),
    }
    told = ", ".join(record_type.format(n=count) for record_type, count in counts.items() if count)
    sentence = _("{path}: a dry run, nothing was written: {told}") if dry_run else "{path}: {told}"
    return sentence.format(path=path, told=told or _("nothing to add"))


def _added_sheet(new: Sequence[Record], records: RecordSource, said: str) -> Sheet:
    columns = [
        Column("id", lambda record: record.id),
        Column("type", lambda record: choice_label("type", type_of(record))),
        Column("text", lambda record: headline(record, records)),
    ]
    more = len(new) - _MAX_ROWS
    notes = (said, *([_("{n} more, not shown").format(n=more)] if more > 0 else []))
    return Sheet(columns, new[:_MAX_ROWS], notes=notes)


def _difference_sheets(changes: Sequence[Change], meta: Meta, said: str) -> Iterator[Sheet]:
    for change in changes:
        if not change.is_no_op:
            record, before = change.record, change.before
            title = Joined((record.id, choice_label("type", type_of(record))), " · ")
            yield _diff_sheet(title, diff_lines(before, record))
    later = replace(meta, updated=max(meta.updated, today()))
    if later != meta and not all(change.is_no_op for change in changes):
        yield _diff_sheet("meta", diff_lines(meta, later))
    yield Sheet([], [], notes=(said,), headed=False)
