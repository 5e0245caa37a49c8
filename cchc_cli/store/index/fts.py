"""Narrowing: what must stand in a record, whatever else, for it to answer a search."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.language.vietnamese import base_letters
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import QueryWord, WordMatcher
from cchc_cli.search.terms import Lattice

_MAX_WAYS = 64  # past that many ways to read a part of a query, no word of it is needed
_LONGEST = 16  # nor of a part that long, in which spellings overlap


class WordRun(NamedTuple):
    """Words that stand one after another."""

    words: tuple[QueryWord, ...]


class AllOf(NamedTuple):
    """Parts that are all there, in any order; no part, and there is nothing to narrow by."""

    parts: tuple["Condition", ...]


class AnyOf(NamedTuple):
    """Parts of which one at least is there."""

    parts: tuple["Condition", ...]


Condition: TypeAlias = WordRun | AllOf | AnyOf


def required_by(search: Search) -> Condition:
    """Return what every record has that *search* hits; others may have it too."""
    nodes: list[list[tuple[int, Any]]] = [[] for _ in range(search.end)]
    for step in search.steps:
        nodes[step.start].append((step.to, step.lattice))
    return _all_of(_any_of(map(_in_turn, section)) for section in _sections(nodes))


def _lattice(words: Lattice) -> Condition:
    """Return what is needed for *words* to be read, one after another, somewhere in a text."""
    nodes = [[(edge.to, edge.step) for edge in edges] for edges in words]
    parts: list[Any] = []
    for section in _sections(nodes):
        plain = len(section) == 1 and len(section[0]) == 1
        parts.append(section[0][0] if plain else _any_of(map(_in_turn, section)))
    return _in_turn(parts)


def _in_turn(steps: Iterable[Any]) -> Condition:
    """Return what is needed for *steps*: words, lattices, and what is needed already."""
    found: list[Condition] = []
    run: list[QueryWord] = []
    for step in steps:
        if isinstance(step, WordMatcher):
            run.append(step.typed)
            continue
        found += [WordRun(tuple(run))] if run else []
        run = []
        found.append(_lattice(step) if isinstance(step, Lattice) else step)
    return _all_of([*found, WordRun(tuple(run))] if run else found)


def _sections(nodes: Sequence[Sequence[tuple[int, Any]]]) -> Iterator[list[list[Any]]]:
    """Yield, between nodes that all ways through *nodes* pass, the ways there are; no way: any."""
    start = 0
    while start < len(nodes):
        node, end = start, start + 1
        while node < end:
            end = max(end, *(to for to, _ in nodes[node]))
            node += 1
        ways = []
        if end - start <= _LONGEST:
            ways = list(islice(_ways(nodes, start, end), _MAX_WAYS + 1))
        yield ways if len(ways) <= _MAX_WAYS else []
        start = end


def _ways(nodes: Sequence[Sequence[tuple[int, Any]]], start: int, end: int) -> Iterator[list[Any]]:
    if start == end:
        yield []
        return
    for to, step in nodes[start]:
        for rest in _ways(nodes, to, end):
            yield [step, *rest]


def _all_of(parts: Iterable[Condition]) -> Condition:
    known: dict[Condition, None] = {}
    for part in parts:
        known.update(dict.fromkeys(part.parts if isinstance(part, AllOf) else (part,)))
    return next(iter(known)) if len(known) == 1 else AllOf(tuple(known))


def _any_of(parts: Iterable[Condition]) -> Condition:
    known = dict.fromkeys(parts)
    if not known or AllOf(()) in known:
        return AllOf(())
    return next(iter(known)) if len(known) == 1 else AnyOf(tuple(known))


_MAX_PARTS = 40  # parts of one expression: fewer only let more records through

# SQLite folds capitals, which stand for marks in a key, and leaves alone what is not ASCII.
_MARKS = str.maketrans("AEOWDFSXRJ", "αεοωδφσξρι")


def fts_token(spelling: str) -> str:
    """Return the key *spelling* as the index has it, in one token that nothing folds."""
    return spelling.translate(_MARKS)


def match_expression(need: Condition) -> str:
    """Return *need* as an expression for FTS5; empty if it narrows nothing.

    The column `bare` has the base letters of all words, `marked` the keys of those with marks.
    """
    if isinstance(need, WordRun):
        return " AND ".join(dict.fromkeys(_run(need.words)))
    parts = [f"({part})" if part else "" for part in map(match_expression, need.parts[:_MAX_PARTS])]
    if isinstance(need, AllOf):
        return " AND ".join(part for part in parts if part)
    every_part_narrows = all(parts) and len(parts) == len(need.parts)
    return " OR ".join(parts) if every_part_narrows else ""


def _run(words: tuple[QueryWord, ...]) -> list[str]:
    found = []
    if not all(map(_as_marked, words)):
        for phrase in _ended_by_stars(words[:_MAX_PARTS]):
            tokens = [base_letters(word.key) for word in phrase]
            found.append(_phrase("bare", tokens, star=phrase[-1].prefix))
    for marked, run in groupby(words[:_MAX_PARTS], _as_marked):
        if marked:
            found.append(_phrase("marked", [fts_token(word.key) for word in run]))
    found += [
        _phrase("marked", [fts_token(_toneless(word.key))], star=True)
        for word in words[:_MAX_PARTS]
        if word.prefix and word.has_diacritics and not word.loose
    ]
    return [part for part in found if part]


def _as_marked(word: QueryWord) -> bool:
    """Tell whether *word* stands for itself alone, with its marks."""
    return word.has_diacritics and not word.loose and not word.prefix


def _ended_by_stars(words: tuple[QueryWord, ...]) -> list[list[QueryWord]]:
    """Return *words* in phrases of which the last word alone may be a beginning."""
    phrases: list[list[QueryWord]] = [[]]
    for word in words:
        phrases[-1].append(word)
        if word.prefix:
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def _toneless(spelling: str) -> str:
    return spelling.rstrip("FSXRJ")


def _phrase(column: str, tokens: list[str], *, star: bool = False) -> str:
    return f'{column} : "{" ".join(tokens)}"' + " *" * star if all(tokens) else ""
