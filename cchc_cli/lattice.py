"""Every way to read a query at once: its words, and what they are written out or abbreviated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from cchc_cli.model import Term
from cchc_cli.text import keys
from cchc_cli.typed import Typed, accepted

Form = tuple[str, ...]
"""The keys of the words of an abbreviation, or of what it stands for."""

_DEEPEST = 3  # abbreviations within what abbreviations stand for


class Edge(NamedTuple):
    """A step from one node to a later one: a word that stands there, or another lattice."""

    to: int
    step: "Mapping[str, bool] | Lattice"
    spells: bool = True  # not a word of which only the beginning was typed


Lattice = list[list[Edge]]
"""Node → the steps from it; the end is the node behind the last."""


class Terms:
    """Abbreviations and second spellings, each form with the others that stand for it."""

    def __init__(self, terms: Iterable[Term]) -> None:
        """Take the *terms* of a store."""
        self._others: dict[Form, list[Form]] = {}
        for term in terms:
            spelled = (keys(form) for form in (term.short, *term.long))
            forms = list(dict.fromkeys(form for form in spelled if form))  # signs have no key
            for form in forms:
                others = (other for other in forms if other != form)
                self._others.setdefault(form, []).extend(others)
        self._lattices: dict[tuple[Form, frozenset[Form]], Lattice] = {}

    def lattice(self, words: Sequence[Typed], used: frozenset[Form] = frozenset()) -> Lattice:
        """Return all ways to read *words*, one after another; forms in *used* stay as they are."""
        found: Lattice = [
            [Edge(place + 1, accepted(word), spells=not word.prefix)]
            for place, word in enumerate(words)
        ]
        forms = [form for form in self._others if form not in used]
        known: set[tuple[int, int, Form]] = set()
        for _ in range(_DEEPEST - len(used) // 2):
            new = {
                (start, end, form)
                for form in forms
                for start in range(len(words))
                for end in _spelled(found, start, form)
            } - known
            for start, end, form in sorted(new):
                found[start] += [Edge(end, other) for other in self._written(form, used)]
            if not new:
                break
            known |= new
        return found

    def _written(self, form: Form, used: frozenset[Form]) -> list[Lattice]:
        lattices = []
        for other in self._others[form]:
            now = used | {form, other}
            if (other, now) not in self._lattices:
                typed = [Typed(spelling, exact=True) for spelling in other]
                self._lattices[other, now] = self.lattice(typed, now)
            lattices.append(self._lattices[other, now])
        return lattices


def _spelled(lattice: Lattice, start: int, form: Form) -> list[int]:
    """Return the nodes that a way from *start* through *lattice* leads to if it spells *form*."""
    reached: dict[int, set[int]] = {start: {0}}
    node = start
    while node < len(lattice) and node <= max(reached):
        for place in reached.get(node, ()):
            for to, step, spells in lattice[node]:
                if spells and place < len(form) and (found := _after(step, form, place)):
                    reached.setdefault(to, set()).update(found)
        node += 1
    return [node for node, places in reached.items() if len(form) in places]


def ends(lattice: Lattice, spellings: Sequence[str], start: int) -> set[int]:
    """Return where a reading of *lattice* that begins at *start* of *spellings* may end."""
    if not any(_after(step, spellings, start) for _, step, _ in lattice[0]):
        return set()  # as almost everywhere
    reached: list[set[int]] = [set() for _ in range(len(lattice) + 1)]
    reached[0].add(start)
    furthest = 0
    for node, edges in enumerate(lattice):
        if node > furthest:
            return set()
        for place in reached[node]:
            for to, step, _ in edges:
                found = _after(step, spellings, place)
                if found:
                    reached[to] |= found
                    furthest = max(furthest, to)
    return reached[-1]


def _after(step: Mapping[str, bool] | Lattice, spellings: Sequence[str], place: int) -> set[int]:
    if isinstance(step, list):
        return ends(step, spellings, place)
    if place < len(spellings) and step[spellings[place]]:
        return {place + 1}
    return set()
