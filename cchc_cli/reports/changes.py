"""Change: by how much a figure moved, exactly, in which unit, and how that is told."""

from decimal import Decimal
from typing import Literal, NamedTuple

from cchc_cli.model import Figure
from cchc_cli.sheets import Cell, Either
from cchc_cli.words import Lang, number

Unit = Literal["points", "count", "times"]


class Change(NamedTuple):
    """How far a value moved; a change of percentages is in points (điểm phần trăm)."""

    by: int | float
    unit: Unit


_UNITS: dict[str, Unit] = {"percent": "points", "times": "times"}


def change(before: Figure, after: Figure) -> Change | None:
    """Return how far the value moved from *before* to *after*, as the printed digits have it.

    None where there is no telling: a value is not known, or either is a bound ("hơn 800").
    """
    if before.bound != "exact" or after.bound != "exact":
        return None
    if before.value is None or after.value is None or before.unit != after.unit:
        return None
    by = Decimal(str(after.value)) - Decimal(str(before.value))
    whole = by == by.to_integral_value()
    return Change(int(by) if whole else float(by), _UNITS.get(after.unit, "count"))


def told(moved: Change | None) -> Cell:
    """Return *moved* as people read it, "+2.41 points"; a dash where there is no telling."""
    if moved is None:
        return "\N{EN DASH}"
    return Either(_told(moved, "vi"), _told(moved, "en"))


def _told(moved: Change, lang: Lang) -> str:
    sign = "+" if moved.by > 0 else ""
    return f"{sign}{number(moved.by, lang)} {_SAID[lang][moved.unit]}".rstrip()


_SAID: dict[Lang, dict[Unit, str]] = {
    "vi": {"points": "điểm %", "times": "lần", "count": ""},
    "en": {"points": "points", "times": "times", "count": ""},
}
