"""The data of a trend's chart: lines over the time that values are of, labels and notes."""

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from cchc_cli.answers.figure_series import Series, by_period, series_of
from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_day, format_number, format_period
from cchc_cli.language.printed_numbers import parse_printed
from cchc_cli.language.translation import _, current_language
from cchc_cli.model.records import Bound, Figure, Indicator, Meeting, Source
from cchc_cli.query.json_rows import Row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import text_of
from cchc_cli.view.record_texts import ratio_cell, reported_text, scope_name

_HALF = 0.5  # of the greatest value: a scale of values that are all above it need not have zero
_MARGIN = 0.12  # of the range of values, above and below
_GREATEST = 1e300  # value that is drawn: matplotlib multiplies
_ALLOWS: dict[Bound, Callable[[float, float], bool]] = {
    "exact": operator.eq,
    "about": operator.eq,
    "more-than": operator.gt,
    "less-than": operator.lt,
}
"""Whether an exact value (first) is one that a value with this bound (second) may stand for."""


class Point(NamedTuple):
    """A value at the middle of the time it is of: the number of a year, or of a day."""

    time: float
    value: float
    label: str
    bound: Bound
    half: float = 0  # of the length of its period; nothing on an axis of years


class Line(NamedTuple):
    """The values of one scope or subject: only those of one piece are joined."""

    name: str
    pieces: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        """Return the points of all pieces, in order of time."""
        points = (point for piece in self.pieces for point in piece)
        return sorted(points, key=lambda point: point.time)


class LineChart(NamedTuple):
    """Lines over *times*, each with its label; *scale* is the least and greatest value shown."""

    title: str
    subtitle: str
    lines: tuple[Line, ...]
    times: dict[float, str]
    scale: tuple[float, float]
    is_percent: bool
    notes: tuple[str, ...]


class _Time(NamedTuple):
    middle: float
    half: float


def line_chart(rows: Sequence[Row], store: RecordSource) -> LineChart:
    """Return the chart of the *rows* of a trend, of the figures with the most frequent unit."""
    figures = [cast("Figure", store.get(row["figure"])) for row in rows]
    indicator = cast("Indicator", store.get(figures[0].indicator))
    known = [one for one in figures if one.value is not None and _time_text(one, store)]
    unit = _unit(known, indicator)
    drawn = [one for one in known if one.unit == unit]
    texts = {one.id: _time_text(one, store) for one in drawn}
    is_yearly = all(text.isdecimal() for text in texts.values())
    times = {id_: _time(text, is_yearly=is_yearly) for id_, text in texts.items()}
    breaks = {row["figure"] for row in rows if row["break"]}
    breaks |= {one.id for one in figures if one.value is None}
    found = series_of(
        [one for one in figures if one in drawn or one.value is None], store, by_period
    )
    lines = tuple(line for one in found if (line := _line(one, times, breaks, store)).pieces)
    labels = {times[id_].middle: format_period(text) for id_, text in sorted(texts.items())}
    if is_yearly and labels:
        labels |= {year: str(year) for year in range(int(min(labels)), int(max(labels)))}
    points = [point for line in lines for point in line.points]
    scale = scale_of([point.value for point in points], is_percent=unit == "percent")
    notes = (
        *_rivals(lines, labels),
        *dict.fromkeys(row["break"][current_language()] for row in rows if row["break"]),
        *_left_out([one for one in known if one.unit != unit]),
        *_keys(points),
        *([_("The vertical axis does not begin at zero.")] if scale[0] > 0 else []),
        _sources(drawn, store),
    )
    return LineChart(
        text_of(indicator.name),
        text_of(indicator.definition) if indicator.definition else "",
        lines,
        dict(sorted(labels.items())),
        scale,
        unit == "percent",
        notes,
    )


def scale_of(values: Sequence[float], *, is_percent: bool = False) -> tuple[float, float]:
    """Return the least and the greatest value of an axis that fits *values*, often with zero."""
    least, greatest = min(values, default=0), max(values, default=0)
    if least > greatest * _HALF and least < greatest:
        margin = (greatest - least) * _MARGIN
        return max(least - margin, 0), _top(greatest + margin, greatest, is_percent=is_percent)
    if least == greatest == 0:
        return 0, 1
    top = _top(greatest * (1 + _MARGIN), greatest, is_percent=is_percent)
    return min(least * (1 + _MARGIN), 0), max(top, 0)


def _top(value: float, greatest: float, *, is_percent: bool) -> float:
    """Return the end of an axis: no percentage above 100 is shown if there is none."""
    return min(value, 100) if is_percent and greatest <= 100 else value  # noqa: PLR2004


def _time_text(figure: Figure, store: RecordSource) -> str:
    """Return the time that *figure* is of, as stored; else the day of its meeting."""
    meeting = store.get(figure.meeting) if figure.meeting else None
    day = meeting.date.isoformat() if isinstance(meeting, Meeting) else ""
    return next((one for one in (figure.period, figure.as_of) if one and parse_period(one)), day)


