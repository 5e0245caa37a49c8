"""Comparison: what two meetings report, order and stress, side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias, cast

from cchc_cli import columns, order
from cchc_cli.answers import Answer, Row
from cchc_cli.citations import Citations
from cchc_cli.errors import NotFound, WrongUse
from cchc_cli.model import Figure, Indicator, Meeting, choices
from cchc_cli.names import UNKNOWN, named, several, unknown
from cchc_cli.records import Records
from cchc_cli.reports.changes import Change, change, told, why_broken
from cchc_cli.sheets import Aside, Cell, Column, Label, Said, Sentence, Sheet, Starred
from cchc_cli.text import keys
from cchc_cli.words import N_, _

_Meetings: TypeAlias = tuple[Meeting, Meeting]


class _Pair(NamedTuple):
    """What two meetings report under one key; at least one of them does."""

    a: Figure | None
    b: Figure | None
    change: Change | None

    @property
    def figures(self) -> list[Figure]:
        return [figure for figure in (self.a, self.b) if figure]


def compare(first: str, second: str, store: Records) -> Answer:
    """Return what the meetings called *first* and *second*, a and b, have in common and not.

    Rows, by section: figures {section, key: indicator, scope, subject, a, b, change, change_unit},
    a and b {id, reported, value} or null; directives and themes {section, key: area or theme, a,
    b}, lists of ids; people {section, key: name, a, b}, roles or null. A change is null where the
    indicator is not comparable, a base that should be fixed differs, or there is no telling.
    Raises NotFound for a name of no meeting or of two, WrongUse for one meeting named twice.
    """
    a, b = _meeting(first, store), _meeting(second, store)
    if a.id == b.id:
        sentence = _("{first} and {second} are one meeting, {id}; name two")
        raise WrongUse(sentence.format(first=first, second=second, id=a.id))
    pairs = _pairs(a, b, store)
    orders = [
        *_orders("directives", "areas", lambda directive: (directive.area,), (a, b), store),
        *_orders("themes", "themes", lambda directive: directive.themes, (a, b), store),
    ]
    people = _people(a, b, store)
    rows = [*map(_row, pairs), *orders, *people]
    return Answer(
        items=rows,
        ids=_ids(rows),
        keys=("section", "key", "scope", "subject", "a", "b", "change", "change_unit"),
        sheets=lambda: _sheets((a, b), pairs, orders + people, store),
        remarks=() if rows else (_nothing(a, b),),
    )


def _nothing(a: Meeting, b: Meeting) -> str:
    sentence = _("nothing is known of what {a} or {b} reported or ordered")
    return sentence.format(a=a.id, b=b.id)


def _ids(rows: Sequence[Row]) -> list[str]:
    """Return the ids of the figures and orders in *rows*, each once."""
    sides = [row[side] for row in rows for side in "ab" if row["section"] != "people"]
    ids = [[side["id"]] if isinstance(side, dict) else side or [] for side in sides]
    return list(dict.fromkeys(id_ for some in ids for id_ in some))


def _meeting(name: str, store: Records) -> Meeting:
    found = cast("list[Meeting]", named(name, store, ["meetings"]))
    if not found:
        raise NotFound(unknown(UNKNOWN["meeting"], name, store, ["meetings"]))
    if len(found) > 1:
        raise NotFound(several(name, found))
    return found[0]


def _pairs(a: Meeting, b: Meeting, store: Records) -> list[_Pair]:
    """Return the figures of *a* and *b* paired by indicator, scope and subject.

    Indicators come in the order of the store; of several figures under one key the first by id
    belongs to the first, the second to the second.
    """
    indicators = {indicator.id: indicator for indicator in store.of("indicators")}
    ranks = {id_: rank for rank, id_ in enumerate(indicators)}
    scopes = choices(Figure, "scope")
    sides: dict[tuple[Any, ...], tuple[list[Figure], list[Figure]]] = {}
    for side, meeting in enumerate((a, b)):
        for one in sorted(store.citing(meeting.id, "figures"), key=order.by_id):
            key = ranks[one.indicator], scopes.index(one.scope), one.subject or ""
            sides.setdefault(key, ([], []))[side].append(one)
    pairs = (pair for _, found in sorted(sides.items()) for pair in zip_longest(*found))
    return [_Pair(one, other, _change(one, other, indicators)) for one, other in pairs]


def _change(
    one: Figure | None, other: Figure | None, indicators: Mapping[str, Indicator]
) -> Change | None:
    if one is None or other is None:
        return None
    broken = why_broken(indicators[one.indicator], one.denominator, other)
    return None if broken else change(one, other)


def _row(pair: _Pair) -> Row:
    figure = pair.figures[0]
    return {
        "section": "figures",
        "key": figure.indicator,
        "scope": figure.scope,
        "subject": figure.subject,
        "a": _reported(pair.a),
        "b": _reported(pair.b),
        "change": pair.change and pair.change.by,
        "change_unit": pair.change and pair.change.unit,
    }


def _reported(figure: Figure | None) -> Row | None:
    if figure is None:
        return None
    return {"id": figure.id, "reported": figure.reported, "value": figure.value}


def _orders(
    section: str,
    what: str,
    under: Callable[[Any], Sequence[str]],
    meetings: _Meetings,
    store: Records,
) -> list[Row]:
    """Return the rows of *section*: the ids of orders *under* each record of the kind *what*."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, meeting in enumerate(meetings):
        for directive in sorted(store.citing(meeting.id, "directives"), key=order.by_id):
            for id_ in dict.fromkeys(under(directive)):
                found[id_][side].append(directive.id)
    return [
        {"section": section, "key": record.id, "a": found[record.id][0], "b": found[record.id][1]}
        for record in store.of(what)
        if record.id in found
    ]


