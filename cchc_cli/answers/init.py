"""init: create a store of one's own."""

from shlex import quote
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.answers.rows import StoreRow
from cchc_cli.language.dates import today
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.records import SCHEMA_VERSION, TABLES
from cchc_cli.store.atomic import create
from cchc_cli.store.encode import to_json
from cchc_cli.store.location import new_file_path, store_path
from cchc_cli.store.storage import JsonStorage
from cchc_cli.view.cells import Sheet


def create_store(path: str, *, empty: bool) -> Answer:
    """Create a store at *path*: a copy of the shipped one, or an *empty* one.

    Raises UsageError if the file exists, StoreError if it cannot be written.
    """
    file = new_file_path(path, "mine.json")
    tables = _empty() if empty else JsonStorage(store_path()).read()
    create(file, to_json(tables).encode())
    count = sum(map(len, tables.values())) - len(tables["meta"])
    held = ngettext("{n} record", "{n} records", count).format(n=format_number(count))
    created = _("{path}: created, with {records}").format(path=path, records=held)
    usage = _("add records: cchc add FILE --store {path}; use it by default: CCHC_STORE={path}")
    return Answer(
        items=[StoreRow(store=path, records=count)],
        keys=tuple(StoreRow.__annotations__),
        sheets=lambda: [
            Sheet([], [], notes=(created, usage.format(path=quote(path))), headed=False)
        ],
        written=(created,),
    )


def _empty() -> dict[str, Any]:
    title = {"vi": "Kho dữ liệu riêng", "en": "A store of one's own"}
    meta = {"schema": SCHEMA_VERSION, "updated": today().isoformat(), "title": title}
    return {"meta": {"1": meta}, **{record_type: {} for record_type in TABLES}}
