"""What stands for a record in headings and cells: its name, who asks whom, what was printed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from cchc_cli.language.formatting import format_number, format_period
from cchc_cli.language.printed_numbers import english_print
from cchc_cli.language.translation import _, choice_label, current_language
from cchc_cli.model.records import Directive, Figure, Meeting, Outcome, Target, Words
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Joined, text_of
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, with_star

_HEADLINE_FIELDS = ("title", "text", "name", "short", "outlet", "file", "url")
ADDRESS_FIELDS = ("issuer", "level", "to")


def headline_path(record: Any) -> str:  # noqa: ANN401  # a record of any type
    """Return the path to the title, text or name of *record*."""
    if isinstance(record, Figure):
        return "indicator.name"
    if isinstance(record, Outcome):
        return "directive.text"
    return next(field for field in _HEADLINE_FIELDS if getattr(record, field, None))


def headline_value(record: Any, records: RecordSource | Mapping[str, Any]) -> Words | str:  # noqa: ANN401
    """Return the title, text or name of *record*, in all its languages."""
    field, _dot, name = headline_path(record).partition(".")
    value: Any = getattr(record, field)
    referred: Any = records.get(value) if name else None
    return getattr(referred, name) if referred else value  # type: ignore[no-any-return]


def headline(record: Any, records: RecordSource | Mapping[str, Any]) -> str:  # noqa: ANN401
    """Return the title, text or name of *record*, in the language of the run."""
    value = headline_value(record, records)
    return value if isinstance(value, str) else text_of(value)


def name_of(id_: str | None, records: RecordSource) -> str:
    """Return the name of the record *id_* in the language of the run, or the id itself."""
    record: Any = records.get(id_) if id_ else None
    name = record.name if record else id_ or ""
    return name if isinstance(name, str) else text_of(name)


def area_name(id_: str, records: RecordSource) -> str:
    """Return a short name of the area *id_*: its first Vietnamese alias, or the words of its id."""
    area: Any = records.get(id_)
    aliases = getattr(area, "aliases", ())
    return aliases[0] if current_language() == "vi" and aliases else id_.replace("-", " ")


def record_title(id_: str | None, records: RecordSource) -> Cell:
    """Return a heading for the record *id_*: "p09 · 9th session · 15 Jan 2025"."""
    record = records.get(id_) if id_ else None
    if record is None:
        return id_
    day = star_if_inferred(record, ["date"], record.date) if isinstance(record, Meeting) else None
    title = star_if_inferred(record, [headline_path(record)], headline(record, records))
    return Joined((record.id, title, day), " · ")


def url_of(record: Any, records: RecordSource) -> str | None:  # noqa: ANN401
    """Return the URL of *record*, or of a source of it: what a click on its id opens."""
    cited = (record, *map(records.get, getattr(record, "sources", ())))
    return next((url for one in cited if (url := getattr(one, "url", None))), None)


def addressing(directive: Directive, records: RecordSource) -> Cell:
    """Return who asks whom: "Nguyễn Hòa Bình → localities"."""
    return star_if_inferred(directive, ADDRESS_FIELDS, addressing_text(directive, records))


def addressing_groups(
    directives: Sequence[Directive], records: RecordSource
) -> Callable[[Directive], Cell]:
    """Return the heading of each of *directives*: who asks whom, with a star if one is inferred."""
    inferred = {_address(one) for one in directives if is_inferred(one, ADDRESS_FIELDS)}

    def heading(directive: Directive) -> Cell:
        issuer, to = _issuer_and_addressees(directive, records)
        cell = Joined((f"{issuer[:1].upper()}{issuer[1:]}", to), " → ")
        return with_star(cell) if _address(directive) in inferred else cell

    return heading


def by_address(directives: Iterable[Directive]) -> list[Directive]:
    """Return *directives* with those together that have one issuer and the same addressees."""
    groups: dict[Any, list[Directive]] = {}
    for directive in directives:
        groups.setdefault(_address(directive), []).append(directive)
    return [one for group in groups.values() for one in group]


def _address(directive: Directive) -> tuple[Any, ...]:
    return directive.issuer or directive.level, directive.to


def addressing_text(directive: Directive, records: RecordSource) -> Cell:
    """Return who asks whom, without a star."""
    return Joined(_issuer_and_addressees(directive, records), " → ")


def _issuer_and_addressees(
    directive: Directive, records: RecordSource
) -> tuple[str, tuple[str, ...]]:
    issuer = directive.issuer or choice_label("level", directive.level)
    return issuer, tuple(name_of(id_, records) for id_ in directive.to)


def target_cell(target: Target, records: RecordSource) -> Cell:
    """Return *target* in words: the name of its indicator, the bound and value, and by when."""
    bound = choice_label("bound", target.bound)
    bound = bound if target.bound != "exact" else ""
    by = Joined((_("by"), format_period(target.by)))
    indicator: Any = records.get(target.indicator)
    unit = "%" if getattr(indicator, "unit", "") == "percent" else ""
    value = Joined((bound, f"{format_number(target.value)}{unit}"))
    return Joined((name_of(target.indicator, records), Joined((value, by), ", ")), ": ")


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
