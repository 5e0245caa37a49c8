"""What a change of a store shows: the records that are new or gone, or each field that differs."""

from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Any

from msgspec.structs import replace

from cchc_cli.ingest.merge import RecordChange
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import FrozenStruct, Meta, Record, type_of
from cchc_cli.store.encode import to_document
from cchc_cli.store.transaction import Transaction
from cchc_cli.view.cells import Cell, Column, DiffLine, Joined, Sheet
from cchc_cli.view.columns import headline

_MAX_ROWS = 20  # of a table for people; -o id prints all


def changes_sentence(path: str, counts: Mapping[str, int], nothing: str, *, dry_run: bool) -> str:
    """Return the sentence for *counts*, words with {n} → n; *nothing* if all are 0."""
    summary = ", ".join(words.format(n=count) for words, count in counts.items() if count)
    sentence = (
        _("{path}: dry run, nothing was written: {changes}") if dry_run else "{path}: {changes}"
    )
    return sentence.format(path=path, changes=summary or nothing)


def rewriting_notes(held: Transaction, path: str) -> list[str]:
    """Return a sentence if writing *held*, the store *path*, changes more than its records."""
    if held.is_canonical:
        return []
    sentence = (
        _("{path}: was of schema 1; the whole file was rewritten as schema 2")
        if held.is_upgraded
        else _("{path}: was not in canonical form; the whole file was rewritten")
    )
    return [sentence.format(path=path)]


def records_sheet(records: Sequence[Record], named: Mapping[str, Record], summary: str) -> Sheet:
    """Return the table of *records*, the first of them, with the *summary* below it."""
    columns = [
        Column("id", lambda record: record.id),
        Column("type", lambda record: choice_label("type", type_of(record))),
        Column("text", lambda record: headline(record, named)),
    ]
    more = len(records) - _MAX_ROWS
    rest = _("{n} more not shown; -o id prints the ids of all").format(n=more)
    notes = (summary, rest) if more > 0 else (summary,)
    return Sheet(columns, records[:_MAX_ROWS], notes=notes)


def diff_sheets(changes: Sequence[RecordChange], meta: Meta, summary: str) -> Iterator[Sheet]:
    """Yield the fields that differ, record by record, then those of *meta*, then the *summary*."""
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
