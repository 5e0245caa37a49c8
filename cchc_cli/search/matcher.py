"""Search: which records match the words of a query, how well, and where."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.language.diacritics import find_words, telex_keys
from cchc_cli.model.records import Award, Figure, Person, Record, Words, type_of
from cchc_cli.search.parser import ParsedQuery, WordMatcher, matcher_for
from cchc_cli.search.prefilter import Prefilter, fold, fold_keys
from cchc_cli.search.terms import Rewritten, Run, Terms

SEARCHED_FIELDS: dict[str, tuple[str, ...]] = {
    "meetings": ("id", "title", "place", "people", "awards", "note"),
    "directives": ("id", "text", "issuer", "note"),
    "outcomes": ("id", "note"),
    "figures": ("id", "reported", "subject", "note"),
    "indicators": ("id", "name", "definition", "note"),
    "people": ("id", "name", "titles"),
    "bodies": ("id", "name", "aliases", "note"),
    "documents": ("id", "number", "title", "aliases", "issuer", "note"),
    "sources": ("id", "title", "outlet", "author", "note"),
    "areas": ("id", "name", "aliases"),
    "themes": ("id", "name"),
    "provinces": ("id", "name", "aliases"),
    "terms": ("id", "short", "long", "en"),
}
"""Record type → the fields that are searched, in the order in which matches are listed."""

REFERRED_NAMES = {"directives": ("to",), "figures": ("indicator", "subject")}
"""Record type → the references whose names are searched too."""

_MAIN_FIELDS = {"title", "text", "name", "number", "short", "long"}  # what a record is known by
_NESTED_FIELDS: dict[type, tuple[str, ...]] = {Person: ("name", "titles"), Award: ("name", "to")}


class Match(NamedTuple):
    """The place of words that match: a dotted path, and code points of the text there.

    The path goes through a reference to the record it names (`indicator.name.vi`).
    """

    field: str
    start: int
    end: int


class Hit(NamedTuple):
    """A record that matches a query; a lower *rank* is better."""

    record: Any
    rank: tuple[bool, bool]
    matches: tuple[Match, ...]


class _Field(NamedTuple):
    """A text of a record; *canonical* are its words with terms rewritten, None if that adds no hit.

    A text in which no argument of the query can occur has no *keys*.
    """

    path: str
    main: bool
    text: str
    keys: tuple[str, ...]
    canonical: Rewritten | None


class _Occurrence(NamedTuple):
    """The number of a field, and its words from *start* to before *end*."""

    field: int
    start: int
    end: int


_Tests: TypeAlias = list[WordMatcher]


class Search:
    """A query, prepared for matching many records.

    An argument occurs in a text if its words are consecutive words of the text; both are compared
    as they are and with their terms rewritten to canonical wordings.
    """

    def __init__(self, query: ParsedQuery, terms: Terms) -> None:
        self._terms = terms
        wordings = [(tuple((word,) for word in one), terms.rewrite_query(one)) for one in query]
        self.arguments = [tuple(dict.fromkeys(runs)) for runs in wordings]
        """For each argument its alternative runs of words; one of them must occur."""
        self._apart = [list(map(_tests, runs)) for runs in self.arguments]
        in_a_row = (tuple(chain.from_iterable(runs)) for runs in zip(*wordings, strict=True))
        self.together = tuple(dict.fromkeys(in_a_row))
        """The alternative runs of all arguments in a row."""
        self._together = list(map(_tests, self.together))

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter(self.arguments, self._terms)

    @cached_property
    def _word_filter(self) -> Prefilter:
        return Prefilter(self.arguments, self._terms, split=True)

    def holds(self, text: str) -> bool:
        """Return whether *text* by itself answers the query."""
        return self._all_occur([self._field("", text, fold(text))]) is not None

    def candidates(self, records: Sequence[bytes]) -> Sequence[int]:
        """Return which *records* may be hits; each is what `fold_keys` makes of its texts."""
        return self._word_filter.candidates(records)

    def hit(
        self, record: Record, get: Callable[[str], Record | None], keys: Sequence[bytes] = ()
    ) -> Hit | None:
        """Return how well *record* answers the query, and where; None if it does not.

        *get* finds a record by its id; *keys* are those of its texts, if they are known.
        """
        texts = list(searched_texts(record, get))
        if keys:
            known = zip(texts, keys, strict=True)
            fields = [self._field(*text, fold_keys(words), words) for text, words in known]
        elif self._prefilter.may_have_all(fold("\n".join([text for _, text in texts]))):
            fields = [self._field(path, text, fold(text)) for path, text in texts]
        else:
            return None
        apart = self._all_occur(fields)
        if apart is None:
            return None
        several = len(self.arguments) > 1
        together = set(_occurrences(self._together, fields)) if several else apart
        if together:
            main = any(fields[one.field].main for one in together)
        else:
            main = self._all_occur([field for field in fields if field.main]) is not None
        matches = _matches(together or apart, fields)
        return Hit(record, (not together, not main), tuple(matches))

    def _field(self, path: str, text: str, folded: bytes, known: bytes | None = None) -> _Field:
        prefilter = self._prefilter if known is None else self._word_filter
        if not prefilter.may_have_any(folded):
            return _Field(path, is_main(path), text, (), None)
        keys = telex_keys(text) if known is None else tuple(known.decode().split())
        canonical = self._terms.rewrite(keys) if prefilter.may_have_term(keys) else None
        return _Field(path, is_main(path), text, keys, canonical)

    def _all_occur(self, fields: Sequence[_Field]) -> set[_Occurrence] | None:
        """Return where the arguments occur; None unless all do."""
        everywhere: set[_Occurrence] = set()
        for runs in self._apart:
            found = set(_occurrences(runs, fields))
            if not found:
                return None
            everywhere |= found
        return everywhere or None


def is_main(path: str) -> bool:
    """Return whether *path* leads to a text by which a record is known."""
    return path.partition(".")[0] in _MAIN_FIELDS


def searched_texts(
    record: Record, get: Callable[[str], Record | None]
) -> Iterator[tuple[str, str]]:
    """Yield the texts of *record* that are searched, each with its dotted path.

    A path is empty where the text is put together from two fields (18/21).
    """
    record_type = type_of(record)
    for name in SEARCHED_FIELDS[record_type]:
        value = getattr(record, name)
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, Words):  # most texts: a call of texts_in would take twice the time
            yield f"{name}.vi", value.vi
            if value.en is not None:
                yield f"{name}.en", value.en
        elif value:
            yield from texts_in(name, value)
    for field in REFERRED_NAMES.get(record_type, ()):
        ids = getattr(record, field)
        for path, id_ in (
            ((f"{field}.{n}", id_) for n, id_ in enumerate(ids))
            if isinstance(ids, tuple)
            else ((field, ids),)
        ):
            referred: Any = get(id_) if id_ else None
            yield from texts_in(f"{path}.name", getattr(referred, "name", None))
    if isinstance(record, Figure) and (fraction := fraction_text(record)):
        yield "", fraction


def fraction_text(figure: Figure) -> str | None:
    """Return the numerator and denominator of *figure* as they are searched: 18/21."""
    if figure.numerator is None or not figure.denominator:
        return None
    return f"{figure.numerator}/{figure.denominator}"


def texts_in(path: str, value: object) -> Iterator[tuple[str, str]]:
    """Yield the texts in the *value* of a searched field, each with its path under *path*."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for number, one in enumerate(value):
            yield from texts_in(f"{path}.{number}", one)
    elif isinstance(value, Words):
        yield f"{path}.vi", value.vi
        if value.en is not None:
            yield f"{path}.en", value.en
    elif value is not None:
        for name in _NESTED_FIELDS[type(value)]:
            yield from texts_in(f"{path}.{name}", getattr(value, name))


