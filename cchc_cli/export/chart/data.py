"""The data of a chart: lines over the time that values are of, or bars; their labels and notes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, cast

from cchc_cli.answers import Answer
from cchc_cli.answers.figure_series import Series, by_period, series_of
from cchc_cli.language.dates import parse_period
from cchc_cli.language.formatting import format_day, format_number, format_period
from cchc_cli.language.translation import _, choice_label, current_language, label
from cchc_cli.model.records import Bound, Figure, Indicator, Meeting, Source
from cchc_cli.query.json_rows import Row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Sheet, text_of
from cchc_cli.view.texts import ratio_text, scope_name

_HALF = 0.5  # of the greatest value: a scale of values that are all above it need not have zero
_MARGIN = 0.12  # of the range of values, above and below


class Point(NamedTuple):
    """A value at the time it is of: the number of a year, or of a day; with its label."""

    time: int
    value: float
    label: str
    bound: Bound


class Line(NamedTuple):
    """The values of one scope or subject; the line is interrupted between its *pieces*."""

    name: str
    pieces: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        """Return the points of all pieces."""
        return [point for piece in self.pieces for point in piece]


class LineChart(NamedTuple):
    """Lines over *times*, each with its label; *scale* is the least and greatest value shown."""

    title: str
    lines: tuple[Line, ...]
    times: dict[int, str]
    scale: tuple[float, float]
    is_percent: bool
    notes: tuple[str, ...]


class BarChart(NamedTuple):
    """Counts by name, a row of bars for each name; they are stacked if they have a total."""

    title: str
    names: tuple[str, ...]
    groups: dict[str, tuple[int, ...]]  # what a color stands for → a count for each name
    is_stacked: bool
    notes: tuple[str, ...]


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
    points = [point for line in lines for point in line.points]
    scale = scale_of([point.value for point in points], is_percent=unit == "percent")
    labels = {times[id_]: format_period(text) for id_, text in sorted(texts.items())}
    if is_yearly and labels:
        labels |= {year: str(year) for year in range(min(labels), max(labels))}
    notes = (
        *_rivals(lines, labels),
        *dict.fromkeys(row["break"][current_language()] for row in rows if row["break"]),
        *_left_out([one for one in known if one.unit != unit]),
        *([_("Open marks: not exact values.")] if any(p.bound != "exact" for p in points) else []),
        *([_("The vertical axis does not begin at zero.")] if scale[0] > 0 else []),
        _sources(drawn, store),
    )
    title = text_of(indicator.name)
    return LineChart(title, lines, dict(sorted(labels.items())), scale, unit == "percent", notes)


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


def bar_chart(title: str, sheet: Sheet, notes: Sequence[str] = ()) -> BarChart:
    """Return the chart of the counts in *sheet*: its right-aligned columns but share and total."""
    columns = {column.name: column for column in sheet.columns}
    name = columns.get("name", sheet.columns[0])
    counted = [one for one in sheet.columns if one.right and one.name not in ("share", "total")]
    groups = {
        _plain(one.head) or label(one.name): tuple(
            cast("int", one.cell(item) or 0) for item in sheet.items
        )
        for one in counted
    }
    names = tuple(_plain(name.cell(item)) for item in sheet.items)
    return BarChart(title, names, groups, "total" in columns, (*map(_plain, sheet.notes), *notes))


def counts_chart(answer: Answer, record_type: str | None) -> BarChart | None:
    """Return the chart of the *answer* of stats, if it has any count."""
    fields = [key for key in answer.keys if key not in ("count", "share")] if record_type else []
    of = choice_label("type", record_type) if record_type else label("record_type")
    if fields and "record_type" not in fields:
        by = _(" and ").join(label(field).lower() for field in fields)
        of = _("{records} by {fields}").format(records=of, fields=by)
    sheet = next(iter(answer.sheets()), None)
    return sheet and bar_chart(of[:1].upper() + of[1:], sheet)


def comparison_chart(answer: Answer, store: RecordSource) -> BarChart | None:
    """Return the chart of the directives by area in the *answer* of compare, if it has any."""
    for sheet in answer.sheets():
        if sheet.columns and sheet.columns[0].name == "area":
            updated = _("Data updated {updated}.").format(updated=format_day(store.meta.updated))
            chart = bar_chart(_plain(sheet.title), sheet, (updated,))
            days = {id_: cast("Meeting", store.get(id_)).date for id_ in chart.groups}
            named = {f"{id_}, {format_day(day)}": chart.groups[id_] for id_, day in days.items()}
            return chart._replace(groups=named)
    return None


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _time_text(figure: Figure, store: RecordSource) -> str:
    """Return the time that *figure* is of, as stored; else the day of its meeting."""
    meeting = store.get(figure.meeting) if figure.meeting else None
    day = meeting.date.isoformat() if isinstance(meeting, Meeting) else ""
    return next((one for one in (figure.period, figure.as_of) if one and parse_period(one)), day)


def _time(text: str, *, is_yearly: bool) -> int:
    period = parse_period(text)
    last = period[1] if period else date.min
    return last.year if is_yearly else last.toordinal()


def _unit(figures: Sequence[Figure], indicator: Indicator) -> str:
    units = [figure.unit for figure in figures]
    return max(units, key=lambda unit: (units.count(unit), unit == indicator.unit), default="")


def _line(series: Series, times: dict[str, int], breaks: set[str], store: RecordSource) -> Line:
    """Return the line of *series*: rival values of one time are pieces of their own."""
    by_time: dict[int, dict[tuple[float, Bound], Point]] = defaultdict(dict)
    broken: set[int] = set()
    last = None
    pending = False
    for figure in series:
        pending = pending or figure.id in breaks
        if figure.id not in times or figure.value is None:
            continue
        last = times[figure.id]
        if pending:
            broken.add(last)
        pending = False
        point = Point(last, figure.value, _label(figure), figure.bound)
        by_time[last].setdefault((figure.value, figure.bound), point)
    return Line(scope_name(series[0], store), tuple(_pieces(by_time, broken)))


def _pieces(
    by_time: dict[int, dict[tuple[float, Bound], Point]], broken: set[int]
) -> Iterator[tuple[Point, ...]]:
    piece: list[Point] = []
    for time, points in sorted(by_time.items()):
        if piece and (time in broken or len(points) > 1):
            yield tuple(piece)
            piece = []
        if len(points) > 1:
            yield from ((point,) for point in points.values())
        else:
            piece += points.values()
    if piece:
        yield tuple(piece)


def _label(figure: Figure) -> str:
    """Return what was printed, in English its number; with a ratio if that does not show it."""
    ratio = ratio_text(figure) if figure.denominator else None
    shown = figure.reported
    if current_language() == "en" and figure.value is not None:
        value = format_number(figure.value) + "%" * (figure.unit == "percent")
        bound = "" if figure.bound == "exact" else figure.bound.replace("-", " ")
        shown = f"{bound} {value}".strip()
    return shown if ratio is None or ratio in shown else f"{shown} ({ratio})"


def _rivals(lines: Sequence[Line], labels: dict[int, str]) -> Iterator[str]:
    for line in lines:
        found: dict[int, list[str]] = defaultdict(list)
        for point in line.points:
            found[point.time].append(point.label)
        for time, values in found.items():
            if len(values) > 1:
                sentence = _("{name}, {time}: the sources give different values: {values}.")
                yield sentence.format(name=line.name, time=labels[time], values="; ".join(values))


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
