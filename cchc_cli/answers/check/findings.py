"""Findings: what a check reports of a record, how severe it is, and a sentence about it."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, TypeAlias

from cchc_cli.model.records import Figure, Words

Severity: TypeAlias = Literal["error", "warning", "note", "none"]

_CODES: dict[Severity, tuple[str, ...]] = {
    "error": ("misread", "mismatch", "sum", "falls", "disagree"),
    "warning": ("truncated", "base-changed"),
    "note": ("derived", "repeated", "ambiguous", "implied", "no-source-url"),
    "none": ("ok", "no-basis"),
}
SEVERITIES = {code: severity for severity, codes in _CODES.items() for code in codes}
"""Code of a finding → its severity."""


class Finding(NamedTuple):
    """A finding about the record *id*: what it reports, what follows from other numbers.

    *difference* is reported less computed, in points for percentages.
    """

    id: str
    code: str
    reported: str | None
    computed: Fraction | int | None
    difference: Fraction | int | None
    text: Words


def finding(
    figure: Figure,
    code: str,
    vi: str,
    en: str,
    computed: Fraction | int | None = None,
    difference: Fraction | int | None = None,
) -> Finding:
    """Return the finding *code* about *figure*, with its sentence in Vietnamese and English."""
    return Finding(figure.id, code, figure.reported, computed, difference, Words(vi=vi, en=en))


def decimal_text(number: Fraction | int, decimal_sign: str = ".") -> str:
    """Return *number* in its shortest decimal form, with *decimal_sign* before the decimals."""
    return f"{Decimal(number.numerator) / number.denominator:f}".replace(".", decimal_sign)
