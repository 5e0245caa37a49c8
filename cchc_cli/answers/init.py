"""init: create a store of one's own."""

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
from cchc_cli.store.location import store_path, writable_path
from cchc_cli.store.storage import JSONFile
from cchc_cli.view.cells import Sheet


def create_store(path: str, *, empty: bool) -> Answer:
    """Create a store at *path*: a copy of the shipped one, or an *empty* one.

    Raises WrongUse if the file exists, StoreError if it cannot be written.
    """
    if not path or path == "-":
        sentence = _('cannot write to "{path}"; give a file name, like {example}')
        raise WrongUse(sentence.format(path=path, example="mine.json"))
    tables = _empty(today()) if empty else JSONFile(store_path()).read()
    create(writable_path(path), to_json(tables).encode())
    count = sum(len(tables[record_type]) for record_type in tables if record_type != "meta")
    created = _("{path}: created, with {n} records").format(path=path, n=count)
    usage = _("add records: cchc add FILE --store {path}; use it by default: CCHC_STORE={path}")
    return Answer(
        items=[{"store": path, "records": count}],
        keys=("store", "records"),
        sheets=lambda: [
            Sheet([], [], notes=(created, usage.format(path=quote(path))), headed=False)
        ],
        written=(created,),
    )


def _empty(day: date) -> dict[str, Any]:
    title = {"vi": "Kho dữ liệu riêng", "en": "A store of one's own"}
    meta = {"schema": SCHEMA_VERSION, "updated": day.isoformat(), "title": title}
    return {"meta": {"1": meta}, **{record_type: {} for record_type in TABLES}}
