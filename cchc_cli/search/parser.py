"""A word as it was typed, and which words it stands for."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple
from unicodedata import normalize

from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _
from cchc_cli.language.vietnamese import (
    base_letters,
    find_words,
    has_too_many_diacritics,
    split_letters,
    telex_key,
    tone_of,
)


class QueryWord(NamedTuple):
    """A word of a query: its key, and how much it stands for beside itself.

    Without any mark it stands for all words of its base letters, unless *exact*; with one,
    for itself, or if *loose* for every word that has at least the marks typed; with *prefix*,
    for all words that begin so, whose tone may not have been typed yet.
    """

    key: str
    exact: bool = False
    loose: bool = False
    prefix: bool = False

    @property
    def has_diacritics(self) -> bool:
        """Whether any mark was typed."""
        return self.key != base_letters(self.key)


class WordMatcher(dict[str, bool]):
    """Key of a word → whether the typed word stands for it; each is worked out once."""

    def __init__(self, typed: QueryWord) -> None:
        """Take the word as it was *typed*."""
        super().__init__()
        self.typed = typed
        self._test = _word_test(typed)

    def __missing__(self, spelling: str) -> bool:
        """Work it out for the key *spelling*."""
        self[spelling] = answer = self._test(spelling)
        return answer


@cache
def matcher_for(typed: QueryWord) -> WordMatcher:
    """Return the keys for which the word *typed* stands."""
    return WordMatcher(typed)


def _word_test(typed: QueryWord) -> Callable[[str], bool]:
    base = base_letters(typed.key)
    if not typed.exact and not typed.has_diacritics:
        if typed.prefix:
            return lambda spelling: base_letters(spelling).startswith(base)
        return lambda spelling: base_letters(spelling) == base
    if not typed.loose and not typed.prefix:
        return typed.key.__eq__
    wanted, tone = split_letters(typed.key), tone_of(typed.key)

    def fits(spelling: str) -> bool:
        others = split_letters(spelling)
        if len(others) < len(wanted) or (len(others) > len(wanted) and not typed.prefix):
            return False
        return tone in ("", tone_of(spelling)) and all(
            letter == other and (mark == other_mark or (typed.loose and not mark))
            for (letter, mark), (other, other_mark) in zip(wanted, others, strict=False)
        )

    return fits


Phrase = tuple[QueryWord, ...]
"""Words that must stand one after another."""

ParsedQuery = tuple[Phrase, ...]
"""A query: phrases that must all occur in a record."""


def parse_query(arguments: Iterable[str], *, exact: bool = False) -> ParsedQuery:
    """Return the *arguments* of a command line as phrases; one without letter or digit is left out.

    A word with any mark, or every word if *exact*, stands for itself alone; one with a star
    behind it for all words that begin so. Raises WrongUse for one with too many marks to read.
    """
    phrases = []
    for argument in arguments:
        if has_too_many_diacritics(argument):
            raise WrongUse(
                _("a word has more marks on one letter than any language; type it plainly")
            )
        text = normalize("NFC", argument)
        phrase = tuple(
            QueryWord(telex_key(found[0]), exact=exact, prefix=text.startswith("*", found.end()))
            for found in find_words(text)
        )
        if phrase:
            phrases.append(phrase)
    return tuple(dict.fromkeys(phrases))  # to ask for one twice is to ask for it


def with_free_diacritics(reading: ParsedQuery) -> ParsedQuery:
    """Return *reading* with what is not typed left free: đuong for đường and đương alike."""
    return tuple(
        tuple(typed._replace(loose=typed.has_diacritics and not typed.exact) for typed in phrase)
        for phrase in reading
    )
