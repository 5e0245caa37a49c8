"""Records as people name them: by id, number, date, name or alias; and the nearest there are."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from cchc_cli.errors import NotFound, WrongUse
from cchc_cli.language.dates import parse_date
from cchc_cli.language.translation import N_, _, did_you_mean, join_and, join_or, known_names
from cchc_cli.language.vietnamese import base_letters, telex_keys
from cchc_cli.model.records import RECORD_TYPES, Meeting, Record, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.query.source import RecordSource


_MAX_LISTED = 8
_MAX_NAME_LENGTH = 200  # letters; no name has as many
_NAME_FIELDS = {
    "areas": ("name", "aliases"),
    "themes": ("name",),
    "indicators": ("name",),
    "people": ("name",),
    "documents": ("number", "aliases"),
    "provinces": ("name", "aliases"),
    "terms": ("short",),
}
"""Kind → the fields by which its records are known beside their ids."""


def find_by_name(
    word: str, records: RecordSource, record_type: Iterable[str] = tuple(RECORD_TYPES)
) -> list[Record]:
    """Return the records of the kinds *record_type* that *word* names; two that share a date or a number.

    An id goes before the number or the date of a meeting, and these before a name or an alias,
    which has to be whole: "57-NQ/TW", "nghi quyet 57", "Vĩnh Phúc".
    """
    kinds = list(record_type)
    if len(word) > _MAX_NAME_LENGTH:
        return []
    record = records.get(word) or records.get(word.lower())
    if record and any(isinstance(record, RECORD_TYPES[kind]) for kind in kinds):
        return [record]
    if "meetings" in kinds and (meetings := _meetings(word, records.all("meetings"))):
        return meetings
    return [record for kind in kinds for record in _find_by_alias(word, kind, records)]


NOT_FOUND = {
    "meeting": N_("no such meeting: {name}"),
    "area": N_("no such area: {name}"),
    "province": N_("no such province: {name}"),
    "theme": N_("no such theme: {name}"),
    "document": N_("no such document: {name}"),
    "indicator": N_("no such indicator: {name}"),
    "source": N_("no such source: {name}"),
}
"""Filter → the sentence for a name that none of its values has."""


def not_found_message(
    sentence: str,
    word: str,
    records: RecordSource,
    record_type: Iterable[str] = tuple(RECORD_TYPES),
) -> str:
    """Return *sentence* for *word*, which names no record of *record_type*, with the nearest that do."""
    kinds = list(record_type)
    near = _nearest(word, records, kinds)
    ids = [] if near else [id_ for kind in kinds for id_ in records.ids(kind)]
    return unknown_name_message(sentence, word, near) + (
        known_names(ids) if 0 < len(ids) <= _MAX_LISTED else ""
    )


def ambiguous_message(word: str, found: Iterable[Record]) -> str:
    """Return the sentence for *word*, which names all of the records *found*."""
    ids = join_and(one.id for one in found)
    return _("{name} is {ids}: name one of them by its id").format(name=word, ids=ids)


def _nearest(word: str, records: RecordSource, record_type: Iterable[str]) -> list[str]:
    """Return up to three ids of the kinds *record_type* that look or sound most like *word*."""
    if len(word) > _MAX_NAME_LENGTH:
        return []
    ids: dict[str, str] = {}
    for kind in record_type:
        ids.update((id_, id_) for id_ in records.ids(kind))
        for record in records.all(kind) if kind in _NAME_FIELDS else ():
            for name in _names(kind, record):
                ids["-".join(map(base_letters, telex_keys(name)))] = record.id
    typed = "-".join(map(base_letters, telex_keys(word)))
    near = [word.lower(), typed] if word.lower() != typed else [typed]
    alike = [close for one in near for close in get_close_matches(one, ids, n=3, cutoff=0.66)]
    if not alike:  # tasks-overdue, where there is tasks-completed
        family = [known for known in ids if known.startswith(f"{typed.partition('-')[0]}-")]
        alike = get_close_matches(typed, family, n=3, cutoff=0.5)
    begun = [known for known in ids if len(typed) > 2 and known.startswith(typed)]  # noqa: PLR2004
    return list(dict.fromkeys(ids[known] for known in begun + alike))[:3]


def check_record_type(record_type: str) -> str:
    """Return *record_type* if it is a kind of record; raises WrongUse with the nearest if not."""
    if record_type not in RECORD_TYPES:
        near = get_close_matches(record_type, RECORD_TYPES, n=1)
        raise WrongUse(
            unknown_name_message(N_("no such kind of record: {name}"), record_type, near)
            + known_names(RECORD_TYPES)
        )
    return record_type


def unknown_name_message(sentence: str, word: str, near: Iterable[str] = ()) -> str:
    """Return *sentence* ("no such area: {name}") for a *word*, with the *near* ids."""
    names = join_or(near)
    named_so = word[:_MAX_NAME_LENGTH] + "…" * (len(word) > _MAX_NAME_LENGTH) or _("an empty name")
    return _(sentence).format(name=named_so) + did_you_mean(names)


def _meetings(word: str, meetings: Sequence[Meeting]) -> list[Record]:
    if word == "latest":
        newest = max((meeting.date for meeting in meetings), default=None)
        return [meeting for meeting in meetings if meeting.date == newest]
    number = word.removeprefix("p").removeprefix("P")  # phiên họp 9 is called p09
    if number.isdecimal() and len(number) < 4:  # noqa: PLR2004  # a year has four digits
        return [meeting for meeting in meetings if meeting.number == int(number)]
    days = parse_date(word)
    return [meeting for meeting in meetings if days and days == (meeting.date, meeting.date)]


def _find_by_alias(word: str, kind: str, records: RecordSource) -> list[Record]:
    from cchc_cli.search.parser import (
        matcher_for,
        parse_query,  # most are named by their ids
    )

    reading = parse_query([word])
    tests = [matcher_for(typed) for phrase in reading for typed in phrase]
    if kind not in _NAME_FIELDS or not tests:
        return []

    def fits(name: str) -> bool:
        spellings = telex_keys(name)
        return len(spellings) == len(tests) and all(
            test[spelling] for test, spelling in zip(tests, spellings, strict=True)
        )

    return [record for record in records.all(kind) if any(map(fits, _names(kind, record)))]


def _names(kind: str, record: Record) -> list[str]:
    found: list[str] = []
    for field in _NAME_FIELDS.get(kind, ()):
        value = getattr(record, field)
        if isinstance(value, Words):
            found += [name for name in (value.vi, value.en) if name]
        else:
            found += value if isinstance(value, tuple) else [value] if value else []
    return found


def the_one(name: str, record_type: str, records: RecordSource) -> Any:  # noqa: ANN401
    """Return the only record of *record_type* called *name*.

    Raises NotFound if there is none, and if there are several.
    """
    found = find_by_name(name, records, [record_type])
    if not found:
        sentence = NOT_FOUND[record_type.removesuffix("s")]
        raise NotFound(not_found_message(sentence, name, records, [record_type]))
    if len(found) > 1:
        raise NotFound(ambiguous_message(name, found))
    return found[0]
