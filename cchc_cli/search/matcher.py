"""Search: which records answer the words of a query, how well, and where the words stand."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from cchc_cli.language.vietnamese import find_words, telex_key
from cchc_cli.model.records import Award, Figure, Indicator, Person, Record, Words, type_of
from cchc_cli.search.parser import ParsedQuery
from cchc_cli.search.terms import Known, Lattice, Terms, ends

SEARCHED_FIELDS: dict[str, tuple[str, ...]] = {
    "meetings": ("id", "title", "place", "people", "awards", "note"),
    "directives": ("id", "text", "issuer", "to", "note"),
    "figures": ("id", "reported", "subject", "note"),
    "indicators": ("id", "name", "definition", "note"),
    "people": ("id", "name", "titles"),
    "documents": ("id", "number", "title", "aliases", "issuer", "note"),
    "sources": ("id", "title", "outlet", "author", "note"),
    "areas": ("id", "name", "aliases"),
    "themes": ("id", "name"),
    "provinces": ("id", "name", "aliases"),
    "terms": ("id", "short", "long", "en"),
}
"""Kind → the fields that are searched, in the order in which hits are told."""

_MAIN_FIELDS = {"title", "text", "name", "number", "short", "long"}  # what a record is known by
_NESTED_FIELDS: dict[type, tuple[str, ...]] = {
    Person: ("name", "titles"),
    Award: ("name", "to"),
}


class Match(NamedTuple):
    """Where words that match stand: a dotted path, and code points of the text there.

    The path goes through a reference to the record it names (`indicator.name.vi`).
    """

    field: str
    start: int
    end: int


class Hit(NamedTuple):
    """A record that answers a query; the lower *rank*, the better."""

    record: Any
    rank: tuple[bool, bool]
    matches: tuple[Match, ...]


class _Field(NamedTuple):
    path: str
    main: bool
    spans: list[tuple[int, int]]
    keys: list[str]


class _Place(NamedTuple):
    """The number of a field, and its words from *start* to before *end*."""

    field: int
    start: int
    end: int


class _Step(NamedTuple):
    """What must occur to get from before one phrase of the query to before a later one."""

    start: int
    to: int
    lattice: Lattice


class Search:
    """A query, ready to be asked of many records."""

    def __init__(self, reading: ParsedQuery, terms: Terms) -> None:
        """Take the phrases of *reading*, in which *terms* may be written out or abbreviated."""
        bounds = [0, *accumulate(map(len, reading))]
        words = terms.lattice([typed for phrase in reading for typed in phrase])
        self._together = _unbroken(words, bounds)
        self.steps = list(_steps(self._together, bounds))
        self.end = len(reading)

    def holds(self, text: str) -> bool:
        """Return whether *text* by itself answers the query."""
        return bool(self._apart([_field("", text)]))

    def hit(self, record: Record, look: Callable[[str], Record | None]) -> Hit | None:
        """Return how well *record* answers the query, and where; None if it does not.

        *look* finds a record by its id.
        """
        fields = [_field(path, text) for path, text in searched_texts(record, look)]
        apart = self._apart(fields)
        if not apart:
            return None
        together = set(_places(self._together, fields)) if self.end > 1 else apart
        if together:
            main = any(fields[place.field].main for place in together)
        else:
            main = bool(self._apart([field for field in fields if field.main]))
        matches = _matches(together or apart, fields)
        return Hit(record, (not together, not main), tuple(matches))

    def _apart(self, fields: list[_Field]) -> set[_Place]:
        """Return the places of all steps on a way from the first phrase to the end."""
        to_end, found = {self.end}, []
        for step in reversed(self.steps):
            if step.to in to_end and (places := list(_places(step.lattice, fields))):
                found.append((step, places))
                to_end.add(step.start)
        from_start, kept = {0}, set[_Place]()
        for step, places in reversed(found):
            if step.start in from_start:
                from_start.add(step.to)
                kept.update(places)
        return kept if 0 in to_end else set()


def _unbroken(words: Lattice, bounds: list[int]) -> Lattice:
    """Return *words* without steps that take a part of one phrase together with another."""
    phrase = [bisect_right(bounds, node) for node in range(len(words))]
    whole = set(bounds)
    return Lattice(
        [
            edge
            for edge in edges
            if phrase[node] == phrase[edge.to - 1] or (node in whole and edge.to in whole)
        ]
        for node, edges in enumerate(words)
    )


def _steps(words: Lattice, bounds: list[int]) -> Iterator[_Step]:
    """Yield each phrase, and what stands for several whole ones, in the order they begin."""
    numbers = {bound: number for number, bound in enumerate(bounds)}
    for number, (begin, end) in enumerate(pairwise(bounds)):
        within = Lattice(
            [edge._replace(to=edge.to - begin) for edge in edges if edge.to <= end]
            for edges in words[begin:end]
        )
        yield _Step(number, number + 1, within)
        for edge in words[begin]:
            if edge.to > end and isinstance(edge.step, Lattice):
                yield _Step(number, numbers[edge.to], edge.step)


def searched_texts(
    record: Record, look: Callable[[str], Record | None]
) -> Iterator[tuple[str, str]]:
    """Yield the texts of *record* that are searched, each with its dotted path.

    A path is empty where the text is put together from two fields (18/21).
    """
    for name in SEARCHED_FIELDS[type_of(record)]:
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, value
        elif value:
            yield from _texts(name, value)
    if isinstance(record, Figure):
        indicator = look(record.indicator)
        if isinstance(indicator, Indicator):
            yield from _texts("indicator.name", indicator.name)
        if record.numerator is not None and record.denominator is not None:
            yield "", f"{record.numerator}/{record.denominator}"


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for place, one in enumerate(value):
            yield from _texts(f"{path}.{place}", one)
    elif isinstance(value, Words):
        yield f"{path}.vi", value.vi
        if value.en is not None:
            yield f"{path}.en", value.en
    elif value is not None:
        for name in _NESTED_FIELDS[type(value)]:
            yield from _texts(f"{path}.{name}", getattr(value, name))


def _field(path: str, text: str) -> _Field:
    found = find_words(text)
    spans = [word.span() for word in found]
    main = path.partition(".")[0] in _MAIN_FIELDS
    return _Field(path, main, spans, [telex_key(word[0]) for word in found])


def _places(lattice: Lattice, fields: list[_Field]) -> Iterator[_Place]:
    for number, field in enumerate(fields):
        known: Known = {}
        for start in range(len(field.keys)):
            for end in ends(lattice, field.keys, start, known):
                yield _Place(number, start, end)


def _matches(found: set[_Place], fields: list[_Field]) -> Iterator[Match]:
    last = (-1, -1)
    for number, start, end in sorted(
        found, key=lambda place: (place.field, place.start, -place.end)
    ):
        field = fields[number]
        if field.path and (number, end) > last:  # not within the one before it
            yield Match(field.path, field.spans[start][0], field.spans[end - 1][1])
            last = number, end
