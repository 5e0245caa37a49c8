"""Hits: the records that have the words of a query, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.json_rows import Selection
from cchc_cli.query.sorting import hit_order
from cchc_cli.query.source import Predicate
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import loosened, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cchc_cli.query.no_hits import FewerOptions
    from cchc_cli.query.source import RecordSource
    from cchc_cli.search.matcher import Hit
    from cchc_cli.search.parser import ParsedQuery, Phrase

_MAX_LOOSENED = 16  # arguments, for each of which the whole store is searched
_OPERATORS = ("AND", "OR", "NOT")  # of other search engines
_EVERYTHING = dict.fromkeys(RECORD_TYPES, Predicate(()))


def search_records(
    words: Sequence[str],
    predicate_of: Mapping[str, Predicate],
    records: RecordSource,
    *,
    exact: bool = False,
    options: Sequence[str] = (),
    fewer: Callable[[], Iterable[FewerOptions]] = tuple,
) -> Selection:
    """Return the records that pass (record type → its predicate) and have *words*, best first.

    If nothing is found, arguments that no record of the store contains as typed are searched with
    additional diacritics, and a warning says so. *options* are the command-line options that
    narrow the search, for the commands that hints suggest, and *fewer* returns those with some of
    them left out.
    """
    query = parse_query(words, exact=exact)
    if not query:
        sentence = _("nothing to search for: type at least one letter or digit")
        return Selection((), not_found=(sentence,))
    finder = _Finder(records)
    hits, warnings = finder.find(query, predicate_of)
    warnings = (*warnings, *_operators_in(words))
    if hits:
        return Selection(hits, warnings)
    from cchc_cli.query.no_hits import Asked, nothing_found  # noqa: PLC0415  # 1 % of a search

    asked = Asked(words, exact, options, predicate_of)
    sentence = nothing_found(asked, fewer, lambda *weaker: len(finder.find(*weaker)[0]), records)
    return Selection((), warnings, not_found=(sentence,))


def _operators_in(words: Iterable[str]) -> Iterator[str]:
    found = [word for word in dict.fromkeys(" ".join(words).split()) if word in _OPERATORS]
    if found:
        sentence = _("{words}: searched as a word; there are no operators, all words must occur")
        yield sentence.format(words=", ".join(found))


class _Finder:
    def __init__(self, records: RecordSource) -> None:
        self._records = records
        self._terms = records.terms()

    def find(
        self, query: ParsedQuery, predicate_of: Mapping[str, Predicate]
    ) -> tuple[Sequence[Hit], tuple[str, ...]]:
        """Return the hits, best first, and the warning if arguments had to be loosened."""
        if hits := self._ranked(query, predicate_of):
            return hits, ()
        loose = tuple(
            free if (free := loosened(one)) != one and not self._occurs(one) else one
            for one in query[:_MAX_LOOSENED]
        )
        loose += query[_MAX_LOOSENED:]
        hits = self._ranked(loose, predicate_of) if loose != query else []
        warning = _("no exact match; showing words with more diacritics than were typed")
        return hits, (warning,) if hits else ()

    def _ranked(self, query: ParsedQuery, predicate_of: Mapping[str, Predicate]) -> Sequence[Hit]:
        def key(found: tuple[str, Hit]) -> tuple[Any, ...]:
            record_type, hit = found
            return *hit.rank, *hit_order(record_type, hit.record, self._records)

        search = Search(query, self._terms)
        ranked = self._records.ranked_hits(predicate_of, search)
        if ranked is not None:
            return ranked
        return [hit for _, hit in sorted(self._hits(search, predicate_of), key=key)]

    def _occurs(self, phrase: Phrase) -> bool:
        return any(self._hits(Search((phrase,), self._terms), _EVERYTHING))

    def _hits(
        self, search: Search, predicate_of: Mapping[str, Predicate]
    ) -> Iterator[tuple[str, Hit]]:
        get = self._records.get
        for record_type, predicate in predicate_of.items():
            for record in self._records.search_candidates(record_type, predicate, search):
                if hit := search.hit(record, get):
                    yield record_type, hit
