"""Starting a store of one's own."""

from datetime import date
from shlex import quote
from typing import Any

from cchc_cli import canonical, door, files, writing
from cchc_cli.answers import Answer
from cchc_cli.dates import today
from cchc_cli.errors import WrongUse
from cchc_cli.model import SCHEMA, TABLES
from cchc_cli.place import locate, own
from cchc_cli.sheets import Sheet
from cchc_cli.words import _


def start(path: str, *, empty: bool) -> Answer:
    """Make a store at *path*: a copy of the one that ships, or with no records in it.

    Raises WrongUse if something is there, StoreError if the store cannot be made.
    """
    if not path or path == "-":
        raise WrongUse(_('"{path}" is no file; name one, like mine.json').format(path=path))
    tables = _empty(today()) if empty else _shipped()
    writing.create(own(path), canonical.text(tables).encode())
    count = sum(len(tables[what]) for what in tables if what != "meta")
    made = _("{path}: made, with {n} records").format(path=path, n=count)
    using = _("cchc add FILE --store {path} adds to it; CCHC_STORE={path} makes it the usual one")
    return Answer(
        items=[{"store": path, "records": count}],
        keys=("store", "records"),
        sheets=lambda: [Sheet([], [], notes=(made, using.format(path=quote(path))), headed=False)],
        done=(made,),
    )


def _empty(day: date) -> dict[str, Any]:
    title = {"vi": "Kho riêng", "en": "A store of one's own"}
    meta = {"schema": SCHEMA, "updated": day.isoformat(), "title": title}
    return {"meta": {"1": meta}, **{what: {} for what in TABLES}}


def _shipped() -> dict[str, Any]:
    """Return the tables that ship; the place of their schema would be wrong beside another file."""
    name = locate()
    return door.documents(files.text(files.content(name), name), name)
