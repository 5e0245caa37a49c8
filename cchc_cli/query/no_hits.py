"""A search that finds nothing: which weaker query finds something, or which words are similar."""

from __future__ import annotations

import re
from itertools import islice
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from cchc_cli.language.diacritics import base_letters
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.search.parser import matcher_for, parse_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from cchc_cli.query.source import Predicate, RecordSource
    from cchc_cli.search.parser import ParsedQuery, QueryWord

_MAX_SUGGESTIONS = 4  # words to suggest
_MAX_UNKNOWN_WORDS = 8  # unknown words for which similar ones are looked for
_MAX_ECHOED_QUERY = 80  # characters; a longer query is shortened, a longer command not shown


class FewerOptions(NamedTuple):
    """Options to drop from a search, the options that are left, and their predicates."""

    dropped: Sequence[str]
    options: Sequence[str]
    predicate_of: Mapping[str, Predicate]


class Asked(NamedTuple):
    """A query that found nothing, or a weaker one; *sentence* offers it, given its count."""

    words: Sequence[str]
    exact: bool
    options: Sequence[str]
    predicate_of: Mapping[str, Predicate]
    sentence: Callable[[int], str] = str
    dropped: Sequence[str] = ()


def nothing_found(
    asked: Asked,
    fewer: Callable[[], Iterable[FewerOptions]],
    count_hits: Callable[[ParsedQuery, Mapping[str, Predicate]], int],
    records: RecordSource,
) -> str:
    """Return the sentence for *asked*, which has no hits, and what may help."""
    query = parse_query(asked.words, exact=asked.exact)
    words = [re.sub('["“”]', " ", word).strip() for word in asked.words]
    shown = shorten(" ".join(words), _MAX_ECHOED_QUERY, placeholder=" …")
    is_phrase = len(query) == 1 and len(shown.split()) > 1
    nothing = _('no phrase "{words}"') if is_phrase else _('nothing found for "{words}"')
    hint = _weaker_hint(asked._replace(words=words), fewer, count_hits)
    hint = hint or _similar_words(query, asked.predicate_of, records)
    return "; ".join(filter(None, (nothing.format(words=shown), hint)))


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


def _weaker_hint(
    asked: Asked,
    fewer: Callable[[], Iterable[FewerOptions]],
    count_hits: Callable[[ParsedQuery, Mapping[str, Predicate]], int],
) -> str:
    for weaker in _weaker_queries(asked, fewer):
        command = _command(weaker)
        if len(command) <= _MAX_ECHOED_QUERY:
            query = parse_query(weaker.words, exact=weaker.exact)
            if count := count_hits(query, weaker.predicate_of):
                options = " ".join(weaker.dropped)
                return weaker.sentence(count).format(n=count, options=options, command=command)
    return ""


def _weaker_queries(asked: Asked, fewer: Callable[[], Iterable[FewerOptions]]) -> Iterator[Asked]:
    apart = " ".join(asked.words).split()
    if apart != [*asked.words]:
        yield asked._replace(words=apart, sentence=_with_all_words)
    elif len(apart) > 1:  # a term may have to be one phrase
        yield asked._replace(words=[" ".join(apart)], sentence=_as_phrase)
    if asked.exact:
        yield asked._replace(exact=False, sentence=_without_exact)
    for dropped, options, predicate_of in fewer():
        yield Asked(asked.words, asked.exact, options, predicate_of, _without_options, dropped)


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


def _command(query: Asked) -> str:
    """Return the command line of *query*; letters with diacritics need no quotes in a shell."""
    from shlex import quote  # noqa: PLC0415  # most searches find something

    options = [*query.options, *(["--exact"] if query.exact else [])]
    is_dashed = any(word.startswith("-") for word in query.words)
    parts = [*options, "--", *query.words] if is_dashed else [*query.words, *options]
    words = (part if re.fullmatch(r"[\w@%+=:,./-]+", part) else quote(part) for part in parts)
    return " ".join(("cchc search", *words))
