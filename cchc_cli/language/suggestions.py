"""Suggestions: the known names that a wrong one is most like."""

from collections.abc import Iterable

_CUTOFF = 0.66  # ratio of likeness, from 0 to 1, below which there is no suggestion


def nearest(word: str, known: Iterable[str], n: int = 1, cutoff: float = _CUTOFF) -> list[str]:
    """Return up to *n* of the *known* names that are most like *word*, the most alike first."""
    from difflib import get_close_matches  # noqa: PLC0415  # only a wrong name needs it

    return get_close_matches(word, [*known], n, cutoff)
