"""Cells of figures: what was printed, the ratio, the time, and what the figure is about."""

from cchc_cli.language.formatting import format_number
from cchc_cli.language.printed_numbers import english_print
from cchc_cli.language.translation import choice_label, current_language
from cchc_cli.model.records import Figure
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell
from cchc_cli.view.names import name_of


def ratio_text(figure: Figure) -> str | None:
    """Return the numerator and denominator of *figure*, "18/21", as far as they are stated."""
    ratio = f"{figure.numerator}/{figure.denominator or '?'}"
    return None if figure.numerator is None else ratio


def ratio_cell(figure: Figure) -> Cell:
    """Return the ratio of *figure*, 16.051/16.274 in Vietnamese, unless it is what was printed."""
    if figure.numerator is None:
        return None
    total = format_number(figure.denominator) if figure.denominator else "?"
    ratio = f"{format_number(figure.numerator)}/{total}"
    return None if ratio == reported_text(figure) else ratio


def reported_text(figure: Figure) -> str:
    """Return what was printed; in English its number, and its bound in words."""
    if current_language() == "vi":
        return figure.reported
    return english_print(figure.reported, figure.value, figure.bound, figure.unit)


def time_of(figure: Figure) -> str | None:
    """Return the day or the period that *figure* is about."""
    return figure.as_of or figure.period


def scope_name(figure: Figure, records: RecordSource) -> str:
    """Return the province or body that *figure* is about, or else its scope."""
    return name_of(figure.subject, records) or choice_label("scope", figure.scope)
