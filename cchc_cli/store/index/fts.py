"""Full-text search of an index: which of its rows can answer a search, as an FTS5 expression."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cchc_cli.language.diacritics import base_letters
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import QueryWord
from cchc_cli.search.terms import Run

TEXTS_TABLE = """
CREATE VIRTUAL TABLE texts USING fts5 (
    type, main_base, main_full, other_base, other_full,
    content = '', columnsize = 0, tokenize = ascii
);
INSERT INTO texts (texts, rank) VALUES ('hashsize', 8388608);
"""
"""For each record, whose number grows in the order of hits, its type, then the base letters of its
words and their keys, of the main texts and of the others.

After the words of the texts come the canonical words of those that contain terms.
"""

SEPARATOR = "¶"
"""The token between texts, which no phrase goes across."""

BASE, FULL = "{main_base other_base}", "{main_full other_full}"

_MAX_PARTS = 40  # arguments, and words of one: fewer only let more rows through

# In a key capitals are diacritics; SQLite would fold them, but not signs outside ASCII.
_DIACRITICS = str.maketrans("AEOWDFSXRJ", "¡¢£¤¥¦§©«¬")


def base_tokens(keys: Sequence[str]) -> str:
    """Return what a column of base letters holds for words of these *keys*."""
    return " ".join(map(base_letters, keys))


def full_tokens(keys: Sequence[str]) -> str:
    """Return what a column of whole keys holds for words of these *keys*."""
    return " ".join(keys).translate(_DIACRITICS)


def match_expression(search: Search) -> str:
    """Return an expression that all hits of *search* match, maybe others; empty if all rows do."""
    arguments = (
        [" AND ".join(_parts(run)) for run in runs] for runs in search.arguments[:_MAX_PARTS]
    )
    narrowing = (runs for runs in arguments if all(runs))
    return " AND ".join("(" + " OR ".join(f"({run})" for run in runs) + ")" for runs in narrowing)


def _parts(run: Run) -> dict[str, None]:
    """Return the phrases, and choices of words, that a row has in which *run* occurs."""
    parts: list[str] = []
    for several, group in groupby(run[:_MAX_PARTS], lambda alternatives: len(alternatives) > 1):
        if several:
            parts += map(_choice, group)
        else:
            parts += _phrases([word for (word,) in group])
    return dict.fromkeys(filter(None, parts))


def _choice(alternatives: Sequence[QueryWord]) -> str:
    tokens = dict.fromkeys(base_letters(word.key) for word in alternatives)
    either = " OR ".join(f'"{token}"' for token in tokens)
    return f"{BASE} : ({either})" if all(tokens) else ""


def _phrases(words: list[QueryWord]) -> Iterator[str]:
    if not all(map(_has_all_diacritics, words)):
        for phrase in _split_behind_prefixes(words):
            tokens = [base_letters(word.key) for word in phrase]
            yield _phrase(BASE, tokens, prefix=phrase[-1].prefix)
    for accented, group in groupby(words, _has_all_diacritics):
        if accented:
            yield _phrase(FULL, [_token(word.key) for word in group])
    for word in words:
        if word.prefix and word.has_diacritics and not word.loose:
            yield _phrase(FULL, [_token(word.key.rstrip("FSXRJ"))], prefix=True)


def _has_all_diacritics(word: QueryWord) -> bool:
    """Return whether *word* matches only words with the same diacritics."""
    return word.has_diacritics and not word.loose and not word.prefix


def _split_behind_prefixes(words: list[QueryWord]) -> list[list[QueryWord]]:
    """Return *words* in phrases of which FTS5 takes the last word alone for a prefix."""
    phrases: list[list[QueryWord]] = [[]]
    for word in words:
        phrases[-1].append(word)
        if word.prefix:
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def _token(key: str) -> str:
    return key.translate(_DIACRITICS)


def _phrase(column: str, tokens: list[str], *, prefix: bool = False) -> str:
    return f'{column} : "{" ".join(tokens)}"' + " *" * prefix if all(tokens) else ""
