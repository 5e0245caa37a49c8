"""Comparison: what two meetings report, order and stress, side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.answers import Answer
from cchc_cli.answers.figure_series import Change, break_reason, change_between, change_cell
from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import N_, _
from cchc_cli.language.vietnamese import telex_keys
from cchc_cli.model.records import Figure, Indicator, Meeting, choices
from cchc_cli.query.lookup import the_one
from cchc_cli.query.rows import Row
from cchc_cli.query.sorting import default_order, id_key
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Inferred, Label, Labelled, Sentence, Sheet
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import (
    as_cell,
    columns_for,
    name_of,
    ratio_cell,
    ratio_text,
    record_sheet,
)

_Meetings: TypeAlias = tuple[Meeting, Meeting]


class _Pair(NamedTuple):
    """What two meetings report under one key; at least one of them does."""

    a: Figure | None
    b: Figure | None
    change: Change | None

    @property
    def figures(self) -> list[Figure]:
        return [figure for figure in (self.a, self.b) if figure]


def compare(first: str, second: str, store: RecordSource) -> Answer:
    """Return what the meetings called *first* and *second*, a and b, have in common and not.

    Rows, by section: figures {section, key: indicator, scope, subject, a, b, change, change_unit},
    a and b {id, reported, value} or null; directives and themes {section, key: area or theme, a,
    b}, lists of ids; people {section, key: name, a, b}, roles or null. A change is null where the
    indicator is not comparable, a base that should be fixed differs, or there is no telling.
    Raises NotFound for a name of no meeting or of two, WrongUse for one meeting named twice.
    """
    a: Meeting = the_one(first, "meetings", store)
    b: Meeting = the_one(second, "meetings", store)
    if a.id == b.id:
        sentence = _("{first} and {second} are one meeting, {id}; name two")
        raise WrongUse(sentence.format(first=first, second=second, id=a.id))
    pairs = _pairs(a, b, store)
    orders = [
        *_directive_rows("directives", "areas", lambda directive: (directive.area,), (a, b), store),
        *_directive_rows("themes", "themes", lambda directive: directive.themes, (a, b), store),
    ]
    people = _people(a, b, store)
    rows = [*map(_row, pairs), *orders, *people]
    return Answer(
        items=rows,
        ids=_ids(rows),
        keys=("section", "key", "scope", "subject", "a", "b", "change", "change_unit"),
        sheets=lambda: _sheets((a, b), pairs, orders + people, store),
        warnings=() if rows else (_nothing(a, b),),
    )


def _nothing(a: Meeting, b: Meeting) -> str:
    sentence = _("nothing is known of what {a} or {b} reported or ordered")
    return sentence.format(a=a.id, b=b.id)


def _ids(rows: Sequence[Row]) -> list[str]:
    """Return the ids of the figures and orders in *rows*, each once."""
    sides = [row[side] for row in rows for side in "ab" if row["section"] != "people"]
    ids = [[side["id"]] if isinstance(side, dict) else side or [] for side in sides]
    return list(dict.fromkeys(id_ for some in ids for id_ in some))


def _pairs(a: Meeting, b: Meeting, store: RecordSource) -> list[_Pair]:
    """Return the figures of *a* and *b* paired by indicator, scope and subject.

    Indicators come in the order of the store; of several figures under one key the first by id
    belongs to the first, the second to the second.
    """
    indicators = {indicator.id: indicator for indicator in store.all("indicators")}
    ranks = {id_: rank for rank, id_ in enumerate(indicators)}
    scopes = choices(Figure, "scope")
    sides: dict[tuple[Any, ...], tuple[list[Figure], list[Figure]]] = {}
    for side, meeting in enumerate((a, b)):
        for one in sorted(store.referring_to(meeting.id, "figures"), key=id_key):
            key = ranks[one.indicator], scopes.index(one.scope), one.subject or ""
            sides.setdefault(key, ([], []))[side].append(one)
    pairs = (pair for _, found in sorted(sides.items()) for pair in zip_longest(*found))
    return [_Pair(one, other, _change(one, other, indicators)) for one, other in pairs]


def _change(
    one: Figure | None, other: Figure | None, indicators: Mapping[str, Indicator]
) -> Change | None:
    if one is None or other is None:
        return None
    broken = break_reason(indicators[one.indicator], one.denominator, other)
    return None if broken else change_between(one, other)


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


def _directive_rows(
    section: str,
    record_type: str,
    under: Callable[[Any], Sequence[str]],
    meetings: _Meetings,
    store: RecordSource,
) -> list[Row]:
    """Return the rows of *section*: the ids of orders *under* each record of the kind *record_type*."""
    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for side, meeting in enumerate(meetings):
        for directive in sorted(store.referring_to(meeting.id, "directives"), key=id_key):
            for id_ in dict.fromkeys(under(directive)):
                found[id_][side].append(directive.id)
    return [
        {"section": section, "key": record.id, "a": found[record.id][0], "b": found[record.id][1]}
        for record in store.all(record_type)
        if record.id in found
    ]


def _people(a: Meeting, b: Meeting, store: RecordSource) -> list[Row]:
    """Return the rows of those who were at *a* or *b*, by name, whichever way it is spelled."""
    in_a, in_b = (
        {_name_key(person.name): person.role for person in reversed(meeting.people)}
        for meeting in (a, b)
    )
    everybody: Sequence[Any] = default_order("people", store.all("people"), store)
    names = {_name_key(official.name): official.name for official in everybody}
    return [
        {"section": "people", "key": name, "a": in_a.get(known), "b": in_b.get(known)}
        for known, name in names.items()
        if known in in_a or known in in_b
    ]


def _name_key(name: str) -> tuple[str, ...]:
    return telex_keys(name) or (name,)


def _sheets(
    meetings: _Meetings, pairs: Sequence[_Pair], rows: Sequence[Row], store: RecordSource
) -> Iterator[Sheet]:
    citations = Citations([*meetings, *map(store.get, _ids([*map(_row, pairs), *rows]))], store)
    yield _opening(meetings, store)
    if both := [pair for pair in pairs if pair.a and pair.b]:
        yield _common_figures(meetings, both, store)
    alone = [pair.figures[0] for pair in pairs if len(pair.figures) == 1]
    for meeting in meetings:
        if own := [figure for figure in alone if figure.meeting == meeting.id]:
            title = Sentence(N_("Figures of {id} only"), {"id": meeting.id})
            yield citations.beside(record_sheet("figures", own, store, title=title, depth=3))
    for section, sheet in _SECTIONS.items():
        if found := [row for row in rows if row["section"] == section]:
            yield sheet(meetings, found, store)
    yield from citations.sheets()


def _opening(meetings: _Meetings, store: RecordSource) -> Sheet:
    """Return which two meetings they are: their days in one line, then what they are called."""
    usual = {column.name: column for column in columns_for("meetings", store)}
    concluded = [one for one in meetings if {"date", "title"} & one.inferred.keys()]
    return Sheet(
        [usual["id"], usual["title"]],
        meetings,
        tuple(Labelled(meeting.id, usual["date"].cell(meeting)) for meeting in meetings),
        _footnote("meetings", concluded, store),
        headed=False,
    )


def _common_figures(meetings: _Meetings, pairs: Sequence[_Pair], store: RecordSource) -> Sheet:
    usual = {column.name: column.cell for column in columns_for("figures", store)}
    concluded = [one for pair in pairs for one in pair.figures if "scope" in one.inferred]
    return Sheet(
        [
            Column("indicator", lambda pair: usual["indicator"](pair.figures[0])),
            Column("scope", lambda pair: usual["scope"](_with_inferred_scope(pair))),
            *_meeting_columns(meetings, partial(_figure_cell, store), right=True),
            Column("change", lambda pair: change_cell(pair.change), right=True),
        ],
        pairs,
        Sentence(N_("Figures both report")),
        (*_break_reasons(pairs, store), *_footnote("figures", concluded, store)),
        depth=3,
    )


def _break_reasons(pairs: Sequence[_Pair], store: RecordSource) -> list[Cell]:
    """Return why the figures of *pairs* do not go on from each other, each sentence once."""
    indicators = {indicator.id: indicator for indicator in store.all("indicators")}
    found = [
        break_reason(indicators[pair.a.indicator], pair.a.denominator, pair.b)
        for pair in pairs
        if pair.a and pair.b
    ]
    return [*{sentence.vi: sentence for sentence in found if sentence}.values()]


def _with_inferred_scope(pair: _Pair) -> Figure:
    """Return the one of *pair* whose scope was concluded, or either, as they have the same."""
    return next((one for one in pair.figures if "scope" in one.inferred), pair.figures[0])


def _figure_cell(store: RecordSource, side: str, pair: _Pair) -> Cell:
    figure: Figure = getattr(pair, side)
    ratio = ratio_text(figure, store)
    if ratio in (None, figure.reported):
        return figure.reported
    return [figure.reported, Dim(ratio_cell(figure, store))]


def _by_area(meetings: _Meetings, rows: Sequence[Row], store: RecordSource) -> Sheet:
    counts = _meeting_columns(meetings, lambda side, row: len(row[side]) or None, right=True)
    name = Column("area", lambda row: name_of(row["key"], store))
    return Sheet([name, *counts, _IDS], rows, Sentence(N_("Orders by area")), depth=3)


def _themes(meetings: _Meetings, rows: Sequence[Row], store: RecordSource) -> Sheet:
    where = (
        Sentence(N_("returned")),
        *(Sentence(N_("only {id}"), {"id": meeting.id}) for meeting in meetings),
    )
    told = [(0 if row["a"] and row["b"] else 1 if row["a"] else 2, row) for row in rows]
    told.sort(key=lambda pair: pair[0])
    return Sheet(
        [
            Column("theme", lambda pair: name_of(pair[1]["key"], store)),
            Column("where", lambda pair: where[pair[0]], head=Sentence(N_("Where"))),
            Column(_IDS.name, lambda pair: _IDS.cell(pair[1])),
        ],
        told,
        Label("themes"),
        depth=3,
    )


def _roles(meetings: _Meetings, rows: Sequence[Row], store: RecordSource) -> Sheet:
    concluded = [one for one in meetings if {"people", "people.role"} & one.inferred.keys()]
    doubtful = {side for side, one in zip("ab", meetings, strict=True) if one in concluded}

    def role(side: str, row: Row) -> Cell:
        told = as_cell("role", row[side])
        return Inferred(told) if side in doubtful and told else told

    name = Column("name", lambda row: row["key"])
    notes = _footnote("meetings", concluded, store)
    return Sheet([name, *_meeting_columns(meetings, role)], rows, Label("people"), notes, depth=3)


def _meeting_columns(
    meetings: _Meetings, cell: Callable[[str, Any], Cell], *, right: bool = False
) -> list[Column]:
    """Return the columns of the two meetings, whose *cell* is told from its side, a or b."""
    return [
        Column(side, partial(cell, side), right, meeting.id)
        for side, meeting in zip("ab", meetings, strict=True)
    ]


def _footnote(record_type: str, concluded: Sequence[Any], store: RecordSource) -> tuple[Cell, ...]:
    """Return what is said below a table in which something of the *concluded* is starred."""
    return record_sheet(record_type, concluded, store).notes


_IDS = Column("ids", lambda row: [tuple(row[side]) for side in "ab" if row[side]])
_SECTIONS = {"directives": _by_area, "themes": _themes, "people": _roles}
