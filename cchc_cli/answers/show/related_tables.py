"""Pages of `show`: what a body, province, theme, area or document brings together."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cchc_cli.language.translation import _, label
from cchc_cli.model.records import Province, Record, type_of
from cchc_cli.query.addressees import addressees_binding, with_merged
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTERS, Filters
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import Predicate, RecordSource
from cchc_cli.view.cells import Column, Sheet
from cchc_cli.view.inferred_star import star_if_inferred


class Table(NamedTuple):
    """The records of one type on a page, in their order, and a title other than their type."""

    record_type: str
    items: Sequence[Any]
    title: str | None = None
    repeats: bool = False  # followed by the table of what was asked again


def page_tables(record: Record, filters: Filters, records: RecordSource) -> Iterator[Table]:
    """Yield the tables of the page of *record* that hold more than the records that refer to it."""
    if make := _PAGES.get(type_of(record)):
        yield from make(record, filters, records)


def narrowed(
    record_type: str, items: Sequence[Any], filters: Filters, records: RecordSource
) -> list[Any]:
    """Return those of *items* that pass the *filters* by time that *record_type* has.

    A figure that no meeting reported has the time that it is about.
    """
    able = {
        name: given for name, given in filters.values.items() if record_type in FILTERS[name].fields
    }
    if not able:
        return list(items)
    passes = predicates(Filters(able), [record_type], records)[record_type]
    own_time = Predicate([(("as_of", "period"), test) for _fields, test in passes.tests])
    is_figure = record_type == "figures"
    return [one for one in items if (own_time if is_figure and not one.meeting else passes)(one)]


def repeats_sheet(directives: Sequence[Any]) -> Iterator[Sheet]:
    """Yield the table of those *directives* that follow earlier ones, if any."""
    columns = [
        Column("id", lambda one: one.id),
        Column("follows", lambda one: star_if_inferred(one, ["follows"], tuple(one.follows))),
    ]
    if repeated := [one for one in directives if one.follows]:
        notes = (_("figures that measure it, and outcomes: cchc trace ID"),)
        yield Sheet(columns, repeated, _("Asked again"), notes, depth=3)


def _addressee(record: Record, _filters: Filters, records: RecordSource) -> Iterator[Table]:
    """Yield what binds a body or province, its figures, its people, and where it took part."""
    own = with_merged([record.id], records)
    binding = addressees_binding([record.id], records)
    directives = records.filtered("directives", Predicate([(("to",), binding.__contains__)]))
    areas = [area.id for area in records.all("areas")]
    title = _("Directives that bind it")
    yield Table("directives", sorted(directives, key=lambda one: areas.index(one.area)), title)
    yield Table("figures", _referring(own, "figures", records), _("Figures about it"))
    if isinstance(record, Province):
        yield Table("people", _referring(own, "people", records))
        sources = _referring(own, "sources", records)
        reported = _records({one.meeting for one in sources if one.meeting}, records)
        meetings = [*_referring(own, "meetings", records), *reported]
        yield Table("meetings", _ordered("meetings", meetings, records))
        yield Table("sources", sources, label("reported_from_here"))


def _subject(record: Record, filters: Filters, records: RecordSource) -> Iterator[Table]:
    """Yield the directives about a theme, area or document, figures, documents, who asked."""
    name = {"themes": "theme", "areas": "area", "documents": "document"}[type_of(record)]
    found = predicates(Filters({name: (record.id,)}), ["directives", "figures"], records)
    directives, figures = (
        narrowed(one, records.filtered(one, found[one]), filters, records) for one in found
    )
    yield Table("directives", directives, repeats=True)
    yield Table("figures", figures)
    if name != "document" and filters.values:
        ids = dict.fromkeys(one.indicator for one in figures)
        yield Table("indicators", _ordered("indicators", _records(ids, records), records))
    if name != "document":
        ids = dict.fromkeys(id_ for one in directives for id_ in one.documents)
        yield Table("documents", _ordered("documents", _records(ids, records), records))
    asked = {one.id for one in directives}
    people = [one for one in records.all("people") if not asked.isdisjoint(one.issued)]
    yield Table("people", _ordered("people", people, records), _("Who asked"))


def _referring(ids: Iterable[str], record_type: str, records: RecordSource) -> list[Any]:
    found = [one for id_ in sorted(ids) for one in records.referring_to(id_, record_type)]
    return _ordered(record_type, found, records)


def _records(ids: Iterable[str], records: RecordSource) -> list[Any]:
    return [one for id_ in ids if (one := records.get(id_))]


def _ordered(record_type: str, items: Iterable[Any], records: RecordSource) -> list[Any]:
    return default_order(record_type, {one.id: one for one in items}.values(), records)


_PAGES: dict[str, Callable[[Any, Filters, RecordSource], Iterator[Table]]] = {
    "bodies": _addressee,
    "provinces": _addressee,
    "themes": _subject,
    "areas": _subject,
    "documents": _subject,
}
"""Record type → what makes the tables of its page."""
