"""Narrowing: what must stand in a record, whatever else, for it to answer a search."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.lattice import Lattice
from cchc_cli.search import Search
from cchc_cli.typed import Accepted, Typed

_MOST_WAYS = 64  # past that many ways to read a part of a query, no word of it is needed
_LONGEST = 16  # nor of a part that long, in which spellings overlap


class Run(NamedTuple):
    """Words that stand one after another."""

    words: tuple[Typed, ...]


class Every(NamedTuple):
    """Parts that are all there, in any order; no part, and there is nothing to narrow by."""

    parts: tuple["Need", ...]


class Some(NamedTuple):
    """Parts of which one at least is there."""

    parts: tuple["Need", ...]


Need: TypeAlias = Run | Every | Some


def needed(search: Search) -> Need:
    """Return what every record has that *search* hits; others may have it too."""
    nodes: list[list[tuple[int, Any]]] = [[] for _ in range(search.end)]
    for step in search.steps:
        nodes[step.start].append((step.to, step.lattice))
    return _every(_one_of(map(_in_turn, section)) for section in _sections(nodes))


def _lattice(words: Lattice) -> Need:
    """Return what is needed for *words* to be read, one after another, somewhere in a text."""
    nodes = [[(edge.to, edge.step) for edge in edges] for edges in words]
    parts: list[Any] = []
    for section in _sections(nodes):
        plain = len(section) == 1 and len(section[0]) == 1
        parts.append(section[0][0] if plain else _one_of(map(_in_turn, section)))
    return _in_turn(parts)


def _in_turn(steps: Iterable[Any]) -> Need:
    """Return what is needed for *steps*: words, lattices, and what is needed already."""
    found: list[Need] = []
    run: list[Typed] = []
    for step in steps:
        if isinstance(step, Accepted):
            run.append(step.typed)
            continue
        found += [Run(tuple(run))] if run else []
        run = []
        found.append(_lattice(step) if isinstance(step, Lattice) else step)
    return _every([*found, Run(tuple(run))] if run else found)


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
            ways = list(islice(_ways(nodes, start, end), _MOST_WAYS + 1))
        yield ways if len(ways) <= _MOST_WAYS else []
        start = end


def _ways(nodes: Sequence[Sequence[tuple[int, Any]]], start: int, end: int) -> Iterator[list[Any]]:
    if start == end:
        yield []
        return
    for to, step in nodes[start]:
        for rest in _ways(nodes, to, end):
            yield [step, *rest]


def _every(parts: Iterable[Need]) -> Need:
    known: dict[Need, None] = {}
    for part in parts:
        known.update(dict.fromkeys(part.parts if isinstance(part, Every) else (part,)))
    return next(iter(known)) if len(known) == 1 else Every(tuple(known))


def _one_of(parts: Iterable[Need]) -> Need:
    known = dict.fromkeys(parts)
    if not known or Every(()) in known:
        return Every(())
    return next(iter(known)) if len(known) == 1 else Some(tuple(known))
