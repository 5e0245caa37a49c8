"""Totals: whether parts make their whole, and shares of one whole a hundred."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from cchc_cli.answers.check.arithmetic import half_unit, parse_printed
from cchc_cli.answers.check.findings import Finding, bilingual, finding, shortest
from cchc_cli.model.records import Figure, Words


def sums(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a verdict on each whole among *figures*: what its parts make; what would close it."""
    by_id = {figure.id: figure for figure in figures}
    parts: dict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of in by_id:
            parts[figure.part_of].append(figure)
    for id_, found in parts.items():
        whole = by_id[id_]
        by_share = _by_share(whole, found)
        said, *counts = [_counted(figure, by_share=by_share) for figure in (whole, *found)]
        if said is None or None in counts:
            continue
        total = sum(count for count in counts if count is not None)
        missing = said - total
        if abs(missing) > sum(_rounding(figure, by_share=by_share) for figure in (whole, *found)):
            yield finding(whole, "sum", _gap(whole, found, total, missing, figures), total, missing)
        else:
            added = " + ".join(shortest(count) for count in counts if count is not None)
            sentence = f"{added} = {shortest(total)}"
            yield finding(whole, "ok", bilingual(sentence, sentence), total, missing)


def _by_share(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Return whether *parts* have to add up as shares, since not all say of how many they are."""
    numerators = [figure.numerator for figure in (whole, *parts)]
    return whole.unit == "percent" and None in numerators


def _counted(figure: Figure, *, by_share: bool = False) -> Fraction | None:
    """Return what *figure* counts in a sum: its numerator if it has one, else its value."""
    if figure.bound != "exact":
        return None
    value = figure.value if by_share or figure.numerator is None else figure.numerator
    return None if value is None else Fraction(str(value))


def _rounding(figure: Figure, *, by_share: bool) -> Fraction:
    """Return how far *figure* may be off: a whole number that is no share was not rounded."""
    number = parse_printed(figure.reported)
    if number is None or (figure.numerator is not None and not by_share):
        return Fraction(0)
    rounded = figure.unit == "percent" or number.decimals
    return half_unit(number.decimals) if rounded else Fraction(0)


def _gap(
    whole: Figure,
    parts: Iterable[Figure],
    total: Fraction | int,
    missing: Fraction,
    figures: Sequence[Figure],
) -> Words:
    closing = [
        figure.id
        for figure in figures
        if figure.meeting == whole.meeting
        and figure.part_of is None
        and figure.id != whole.id
        and _counted(figure) == missing
    ]
    ids = ", ".join(part.id for part in parts)
    vi = f"các phần ({ids}) cộng được {shortest(total, ',')} trên {shortest(total + missing, ',')}"
    en = f"its parts ({ids}) make {shortest(total)} of {shortest(total + missing)}"
    if closing:
        vi += f"; thêm {' hoặc '.join(closing)} ({shortest(missing, ',')}) thì đủ"
        en += f"; {' or '.join(closing)} ({shortest(missing)}) would close it"
    return bilingual(vi, en)


def complements(figures: Sequence[Figure]) -> Iterator[Finding]:
    """Yield shares that are all of one whole and are not 100 within k·½·10⁻ᵈ."""
    groups: dict[tuple[str | None, int | None], list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.part_of and figure.unit == "percent" and figure.denominator:
            groups[figure.part_of, figure.denominator].append(figure)
    for (_, whole), found in groups.items():
        exact = [figure for figure in found if figure.bound == "exact"]
        numbers = [number for figure in exact if (number := parse_printed(figure.reported))]
        if sum(figure.numerator or 0 for figure in found) != whole or len(numbers) != len(found):
            continue
        total = sum((number.value for number in numbers), Fraction(0))
        most = sum((half_unit(number.decimals) for number in numbers), Fraction(0))
        if abs(total - 100) > most:
            ids = ", ".join(figure.id for figure in found)
            told = bilingual(
                f"{ids} hợp lại phải được 100%, lại được {shortest(total, ',')}%",
                f"{ids} should make 100% together; they make {shortest(total)}%",
            )
            yield finding(found[0], "sum", told, 100, total - 100)
