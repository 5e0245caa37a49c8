"""Starting a store of one's own."""

from datetime import date
from shlex import quote
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.errors import WrongUse
from cchc_cli.language.dates import today
from cchc_cli.language.translation import _
from cchc_cli.model.records import SCHEMA_VERSION, TABLES
from cchc_cli.store.atomic import create
from cchc_cli.store.encode import to_json
from cchc_cli.store.files import decode_utf8, read_file
from cchc_cli.store.json_text import parse_documents
from cchc_cli.store.location import store_path, writable_path
from cchc_cli.view.cells import Sheet


def create_store(path: str, *, empty: bool) -> Answer:
    """Make a store at *path*: a copy of the one that ships, or with no records in it.

    Raises WrongUse if something is there, StoreError if the store cannot be made.
    """
    if not path or path == "-":
        raise WrongUse(_('"{path}" is no file; name one, like mine.json').format(path=path))
    tables = _empty(today()) if empty else _shipped()
    create(writable_path(path), to_json(tables).encode())
    count = sum(len(tables[record_type]) for record_type in tables if record_type != "meta")
    made = _("{path}: made, with {n} records").format(path=path, n=count)
    using = _("add records: cchc add FILE --store {path}; use it by default: CCHC_STORE={path}")
    return Answer(
        items=[{"store": path, "records": count}],
        keys=("store", "records"),
        sheets=lambda: [Sheet([], [], notes=(made, using.format(path=quote(path))), headed=False)],
        written=(made,),
    )


def _empty(day: date) -> dict[str, Any]:
    title = {"vi": "Kho riêng", "en": "A store of one's own"}
    meta = {"schema": SCHEMA_VERSION, "updated": day.isoformat(), "title": title}
    return {"meta": {"1": meta}, **{record_type: {} for record_type in TABLES}}


def _shipped() -> dict[str, Any]:
    """Return the tables that ship; the place of their schema would be wrong beside another file."""
    name = store_path()
    return parse_documents(decode_utf8(read_file(name), name), name)
