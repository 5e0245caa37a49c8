"""Which table a record that is given belongs in, as far as it tells."""

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any

from msgspec import ValidationError, convert

from cchc_cli.door import Flaw
from cchc_cli.model import TABLES, choices
from cchc_cli.names import no_such
from cchc_cli.rules import NUMBERED
from cchc_cli.words import N_, _, there_are

OF_ROWS = ("type", "matches")
"""What json has beside the fields of a record, and the hits of a search too."""

_LETTERS = {letter: what for what, (letter, _digits) in NUMBERED.items()}


def table_of(document: Mapping[str, Any], table: str | None = None) -> str:
    """Return the table of *document*, which stands in *table* if it was given in one.

    Its `type` says so, else the form of its id, else its fields. Raises Flaw.
    """
    said = document.get("type", table)
    if said is None:
        return _by_id(document) or _by_fields(document)
    field = ["type"] if "type" in document else []
    if said == "people":
        reason = _("people are derived from meetings and directives; add these")
        raise Flaw(reason, *field)
    if not isinstance(said, str) or said not in TABLES:
        raise Flaw(_unknown(said), *field)
    if table and said != table:
        raise Flaw(_astray(said, table), "type")
    if other := _rather(document, said):
        sentence = _('the fields are those of {what}, not of {said}; write "{what}"')
        raise Flaw(
            sentence.format(what=other, said=said) if field else _astray(other, said), *field
        )
    return str(said)


def _unknown(said: object) -> str:
    near = get_close_matches(said, TABLES, n=1) if isinstance(said, str) else ()
    return no_such(N_("no such kind of record: {name}"), str(said), near) + there_are(TABLES)


def _astray(what: str, table: str) -> str:
    return _("a record of {what} stands in {table}").format(what=what, table=table)


def _rather(document: Mapping[str, Any], said: str) -> str | None:
    """Return the only kind that has all fields of *document*, if the one that is *said* has not."""
    fields = document.keys() - OF_ROWS
    if fields <= _fields(said):
        return None
    fitting = [what for what in TABLES if fields <= _fields(what)]
    return fitting[0] if len(fitting) == 1 else None


def _by_id(document: Mapping[str, Any]) -> str | None:
    id_ = document.get("id")
    last = id_.rpartition(".")[2] if isinstance(id_, str) and "." in id_ else ""
    return _LETTERS.get(last[:1]) if last[1:].isdecimal() else None


def _by_fields(document: Mapping[str, Any]) -> str:
    """Return the only kind that has a field of *document*, or that takes it, or its `kind`.

    A `kind` that there is not is taken for the nearest that there is.
    """
    named = {"id": "x", **document}
    kind = document.get("kind")
    readings: tuple[Callable[[str], bool], ...] = (
        lambda what: any(_owners(field) == (what,) for field in document),
        lambda what: _fits(what, named),
        lambda what: kind in _words(what),
        lambda what: _nearest(str(kind)) in _words(what),
    )
    for reading in readings:
        fitting = [what for what in TABLES if reading(what)]
        if len(fitting) == 1:
            return fitting[0]
    sentence = _('does not tell which kind of record it is; give it a "type", one of {tables}')
    raise Flaw(sentence.format(tables=", ".join(TABLES)))


@cache
def _fields(what: str) -> frozenset[str]:
    return frozenset(TABLES[what].__struct_fields__)


@cache
def _words(what: str) -> list[str]:
    """Return the closed list of what the `kind` of a record of the table *what* may be."""
    return choices(TABLES[what], "kind")


@cache
def _nearest(kind: str) -> str | None:
    """Return the word most like *kind* of all those that the `kind` of a record may be."""
    known = dict.fromkeys(word for what in TABLES for word in _words(what))
    return next(iter(get_close_matches(kind.lower(), known, n=1)), None)


@cache
def _owners(field: str) -> tuple[str, ...]:
    """Return the tables whose records have *field*."""
    return tuple(what for what in TABLES if field in _fields(what))


def _fits(what: str, document: Mapping[str, Any]) -> bool:
    try:
        convert(document, TABLES[what])
    except ValidationError:
        return False
    return True
