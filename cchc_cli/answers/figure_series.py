"""Change: by how much a figure moved, exactly, in which unit, and how that is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple, get_args

from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import Lang
from cchc_cli.language.vietnamese import collation_key
from cchc_cli.model.records import Figure, Indicator, Meeting, Scope, Words
from cchc_cli.query.sorting import id_key
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Bilingual, Cell
from cchc_cli.view.columns import headline_of

Series = list[Figure]
"""The figures of one indicator that share scope and subject, in their order."""

Unit = Literal["points", "count", "times"]


class Change(NamedTuple):
    """How far a value moved; a change of percentages is in points (điểm phần trăm)."""

    by: int | float
    unit: Unit


_UNITS: dict[str, Unit] = {"percent": "points", "times": "times"}


def change_between(before: Figure, after: Figure) -> Change | None:
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
    shares = _exact_share(before), _exact_share(after)
    if shares[0] is not None and shares[1] is not None:
        decimals = max(-int(value.normalize().as_tuple().exponent) for value in values)
        by = Decimal(str(float(round(shares[1] - shares[0], max(decimals, 0)))))
    whole = by == by.to_integral_value()
    return Change(int(by) if whole else float(by), _UNITS.get(after.unit, "count"))


def _exact_share(figure: Figure) -> Fraction | None:
    if figure.unit != "percent" or figure.numerator is None or figure.denominator is None:
        return None
    return Fraction(100 * figure.numerator, figure.denominator)


def break_reason(indicator: Indicator, base: int | None, figure: Figure) -> Words | None:
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


def change_cell(moved: Change | None) -> Cell:
    """Return *moved* as people read it, "+2.41 points"; a dash where there is no telling."""
    if moved is None:
        return "\N{EN DASH}"
    return Bilingual(_change_text(moved, "vi"), _change_text(moved, "en"))


def _change_text(moved: Change, lang: Lang) -> str:
    sign = "+" if moved.by > 0 else ""
    return f"{sign}{format_number(moved.by, lang)} {_UNIT_LABELS[lang][moved.unit]}".rstrip()


_UNIT_LABELS: dict[Lang, dict[Unit, str]] = {
    "vi": {"points": "điểm %", "times": "lần", "count": ""},
    "en": {"points": "points", "times": "times", "count": ""},
}

_SCOPES: tuple[Scope, ...] = get_args(Scope)


def day_of(figure: Figure, records: RecordSource) -> date | None:
    """Return the day of the meeting that gave *figure*; of one without, the last it is about."""
    meeting = records.get(figure.meeting) if figure.meeting else None
    if isinstance(meeting, Meeting):
        return meeting.date
    days = parse_period(figure.as_of or figure.period or "")
    return days[1] if days else None


def series_of(figures: Iterable[Figure], records: RecordSource) -> list[Series]:
    """Return *figures* line by line: scopes in their order, bodies and provinces by name."""
    found: dict[tuple[Scope, str | None], Series] = defaultdict(list)
    for figure in figures:
        found[figure.scope, figure.subject].append(figure)

    def place(line: tuple[Scope, str | None]) -> tuple[Any, ...]:
        scope, subject = line
        name = collation_key(headline_of(subject, records))
        return _SCOPES.index(scope), name, subject or ""

    return [
        sorted(found[line], key=lambda figure: (_moment(figure, records), id_key(figure)))
        for line in sorted(found, key=place)
    ]


def _moment(figure: Figure, records: RecordSource) -> tuple[date, date, str]:
    """Return when *figure* was given, and what it is about; two of one moment are rivals."""
    about = parse_period(figure.as_of or figure.period or "")
    day = day_of(figure, records) or date.max
    return day, about[1] if about else date.max, figure.meeting or ""
