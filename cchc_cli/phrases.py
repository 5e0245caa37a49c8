"""What was typed: the words of a query as phrases, and every way to read them."""

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from cchc_cli.model import Term
from cchc_cli.text import key, keys, words
from cchc_cli.typed import Typed, accepted

Phrase = tuple[Typed, ...]
"""Words that must stand one after another."""

Reading = tuple[Phrase, ...]
"""One way to read a query: phrases that must all occur in a record."""

_MOST = 200  # readings: abbreviations within abbreviations have to end somewhere


def parse(arguments: Iterable[str], *, exact: bool = False) -> Reading:
    """Return the *arguments* of a command line as phrases; one without letter or digit is left out.

    A word with any mark, or every word if *exact*, stands for itself alone; one with a star
    behind it for all words that begin so.
    """
    phrases = []
    for argument in arguments:
        text = normalize("NFC", argument)
        phrase = tuple(
            Typed(key(found[0]), exact=exact, prefix=text.startswith("*", found.end()))
            for found in words(text)
        )
        if phrase:
            phrases.append(phrase)
    return tuple(phrases)


def loosened(reading: Reading) -> Reading:
    """Return *reading* with what is not typed left free: đuong for đường and đương alike."""
    return tuple(
        tuple(typed._replace(loose=typed.marked and not typed.exact) for typed in phrase)
        for phrase in reading
    )


def readings(reading: Reading, terms: Iterable[Term]) -> list[Reading]:
    """Return *reading*, and what it is with *terms* written out, or abbreviated, in it."""
    groups = [[keys(form) for form in (term.short, *term.long)] for term in terms]
    swaps = [
        (form, tuple(Typed(spelling, exact=True) for spelling in other))
        for group in groups
        for form in group
        for other in group
        if form != other
    ]
    found = {reading: None}
    for way in (ways := [reading]):  # which grows as it is read
        for form, other in swaps:
            for new in _swapped(way, form, other):
                if new not in found and len(ways) < _MOST:
                    found[new] = None
                    ways.append(new)
    return ways


def _swapped(way: Reading, form: tuple[str, ...], other: Phrase) -> Iterator[Reading]:
    """Yield *way* with *other* for each run of words that spells *form*.

    The run lies within one phrase, or is made of whole ones.
    """
    places = [(number, place) for number, phrase in enumerate(way) for place in range(len(phrase))]
    for start in range(len(places) - len(form) + 1):
        run = places[start : start + len(form)]
        if all(_spells(way[n][p], spelling) for (n, p), spelling in zip(run, form, strict=True)):
            (first, begin), (last, end) = run[0], run[-1]
            head, tail = way[first][:begin], way[last][end + 1 :]
            if first == last or not (head or tail):
                yield (*way[:first], (*head, *other, *tail), *way[last + 1 :])


def _spells(typed: Typed, spelling: str) -> bool:
    return not typed.prefix and accepted(typed)[spelling]
