"""Suggestions: the known names that a wrong one is most like."""

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str], n: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return up to *n* of the *known* names that are most like *word*, the most alike first.

    The likeness of two names is a ratio from 0 to 1; below *cutoff* there is no suggestion.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # only a wrong name needs it

    return get_close_matches(word, [*known], n, cutoff)
