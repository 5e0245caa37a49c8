"""Records as people name them: by id, number, date, name or alias; and the nearest there are."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from cchc_cli.dates import span
from cchc_cli.errors import WrongUse
from cchc_cli.model import KINDS, Entry, Meeting, Words
from cchc_cli.text import bare, keys
from cchc_cli.words import N_, _, all_of, did_you_mean, one_of, there_are

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc_cli.records import Records

_FEW = 8
_LONG = 200  # letters; no name has as many
_NAMES = {
    "areas": ("name", "aliases"),
    "themes": ("name",),
    "indicators": ("name",),
    "people": ("name",),
    "documents": ("number", "aliases"),
    "provinces": ("name", "aliases"),
    "terms": ("short",),
}
"""Kind → the fields by which its records are known beside their ids."""


def named(word: str, records: Records, what: Iterable[str] = tuple(KINDS)) -> list[Entry]:
    """Return the records of the kinds *what* that *word* names; two that share a date or a number.

    An id goes before the number or the date of a meeting, and these before a name or an alias,
    which has to be whole: "57-NQ/TW", "nghi quyet 57", "Vĩnh Phúc".
    """
    kinds = list(what)
    if len(word) > _LONG:
        return []
    record = records.find(word) or records.find(word.lower())
    if record and any(isinstance(record, KINDS[kind]) for kind in kinds):
        return [record]
    if "meetings" in kinds and (meetings := _meetings(word, records.of("meetings"))):
        return meetings
    return [record for kind in kinds for record in _known_as(word, kind, records)]


UNKNOWN = {
    "meeting": N_("no such meeting: {name}"),
    "area": N_("no such area: {name}"),
    "province": N_("no such province: {name}"),
    "theme": N_("no such theme: {name}"),
    "document": N_("no such document: {name}"),
    "indicator": N_("no such indicator: {name}"),
    "source": N_("no such source: {name}"),
}
"""Filter → the sentence for a name that none of its values has."""


def unknown(sentence: str, word: str, records: Records, what: Iterable[str] = tuple(KINDS)) -> str:
    """Return *sentence* for *word*, which names no record of *what*, with the nearest that do."""
    kinds = list(what)
    near = _nearest(word, records, kinds)
    ids = [] if near else [id_ for kind in kinds for id_ in records.ids(kind)]
    return no_such(sentence, word, near) + (there_are(ids) if 0 < len(ids) <= _FEW else "")


def several(word: str, found: Iterable[Entry]) -> str:
    """Return the sentence for *word*, which names all of the records *found*."""
    ids = all_of(one.id for one in found)
    return _("{name} is {ids}: name one of them by its id").format(name=word, ids=ids)


def _nearest(word: str, records: Records, what: Iterable[str]) -> list[str]:
    """Return up to three ids of the kinds *what* that look or sound most like *word*."""
    if len(word) > _LONG:
        return []
    ids: dict[str, str] = {}
    for kind in what:
        ids.update((id_, id_) for id_ in records.ids(kind))
        for record in records.of(kind) if kind in _NAMES else ():
            for name in _names(kind, record):
                ids["-".join(map(bare, keys(name)))] = record.id
    typed = "-".join(map(bare, keys(word)))
    near = [word.lower(), typed] if word.lower() != typed else [typed]
    alike = [close for one in near for close in get_close_matches(one, ids, n=3, cutoff=0.66)]
    if not alike:  # tasks-overdue, where there is tasks-completed
        family = [known for known in ids if known.startswith(f"{typed.partition('-')[0]}-")]
        alike = get_close_matches(typed, family, n=3, cutoff=0.5)
    begun = [known for known in ids if len(typed) > 2 and known.startswith(typed)]  # noqa: PLR2004
    return list(dict.fromkeys(ids[known] for known in begun + alike))[:3]


def checked_kind(what: str) -> str:
    """Return *what* if it is a kind of record; raises WrongUse with the nearest if not."""
    if what not in KINDS:
        near = get_close_matches(what, KINDS, n=1)
        raise WrongUse(no_such(N_("no such kind of record: {name}"), what, near) + there_are(KINDS))
    return what


def no_such(sentence: str, word: str, near: Iterable[str] = ()) -> str:
    """Return *sentence* ("no such area: {name}") for a *word*, with the *near* ids."""
    names = one_of(near)
    named_so = word[:_LONG] + "…" * (len(word) > _LONG) or _("an empty name")
    return _(sentence).format(name=named_so) + did_you_mean(names)


def _meetings(word: str, meetings: Sequence[Meeting]) -> list[Entry]:
    if word == "latest":
        newest = max((meeting.date for meeting in meetings), default=None)
        return [meeting for meeting in meetings if meeting.date == newest]
    number = word.removeprefix("p").removeprefix("P")  # phiên họp 9 is called p09
    if number.isdecimal() and len(number) < 4:  # noqa: PLR2004  # a year has four digits
        return [meeting for meeting in meetings if meeting.number == int(number)]
    days = span(word)
    return [meeting for meeting in meetings if days and days == (meeting.date, meeting.date)]


def _known_as(word: str, kind: str, records: Records) -> list[Entry]:
    from cchc_cli.phrases import parse  # noqa: PLC0415  # most are named by their ids
    from cchc_cli.typed import accepted  # noqa: PLC0415

    reading = parse([word])
    tests = [accepted(typed) for phrase in reading for typed in phrase]
    if kind not in _NAMES or not tests:
        return []

    def fits(name: str) -> bool:
        spellings = keys(name)
        return len(spellings) == len(tests) and all(
            test[spelling] for test, spelling in zip(tests, spellings, strict=True)
        )

    return [record for record in records.of(kind) if any(map(fits, _names(kind, record)))]


def _names(kind: str, record: Entry) -> list[str]:
    found: list[str] = []
    for field in _NAMES.get(kind, ()):
        value = getattr(record, field)
        if isinstance(value, Words):
            found += [name for name in (value.vi, value.en) if name]
        else:
            found += value if isinstance(value, tuple) else [value] if value else []
    return found
