"""remove: remove records from a store, all of those named or none."""

from collections.abc import Collection, Iterator, Sequence

from cchc_cli.answers import Answer
from cchc_cli.answers.record_changes import changes_sentence, records_sheet, rewriting_notes
from cchc_cli.errors import BadInput, CchcError, NotFound
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.records import TABLES, Official, Record, type_of
from cchc_cli.model.reference_fields import references_of
from cchc_cli.query.lookup import find_all
from cchc_cli.query.paths import row_keys
from cchc_cli.query.source import RecordSource
from cchc_cli.store.location import WritablePath
from cchc_cli.store.lock import locked
from cchc_cli.store.transaction import Transaction

_MAX_SHOWN = 20  # references
_MAX_SUGGESTED = 3  # names: finding the nearest takes time


def remove(ids: Sequence[str], path: WritablePath, *, dry_run: bool) -> Answer:
    """Remove the records *ids* from the store *path*, all or none; return them.

    Raises NotFound if one does not exist, BadInput if records that stay refer to them, StoreError
    if the store is not valid or cannot be written. A *dry_run* does all but write.
    """
    unchanged = _("nothing was removed from {path}").format(path=path)
    with locked(path) as lock:
        held = Transaction(path, lock)
        gone = _find(ids, held.store, unchanged)
        _check_references(gone, held.store, unchanged)
        if gone and not dry_run:
            held.remove(gone, today())
    counts = {_("{n} removed"): len(gone)}
    summary = changes_sentence(path, counts, _("nothing to remove"), dry_run=dry_run)
    named = {record.id: record for record in held.store.all("indicators")}
    return Answer(
        items=gone,
        keys=row_keys(list(TABLES)),
        sheets=lambda: [records_sheet(gone, named, summary)],
        written=(summary,) if gone and not dry_run else (),
        warnings=tuple(rewriting_notes(held, path)) if gone and not dry_run else (),
    )


def _find(ids: Sequence[str], records: RecordSource, unchanged: str) -> list[Record]:
    found: dict[str, Record] = {}
    missing: list[str] = []
    for id_ in dict.fromkeys(ids):
        record = records.get(id_)
        if isinstance(record, Official):
            sentence = _("people cannot be removed: they come from meetings and directives")
            raise BadInput(f"{id_}: {sentence}", unchanged)
        if record:
            found[id_] = record
        else:
            missing.append(_missing(id_, records, suggest=len(missing) < _MAX_SUGGESTED))
    if missing:
        raise NotFound(*missing[:_MAX_SHOWN], *_rest(len(missing)), unchanged)
    return list(found.values())


def _missing(name: str, records: RecordSource, *, suggest: bool) -> str:
    """Return the sentence for *name*, which is no id; it may name a record in another way."""
    try:
        first, *others = find_all(name, (), records, suggest=suggest)
    except CchcError as error:
        return error.sentences[0]
    if others:
        return _('"{name}" names several records; give an id').format(name=name)
    return _('"{name}" is not an id; write {id}').format(name=name, id=first.id)


def _check_references(gone: Collection[Record], records: RecordSource, unchanged: str) -> None:
    """Raise BadInput if records that are not *gone* refer to one that is."""
    found = list(_references(gone, records))
    if found:
        sentence = _("{nothing}; remove or change these records too").format(nothing=unchanged)
        raise BadInput(*found[:_MAX_SHOWN], *_rest(len(found)), sentence)


def _references(gone: Collection[Record], records: RecordSource) -> Iterator[str]:
    ids = {record.id for record in gone}
    staying: dict[str, Record] = {}
    for id_ in (one.id for one in gone):
        for record_type in TABLES:
            staying |= {one.id: one for one in records.referring_to(id_, record_type)}
    for record in sorted(staying.values(), key=lambda one: list(TABLES).index(type_of(one))):
        for field, id_, _tables in dict.fromkeys(references_of(type_of(record), record)):
            if id_ in ids and record.id not in ids:
                sentence = _("{id} {field}: refers to {other}")
                yield sentence.format(id=record.id, field=field, other=id_)


def _rest(count: int) -> list[str]:
    more = count - _MAX_SHOWN
    sentence = ngettext("{n} more problem not shown", "{n} more problems not shown", more)
    return [sentence.format(n=more)] if more > 0 else []
