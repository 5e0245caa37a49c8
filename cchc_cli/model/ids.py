"""Ids: which are valid, and the numbered ids of the records of a meeting (p09.d03)."""

from collections.abc import Container, Mapping
from typing import NamedTuple

from cchc_cli.language.translation import _


def is_id_of_subject(subject: str) -> bool:
    """Return whether the *subject* of a figure is the id of a province or body, not a name."""
    # A name has blanks, capitals or diacritics.
    return subject.isascii() and subject.islower() and " " not in subject


TableById = Mapping[str, str]
"""Id → its table."""

UNKNOWN_TABLE = ""
"""The value in a TableById for an id whose table cannot be determined."""

_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")


def invalid_id_reason(id_: str, ids: TableById) -> str | None:
    """Return why *id_* is not valid for a new record, None if it is; *ids* are in use."""
    if id_ in ids:
        return _("this id is already used by another record, in {table}").format(table=ids[id_])
    if id_ and _ID_CHARACTERS.issuperset(id_) and id_ == id_.strip("-."):
        return None
    return _("is not a valid id; use a-z and 0-9, with - or . between them")


_MAX_DIGITS = 9  # of the number in an id


class NumberedId(NamedTuple):
    """How the ids of a table are made: the id in the field *parent*, a letter, and a number."""

    parent: str
    letter: str
    digits: int  # at least


NUMBERED_IDS = {
    "directives": NumberedId("meeting", "d", 2),
    "figures": NumberedId("meeting", "f", 2),
    "sources": NumberedId("meeting", "s", 1),
    "outcomes": NumberedId("directive", "o", 1),
}
"""Table → how its ids are made: p09.d03, p09.d03.o1."""


def numbered_id(record_type: str, parent: str, number: int) -> str:
    """Return the id of record *number* under *parent* in the table *record_type*: p09.d03."""
    _field, letter, digits = NUMBERED_IDS[record_type]
    return f"{parent}.{letter}{number:0{digits}}"


def is_numbered_id(id_: str, record_type: str, parent: str) -> bool:
    """Return whether *id_* is one under the id *parent* in the table *record_type*."""
    _field, letter, digits = NUMBERED_IDS[record_type]
    number = id_.removeprefix(f"{parent}.{letter}")
    return number != id_ and number.isdecimal() and digits <= len(number) <= _MAX_DIGITS


def parent_id(id_: str) -> str:
    """Return the id that the numbered *id_* begins with: p09 of p09.d03."""
    return id_.rpartition(".")[0]


def free_id(wanted: str, taken: Container[str]) -> str:
    """Return *wanted*, or wanted-2, wanted-3 ... where it is *taken*."""
    number, id_ = 1, wanted
    while id_ in taken:
        number += 1
        id_ = f"{wanted}-{number}"
    return id_
