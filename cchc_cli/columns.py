"""The few good columns in which people read each kind of record."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, TypeAlias

from cchc_cli.answers import row
from cchc_cli.fields import pick
from cchc_cli.model import Entry, Words
from cchc_cli.records import Records
from cchc_cli.sheets import Aside, Cell, Column, Sheet, Starred

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
    starred = any(_concluded(record, name) for record in found for name in COLUMNS[what])
    return Sheet(of(what, records), found, title, (_STAR,) if starred else (), depth=depth)


def plain(paths: Sequence[str]) -> list[Column]:
    """Return a column for each of the dotted *paths* into a row."""
    return [Column(path, partial(_picked, path)) for path in paths]


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


def as_of(figure: Any, _: Records) -> str | None:  # noqa: ANN401
    """Return the day, or the period, that a figure is about."""
    return figure.as_of or figure.period  # type: ignore[no-any-return]


def _cell(name: str, make: Make, records: Records, record: Entry) -> Cell:
    cell = make(record, records)
    return Starred(cell) if _concluded(record, name) else cell


def _concluded(record: Entry, column: str) -> bool:
    inferred: Iterable[str] = getattr(record, "inferred", ())
    return any(field in inferred for field in _FIELDS.get(column, (column,)))


def _picked(path: str, item: object) -> Cell:
    return pick(row(item), path)  # type: ignore[no-any-return]


def _field(name: str) -> Make:
    return lambda record, _: getattr(record, name)


def _count(what: str) -> Make:
    return lambda record, records: len(records.citing(record.id, what))


def name_of(id_: str | None, records: Records) -> Words | str:
    """Return the name of the record called *id_*, or the id itself."""
    record: Any = records.find(id_) if id_ else None
    return record.name if record else id_ or ""


def _said(directive: Any) -> str:  # noqa: ANN401
    place = f" {directive.order}/{directive.of or '?'}" if directive.order else ""
    to = f" → {', '.join(directive.to)}" if directive.to else ""
    return f"{directive.kind}{place} · {directive.issuer or directive.level}{to}"


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
        "text": lambda record, _: [record.text, Aside(_said(record))],
    },
    "figures": {
        "id": _field("id"),
        "indicator": headline,
        "scope": lambda record, records: (
            name_of(record.subject, records) if record.subject else record.scope
        ),
        "reported": _field("reported"),
        "n/m": ratio,
        "as_of": as_of,
    },
    "indicators": {
        "id": _field("id"),
        "name": headline,
        "unit": _field("unit"),
        "figures": _count("figures"),
    },
    "people": {
        "id": _field("id"),
        "name": headline,
        "titles": _field("titles"),
        "meetings": lambda record, _: len(record.meetings),
        "chaired": lambda record, _: len(record.chaired),
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
        "kind": _field("kind"),
        "title": headline,
        "where": lambda record, _: record.file or record.outlet or record.url,
    },
    "areas": {"id": _field("id"), "name": headline, "directives": _count("directives")},
    "themes": {"id": _field("id"), "name": headline, "directives": _count("directives")},
    "provinces": {
        "id": _field("id"),
        "name": headline,
        "merged_into": lambda record, records: name_of(record.merged_into, records),
    },
    "terms": {"id": _field("id"), "short": headline, "long": _field("long"), "en": _field("en")},
}
"""Kind → name of the column → what stands in it."""

_FIELDS = {"as_of": ("as_of", "period"), "documents": ()}
_STAR = "* concluded, not read in the source itself; cchc show says why"
_HEADLINES = ("title", "text", "name", "short", "outlet", "file", "url")
_RIGHT = {"directives", "figures", "meetings", "chaired", "reported", "n/m"}
