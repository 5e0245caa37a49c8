"""What was typed: the words of a query, as phrases."""

from collections.abc import Iterable
from unicodedata import normalize

from cchc_cli.errors import WrongUse
from cchc_cli.text import key, overloaded, words
from cchc_cli.typed import Typed
from cchc_cli.words import _

Phrase = tuple[Typed, ...]
"""Words that must stand one after another."""

Reading = tuple[Phrase, ...]
"""A query: phrases that must all occur in a record."""


def parse(arguments: Iterable[str], *, exact: bool = False) -> Reading:
    """Return the *arguments* of a command line as phrases; one without letter or digit is left out.

    A word with any mark, or every word if *exact*, stands for itself alone; one with a star
    behind it for all words that begin so. Raises WrongUse for one with too many marks to read.
    """
    phrases = []
    for argument in arguments:
        if overloaded(argument):
            raise WrongUse(
                _("a word has more marks on one letter than any language; type it plainly")
            )
        text = normalize("NFC", argument)
        phrase = tuple(
            Typed(key(found[0]), exact=exact, prefix=text.startswith("*", found.end()))
            for found in words(text)
        )
        if phrase:
            phrases.append(phrase)
    return tuple(dict.fromkeys(phrases))  # to ask for one twice is to ask for it


def loosened(reading: Reading) -> Reading:
    """Return *reading* with what is not typed left free: đuong for đường and đương alike."""
    return tuple(
        tuple(typed._replace(loose=typed.marked and not typed.exact) for typed in phrase)
        for phrase in reading
    )
