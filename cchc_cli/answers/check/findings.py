"""What a check finds: of which record, how grave it is, and a sentence about it."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from cchc_cli.model.records import Figure, Words

Severity = Literal["error", "warning", "note", "none"]

SEVERITIES: dict[str, Severity] = {
    "misread": "error",
    "mismatch": "error",
    "sum": "error",
    "falls": "error",
    "disagree": "error",
    "truncated": "warning",
    "base-changed": "warning",
    "derived": "note",
    "repeated": "note",
    "ambiguous": "note",
    "implied": "note",
    "no-source-url": "note",
    "ok": "none",
    "no-basis": "none",
}
"""Code of a finding → how grave it is."""


class Finding(NamedTuple):
    """One thing found: of which record, and what was printed against what follows."""

    id: str
    code: str
    reported: str | None
    computed: Fraction | int | None
    difference: Fraction | int | None
    text: Words


def finding(
    figure: Figure,
    code: str,
    text: Words,
    computed: Fraction | int | None = None,
    difference: Fraction | int | None = None,
) -> Finding:
    """Return the finding *code* about *figure*."""
    return Finding(figure.id, code, figure.reported, computed, difference, text)


def bilingual(vi: str, en: str) -> Words:
    """Return a sentence in both languages."""
    return Words(vi=vi, en=en)


def shortest(number: Fraction | int, mark: str = ".") -> str:
    """Return *number* in as few digits as say it, with *mark* before its decimals."""
    return f"{Decimal(number.numerator) / number.denominator:f}".replace(".", mark)
