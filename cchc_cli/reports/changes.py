"""Change: by how much a figure moved, exactly, in which unit, and how that is told."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from cchc_cli.formats import number
from cchc_cli.model import Figure, Indicator, Words
from cchc_cli.sheets import Cell, Either
from cchc_cli.words import Lang

Unit = Literal["points", "count", "times"]


class Change(NamedTuple):
    """How far a value moved; a change of percentages is in points (điểm phần trăm)."""

    by: int | float
    unit: Unit


_UNITS: dict[str, Unit] = {"percent": "points", "times": "times"}


def change(before: Figure, after: Figure) -> Change | None:
    """Return how far the value moved from *before* to *after*.

    Shares whose numbers stand beside them are worked out from those, and rounded once, to the
    decimals of the more precise: so the changes of a share and of its rest mirror each other.
    Other values are taken as printed. None where there is no telling: a value is not known, or
    either is a bound ("hơn 800").
    """
    if before.bound != "exact" or after.bound != "exact":
        return None
    if before.value is None or after.value is None or before.unit != after.unit:
        return None
    values = Decimal(str(before.value)), Decimal(str(after.value))
    by = values[1] - values[0]
    shares = _share(before), _share(after)
    if shares[0] is not None and shares[1] is not None:
        decimals = max(-int(value.normalize().as_tuple().exponent) for value in values)
        by = Decimal(str(float(round(shares[1] - shares[0], max(decimals, 0)))))
    whole = by == by.to_integral_value()
    return Change(int(by) if whole else float(by), _UNITS.get(after.unit, "count"))


def _share(figure: Figure) -> Fraction | None:
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return None
    return Fraction(100 * figure.numerator, figure.denominator)


def why_broken(indicator: Indicator, base: int | None, figure: Figure) -> Words | None:
    """Return why *figure* does not go on from what was given before, if it does not."""
    if not indicator.comparable:
        note = indicator.note
        return Words(
            vi="Giá trị các cuộc họp không nối thành một chuỗi" + (f": {note.vi}" if note else "."),
            en="The values of different meetings are not one series"
            + (f": {note.en or note.vi}" if note else "."),
        )
    now = figure.denominator
    if indicator.base != "fixed" or not base or not now or base == now:
        return None
    return Words(
        vi=f"Mẫu số phải cố định nhưng lại khác trước: {base}, rồi {now}.",
        en=f"The base should be fixed, yet it is {base}, then {now}.",
    )


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
