"""Every way to read a query at once: its words, and what they are written out or abbreviated."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from cchc_cli.language.vietnamese import telex_keys
from cchc_cli.model.records import Term
from cchc_cli.search.parser import QueryWord, matcher_for

Form = tuple[str, ...]
"""The keys of the words of an abbreviation, or of what it stands for."""

_DEEPEST = 3  # abbreviations within what abbreviations stand for
_MOST_STEPS = 1_500  # within them; the shipped store has 431 if all its terms are asked for
_MOST_AT_ONCE = 40  # steps from one node; the shipped store has 9


class Edge(NamedTuple):
    """A step from one node to a later one: a word that stands there, or another lattice."""

    to: int
    step: "Mapping[str, bool] | Lattice"
    spells: bool = True  # not a word of which only the beginning was typed


class Lattice(list[list[Edge]]):
    """Node → the steps from it; the end is the node behind the last."""

    @cached_property
    def begins(self) -> "Begins":
        """Key of a word → whether a reading may begin with it; ask when all steps are there."""
        return Begins(self[0])


class Begins(dict[str, bool]):
    """Key of a word → whether one of some steps may begin with it; each is worked out once."""

    def __init__(self, edges: Iterable[Edge]) -> None:
        """Take the steps *edges*."""
        super().__init__()
        self._tests = [_first(step) for _, step, _ in edges]

    def __missing__(self, spelling: str) -> bool:
        """Work it out for the key *spelling*."""
        self[spelling] = answer = any(test[spelling] for test in self._tests)
        return answer


Known = dict[tuple[int, int], set[int]]
"""A lattice, by identity, and where its reading begins → where it may end."""


class Terms:
    """Abbreviations and second spellings, each form with the others that stand for it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the *terms* of a store; *exhausted* tells that they were too many."""
        self.exhausted = False
        self._steps_left = _MOST_STEPS
        self._others: dict[Form, list[Form]] = {}
        for term in terms:
            spelled = (telex_keys(form) for form in (term.short, *term.long))
            forms = list(dict.fromkeys(form for form in spelled if form))  # signs have no key
            for form in forms:
                others = (other for other in forms if other != form)
                self._others.setdefault(form, []).extend(others)
        self._begun: dict[str, list[Form]] = {}
        for form in self._others:
            self._begun.setdefault(form[0], []).append(form)
        self._lattices: dict[tuple[Form, frozenset[Form]], Lattice] = {}
        self._begun_by: dict[int, list[Form]] = {}  # by identity: steps live as long as this

    def lattice(self, words: Sequence[QueryWord]) -> Lattice:
        """Return all ways to read *words*, one after another.

        Where terms stand for each other in too many ways, none is written out.
        """
        found = self._read(words, frozenset())
        if not self.exhausted:
            return found
        self._others.clear()
        self._begun.clear()
        self._begun_by.clear()
        return self._read(words, frozenset())

    def _read(self, words: Sequence[QueryWord], used: frozenset[Form]) -> Lattice:
        """Return all ways to read *words*; forms in *used* stay as they are."""
        found = Lattice(
            [Edge(place + 1, matcher_for(word), spells=not word.prefix)]
            for place, word in enumerate(words)
        )
        known: set[tuple[int, int, Form]] = set()
        for _ in range(_DEEPEST - len(used) // 2):
            new = set(self._standing(found, used)) - known
            for start, end, form in sorted(new):
                found[start] += [Edge(end, other) for other in self._written(form, used)]
                self.exhausted = self.exhausted or len(found[start]) > _MOST_AT_ONCE
            if not new or self.exhausted:
                break
            known |= new
        return found

    def _standing(self, lattice: Lattice, used: frozenset[Form]) -> Iterator[tuple[int, int, Form]]:
        """Yield the forms that *lattice* spells, but those in *used*, each with where it stands."""
        for start, edges in enumerate(lattice):
            forms = dict.fromkeys(form for form in self._begun_at(edges) if form not in used)
            standing = [
                (start, end, form) for form in forms for end in _spelled(lattice, start, form)
            ]
            if len(standing) > _MOST_AT_ONCE:
                self.exhausted = True
                return
            yield from standing

    def _begun_at(self, edges: Iterable[Edge]) -> Iterator[Form]:
        """Yield the forms that one of the steps *edges* may begin to spell."""
        for _, step, spells in edges:
            if spells and id(step) not in self._begun_by:
                first = _first(step)
                begun = [form for key in self._begun if first[key] for form in self._begun[key]]
                self._begun_by[id(step)] = begun
            yield from self._begun_by[id(step)] if spells else ()

    def _written(self, form: Form, used: frozenset[Form]) -> list[Lattice]:
        lattices = []
        for other in self._others[form]:
            now = used | {form, other}
            if (other, now) not in self._lattices:
                typed = [QueryWord(spelling, exact=True) for spelling in other]
                written = self._lattices[other, now] = self._read(typed, now)
                self._steps_left -= sum(map(len, written))
                self.exhausted = self.exhausted or self._steps_left < 0
            if self.exhausted:
                break
            lattices.append(self._lattices[other, now])
        return lattices


def _spelled(lattice: Lattice, start: int, form: Form) -> list[int]:
    """Return the nodes that a way from *start* through *lattice* leads to if it spells *form*."""
    known: Known = {}
    reached: dict[int, set[int]] = {start: {0}}
    node = start
    while node < len(lattice) and node <= max(reached):
        for place in reached.get(node, ()):
            for to, step, spells in lattice[node]:
                if spells and place < len(form) and (found := _after(step, form, place, known)):
                    reached.setdefault(to, set()).update(found)
        node += 1
    return [node for node, places in reached.items() if len(form) in places]


def ends(lattice: Lattice, spellings: Sequence[str], start: int, known: Known) -> set[int]:
    """Return where a reading of *lattice* that begins at *start* of *spellings* may end.

    What is found on the way is kept in *known*, which is to be asked of these spellings alone.
    """
    if start >= len(spellings) or not lattice.begins[spellings[start]]:
        return set()  # as almost everywhere
    if (id(lattice), start) in known:
        return known[id(lattice), start]
    reached = {0: {start}}
    furthest = 0
    for node, edges in enumerate(lattice):
        if node > furthest:
            break
        for place in reached.get(node, ()):
            for to, step, _ in edges:
                if found := _after(step, spellings, place, known):
                    reached.setdefault(to, set()).update(found)
                    furthest = max(furthest, to)
    return known.setdefault((id(lattice), start), reached.get(len(lattice), set()))


def _first(step: Mapping[str, bool] | Lattice) -> Mapping[str, bool]:
    return step.begins if isinstance(step, Lattice) else step


def _after(
    step: Mapping[str, bool] | Lattice, spellings: Sequence[str], place: int, known: Known
) -> set[int]:
    if isinstance(step, Lattice):
        return ends(step, spellings, place, known)
    if place < len(spellings) and step[spellings[place]]:
        return {place + 1}
    return set()
