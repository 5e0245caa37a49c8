"""The few good columns in which people read each kind of record."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias

from cchc_cli import concluded
from cchc_cli.answers import Row, picker, row
from cchc_cli.concluded import STAR
from cchc_cli.model import Directive, Entry, Figure, Meeting, Words
from cchc_cli.records import Records
from cchc_cli.sheets import (
    Aside,
    Cell,
    Column,
    Either,
    Joined,
    Label,
    Said,
    Sheet,
    When,
    Word,
)

Make: TypeAlias = Callable[[Any, Records], Cell]


def of(what: str, records: Records) -> list[Column]:
    """Return the columns of the kind *what*."""
    return [
        Column(name, partial(_cell, name, make, records), right=name in _RIGHT)
        for name, make in COLUMNS[what].items()
    ]


def sheet(
    what: str, found: Sequence[Any], records: Records, *, title: Cell = None, depth: int = 2
) -> Sheet:
    """Return the table of the records *found*, of the kind *what*, with what is starred in it."""
    starred = is_starred_beside(found, records) or any(
        concluded.is_concluded(record, _FIELDS.get(name, (name,)))
        for record in found
        if getattr(record, "inferred", None)  # few are, and a table may be long
        for name in COLUMNS[what]
    )
    return Sheet(of(what, records), found, title, (STAR,) if starred else (), depth=depth)


def plain(paths: Sequence[str], items: Sequence[Any], records: Records) -> Sheet:
    """Return the table of what stands in the rows of *items* under dotted *paths*."""
    picked = picker(records)
    whole = [row(item) for item in items]
    columns = [
        Column(
            path,
            partial(_picked, path, picked, records),
            right=_are_numbers([picked(one, path) for one in whole]),
        )
        for path in paths
    ]
    starred = any(concluded.is_under(one, path, records) for one in whole for path in paths)
    return Sheet(columns, whole, notes=(STAR,) if starred else ())


def beside(record: Any, records: Records) -> list[Cell]:  # noqa: ANN401
    """Return what is said beside the text of an order, or beside the name of a figure."""
    if isinstance(record, Directive):
        return [concluded.told(record, _ORDER, Aside(_order(record, records)))]
    if isinstance(record, Figure):
        told = (record.reported, divided(record, records), scope(record, records))
        return [Aside(Joined((*told, when(record, records)), " · "))]
    return []


def is_starred_beside(found: Iterable[Any], records: Records) -> bool:
    """Tell whether what is said beside one of *found* bears a star."""
    orders = [record for record in found if isinstance(record, Directive)]
    meetings = (records.find(id_) for id_ in dict.fromkeys(order.meeting for order in orders))
    return any(concluded.is_concluded(meeting, ["date"]) for meeting in meetings) or any(
        concluded.is_concluded(order, _ORDER) for order in orders
    )


def _are_numbers(values: Sequence[Any]) -> bool:
    known = [value for value in values if value is not None]
    return bool(known) and all(type(value) in (int, float) for value in known)


def known_by(record: Any) -> str:  # noqa: ANN401  # any kind of record
    """Return the path to what *record* is known by: its title, its text, its name."""
    if hasattr(record, "indicator"):
        return "indicator.name"
    return next(field for field in _HEADLINES if getattr(record, field, None))


def headline(record: Any, records: Records) -> Words | str:  # noqa: ANN401
    """Return what *record* is known by: its title, its text, its name."""
    head, _, tail = known_by(record).partition(".")
    value = getattr(record, head)
    return name_of(value, records) if tail else value


def ratio(figure: Any, _: Records) -> str | None:  # noqa: ANN401
    """Return the numbers a figure was worked out from, "18/21", as far as they are stated."""
    if figure.numerator is None:
        return None
    return f"{figure.numerator}/{figure.denominator or '?'}"


def divided(figure: Any, _: Records) -> Cell:  # noqa: ANN401
    """Return the same numbers as people read them: 16.051/16.274 in Vietnamese."""
    if figure.numerator is None:
        return None
    return Joined((figure.numerator, figure.denominator or "?"), "/")


def as_of(figure: Any, _: Records) -> str | None:  # noqa: ANN401
    """Return the day, or the period, that a figure is about."""
    return figure.as_of or figure.period  # type: ignore[no-any-return]


def when(figure: Any, records: Records) -> Cell:  # noqa: ANN401
    """Return the day, or the period, that a figure is about, as people read it."""
    return told_as("as_of", as_of(figure, records))


def scope(figure: Any, records: Records) -> Cell:  # noqa: ANN401
    """Return whom a figure is about: a province, a body, or the word of its scope."""
    return headline_of(figure.subject, records) or Word("scope", figure.scope)


def told_as(field: str, value: Any) -> Cell:  # noqa: ANN401  # what a field can hold
    """Return *value*, which stands in *field*, as people read it: words, days and periods."""
    if isinstance(value, str):
        if field in _TIMES:
            return When(value)
        if field in _CLOSED:
            return Word(field, value)
    return value  # type: ignore[no-any-return]


def headline_of(id_: str | None, records: Records) -> str:
    """Return the name of the province *id_*, or of the body that it is."""
    name = name_of(id_, records)
    return name if isinstance(name, str) else name.vi


def _cell(name: str, make: Make, records: Records, record: Entry) -> Cell:
    return concluded.told(record, _FIELDS.get(name, (name,)), make(record, records))


def _picked(path: str, picked: Callable[[Row, str], Any], records: Records, whole: Row) -> Cell:
    cell = _told(picked(whole, path), path.rpartition(".")[2])
    return concluded.starred(cell) if concluded.is_under(whole, path, records) else cell


def _told(value: Any, field: str = "") -> Cell:  # noqa: ANN401  # whatever JSON can hold
    """Return *value* of a row as people read it: people as name (role), a line each."""
    if isinstance(value, list | tuple):
        cells = [_told(one, field) for one in value]
        lines = isinstance(value, list) or any(isinstance(one, dict) for one in value)
        return cells if lines else tuple(cells)
    if not isinstance(value, dict):
        return told_as(field, value)
    if "vi" in value:
        return Either(value["vi"], value["en"] or value["vi"])
    if "role" in value:
        role = Joined(("(", Word("role", value["role"]), ")"), "")
        return Joined((value["name"], role))
    if "to" in value:
        return Said(_told(value["name"]), tuple(_told(one) for one in value["to"]))
    return [Said(Label(name), _told(reason)) for name, reason in value.items()]


def _field(name: str) -> Make:
    return lambda record, _: getattr(record, name)


def _count(what: str) -> Make:
    return lambda record, records: len(records.citing(record.id, what))


def name_of(id_: str | None, records: Records) -> Words | str:
    """Return the name of the record called *id_*, or the id itself."""
    record: Any = records.find(id_) if id_ else None
    return record.name if record else id_ or ""


def _order(directive: Directive, records: Records) -> Cell:
    meeting = records.find(directive.meeting)
    day = concluded.told(meeting, ["date"], meeting.date) if isinstance(meeting, Meeting) else None
    place = f"{directive.order}/{directive.of or '?'}" if directive.order else None
    issuer = directive.issuer or Word("level", directive.level)
    what = Joined((Word("kind", directive.kind), place))
    return Joined((day, what, Joined((issuer, directive.to), " → ")), " · ")


def _main(area: Any, records: Records) -> list[Any]:  # noqa: ANN401
    return [order for order in records.citing(area.id, "directives") if order.area == area.id]


def _chairs(meeting: Any, _: Records) -> Cell:  # noqa: ANN401
    return tuple(person.name for person in meeting.people if person.role != "participant")


COLUMNS: dict[str, dict[str, Make]] = {
    "meetings": {
        "id": _field("id"),
        "date": _field("date"),
        "title": headline,
        "chair": _chairs,
        "directives": _count("directives"),
        "figures": _count("figures"),
    },
    "directives": {
        "id": _field("id"),
        "area": lambda record, _: (record.area, *record.also),
        "text": lambda record, records: [record.text, *beside(record, records)],
    },
    "figures": {
        "id": _field("id"),
        "indicator": headline,
        "scope": scope,
        "reported": _field("reported"),
        "n/m": divided,
        "as_of": when,
    },
    "indicators": {
        "id": _field("id"),
        "name": headline,
        "unit": lambda record, _: Word("unit", record.unit),
        "figures": _count("figures"),
    },
    "people": {
        "id": _field("id"),
        "name": headline,
        "titles": _field("titles"),
        "provinces": lambda record, records: tuple(
            name_of(id_, records) for id_ in record.provinces
        ),
        "chaired": lambda record, _: len(record.chaired),
        "attended": lambda record, _: len(record.attended),
        "directives": lambda record, _: len(record.issued),
    },
    "documents": {
        "id": _field("id"),
        "number": _field("number"),
        "date": _field("date"),
        "title": headline,
        "directives": _count("directives"),
    },
    "sources": {
        "id": _field("id"),
        "kind": lambda record, _: Word("kind", record.kind),
        "title": headline,
        "where": lambda record, _: record.file or record.outlet or record.url,
    },
    "areas": {
        "id": _field("id"),
        "name": headline,
        "directives": lambda area, records: len(_main(area, records)),
        "also": lambda area, records: (
            len(records.citing(area.id, "directives")) - len(_main(area, records))
        ),
    },
    "themes": {"id": _field("id"), "name": headline, "directives": _count("directives")},
    "provinces": {
        "id": _field("id"),
        "name": headline,
        "merged_into": lambda record, records: name_of(record.merged_into, records),
    },
    "terms": {"id": _field("id"), "short": headline, "long": _field("long"), "en": _field("en")},
}
"""Kind → name of the column → what stands in it."""

_ORDER = ("kind", "order", "of", "issuer", "level", "to")
_FIELDS = {
    "as_of": ("as_of", "period"),
    "chair": ("people", "people.role"),
    "n/m": ("numerator", "denominator"),
    "scope": ("scope", "subject"),
    "where": ("file", "outlet", "url"),
}
_CLOSED = {
    *("type", "kind", "half_day", "mode", "role", "level"),
    *("scope", "unit", "bound", "better", "base"),
}
"""Fields that take one of a few words, which people read in their language."""

_TIMES = {"date", "published", "as_of", "period", "reviews", "plans", "deadline"}
_HEADLINES = ("title", "text", "name", "short", "outlet", "file", "url")
_RIGHT = {"directives", "also", "figures", "chaired", "attended", "reported", "n/m"}
