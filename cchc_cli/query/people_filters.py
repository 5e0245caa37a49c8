"""Filters by people: a name, or an office as it was held at each meeting."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from cchc_cli.errors import NotFound, UsageError
from cchc_cli.language.diacritics import telex_keys
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, known_names
from cchc_cli.query.lookup import find_by_name, names_of, unknown_name_message
from cchc_cli.query.source import Predicate
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import matcher_for, parse_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from cchc_cli.model.records import Person
    from cchc_cli.query.source import RecordSource, ValueTest

_MAX_LISTED = 12
_ADDED = ("standing",)  # before the name of an office
_Held = tuple[str, str]  # the id of a meeting, and the name of somebody who held an office there


def by_person(
    name: str, wanted: Sequence[str], _types: Sequence[str], records: RecordSource
) -> ValueTest:
    """Return the test of the values of the filter *name* (person, issuer or chair).

    Raises NotFound, with the names that there are, for a name that nobody and no office has.
    """
    values = set[str]()
    for word in wanted:
        if not any(parse_query([word])):
            sentence = _('--{name}: "{word}" contains no letter or digit')
            raise UsageError(sentence.format(name=name, word=word))
        values |= _values(name, word, records) or _unknown(name, word, records)
    return values.__contains__


def _values(name: str, word: str, records: RecordSource) -> set[str]:
    """Return ids and names of issuers that the filter *name* takes for *word*."""
    people = _named(word, records)
    held = set(_holders(word, records))
    if name == "chair":
        chairs = {
            one.id
            for one in records.all("meetings")
            for person in one.people
            if person.role != "participant"
            and (person.name in people or (one.id, person.name) in held)
        }
        return chairs or ({""} if people or held else set())
    issued = Predicate([(("issuer",), {holder for _meeting, holder in held}.__contains__)])
    found = {
        one.id
        for one in records.filtered("directives", issued)
        if (one.meeting, one.issuer) in held
    }
    if name == "issuer":
        return found | people | ({""} if held else set())
    found |= {meeting for meeting, _holder in held}
    named = Predicate([(("issuer",), people.__contains__)])
    found |= {one.id for one in records.filtered("directives", named)}
    found |= {
        one.id
        for one in records.all("meetings")
        if any(person.name in people for person in one.people)
    }
    names = people | {holder for _meeting, holder in held}
    return found | {one.id for one in records.all("people") if one.name in names}


def _named(word: str, records: RecordSource) -> set[str]:
    """Return the names of people, and of issuers of documents, that contain *word*."""
    search = Search(parse_query([word]), records.terms())
    issuers = {one.issuer for one in records.all("documents") if one.issuer}
    names = {one.name for one in records.all("people")} | issuers
    return {one for one in names if search.holds(one)}


def _holders(word: str, records: RecordSource) -> Iterator[_Held]:
    """Yield who held the office *word* at which meeting: an office begins with these words."""
    bodies = find_by_name(word, records, ["bodies"])
    names = [word, *(name for body in bodies for name in names_of("bodies", body))]
    offices = [[matcher_for(one) for one in chain(*parse_query([name]))] for name in names]
    for meeting in records.all("meetings"):
        for person in meeting.people:
            keys = [telex_keys(title) for title in _titles(person)]
            if any(_begins(title, office) for title in keys for office in offices if office):
                yield meeting.id, person.name


def _titles(person: Person) -> Iterator[str]:
    for title in person.titles:
        for wording in filter(None, (title.vi, title.en)):
            yield from wording.split(", ")


def _begins(title: Sequence[str], office: Sequence[dict[str, bool]]) -> bool:
    title = title[1:] if title[:1] in [(one,) for one in _ADDED] else title
    return len(office) <= len(title) and all(
        test[key] for test, key in zip(office, title, strict=False)
    )


def _unknown(name: str, word: str, records: RecordSource) -> set[str]:
    names = _names_there_are(name, records)
    near = nearest(word, names, n=3)
    sentence = N_("no person or office called {name}")
    known = "" if near else known_names(sorted(names)[:_MAX_LISTED])
    hint = _("--issuer matches people; for directives of the committee use --level committee")
    hints = (hint,) if name == "issuer" else ()
    raise NotFound(unknown_name_message(sentence, word, near) + known, *hints)


def _names_there_are(name: str, records: RecordSource) -> Iterable[str]:
    people = records.all("people")
    field = {"issuer": "issued", "chair": "chaired"}.get(name)
    return {one.name for one in people if not field or getattr(one, field)}
