"""Ids: which are valid, and the numbered ids of the records of a meeting (p09.d03)."""

from collections.abc import Mapping

from cchc_cli.language.translation import _


def is_province_id(subject: str) -> bool:
    """Return whether the *subject* of a figure is the id of a province, not the name of a body."""
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


NUMBERED_IDS = {"directives": ("d", 2), "figures": ("f", 2), "sources": ("s", 1)}
"""Table → letter and minimum digits that follow the id of the meeting: p09.d03."""


def numbered_id(record_type: str, meeting: str, number: int) -> str:
    """Return the id of record *number* of *meeting* in the table *record_type*: p09.d03."""
    letter, digits = NUMBERED_IDS[record_type]
    return f"{meeting}.{letter}{number:0{digits}}"


def is_numbered_id(id_: str, record_type: str, meeting: str) -> bool:
    """Return whether *id_* is one of *meeting* in the table *record_type*."""
    letter, digits = NUMBERED_IDS[record_type]
    number = id_.removeprefix(f"{meeting}.{letter}")
    return number != id_ and number.isdecimal() and len(number) >= digits
