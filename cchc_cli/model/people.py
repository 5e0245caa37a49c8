"""People, derived from the records that name them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from cchc_cli.language.diacritics import slug, telex_keys
from cchc_cli.model.ids import free_id
from cchc_cli.model.records import REFERENCES, Directive, Meeting, Official

_Mentions = dict[str, dict[str, Any]]
"""Field of an official → its distinct values, by id or by Vietnamese title."""


def derive_people(
    meetings: Sequence[Meeting], directives: Sequence[Directive], ids: Collection[str] = ()
) -> Iterator[Official]:
    """Yield the people named in *meetings* and *directives*; equal `telex_keys` are one person.

    Their ids are made from their names and differ from *ids*, those of the other records.
    """
    by_key: dict[tuple[str, ...], tuple[str, _Mentions]] = {}
    by_name: dict[str, _Mentions] = {}  # a few names occur often: saves computing their keys

    def mentions_of(name: str) -> _Mentions:
        if name not in by_name:
            empty: _Mentions = {field: {} for field in ("titles", *REFERENCES["people"])}
            by_name[name] = by_key.setdefault(telex_keys(name) or (name,), (name, empty))[1]
        return by_name[name]

    for meeting in meetings:
        for person in meeting.people:
            found = mentions_of(person.name)
            role = "attended" if person.role == "participant" else "chaired"
            for field in ("meetings", role):
                found[field][meeting.id] = meeting.id
            _note(found, person.province, person.sources or meeting.sources[:1])
            found["titles"].update({title.vi: title for title in person.titles})
    for directive in directives:
        if directive.issuer:
            found = mentions_of(directive.issuer)
            found["meetings"][directive.meeting] = directive.meeting
            found["issued"][directive.id] = directive.id
            _note(found, directive.province, directive.sources[:1])
    taken = set(ids)
    for keys, (name, mentions) in by_key.items():
        id_ = free_id(slug(keys) or "person", taken)
        taken.add(id_)
        lists: dict[str, Any] = {field: tuple(found.values()) for field, found in mentions.items()}
        yield Official(id=id_, name=name, **lists)


def _note(found: _Mentions, province: str | None, sources: Iterable[str]) -> None:
    if province:
        found["provinces"][province] = province
    for id_ in sources:
        found["sources"][id_] = id_
