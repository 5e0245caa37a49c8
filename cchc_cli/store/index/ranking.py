"""Searches that full-text search can answer by itself: exact FTS5 expressions of hits by rank."""

from collections.abc import Callable, Iterable
from itertools import product
from math import prod
from typing import NamedTuple

from cchc_cli.language.diacritics import base_letters
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import QueryWord
from cchc_cli.search.terms import Run
from cchc_cli.store.index.fts import BASE, FULL, full_tokens

_MAX_ARGUMENTS, _MAX_WORDS = 12, 40
_MAX_PHRASES = 64  # of one run
_MAX_KEY = 1000  # characters; FTS5 cuts tokens of 32 KB
_MAIN = {BASE: "main_base", FULL: "main_full"}

Spellings = Callable[[QueryWord], list[str]]
"""The keys of all words of a store that a word of a query matches."""

_Phrase = tuple[str, str]
"""The columns and the words of an FTS5 phrase."""


class Ranked(NamedTuple):
    """The expression that all hits match, and those of each rank, best first; "": there is none."""

    all: str
    ranks: tuple[str, ...]


def ranked_expressions(search: Search, spellings: Spellings) -> Ranked | None:
    """Return what exactly the hits of *search* match; None if it has too many possible phrases."""
    arguments = [*search.arguments, search.together]
    if len(arguments) > _MAX_ARGUMENTS or max(len(run) for run in search.together) > _MAX_WORDS:
        return None
    phrases: list[dict[_Phrase, None]] = []
    for runs in arguments:
        of_runs = [_phrases(run, spellings) for run in runs]
        if None in of_runs:
            return None
        phrases.append(dict.fromkeys(one for some in of_runs for one in some or ()))
    *apart, together = phrases
    if not all(apart):
        return Ranked("", ())
    return _ranked(apart, together)


def _ranked(apart: list[dict[_Phrase, None]], together: dict[_Phrase, None]) -> Ranked:
    everywhere, main = _all_of(apart, main=False), _all_of(apart, main=True)
    in_a_row, main_in_a_row = (_any_of(together, main=main) for main in (False, True))
    if len(apart) == 1 or not together:
        return Ranked(everywhere, (main, _without(everywhere, main)))
    ranks = (
        main_in_a_row,
        _without(in_a_row, main_in_a_row),
        _without(main, in_a_row),
        _without(_without(everywhere, in_a_row), main),
    )
    return Ranked(everywhere, ranks)


def _all_of(arguments: Iterable[Iterable[_Phrase]], *, main: bool) -> str:
    return " AND ".join(f"({_any_of(phrases, main=main)})" for phrases in arguments)


def _any_of(phrases: Iterable[_Phrase], *, main: bool) -> str:
    return " OR ".join(f"{_MAIN[where] if main else where} : {one}" for where, one in phrases)


def _without(some: str, others: str) -> str:
    return f"({some}) NOT ({others})"


def _phrases(run: Run, spellings: Spellings) -> list[_Phrase] | None:
    """Return the phrases one of which a text has in which *run* occurs; None for too many."""
    words = [word for alternatives in run for word in alternatives]
    if any(len(word.key) > _MAX_KEY for word in words):
        return None
    if len(words) == len(run) and _is_bare(words):
        bases = " ".join(base_letters(word.key) for word in words)
        return [(BASE, f'"{bases}"' + " *" * words[-1].prefix)]
    keys = [dict.fromkeys(key for word in one for key in spellings(word)) for one in run]
    if prod(map(len, keys)) > _MAX_PHRASES:
        return None
    return [(FULL, f'"{full_tokens(phrase)}"') for phrase in product(*keys)]


def _is_bare(words: list[QueryWord]) -> bool:
    """Return whether *words* match on base letters, and only the last is a prefix, if any."""
    return not any(word.exact or word.has_diacritics for word in words) and not any(
        word.prefix for word in words[:-1]
    )
