"""The scan: questions answered by looking at every record there is."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING, Any

from cchc_cli import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cchc_cli.records import Conditions, Records, Under
    from cchc_cli.search import Search


class Scan:
    """What records in memory answer with nothing but themselves: for a store to inherit."""

    def ids(self: Records, what: str) -> Iterable[str]:
        """Return the ids of all records of the kind *what*."""
        return [one.id for one in self.of(what)]

    def passing(self: Records, what: str, passes: Conditions) -> list[Any]:
        """Return the records of the kind *what* that pass, in their usual order."""
        return order.usual(what, [one for one in self.of(what) if passes(one)], self)

    def candidates(self: Records, what: str, passes: Conditions, _: Search) -> Iterator[Any]:
        """Return all records of the kind *what* that pass."""
        return filter(passes, self.of(what))

    def frequencies(self: Records, kinds: Iterable[str]) -> Mapping[str, int]:
        """Return how often each word, in small letters, stands in what is searched of *kinds*."""
        from cchc_cli.search import searched  # noqa: PLC0415  # most answers need no search
        from cchc_cli.text import words  # noqa: PLC0415

        everything = (one for what in kinds for one in self.of(what))
        texts = (text for one in everything for _, text in searched(one, self.find))
        return Counter(word[0].lower() for text in texts for word in words(text))

    def tally(
        self: Records, what: str, passes: Conditions, by: Sequence[Under]
    ) -> tuple[Counter[tuple[Any, ...]], int]:
        """Return how many of the kind *what* pass, for each combination *by* and in all."""
        found = list(filter(passes, self.of(what)))
        combined = (product(*(under.of(one) for under in by)) for one in found)
        return Counter(one for some in combined for one in some), len(found)
