"""edit: change one record of a store in the user's editor."""

from shlex import quote
from typing import NamedTuple

from msgspec import json

from cchc_cli.answers import Answer
from cchc_cli.answers.record_changes import changes_sentence, diff_sheets, rewriting_notes
from cchc_cli.errors import BadInput, CchcError, StoreError
from cchc_cli.ingest.editor import remove_if_unchanged, run_editor, write_temporary
from cchc_cli.ingest.input import InputDocument, ParsedInput, parse_files, read_files
from cchc_cli.ingest.merge import plan_changes, records_to_write
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _
from cchc_cli.model.records import TABLES, Official, Record
from cchc_cli.progress import StepCounter
from cchc_cli.query.json_rows import to_row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.paths import row_keys
from cchc_cli.store.atomic import remove
from cchc_cli.store.location import WritablePath
from cchc_cli.store.lock import locked
from cchc_cli.store.transaction import Transaction


class _Edited(NamedTuple):
    """A record as it was opened, and the file with the text that the user made of it."""

    opened: Record
    file: str


def edit(name: str, path: WritablePath, *, dry_run: bool) -> Answer:
    """Let the user edit the record called *name* of the store *path*; return it if it differs.

    Raises NotFound, BadInput with all problems of the text, which stays in its file, and
    StoreError if the store is not valid, cannot be written, or was changed meanwhile. A *dry_run*
    does all but write.
    """
    with locked(path) as lock:  # and unlocked while the user is editing
        opened = find_one(name, None, Transaction(path, lock).store)
    if isinstance(opened, Official):
        reason = _("people cannot be edited: they come from meetings and directives; edit those")
        raise BadInput(f"{opened.id}: {reason}")
    text = json.format(json.encode(to_row(opened)), indent=2).decode() + "\n"
    file = write_temporary(text, opened.id)
    try:
        run_editor(file)
        answer = _change(_Edited(opened, file), path, dry_run=dry_run)
    except CchcError as error:
        if not remove_if_unchanged(file, text):
            raise _with_hint(error, file, path) from None
        raise
    remove(file)
    return answer


def _with_hint(error: CchcError, file: str, path: str) -> CchcError:
    sentence = _("your text is kept in {file}; correct it there and run {command}")
    command = f"cchc add {quote(file)} --replace --store {quote(path)}"
    return type(error)(*error.sentences, sentence.format(file=file, command=command))


def _change(edited: _Edited, path: WritablePath, *, dry_run: bool) -> Answer:
    opened, steps = edited.opened, StepCounter(None)
    inputs = parse_files(read_files([edited.file]))
    unchanged = _("nothing was changed in {path}").format(path=path)
    _check_same_record(inputs, edited, unchanged)
    with locked(path) as lock:
        held = Transaction(path, lock)
        if held.store.get(opened.id) != opened:
            sentence = _("{path}: {id} was changed by another program meanwhile")
            raise StoreError(sentence.format(path=path, id=opened.id), unchanged)
        changes = plan_changes(inputs, held.store, unchanged, steps, overwrite=True)
        tables = records_to_write(changes)
        if tables and not dry_run:
            held.commit(tables, today(), steps)
    new = [change.record for change in changes if not change.is_no_op]
    counts = {_("{n} replaced"): len(new)}
    nothing = _("{id} is unchanged").format(id=opened.id)
    summary = changes_sentence(path, counts, nothing, dry_run=dry_run)
    return Answer(
        items=new,
        keys=row_keys(list(TABLES)),
        sheets=lambda: diff_sheets(changes, held.store.meta, summary),
        written=(summary,) if new and not dry_run else (),
        warnings=tuple(rewriting_notes(held, path)) if new and not dry_run else (),
    )


def _check_same_record(inputs: ParsedInput, edited: _Edited, unchanged: str) -> None:
    """Raise BadInput if *inputs* can be read and are not one record with the id of that opened."""
    opened = edited.opened
    documents = [one for one in inputs.found if isinstance(one, InputDocument)]
    if len(documents) < len(inputs.found):  # what is not JSON is reported with its place
        return
    if len(documents) != 1:
        sentence = _("{file}: expected one record, {id}, got {n}")
        count = len(documents)
        raise BadInput(sentence.format(file=edited.file, id=opened.id, n=count), unchanged)
    name, place, document, *_rest = documents[0]
    if isinstance(document, dict) and document.get("id") != opened.id:
        sentence = _("{name}: {place} id: must stay {id}, as other records may refer to it")
        raise BadInput(sentence.format(name=name, place=place, id=opened.id), unchanged)
