"""Which records refer to which."""

from collections.abc import Mapping

from cchc_cli.language.translation import _


def is_province_id(subject: str) -> bool:
    """Tell whether the *subject* of a figure is the id of a province, not the name of a body."""
    # The name of a body has blanks, capitals or marks.
    return subject.isascii() and subject.islower() and " " not in subject


TableOfId = Mapping[str, str]
"""Id → the table in which it stands."""

UNKNOWN_TABLE = ""
"""The table of an id of which it is not known where it stands."""

_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")


def invalid_id_reason(id_: str, ids: TableOfId) -> str | None:
    """Return why *id_* is none for a record beside those of *ids*, None if it is one."""
    if id_ in ids:
        return _("this id stands in {table} already").format(table=ids[id_])
    if id_ and _ID_CHARACTERS.issuperset(id_) and id_ == id_.strip("-."):
        return None
    return _("is no id; write small letters a-z and digits, with - or . between them")


NUMBERED_IDS = {"directives": ("d", 2), "figures": ("f", 2), "sources": ("s", 1)}
"""Table → the letter and the least digits of its ids behind the meeting's: p09.d03."""


def numbered_id(record_type: str, meeting: str, number: int) -> str:
    """Return the id of record *number* of *meeting* in the table *record_type*: p09.d03."""
    letter, digits = NUMBERED_IDS[record_type]
    return f"{meeting}.{letter}{number:0{digits}}"


def number_in_id(record_type: str, meeting: str, id_: str) -> str | None:
    """Return the digits in *id_*, None if it is no id of a record of *meeting* in *record_type*."""
    letter, digits = NUMBERED_IDS[record_type]
    begin = f"{meeting}.{letter}"
    number = id_.removeprefix(begin)
    under = number != id_ and number.isdecimal() and len(number) >= digits
    return number if under else None
