"""Hits: the records that have the words of a query, best first, or what may help."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from textwrap import shorten
from typing import Any, NamedTuple

from cchc_cli.language.diacritics import base_letters
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.json_rows import Selection
from cchc_cli.query.sorting import hit_order
from cchc_cli.query.source import Predicate, RecordSource
from cchc_cli.search.matcher import Hit, Search
from cchc_cli.search.parser import (
    ParsedQuery,
    Phrase,
    QueryWord,
    loosened,
    matcher_for,
    parse_query,
)

_MAX_SUGGESTIONS = 4  # words to suggest
_MAX_UNKNOWN_WORDS = 8  # unknown words for which similar ones are looked for
_MAX_LOOSENED = 16  # arguments, for each of which the whole store is searched
_MAX_ECHOED_QUERY = 80  # characters; a longer query is shortened, a longer command not shown
_OPERATORS = ("AND", "OR", "NOT")  # of other search engines
_EVERYTHING = dict.fromkeys(RECORD_TYPES, Predicate(()))


class FewerOptions(NamedTuple):
    """Options that narrow a search, after some were dropped, and what is left of its predicates."""

    dropped: Sequence[str]
    options: Sequence[str]
    predicate_of: Mapping[str, Predicate]


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
    words = [re.sub('["“”]', " ", word).strip() for word in words]
    asked = shorten(" ".join(words), _MAX_ECHOED_QUERY, placeholder=" …")
    is_phrase = len(query) == 1 and len(asked.split()) > 1
    nothing = _('no phrase "{words}"') if is_phrase else _('nothing found for "{words}"')
    weaker = _Weaker(words, exact, options, predicate_of, _with_all_words)
    hint = _weaker_hint(weaker, fewer, finder) or _similar_words(query, predicate_of, records)
    sentence = "; ".join(filter(None, (nothing.format(words=asked), hint)))
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


def _similar_words(query: ParsedQuery, record_types: Iterable[str], records: RecordSource) -> str:
    known = records.words_by_key(RECORD_TYPES)
    asked = dict.fromkeys(word for phrase in query for word in phrase)
    unknown = (word for word in asked if not any(map(matcher_for(word).__getitem__, known)))
    missing = list(islice(unknown, _MAX_UNKNOWN_WORDS))
    if not missing:
        return _("the words occur, but never in the same record")
    here = records.words_by_key(record_types)
    near = [one for word in missing for one in _nearest_words(word, here)]
    similar = ", ".join(dict.fromkeys(near[:_MAX_SUGGESTIONS]))
    return _("similar words: {words}").format(words=similar) if similar else ""


def _nearest_words(word: QueryWord, known: Mapping[str, str]) -> list[str]:
    if word.has_diacritics:
        return [known[key] for key in nearest(word.key, known, n=2)]
    bases = {base_letters(key): one for key, one in known.items()}
    return [bases[base] for base in nearest(word.key, bases, n=2)]


class _Weaker(NamedTuple):
    """A query that demands less than one that found nothing."""

    words: Sequence[str]
    exact: bool
    options: Sequence[str]
    predicate_of: Mapping[str, Predicate]
    sentence: Callable[[int], str]
    dropped: Sequence[str] = ()


def _weaker_hint(
    asked: _Weaker, fewer: Callable[[], Iterable[FewerOptions]], finder: _Finder
) -> str:
    for weaker in _weaker_queries(asked, fewer):
        command = _command(weaker)
        if len(command) <= _MAX_ECHOED_QUERY:
            query = parse_query(weaker.words, exact=weaker.exact)
            if count := len(finder.find(query, weaker.predicate_of)[0]):
                options = " ".join(weaker.dropped)
                return weaker.sentence(count).format(n=count, options=options, command=command)
    return ""


def _weaker_queries(
    asked: _Weaker, fewer: Callable[[], Iterable[FewerOptions]]
) -> Iterator[_Weaker]:
    apart = " ".join(asked.words).split()
    if apart != [*asked.words]:
        yield asked._replace(words=apart)
    elif len(apart) > 1:  # a term may have to be one phrase
        yield asked._replace(words=[" ".join(apart)], sentence=_as_phrase)
    if asked.exact:
        yield asked._replace(exact=False, sentence=_without_exact)
    for dropped, options, predicate_of in fewer():
        yield _Weaker(asked.words, asked.exact, options, predicate_of, _without_options, dropped)


def _with_all_words(count: int) -> str:
    return ngettext(
        "{n} record contains all the words: {command}",
        "{n} records contain all the words: {command}",
        count,
    )


def _as_phrase(count: int) -> str:
    return ngettext(
        "{n} record matches as a phrase: {command}",
        "{n} records match as a phrase: {command}",
        count,
    )


def _without_exact(count: int) -> str:
    return ngettext(
        "{n} record matches without --exact: {command}",
        "{n} records match without --exact: {command}",
        count,
    )


def _without_options(count: int) -> str:
    return ngettext(
        "{n} record matches without {options}: {command}",
        "{n} records match without {options}: {command}",
        count,
    )


def _command(query: _Weaker) -> str:
    """Return the command line of *query*; letters with diacritics need no quotes in a shell."""
    from shlex import quote  # noqa: PLC0415  # most searches find something

    options = [*query.options, *(["--exact"] if query.exact else [])]
    is_dashed = any(word.startswith("-") for word in query.words)
    parts = [*options, "--", *query.words] if is_dashed else [*query.words, *options]
    words = (part if re.fullmatch(r"[\w@%+=:,./-]+", part) else quote(part) for part in parts)
    return " ".join(("cchc search", *words))
