"""Search: which records answer the words of a query, how well, and where the words stand."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from cchc_cli.model import Award, Entry, Figure, Indicator, Person, Words
from cchc_cli.phrases import Reading
from cchc_cli.text import key, words
from cchc_cli.typed import Accepted, accepted

SEARCHED: dict[str, tuple[str, ...]] = {
    "Meeting": ("id", "title", "place", "people", "awards", "note"),
    "Directive": ("id", "text", "issuer", "to", "note"),
    "Figure": ("id", "reported", "subject", "note"),
    "Indicator": ("id", "name", "definition", "note"),
    "Official": ("id", "name", "titles"),
    "Document": ("id", "number", "title", "aliases", "issuer", "note"),
    "Source": ("id", "title", "outlet", "author", "note"),
    "Area": ("id", "name", "aliases"),
    "Theme": ("id", "name"),
    "Province": ("id", "name", "aliases"),
    "Term": ("id", "short", "long", "en"),
}
"""Type of a record → the fields that are searched, in the order in which hits are told."""

_MAIN = {"title", "text", "name", "number", "short", "long"}  # what a record is known by
_PARTS: dict[type, tuple[str, ...]] = {
    Words: ("vi", "en"),
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


class Search:
    """A query, ready to be asked of many records."""

    def __init__(self, ways: Iterable[Reading], look: Callable[[str], Entry | None]) -> None:
        """Take the *ways* to read one query; *look* finds a record by its id."""
        self._ways = [[[accepted(typed) for typed in phrase] for phrase in way] for way in ways]
        self._look = look

    def holds(self, text: str) -> bool:
        """Return whether *text* by itself answers the query."""
        fields = [_field("", text)]
        return any(all(any(_places(phrase, fields)) for phrase in way) for way in self._ways)

    def hit(self, record: Entry) -> Hit | None:
        """Return how well *record* answers the query, and where; None if it does not."""
        fields = [_field(path, text) for path, text in searched(record, self._look)]
        ranks: list[tuple[bool, bool]] = []
        found: set[_Place] = set()
        for way in self._ways:
            apart = [list(_places(phrase, fields)) for phrase in way]
            if all(apart):
                together = _together(way, fields) if len(way) > 1 else apart[0]
                ranks.append(_rank(apart, together, fields))
                found.update(together or [place for places in apart for place in places])
        return Hit(record, min(ranks), tuple(_matches(found, fields))) if ranks else None


def searched(record: Entry, look: Callable[[str], Entry | None]) -> Iterator[tuple[str, str]]:
    """Yield the texts of *record* that are searched, each with its dotted path.

    A path is empty where the text is put together from two fields (18/21).
    """
    for name in SEARCHED[type(record).__name__]:
        yield from _texts(name, getattr(record, name))
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
    elif value is not None:
        for name in _PARTS[type(value)]:
            yield from _texts(f"{path}.{name}", getattr(value, name))


def _field(path: str, text: str) -> _Field:
    found = words(text)
    spans = [word.span() for word in found]
    main = path.partition(".")[0] in _MAIN
    return _Field(path, main, spans, [key(word[0]) for word in found])


def _places(phrase: list[Accepted], fields: list[_Field]) -> Iterator[_Place]:
    first, *others = phrase
    for number, field in enumerate(fields):
        for start in range(len(field.keys) - len(others)):
            if first[field.keys[start]] and all(
                other[field.keys[start + place]] for place, other in enumerate(others, 1)
            ):
                yield _Place(number, start, start + len(phrase))


def _together(way: list[list[Accepted]], fields: list[_Field]) -> list[_Place]:
    return list(_places([word for phrase in way for word in phrase], fields))


def _rank(
    apart: list[list[_Place]], together: list[_Place], fields: list[_Field]
) -> tuple[bool, bool]:
    wanted = [together] if together else apart
    main = all(any(fields[place.field].main for place in places) for places in wanted)
    return not together, not main


def _matches(found: set[_Place], fields: list[_Field]) -> Iterator[Match]:
    last = (-1, -1)
    for number, start, end in sorted(
        found, key=lambda place: (place.field, place.start, -place.end)
    ):
        field = fields[number]
        if field.path and (number, end) > last:  # not within the one before it
            yield Match(field.path, field.spans[start][0], field.spans[end - 1][1])
            last = number, end