def _people(a: Meeting, b: Meeting, store: Records) -> list[Row]:
    """Return the rows of those who were at *a* or *b*, by name, whichever way it is spelled."""
    in_a, in_b = (
        {_known_by(person.name): person.role for person in reversed(meeting.people)}
        for meeting in (a, b)
    )
    everybody: Sequence[Any] = order.usual("people", store.of("people"), store)
    names = {_known_by(official.name): official.name for official in everybody}
    return [
        {"section": "people", "key": name, "a": in_a.get(known), "b": in_b.get(known)}
        for known, name in names.items()
        if known in in_a or known in in_b
    ]


def _known_by(name: str) -> tuple[str, ...]:
    return keys(name) or (name,)


def _sheets(
    meetings: _Meetings, pairs: Sequence[_Pair], rows: Sequence[Row], store: Records
) -> Iterator[Sheet]:
    citations = Citations([*meetings, *map(store.find, _ids([*map(_row, pairs), *rows]))], store)
    yield _opening(meetings, store)
    if both := [pair for pair in pairs if pair.a and pair.b]:
        yield _both(meetings, both, store)
    alone = [pair.figures[0] for pair in pairs if len(pair.figures) == 1]
    for meeting in meetings:
        if own := [figure for figure in alone if figure.meeting == meeting.id]:
            title = Sentence(N_("Figures of {id} only"), {"id": meeting.id})
            yield citations.beside(columns.sheet("figures", own, store, title=title, depth=3))
    for section, sheet in _SECTIONS.items():
        if found := [row for row in rows if row["section"] == section]:
            yield sheet(meetings, found, store)
    yield from citations.sheets()


def _opening(meetings: _Meetings, store: Records) -> Sheet:
    """Return which two meetings they are: their days in one line, then what they are called."""
    usual = {column.name: column for column in columns.of("meetings", store)}
    concluded = [one for one in meetings if {"date", "title"} & one.inferred.keys()]
    return Sheet(
        [usual["id"], usual["title"]],
        meetings,
        tuple(Said(meeting.id, usual["date"].cell(meeting)) for meeting in meetings),
        _star("meetings", concluded, store),
        headed=False,
    )


