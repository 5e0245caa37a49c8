"""People, derived from the records that name them."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from cchc_cli.language.vietnamese import base_letters, telex_keys
from cchc_cli.model.records import REFERENCES, Directive, Meeting, Official, Words


class _Mentions:
    """Collects what the records say of one name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.titles: dict[str, Words] = {}
        self.lists: dict[str, dict[str, None]] = {field: {} for field in REFERENCES["people"]}

    def add(self, field: str, *ids: str | None) -> None:
        """Add *ids* to the list *field*, each once, in the order they come."""
        kept = self.lists[field]
        for id_ in ids:
            if id_:
                kept[id_] = None


def derive_people(
    meetings: Sequence[Meeting], directives: Sequence[Directive], ids: Collection[str] = ()
) -> Iterator[Official]:
    """Yield everybody named by *meetings* and *directives*; names compare as in a search.

    Their ids are made from the name, and none of *ids*, which other records have.
    """
    by_key: dict[tuple[str, ...], _Mentions] = {}
    by_name: dict[str, _Mentions] = {}  # few people are named often: saves the key

    def mentioned(name: str) -> _Mentions:
        if name not in by_name:
            by_name[name] = by_key.setdefault(telex_keys(name) or (name,), _Mentions(name))
        return by_name[name]

    for meeting in meetings:
        for person in meeting.people:
            somebody = mentioned(person.name)
            somebody.add("meetings", meeting.id)
            somebody.add("attended" if person.role == "participant" else "chaired", meeting.id)
            somebody.add("provinces", person.province)
            somebody.add("sources", *meeting.sources[:1])
            somebody.titles.update({title.vi: title for title in person.titles})
    for directive in directives:
        if directive.issuer:
            somebody = mentioned(directive.issuer)
            somebody.add("meetings", directive.meeting)
            somebody.add("issued", directive.id)
            somebody.add("provinces", directive.province)
            somebody.add("sources", *directive.sources[:1])
    taken = set(ids)
    for keys, somebody in by_key.items():
        id_ = _free_id(_slug(keys) or "person", taken)
        taken.add(id_)
        lists = {field: tuple(ids) for field, ids in somebody.lists.items()}
        titles = tuple(somebody.titles.values())
        yield Official(id=id_, name=somebody.name, titles=titles, **lists)


def _slug(keys: Iterable[str]) -> str:
    """Return *keys* as part of an id: a-z and digits, with - between the words."""
    words = (
        "".join(char for char in base_letters(key) if char.isascii() and char.isalnum())
        for key in keys
    )
    return "-".join(word for word in words if word)


def _free_id(slug: str, taken: set[str]) -> str:
    number, id_ = 1, slug
    while id_ in taken:  # two names that differ only in diacritics
        number += 1
        id_ = f"{slug}-{number}"
    return id_