def _time(text: str, *, is_yearly: bool) -> _Time:
    """Return the time called *text* on an axis of years, or of days, as numbers."""
    first, last = parse_period(text) or (date.min, date.min)
    if is_yearly:
        return _Time(last.year, 0)
    begin, end = first.toordinal(), last.toordinal()
    return _Time((begin + end) / 2, (end - begin) / 2)


def _unit(figures: Sequence[Figure], indicator: Indicator) -> str:
    units = [figure.unit for figure in figures]
    return max(units, key=lambda unit: (units.count(unit), unit == indicator.unit), default="")


def _line(series: Series, times: dict[str, _Time], breaks: set[str], store: RecordSource) -> Line:
    """Return the line of *series*, which is interrupted at its *breaks*."""
    by_time: dict[_Time, dict[tuple[float, Bound], Point]] = defaultdict(dict)
    broken: set[_Time] = set()
    pending = False
    for figure in series:
        pending = pending or figure.id in breaks
        if figure.id not in times or figure.value is None:
            continue
        time = times[figure.id]
        if pending:
            broken.add(time)
        pending = False
        value = max(-_GREATEST, min(figure.value, _GREATEST))
        point = Point(time.middle, value, _label(figure), figure.bound, time.half)
        by_time[time].setdefault((figure.value, figure.bound), point)
    pieces = sorted(_pieces(by_time, broken), key=lambda piece: piece[0].time)
    return Line(scope_name(series[0], store), tuple(pieces))


def _pieces(
    by_time: dict[_Time, dict[tuple[float, Bound], Point]], broken: set[_Time]
) -> Iterator[tuple[Point, ...]]:
    """Yield exact values that are joined, and alone each bound and each of two rival values."""
    piece: list[Point] = []
    for time, points in sorted(by_time.items()):
        exact = [point for point in points.values() if point.bound == "exact"]
        if piece and (time in broken or len(exact) > 1):
            yield tuple(piece)
            piece = []
        yield from ((one,) for one in points.values() if one.bound != "exact" or len(exact) > 1)
        piece += exact if len(exact) == 1 else []
    if piece:
        yield tuple(piece)


def _label(figure: Figure) -> str:
    """Return what was printed, with its unit, and with a ratio if that does not show it."""
    shown, ratio = _printed(figure), ratio_cell(figure)
    if figure.unit == "percent" and shown[-1:].isdigit():
        shown += "%"
    return shown if ratio is None else f"{shown} ({ratio})"


def _printed(figure: Figure) -> str:
    """Return what was printed, or in English its value, if that was printed in words."""
    if current_language() == "vi" or figure.value is None or parse_printed(figure.reported):
        return reported_text(figure)
    bound = "" if figure.bound == "exact" else figure.bound.replace("-", " ")
    return f"{bound} {format_number(figure.value)}".strip()


def _rivals(lines: Sequence[Line], labels: dict[float, str]) -> Iterator[str]:
    for line in lines:
        found: dict[_Time, list[Point]] = defaultdict(list)
        for point in line.points:
            found[_Time(point.time, point.half)].append(point)
        for (time, _half), points in found.items():
            if _differ(points):
                values = "; ".join(point.label for point in points)
                sentence = _("{name}, {time}: the sources give different values: {values}.")
                yield sentence.format(name=line.name, time=labels[time], values=values)


def _differ(points: Sequence[Point]) -> bool:
    """Return whether no single value can be what all *points* of one time stand for."""
    exact = next((point for point in points if point.bound == "exact"), None)
    if exact is None:
        return len(points) > 1
    return not all(_ALLOWS[point.bound](exact.value, point.value) for point in points)


def _keys(points: Iterable[Point]) -> Iterator[str]:
    """Yield what marks and lines of *points* stand for, if they are not only filled marks."""
    if any(point.bound != "exact" for point in points):
        yield _("Open marks: not exact values.")
    if any(point.half for point in points):
        yield _("A thin line at a mark: the period that its value is of.")


def _left_out(figures: Sequence[Figure]) -> Iterator[str]:
    if figures:
        values = "; ".join(f"{_label(figure)} [{figure.id}]" for figure in figures)
        yield _("Not drawn, because in another unit: {values}.").format(values=values)


def _sources(figures: Sequence[Figure], store: RecordSource) -> str:
    ids = dict.fromkeys(id_ for figure in figures for id_ in figure.sources)
    sources = "; ".join(_source_name(cast("Source", store.get(id_))) for id_ in ids)
    return _("Source: {sources}. Data updated {day}.").format(
        sources=sources, day=format_day(store.meta.updated)
    )


def _source_name(source: Source) -> str:
    title: Any = source.title and text_of(source.title)
    return f"{source.outlet or title or source.file or source.url} [{source.id}]"
