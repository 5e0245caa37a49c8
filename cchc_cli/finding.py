"""Finding: the records that have the words of a query, best first, or what comes nearest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches

from cchc_cli import order
from cchc_cli.answers import Found
from cchc_cli.model import Entry
from cchc_cli.phrases import Reading, loosened, parse, readings
from cchc_cli.records import Records
from cchc_cli.search import Hit, Search, searched
from cchc_cli.text import bare, key
from cchc_cli.text import words as text_words
from cchc_cli.typed import accepted


def find(
    words: Sequence[str],
    found: Mapping[str, list[Entry]],
    records: Records,
    *,
    exact: bool = False,
) -> Found:
    """Return those of the records *found* (kind → records) that have *words*, best first.

    If none has them as they are marked, what is not typed is left free, and that is said.
    """
    reading = parse(words, exact=exact)
    if not reading:
        return Found((), missing=("nothing to search for: no letter or digit was typed",))
    terms = records.of("terms")
    if hits := _hits(readings(reading, terms), found, records):
        return Found(hits)
    loose = loosened(reading)
    if loose != reading and (hits := _hits(readings(loose, terms), found, records)):
        return Found(hits, ("nothing is spelled so; found with what is not typed left free",))
    texts = (text for what in found for one in found[what] for text in _texts(one, records))
    near = _nearest_words(reading, texts)
    hint = f"; the nearest words are {', '.join(near)}" if near else ""
    return Found((), missing=(f"nothing found for {' '.join(words)}{hint}",))


def _hits(ways: Iterable[Reading], found: Mapping[str, list[Entry]], records: Records) -> list[Hit]:
    search = Search(ways, records.find)
    hits = [
        ((*hit.rank, -order.newness(what, record, records), *order.by_id(record)), hit)
        for what in found
        for record in found[what]
        if (hit := search.hit(record))
    ]
    return order.by_key(hits)


def _texts(record: Entry, records: Records) -> Iterator[str]:
    return (text for _, text in searched(record, records.find))


def _nearest_words(reading: Reading, texts: Iterable[str]) -> list[str]:
    """Return words of *texts* that are most like those of *reading* that stand in none of them."""
    known: dict[str, str] = {}
    for text in texts:
        for word in text_words(text):
            known.setdefault(key(word[0]), word[0].lower())
    found = {bare(spelling): word for spelling, word in known.items()}
    strange = [
        bare(typed.key)
        for phrase in reading
        for typed in phrase
        if not any(accepted(typed)[spelling] for spelling in known)
    ]
    near = (found[close] for word in strange for close in get_close_matches(word, found, n=2))
    return list(dict.fromkeys(near))[:3]