def _both(meetings: _Meetings, pairs: Sequence[_Pair], store: Records) -> Sheet:
    usual = {column.name: column.cell for column in columns.of("figures", store)}
    concluded = [one for pair in pairs for one in pair.figures if "scope" in one.inferred]
    return Sheet(
        [
            Column("indicator", lambda pair: usual["indicator"](pair.figures[0])),
            Column("scope", lambda pair: usual["scope"](_doubtful(pair))),
            *_beside(meetings, partial(_told, store), right=True),
            Column("change", lambda pair: told(pair.change), right=True),
        ],
        pairs,
        Sentence(N_("Figures both report")),
        (*_gaps(pairs, store), *_star("figures", concluded, store)),
        depth=3,
    )


def _gaps(pairs: Sequence[_Pair], store: Records) -> list[Cell]:
    """Return why the figures of *pairs* do not go on from each other, each sentence once."""
    indicators = {indicator.id: indicator for indicator in store.of("indicators")}
    found = [
        why_broken(indicators[pair.a.indicator], pair.a.denominator, pair.b)
        for pair in pairs
        if pair.a and pair.b
    ]
    return [*{sentence.vi: sentence for sentence in found if sentence}.values()]


def _doubtful(pair: _Pair) -> Figure:
    """Return the one of *pair* whose scope was concluded, or either, as they have the same."""
    return next((one for one in pair.figures if "scope" in one.inferred), pair.figures[0])


def _told(store: Records, side: str, pair: _Pair) -> Cell:
    figure: Figure = getattr(pair, side)
    ratio = columns.ratio(figure, store)
    if ratio in (None, figure.reported):
        return figure.reported
    return [figure.reported, Aside(columns.divided(figure, store))]


def _by_area(meetings: _Meetings, rows: Sequence[Row], store: Records) -> Sheet:
    counts = _beside(meetings, lambda side, row: len(row[side]) or None, right=True)
    name = Column("area", lambda row: columns.name_of(row["key"], store))
    return Sheet([name, *counts, _IDS], rows, Sentence(N_("Orders by area")), depth=3)


def _themes(meetings: _Meetings, rows: Sequence[Row], store: Records) -> Sheet:
    where = (
        Sentence(N_("returned")),
        *(Sentence(N_("only {id}"), {"id": meeting.id}) for meeting in meetings),
    )
    told = [(0 if row["a"] and row["b"] else 1 if row["a"] else 2, row) for row in rows]
    told.sort(key=lambda pair: pair[0])
    return Sheet(
        [
            Column("theme", lambda pair: columns.name_of(pair[1]["key"], store)),
            Column("where", lambda pair: where[pair[0]], head=Sentence(N_("Where"))),
            Column(_IDS.name, lambda pair: _IDS.cell(pair[1])),
        ],
        told,
        Label("themes"),
        depth=3,
    )


def _roles(meetings: _Meetings, rows: Sequence[Row], store: Records) -> Sheet:
    concluded = [one for one in meetings if {"people", "people.role"} & one.inferred.keys()]
    doubtful = {side for side, one in zip("ab", meetings, strict=True) if one in concluded}

    def role(side: str, row: Row) -> Cell:
        told = columns.told_as("role", row[side])
        return Starred(told) if side in doubtful and told else told

    name = Column("name", lambda row: row["key"])
    notes = _star("meetings", concluded, store)
    return Sheet([name, *_beside(meetings, role)], rows, Label("people"), notes, depth=3)


def _beside(
    meetings: _Meetings, cell: Callable[[str, Any], Cell], *, right: bool = False
) -> list[Column]:
    """Return the columns of the two meetings, whose *cell* is told from its side, a or b."""
    return [
        Column(side, partial(cell, side), right, meeting.id)
        for side, meeting in zip("ab", meetings, strict=True)
    ]


def _star(what: str, concluded: Sequence[Any], store: Records) -> tuple[Cell, ...]:
    """Return what is said below a table in which something of the *concluded* is starred."""
    return columns.sheet(what, concluded, store).notes


_IDS = Column("ids", lambda row: [tuple(row[side]) for side in "ab" if row[side]])
_SECTIONS = {"directives": _by_area, "themes": _themes, "people": _roles}
