"""Addressees: the ids to which a directive that binds a body or province may be addressed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from cchc_cli.query.source import RecordSource


def addressees_binding(named: Iterable[str], records: RecordSource) -> frozenset[str]:
    """Return the ids of the bodies and provinces *named*, of their offices, and of their groups.

    A province is also the one that it was merged into, and those that were merged into it.
    """
    own = with_merged(named, records)
    bodies = records.all("bodies")

    def offices(found: Collection[str]) -> set[str]:
        return {one.id for one in bodies if one.office_of in found or one.province in found}

    def groups(found: Collection[str]) -> set[str]:
        members: Iterable[Any] = filter(None, map(records.get, found))
        return {id_ for one in members for id_ in getattr(one, "member_of", ())}

    return frozenset(_closure(own, offices) | _closure(own, groups))


def with_merged(named: Iterable[str], records: RecordSource) -> frozenset[str]:
    """Return *named*, and for a province its successors and those that were merged into it."""
    provinces = records.all("provinces")

    def predecessors(found: Collection[str]) -> set[str]:
        return {one.id for one in provinces if one.merged_into in found}

    def successors(found: Collection[str]) -> set[str]:
        return {one.merged_into for one in provinces if one.id in found and one.merged_into}

    own = set(named)
    return frozenset(_closure(own, predecessors) | _closure(own, successors))


def _closure(begin: Collection[str], step: Callable[[Collection[str]], set[str]]) -> set[str]:
    """Return *begin* and all that *step* leads to from there."""
    found = set(begin)
    while new := step(found) - found:
        found |= new
    return found
