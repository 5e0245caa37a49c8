"""Finding: the records that have the words of a query, best first, or what comes nearest."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from shlex import quote
from textwrap import shorten

from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _
from cchc_cli.language.vietnamese import base_letters, telex_key
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.rows import Selection
from cchc_cli.query.sorting import id_key, recency
from cchc_cli.query.source import Predicate, RecordSource
from cchc_cli.search.matcher import Hit, Search
from cchc_cli.search.parser import (
    ParsedQuery,
    QueryWord,
    matcher_for,
    parse_query,
    with_free_diacritics,
)
from cchc_cli.search.terms import Terms

_MAX_SUGGESTIONS = 4  # words to suggest
_MAX_UNKNOWN_WORDS = 8  # unknown words for which others are looked for
_MAX_ECHOED_QUERY = 80  # a longer query is not said again whole


def search_records(
    words: Sequence[str],
    passes: Mapping[str, Predicate],
    records: RecordSource,
    *,
    exact: bool = False,
) -> Selection:
    """Return the records that pass (kind → what lets them) and have *words*, best first.

    If none has them as they are marked, what is not typed is left free, and that is said.
    """
    reading = parse_query(words, exact=exact)
    if not reading:
        return Selection((), not_found=(_("nothing to search for: no letter or digit was typed"),))
    terms = Terms(records.all("terms"))
    hits = _hits(Search(reading, terms), passes, records)
    remarks = (_too_many_ways(),) if terms.exhausted else ()
    if hits:
        return Selection(hits, remarks)
    loose = with_free_diacritics(reading)
    if loose != reading and (hits := _hits(Search(loose, terms), passes, records)):
        remark = _("nothing is spelled so; found with what is not typed left free")
        return Selection(hits, (*remarks, remark))
    asked = shorten(" ".join(words), _MAX_ECHOED_QUERY, placeholder=" …")
    hint = _hint(words, reading, _spellings(passes, records), _spellings(RECORD_TYPES, records))
    sentence = _("nothing found for {words}").format(words=asked)
    return Selection((), remarks, not_found=(sentence + hint,))


def _too_many_ways() -> str:
    return _(
        "the terms of this store stand for each other in too many ways; words were taken as typed"
    )


def _spellings(kinds: Iterable[str], records: RecordSource) -> dict[str, str]:
    """Return key → word of all words that records of *kinds* have; of one key the most frequent."""
    known = records.word_counts(kinds)
    return {telex_key(word): word for word in sorted(known, key=lambda word: (known[word], word))}


def _hint(
    words: Sequence[str],
    reading: ParsedQuery,
    here: Mapping[str, str],
    anywhere: Mapping[str, str],
) -> str:
    """Return what may help: words that there are *here*, or fewer demands on them."""
    asked = dict.fromkeys(typed for phrase in reading for typed in phrase)
    unknown = (typed for typed in asked if not any(map(matcher_for(typed).__getitem__, anywhere)))
    strange = list(islice(unknown, _MAX_UNKNOWN_WORDS))
    if near := [word for typed in strange for word in _nearest_words(typed, here)]:
        told = _("the nearest words are {words}").format(
            words=", ".join(dict.fromkeys(near[:_MAX_SUGGESTIONS]))
        )
        return f"; {told}"
    if strange:
        return ""
    told = _("the words occur, but not so")
    typed = " ".join(words).split()
    options = ["--"] if any(word.startswith("-") for word in typed) else []
    apart = " ".join(map(_quoted, options + typed))
    if any(" " in word.strip() for word in words) and len(apart) <= _MAX_ECHOED_QUERY:
        told += "; " + _("apart they may: cchc search {words}").format(words=apart)
    return f"; {told}"


def _quoted(word: str) -> str:
    """Return *word* as a shell takes it; letters with marks need no quotes."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else quote(word)


def _nearest_words(typed: QueryWord, spellings: Mapping[str, str]) -> list[str]:
    """Return the words most like the one *typed*: with its marks, if it has any."""
    if typed.has_diacritics:
        alike = nearest(typed.key, spellings, n=2, cutoff=0.7)
        return [spellings[spelling] for spelling in alike]
    bases = {base_letters(spelling): word for spelling, word in spellings.items()}
    return [bases[base] for base in nearest(typed.key, bases, n=2)]


def _hits(search: Search, passes: Mapping[str, Predicate], records: RecordSource) -> list[Hit]:
    hits = [
        ((*hit.rank, -recency(record_type, record, records), *id_key(record)), hit)
        for record_type in passes
        for record in records.search_candidates(record_type, passes[record_type], search)
        if (hit := search.hit(record, records.get))
    ]
    return [hit for _, hit in sorted(hits, key=itemgetter(0))]