def _tests(run: Run) -> _Tests:
    return [matcher_for(*alternatives) for alternatives in run]


def _occurrences(runs: Iterable[_Tests], fields: Sequence[_Field]) -> Iterator[_Occurrence]:
    for number, field in enumerate(fields):
        for run in runs if field.keys else ():
            printed = set(_starts(run, field.keys))
            for start in printed:
                yield _Occurrence(number, start, start + len(run))
            if field.canonical:
                for start in _starts(run, field.canonical.keys):
                    origins = field.canonical.origins()
                    first, end = origins[start][0], origins[start + len(run) - 1][1]
                    if printed.isdisjoint(range(first, end - len(run) + 1)):
                        yield _Occurrence(number, first, end)


def _starts(run: _Tests, keys: Sequence[str]) -> Iterator[int]:
    """Yield where consecutive words of *keys* pass the tests of *run*."""
    first = run[0]
    for start in [start for start, key in enumerate(keys) if first[key]]:
        words = keys[start : start + len(run)]
        if len(words) == len(run) and all(test[key] for test, key in zip(run, words, strict=True)):
            yield start


def _matches(found: set[_Occurrence], fields: Sequence[_Field]) -> Iterator[Match]:
    last = (-1, -1)
    for number, start, end in sorted(found, key=lambda one: (one.field, one.start, -one.end)):
        field = fields[number]
        if field.path and (number, end) > last:  # not within the one before it
            words = find_words(field.text)
            yield Match(field.path, words[start].start(), words[end - 1].end())
            last = number, end
