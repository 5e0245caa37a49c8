"""Finding: the records that have the words of a query, best first, or what comes nearest."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import islice
from operator import itemgetter
from shlex import quote
from textwrap import shorten

from cchc_cli import order
from cchc_cli.answers import Found
from cchc_cli.lattice import Terms
from cchc_cli.model import KINDS
from cchc_cli.phrases import Reading, loosened, parse
from cchc_cli.records import Conditions, Records
from cchc_cli.search import Hit, Search
from cchc_cli.text import bare, key
from cchc_cli.typed import Typed, accepted
from cchc_cli.words import _

_MOST = 4  # words to suggest
_LOOKED_UP = 8  # unknown words for which others are looked for
_LONG = 80  # a longer query is not said again whole


def find(
    words: Sequence[str],
    passes: Mapping[str, Conditions],
    records: Records,
    *,
    exact: bool = False,
) -> Found:
    """Return the records that pass (kind → what lets them) and have *words*, best first.

    If none has them as they are marked, what is not typed is left free, and that is said.
    """
    reading = parse(words, exact=exact)
    if not reading:
        return Found((), missing=(_("nothing to search for: no letter or digit was typed"),))
    terms = Terms(records.of("terms"))
    hits = _hits(Search(reading, terms), passes, records)
    remarks = (_too_many_ways(),) if terms.exhausted else ()
    if hits:
        return Found(hits, remarks)
    loose = loosened(reading)
    if loose != reading and (hits := _hits(Search(loose, terms), passes, records)):
        remark = _("nothing is spelled so; found with what is not typed left free")
        return Found(hits, (*remarks, remark))
    asked = shorten(" ".join(words), _LONG, placeholder=" …")
    hint = _hint(words, reading, _spellings(passes, records), _spellings(KINDS, records))
    sentence = _("nothing found for {words}").format(words=asked)
    return Found((), remarks, missing=(sentence + hint,))


def _too_many_ways() -> str:
    return _(
        "the terms of this store stand for each other in too many ways; words were taken as typed"
    )


def _spellings(kinds: Iterable[str], records: Records) -> dict[str, str]:
    """Return key → word of all words that records of *kinds* have; of one key the most frequent."""
    known = records.frequencies(kinds)
    return {key(word): word for word in sorted(known, key=lambda word: (known[word], word))}


def _hint(
    words: Sequence[str],
    reading: Reading,
    here: Mapping[str, str],
    anywhere: Mapping[str, str],
) -> str:
    """Return what may help: words that there are *here*, or fewer demands on them."""
    asked = dict.fromkeys(typed for phrase in reading for typed in phrase)
    unknown = (typed for typed in asked if not any(map(accepted(typed).__getitem__, anywhere)))
    strange = list(islice(unknown, _LOOKED_UP))
    if near := [word for typed in strange for word in _nearest(typed, here)]:
        told = _("the nearest words are {words}").format(
            words=", ".join(dict.fromkeys(near[:_MOST]))
        )
        return f"; {told}"
    if strange:
        return ""
    told = _("the words occur, but not so")
    typed = " ".join(words).split()
    options = ["--"] if any(word.startswith("-") for word in typed) else []
    apart = " ".join(map(_quoted, options + typed))
    if any(" " in word.strip() for word in words) and len(apart) <= _LONG:
        told += "; " + _("apart they may: cchc search {words}").format(words=apart)
    return f"; {told}"


def _quoted(word: str) -> str:
    """Return *word* as a shell takes it; letters with marks need no quotes."""
    return word if re.fullmatch(r"[\w@%+=:,./-]+", word) else quote(word)


def _nearest(typed: Typed, spellings: Mapping[str, str]) -> list[str]:
    """Return the words most like the one *typed*: with its marks, if it has any."""
    if typed.marked:
        alike = get_close_matches(typed.key, spellings, n=2, cutoff=0.7)
        return [spellings[spelling] for spelling in alike]
    bases = {bare(spelling): word for spelling, word in spellings.items()}
    return [bases[base] for base in get_close_matches(typed.key, bases, n=2)]


def _hits(search: Search, passes: Mapping[str, Conditions], records: Records) -> list[Hit]:
    hits = [
        ((*hit.rank, -order.newness(what, record, records), *order.by_id(record)), hit)
        for what in passes
        for record in records.candidates(what, passes[what], search)
        if (hit := search.hit(record, records.find))
    ]
    return [hit for _, hit in sorted(hits, key=itemgetter(0))]
