"""Tallies: how many rows of an index there are under each value, or under two at once."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import product
from typing import Any

from cchc_cli.records import Under

Held = Mapping[Any, Sequence[int]]
"""Value of a field → the rows in which it stands."""


def tallied(
    rows: Collection[int], by: Sequence[Under], held: Sequence[Held]
) -> Counter[tuple[Any, ...]]:
    """Return how many of *rows* there are for each combination *by*, whose values *held* tells."""
    groups = [_groups(rows, under, known) for under, known in zip(by, held, strict=True)]
    if len(groups) == 1:
        return Counter({(value,): len(group) for value, group in groups[0].items() if group})
    places = [_places(known) for known in groups]
    return Counter(
        combination for row in rows for combination in product(*(place[row] for place in places))
    )


def _groups(rows: Collection[int], under: Under, held: Held) -> dict[Any, set[int]]:
    """Return the *rows* under each value, and those under none as under null."""
    wanted, left = set(rows), set(rows)
    groups: dict[Any, set[int]] = {}
    for value, holding in held.items():
        told = under.told(value) if under.told else value
        groups.setdefault(told, set()).update(wanted.intersection(holding))
    for group in groups.values():
        left -= group
    return {**groups, None: left}


def _places(groups: Mapping[Any, set[int]]) -> dict[int, list[Any]]:
    places: dict[int, list[Any]] = {}
    for value, group in groups.items():
        for row in group:
            places.setdefault(row, []).append(value)
    return places
