"""Which table a record that is given belongs in, as far as it tells."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from cchc_cli.door import Flaw, record
from cchc_cli.model import TABLES, choices
from cchc_cli.names import no_such
from cchc_cli.rules import NUMBERED
from cchc_cli.words import N_, _, there_are

_LETTERS = {letter: what for what, (letter, _digits) in NUMBERED.items()}


def table_of(document: Mapping[str, Any], table: str | None = None) -> str:
    """Return the table of *document*, which stands in *table* if it was given in one.

    Its `type` says so, else the form of its id, else its fields. Raises Flaw.
    """
    said = document.get("type", table)
    if said is None:
        return _by_id(document) or _by_fields(document)
    if said == "people":
        reason = _("people are derived from meetings and directives; add these")
        raise Flaw(reason, *(["type"] if "type" in document else []))
    if not isinstance(said, str) or said not in TABLES:
        raise Flaw(_unknown(said), *(["type"] if "type" in document else []))
    if table and said != table:
        raise Flaw(_("a record of {what} stands in {table}").format(what=said, table=table), "type")
    return str(said)


def _unknown(said: object) -> str:
    near = get_close_matches(said, TABLES, n=1) if isinstance(said, str) else ()
    return no_such(N_("no such kind of record: {name}"), str(said), near) + there_are(TABLES)


def _by_id(document: Mapping[str, Any]) -> str | None:
    id_ = document.get("id")
    last = id_.rpartition(".")[2] if isinstance(id_, str) and "." in id_ else ""
    return _LETTERS.get(last[:1]) if last[1:].isdecimal() else None


def _by_fields(document: Mapping[str, Any]) -> str:
    """Return the only kind that has a field of *document*, or that takes it, or its `kind`."""
    named = {"id": "x", **document}
    readings: tuple[Callable[[str], bool], ...] = (
        lambda what: any(_owners(field) == (what,) for field in document),
        lambda what: _fits(what, named),
        lambda what: document.get("kind") in choices(TABLES[what], "kind"),
    )
    for reading in readings:
        fitting = [what for what in TABLES if reading(what)]
        if len(fitting) == 1:
            return fitting[0]
    tables = ", ".join(TABLES)
    raise Flaw(_('does not tell its kind; give it a "type", one of {tables}').format(tables=tables))


@cache
def _owners(field: str) -> tuple[str, ...]:
    """Return the tables whose records have *field*."""
    return tuple(what for what, kind in TABLES.items() if field in kind.__struct_fields__)


def _fits(what: str, document: Mapping[str, Any]) -> bool:
    try:
        record(TABLES[what], document)
    except Flaw:
        return False
    return True
