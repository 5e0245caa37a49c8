"""Lookup: records by id, number, date, name or alias, and the nearest names to a wrong one."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from cchc_cli.errors import NotFound, UsageError
from cchc_cli.language.dates import parse_date
from cchc_cli.language.diacritics import base_letters, slug, telex_keys
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import (
    N_,
    _,
    current_language,
    did_you_mean,
    join_or,
    known_names,
)
from cchc_cli.model.ids import NUMBERED_IDS, is_numbered_id, parent_id
from cchc_cli.model.records import RECORD_TYPES, Meeting, Record, Words, type_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.query.source import RecordSource


_MAX_LISTED = 7  # there are as many areas
_MAX_ADDRESSEES = 4
_MAX_NAME_LENGTH = 200  # letters; every name is shorter
NAME_FIELDS = {
    "meetings": ("title",),
    "areas": ("name", "aliases"),
    "themes": ("name",),
    "indicators": ("name",),
    "people": ("name",),
    "bodies": ("name", "aliases"),
    "documents": ("number", "aliases"),
    "provinces": ("name", "aliases"),
    "terms": ("short",),
}
"""Record type → the fields, apart from the id, by which its records are named."""


_NOT_FOUND = {
    "meetings": N_("no such meeting: {name}"),
    "areas": N_("no such area: {name}"),
    "provinces": N_("no such province: {name}"),
    "themes": N_("no such theme: {name}"),
    "documents": N_("no such document: {name}"),
    "indicators": N_("no such indicator: {name}"),
    "sources": N_("no such source: {name}"),
    "bodies": N_("no such addressee: {name}"),
}
"""Record type → the sentence for a name that none of its records has."""


def find_by_name(
    word: str, records: RecordSource, record_types: Iterable[str] = tuple(RECORD_TYPES)
) -> list[Record]:
    """Return the records of *record_types* that *word* names: several where they share the name.

    An id is looked for first, then the number or date of a meeting, then a name or an alias, which
    must be complete: "57-NQ/TW", "nghi quyet 57", "Vĩnh Phúc".
    """
    types = list(record_types)
    if len(word) > _MAX_NAME_LENGTH:
        return []
    record = records.get(word) or records.get(word.lower())
    if record and any(isinstance(record, RECORD_TYPES[one]) for one in types):
        return [record]
    if "meetings" in types and (meetings := _meetings(word, records.all("meetings"))):
        return meetings
    found = [record for one in types for record in _find_by_alias(word, one, records)]
    if not found and "provinces" in types:
        found = _find_by_alias(_PROVINCE_WORDS.sub("", word), "provinces", records)
    return found


_PROVINCE_WORDS = re.compile(
    r"^((ubnd|ủy ban nhân dân) )?(tỉnh|tinh|thành phố|thanh pho|tp\.?) | (province|city)$",
    re.IGNORECASE,
)
"""What is said before or after the name of a province."""


def find_all(
    name: str, record_types: Sequence[str], records: RecordSource, *, suggest: bool = True
) -> list[Record]:
    """Return the records of *record_types*, or of any, called *name*; there is at least one.

    Raises NotFound, if *suggest* with the nearest names, which takes time.
    """
    types = record_types or list(RECORD_TYPES)
    if found := find_by_name(name, records, types):
        return found
    sentence = _NOT_FOUND[record_types[0]] if record_types else N_("no such record: {name}")
    if "meetings" in types and (sessions := _sessions(name, records)):
        raise NotFound(unknown_name_message(_NOT_FOUND["meetings"], name) + sessions)
    if not suggest:
        raise NotFound(unknown_name_message(sentence, name))
    if numbered := _numbered(name, types, records):
        raise NotFound(unknown_name_message(sentence, name) + numbered)
    near = _nearest(name, records, types)
    known = "" if near or not record_types else _known(types[0], records)
    raise NotFound(unknown_name_message(sentence, name, near) + known)


def _known(record_type: str, records: RecordSource) -> str:
    """Return the end of a sentence: the ids of *record_type*, or the command that lists many."""
    ids = [*records.ids(record_type)]
    if len(ids) <= _MAX_LISTED:
        return known_names(ids) if ids else ""
    return "; " + _("{command} shows which there are").format(command=f"cchc list {record_type}")


def _numbered(name: str, record_types: Iterable[str], records: RecordSource) -> str:
    """Return which ids there are siblings *name*, p09.d99; nothing if it is not like one."""
    parent = parent_id(name)
    for record_type in record_types if parent else ():
        if record_type in NUMBERED_IDS and is_numbered_id(name, record_type, parent):
            ids = (id_ for id_ in records.ids(record_type) if parent_id(id_) == parent)
            siblings = sorted(
                (id_ for id_ in ids if is_numbered_id(id_, record_type, parent)),
                key=lambda id_: (len(id_), id_),
            )
            if len(siblings) > 1:
                sentence = _("{id} has {first} to {last}")
                return "; " + sentence.format(id=parent, first=siblings[0], last=siblings[-1])
            return "" if records.get(parent) else _sessions(parent, records)
    return ""


def find_one(
    name: str, record_type: str | None, records: RecordSource, *, suggest: bool = True
) -> Any:  # noqa: ANN401  # a record of the type named
    """Return the only record of *record_type*, or of any, called *name*; as `find_all`.

    A term gives way to what it stands for. Raises NotFound if there is none, and if there are
    several.
    """
    found = find_all(name, (record_type,) if record_type else (), records, suggest=suggest)
    found = [one for one in found if type_of(one) != "terms"] or found
    if len(found) > 1:
        sentence = _('"{name}" is ambiguous; use one of the ids {ids}')
        raise NotFound(sentence.format(name=name, ids=join_or(one.id for one in found)))
    return found[0]


def _nearest(word: str, records: RecordSource, record_types: Iterable[str]) -> list[str]:
    """Return up to three ids of *record_types* whose id or name is most like *word*."""
    if len(word) > _MAX_NAME_LENGTH:
        return []
    ids: dict[str, str] = {}
    for record_type in record_types:
        ids.update((id_, id_) for id_ in records.ids(record_type))
        for record in records.all(record_type) if record_type in NAME_FIELDS else ():
            ids.update(
                (slug(telex_keys(name)), record.id) for name in names_of(record_type, record)
            )
    typed = slug(telex_keys(word))
    alike = [
        close for one in dict.fromkeys((word.lower(), typed)) for close in nearest(one, ids, n=3)
    ]
    begun = [known for known in ids if len(typed) > 2 and known.startswith(typed)]  # noqa: PLR2004
    return list(dict.fromkeys(ids[known] for known in begun + alike))[:3]


def check_record_type(record_type: str) -> None:
    """Raise UsageError, with the nearest name, if *record_type* is none."""
    if record_type not in RECORD_TYPES:
        sentence, near = N_("no such record type: {name}"), nearest(record_type, RECORD_TYPES)
        message = unknown_name_message(sentence, record_type, near)
        raise UsageError(message + known_names(RECORD_TYPES))


def find_containing(word: str, records: RecordSource, record_types: Iterable[str]) -> list[Any]:
    """Return the records of *record_types* one of whose names contains the words of *word*."""
    from cchc_cli.search.matcher import Search  # noqa: PLC0415  # a complete name needs no search
    from cchc_cli.search.parser import parse_query  # noqa: PLC0415

    query = parse_query([word])
    if not query or len(word) > _MAX_NAME_LENGTH:
        return []
    holds = Search(query, records.terms()).holds
    return [
        record
        for record_type in record_types
        for record in records.all(record_type)
        if any(map(holds, names_of(record_type, record)))
    ]


def unknown_addressee(word: str, records: RecordSource) -> NotFound:
    """Return the error for an unknown addressee, with the nearest, and the most frequent."""
    near = _nearest(word, records, ("bodies", "provinces"))
    counted = Counter(id_ for one in records.all("directives") for id_ in one.to)
    common = [id_ for id_, _count in counted.most_common(_MAX_ADDRESSEES)]
    names = "; ".join(f"{own_name(one)} ({one.id})" for one in map(records.get, common) if one)
    known = _("most directives are addressed to {names}").format(names=names)
    sentence = unknown_name_message(_NOT_FOUND["bodies"], word, near)
    return NotFound(sentence, *([known] if names else []))


def unknown_name_message(sentence: str, word: str, near: Iterable[str] = ()) -> str:
    """Return *sentence* ("no such area: {name}") for *word*, with the *near* ids."""
    shown = word[:_MAX_NAME_LENGTH] + "…" * (len(word) > _MAX_NAME_LENGTH) or _("an empty name")
    return _(sentence).format(name=shown) + did_you_mean(join_or(near))


def _meetings(word: str, meetings: Sequence[Meeting]) -> list[Record]:
    if word.lower() in _LATEST:
        newest = max((meeting.date for meeting in meetings), default=None)
        return [meeting for meeting in meetings if meeting.date == newest]
    if (number := _session_number(word)) is not None:
        return [meeting for meeting in meetings if meeting.number == number]
    days = parse_date(word)
    return [meeting for meeting in meetings if days and days == (meeting.date, meeting.date)]


_LATEST = ("latest", "last", "newest", "mới nhất", "moi nhat", "gần nhất", "gan nhat")
_SESSION_WORDS = {"p", "phien", "hop", "thu", "session", "meeting", "no", "the", "number"}


def _session_number(word: str) -> int | None:
    """Return 9 for 9, p09, P9, session 9, 9th session, phiên 9 or phiên họp thứ 9, else None."""
    number = word.removeprefix("p").removeprefix("P")  # session 9 has the id p09
    if number.isdecimal() and len(number) < 4:  # noqa: PLR2004  # a year has four digits
        return int(number)
    words = [base_letters(key) for key in telex_keys(word)]
    numbers = [one for one in words if one not in _SESSION_WORDS]
    if not words[1:] or len(numbers) != 1:
        return None
    digits = re.sub("(st|nd|rd|th)$", "", numbers[0])
    return int(digits) if digits.isdecimal() and len(digits) < 4 else None  # noqa: PLR2004


def is_meeting(word: str) -> bool:
    """Return whether *word* can only name a meeting: a number of a session, or the latest one."""
    return word.lower() in _LATEST or _session_number(word) is not None


def _sessions(name: str, records: RecordSource) -> str:
    """Return which sessions there are, for a *name* that is the number of none."""
    numbers = [one.number for one in records.all("meetings") if one.number]
    if not numbers or _session_number(name) is None:
        return ""
    sentence = _("sessions go from {first} to {last}")
    return "; " + sentence.format(first=min(numbers), last=max(numbers))


def _find_by_alias(word: str, record_type: str, records: RecordSource) -> list[Record]:
    from cchc_cli.search.parser import matcher_for, parse_query  # noqa: PLC0415  # an id needs none

    tests = [matcher_for(typed) for phrase in parse_query([word]) for typed in phrase]
    if record_type not in NAME_FIELDS or not tests:
        return []

    def fits(name: str) -> bool:
        spellings = telex_keys(name)
        return len(spellings) == len(tests) and all(
            test[spelling] for test, spelling in zip(tests, spellings, strict=True)
        )

    return [one for one in records.all(record_type) if any(map(fits, names_of(record_type, one)))]


def own_name(record: Record) -> str:
    """Return the name of *record*, in the language of the run if it has one, else its id."""
    name = getattr(record, NAME_FIELDS.get(type_of(record), ("id",))[0])
    if isinstance(name, Words):
        return name.en if name.en and current_language() == "en" else name.vi
    return name or record.id


def names_of(record_type: str, record: Record) -> list[str]:
    """Return the names of *record*, a *record_type*, in all languages, and its aliases."""
    found: list[str] = []
    for field in NAME_FIELDS.get(record_type, ()):
        value = getattr(record, field)
        if isinstance(value, Words):
            found += [name for name in (value.vi, value.en) if name]
        else:
            found += value if isinstance(value, tuple) else [value] if value else []
    return found
