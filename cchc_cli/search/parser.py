"""Queries as they were typed: arguments, the words of each, and which words each stands for."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from cchc_cli.errors import UsageError
from cchc_cli.language.diacritics import (
    base_letters,
    find_words,
    has_too_many_diacritics,
    split_letters,
    telex_key,
    tone_of,
)
from cchc_cli.language.translation import _


class QueryWord(NamedTuple):
    """A word of a query: its Telex key, and which words it matches.

    Without diacritics it matches all words with its base letters, unless *exact*. With diacritics
    it matches itself, or if *loose* all words with at least the diacritics typed. With *prefix* it
    matches all words that begin so; their tone need not have been typed yet.
    """

    key: str
    exact: bool = False
    loose: bool = False
    prefix: bool = False

    @property
    def has_diacritics(self) -> bool:
        """Whether any diacritic was typed."""
        return self.key != base_letters(self.key)


class WordMatcher(dict[str, bool]):
    """Key of a word → whether any of some query words matches it; each is tested once."""

    def __init__(self, words: Iterable[QueryWord]) -> None:
        super().__init__()
        self._tests = [_word_test(word) for word in words]

    def __missing__(self, key: str) -> bool:
        answer = False
        for test in self._tests:  # without a generator: 1 % of a search
            answer = answer or test(key)
        self[key] = answer
        return answer


@cache
def matcher_for(*words: QueryWord) -> WordMatcher:
    """Return the matcher of *words*, any of which may match."""
    return WordMatcher(words)


def _word_test(word: QueryWord) -> Callable[[str], bool]:
    base = base_letters(word.key)
    if not word.exact and not word.has_diacritics:
        if word.prefix:
            return lambda key: base_letters(key).startswith(base)
        return lambda key: base_letters(key) == base
    if not word.loose and not word.prefix:
        return word.key.__eq__
    wanted, tone = split_letters(word.key), tone_of(word.key)

    def fits(key: str) -> bool:
        others = split_letters(key)
        if len(others) < len(wanted) or (len(others) > len(wanted) and not word.prefix):
            return False
        return tone in ("", tone_of(key)) and all(
            letter == other and (accent == other_accent or (word.loose and not accent))
            for (letter, accent), (other, other_accent) in zip(wanted, others, strict=False)
        )

    return fits


Phrase: TypeAlias = tuple[QueryWord, ...]
"""The words of one argument, which must follow one another."""

ParsedQuery: TypeAlias = tuple[Phrase, ...]
"""The arguments of a query, all of which must occur in a record."""


def parse_query(arguments: Iterable[str], *, exact: bool = False) -> ParsedQuery:
    """Return the words of each of *arguments*; one without letter or digit is left out.

    A word with a diacritic, or every word if *exact*, stands for itself alone; one with a star
    behind it for all words that begin so. Raises UsageError for a letter with too many diacritics.
    """
    phrases = []
    for argument in arguments:
        if has_too_many_diacritics(argument):
            raise UsageError(
                _("a letter of the query has too many diacritics; type it without them")
            )
        text = normalize("NFC", argument)
        phrase = tuple(
            QueryWord(telex_key(word[0]), exact=exact, prefix=text.startswith("*", word.end()))
            for word in find_words(text)
        )
        if phrase:
            phrases.append(phrase)
    return tuple(dict.fromkeys(phrases))


def loosened(phrase: Phrase) -> Phrase:
    """Return *phrase*; words with diacritics match further ones too: đuong đường and đương."""
    return tuple(word._replace(loose=word.has_diacritics and not word.exact) for word in phrase)
