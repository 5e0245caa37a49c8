"""Comparison: figures and directives of two meetings, and who attended, in parallel columns."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import permutations, zip_longest
from typing import Any, Literal, NamedTuple, TypeAlias

from cchc_cli.answers import Answer
from cchc_cli.answers.arrange import row_ids
from cchc_cli.answers.check.totals import Sum, closing_figures, sums
from cchc_cli.answers.check.wording import Names, printed, ratio, sentence
from cchc_cli.answers.figure_series import ValueChange, break_reason, change_between, format_change
from cchc_cli.answers.rows import ComparedDirectives, ComparedFigures, ComparedPeople, FigureSide
from cchc_cli.errors import UsageError
from cchc_cli.language.diacritics import telex_keys
from cchc_cli.language.translation import _, choice_label, label
from cchc_cli.model.records import Figure, Indicator, Meeting, Words, choices
from cchc_cli.query.json_rows import Row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.sorting import default_order, id_key
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, Unbroken, text_of
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import columns_for, headline, record_sheet
from cchc_cli.view.inferred_star import is_inferred, star_note, with_star
from cchc_cli.view.record_texts import ratio_cell, reported_text

"""The keys of a row, in their order."""

_Meetings: TypeAlias = tuple[Meeting, Meeting]
_GROUPED_BY: dict[Literal["directives", "themes"], str] = {
    "directives": "areas",
    "themes": "themes",
}


class _Pair(NamedTuple):
    """The figures of two meetings with one key, of one at least; why there is no change."""

    a: Figure | None
    b: Figure | None
    change: ValueChange | None = None
    break_reason: Words | None = None

    @property
    def figures(self) -> list[Figure]:
        return [figure for figure in (self.a, self.b) if figure]


def compare(first: str, second: str, store: RecordSource) -> Answer:
    """Return what the meetings called *first* and *second*, a and b, have in common and not.

    A change is null where the series breaks between the two, or a value is unknown or a bound.
    Raises NotFound for a name of no meeting or of two, UsageError for one meeting named twice.
    """
    meetings: _Meetings = find_one(first, "meetings", store), find_one(second, "meetings", store)
    a, b = meetings
    if a.id == b.id:
        sentence = _("{id} cannot be compared with itself; give two different meetings")
        raise UsageError(sentence.format(id=a.id))
    pairs = _pairs(meetings, store)
    directives = [*_directive_rows(meetings, store)]
    people = _people(meetings, store)
    rows = [*map(_row, pairs), *directives, *people]
    ids = row_ids(rows)
    nothing = _("no figures, directives or people recorded for {a} or {b}")
    return Answer(
        items=rows,
        ids=ids,
        keys=tuple(ComparedFigures.__annotations__),
        sheets=lambda: _sheets(meetings, pairs, [*directives, *people], ids, store),
        draw=lambda shown: _sheets(
            meetings,
            [pairs[rows.index(row)] for row in shown if row["section"] == "figures"],
            shown,
            row_ids(shown),
            store,
        ),
        warnings=() if rows else (nothing.format(a=a.id, b=b.id),),
    )


def _pairs(meetings: _Meetings, store: RecordSource) -> list[_Pair]:
    """Return the figures of two meetings, paired by indicator, scope and subject, then by id."""
    indicators = {indicator.id: indicator for indicator in store.all("indicators")}
    ranks = {id_: rank for rank, id_ in enumerate(indicators)}
    scopes = choices(Figure, "scope")
    sides: dict[tuple[Any, ...], tuple[list[Figure], list[Figure]]] = {}
    for side, meeting in enumerate(meetings):
        for figure in sorted(store.referring_to(meeting.id, "figures"), key=id_key):
            key = ranks[figure.indicator], scopes.index(figure.scope), figure.subject or ""
            sides.setdefault(key, ([], []))[side].append(figure)
    pairs = (pair for _key, found in sorted(sides.items()) for pair in zip_longest(*found))
    return [_pair(*pair, indicators) for pair in pairs]


def _pair(a: Figure | None, b: Figure | None, indicators: dict[str, Indicator]) -> _Pair:
    if a is None or b is None:
        return _Pair(a, b)
    reason = break_reason(indicators[a.indicator], a.denominator, b)
    return _Pair(a, b, None if reason else change_between(a, b), reason)


def _row(pair: _Pair) -> ComparedFigures:
    figure = pair.figures[0]
    return {
        "section": "figures",
        "key": figure.indicator,
        "scope": figure.scope,
        "subject": figure.subject,
        "a": _side(pair.a),
        "b": _side(pair.b),
        "change": pair.change and pair.change.by,
        "change_unit": pair.change and pair.change.unit,
    }


def _side(figure: Figure | None) -> FigureSide | None:
    if figure is None:
        return None
    return {"id": figure.id, "reported": figure.reported, "value": figure.value}


def _directive_rows(meetings: _Meetings, store: RecordSource) -> Iterator[ComparedDirectives]:
    """Yield a row of ids for each area, then for each theme, that a directive has."""
    for section, record_type in _GROUPED_BY.items():
        found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
        for side, meeting in enumerate(meetings):
            for directive in sorted(store.referring_to(meeting.id, "directives"), key=id_key):
                groups = [directive.area] if record_type == "areas" else directive.themes
                for id_ in dict.fromkeys(groups):
                    found[id_][side].append(directive.id)
        for record in store.all(record_type):
            if record.id in found:
                a, b = found[record.id]
                yield {"section": section, "key": record.id, "a": a, "b": b}


def _people(meetings: _Meetings, store: RecordSource) -> list[ComparedPeople]:
    def key_of(name: str) -> tuple[str, ...]:
        return telex_keys(name) or (name,)

    in_a, in_b = (
        {key_of(person.name): person.role for person in reversed(meeting.people)}
        for meeting in meetings
    )
    everybody: Sequence[Any] = default_order("people", store.all("people"), store)
    names = {key_of(person.name): person.name for person in everybody}
    return [
        {"section": "people", "key": name, "a": in_a.get(key), "b": in_b.get(key)}
        for key, name in names.items()
        if key in in_a or key in in_b
    ]


def _sheets(
    meetings: _Meetings,
    pairs: Sequence[_Pair],
    rows: Sequence[Row],
    cited: Sequence[str],
    store: RecordSource,
) -> Iterator[Sheet]:
    citations = Citations([*meetings, *map(store.get, cited)], store)
    yield _heading(meetings, store)
    if both := [pair for pair in pairs if pair.a and pair.b]:
        yield _common_figures(meetings, both, store)
    single = [pair.figures[0] for pair in pairs if len(pair.figures) == 1]
    for meeting in meetings:
        if own := [figure for figure in single if figure.meeting == meeting.id]:
            title = _("Figures only in {id}").format(id=meeting.id)
            yield citations.add_column(
                record_sheet("figures", own, store, title)._replace(group=None)
            )
    for section, sheet in _SECTIONS.items():
        if found := [row for row in rows if row["section"] == section]:
            yield sheet(meetings, found, store)
    yield from citations.sheets()


def _heading(meetings: _Meetings, store: RecordSource) -> Sheet:
    usual = {column.name: column for column in columns_for("meetings", store)}
    notes = star_note(needed=any(is_inferred(one, ("date", "title")) for one in meetings))
    days = tuple(Joined((one.id, usual["date"].cell(one)), ": ") for one in meetings)
    return Sheet([usual["id"], usual["title"]], meetings, days, notes, headed=False)


def _common_figures(meetings: _Meetings, pairs: Sequence[_Pair], store: RecordSource) -> Sheet:
    usual = {column.name: column.cell for column in columns_for("figures", store)}
    inferred = any("scope" in one.inferred for pair in pairs for one in pair.figures)

    def scope(pair: _Pair) -> Cell:  # the same in both, but perhaps inferred in one
        return usual["scope"](max(pair.figures, key=lambda one: "scope" in one.inferred))

    reasons = [
        f"{headline(pair.a, store)}: {text_of(pair.break_reason)}"
        for pair in pairs
        if pair.break_reason
    ]
    cautions = [text_of(one) for pair in pairs if pair.change for one in _cautions(pair, store)]
    return Sheet(
        [
            Column("indicator", lambda pair: usual["indicator"](pair.a)),
            Column("scope", scope),
            *_meeting_columns(meetings, _figure_cell, right=True),
            Column("change", _change_cell, right=True),
        ],
        pairs,
        _("Figures in both"),
        (*dict.fromkeys(reasons + cautions), *star_note(needed=inferred)),
        depth=3,
    )


def _cautions(pair: _Pair, store: RecordSource) -> Iterator[Words]:
    """Yield a sentence for each share of *pair* whose total has a part that is left out of it."""
    indicator: Any = store.get(pair.figures[0].indicator)
    for figure, other in permutations(pair.figures, 2):
        if figure.part_of and figure.numerator is not None and figure.denominator:
            found = [*store.referring_to(figure.part_of, "figures")]
            found += store.referring_to(figure.meeting or "", "figures")
            for one in sums(list({known.id: known for known in found}.values())):
                if figure in one.parts and one.closing:
                    yield _caution(figure, other, one, indicator, Names(found, store))


def _caution(figure: Figure, other: Figure, one: Sum, indicator: Indicator, names: Names) -> Words:
    gap = int(one.gap)
    worst = (figure.numerator or 0) + gap * (indicator.better == "down")
    return sentence(
        "{name}: {printed} chưa tính {left_out}; nếu tính cả thì kém nhất là {ratio}"
        " ({id}: {other}).",
        "{name}: {printed} leaves out {left_out}; with it, {ratio} at worst ({id}: {other}).",
        name=names.heading(figure),
        printed=printed(figure),
        left_out=closing_figures(one, names),
        ratio=ratio(worst, (figure.denominator or 0) + gap, 1),
        id=other.meeting or other.id,
        other=printed(other),
    )


def _change_cell(pair: _Pair) -> Cell:
    return Unbroken(format_change(*pair.change or ()))


def _figure_cell(side: str, pair: _Pair) -> Cell:
    figure: Figure = getattr(pair, side)
    ratio = ratio_cell(figure)
    reported = reported_text(figure)
    return Unbroken(reported if ratio is None else Joined((reported, ratio), " = "))


def _areas(meetings: _Meetings, rows: Sequence[Row], store: RecordSource) -> Sheet:
    counts = _meeting_columns(meetings, lambda side, row: len(row[side]) or None, right=True)
    name = Column("area", lambda row: _name(row, store))
    return Sheet([name, *counts, _IDS], rows, _("Directives by area"), depth=3)


def _themes(meetings: _Meetings, rows: Sequence[Row], store: RecordSource) -> Sheet:
    only_a, only_b = (_("only {id}").format(id=meeting.id) for meeting in meetings)
    found_in = {(True, True): _("both"), (True, False): only_a, (False, True): only_b}

    def sides(row: Row) -> tuple[bool, bool]:
        return bool(row["a"]), bool(row["b"])

    columns = [
        Column("theme", lambda row: _name(row, store)),
        Column("where", lambda row: found_in[sides(row)], head=_("Found in")),
        _IDS,
    ]
    return Sheet(columns, sorted(rows, key=sides, reverse=True), label("themes"), depth=3)


def _roles(meetings: _Meetings, rows: Sequence[Row], _store: RecordSource) -> Sheet:
    inferred = [one for one in meetings if is_inferred(one, ("people", "people.role"))]

    def role(side: str, row: Row) -> Cell:
        cell = row[side] and choice_label("role", row[side])
        return with_star(cell) if meetings["ab".index(side)] in inferred else cell

    columns = [Column("name", lambda row: row["key"]), *_meeting_columns(meetings, role)]
    return Sheet(columns, rows, _("Attendees"), star_note(needed=bool(inferred)), depth=3)


def _meeting_columns(
    meetings: _Meetings, cell: Callable[[str, Any], Cell], *, right: bool = False
) -> list[Column]:
    """Return a column for each meeting, with the *cell* of its side, a or b, of an item."""
    sides = zip("ab", meetings, strict=True)
    return [Column(side, partial(cell, side), right, meeting.id) for side, meeting in sides]


def _name(row: Row, store: RecordSource) -> str:
    record: Any = store.get(row["key"])  # an area or a theme
    return text_of(record.name)


_IDS = Column("ids", lambda row: [tuple(row[side]) for side in "ab" if row[side]])
_SECTIONS = {"directives": _areas, "themes": _themes, "people": _roles}
