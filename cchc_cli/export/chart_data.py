"""The data of a chart: the lines of a trend, what their points are labelled, and the caption."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple, cast

from cchc_cli.answers.figure_series import Series, day_of, series_of
from cchc_cli.language.formatting import format_day, format_period
from cchc_cli.language.translation import _, current_language
from cchc_cli.model.records import Bound, Figure, Source
from cchc_cli.query.json_rows import Row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import text_of
from cchc_cli.view.figure_cells import ratio_text, scope_name


class Point(NamedTuple):
    """A value on the day it was reported, with its label."""

    day: date
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


def chart_lines(rows: Sequence[Row], store: RecordSource) -> list[Line]:
    """Return the lines of the *rows* of a trend; they have gaps where the series breaks."""
    breaks = {row["figure"] for row in rows if row["break"]}
    lines = [_line(series, breaks, store) for series in series_of(_figures(rows, store), store)]
    return [line for line in lines if line.pieces]


def _figures(rows: Sequence[Row], store: RecordSource) -> list[Figure]:
    return [cast("Figure", store.get(row["figure"])) for row in rows]


def _line(series: Series, breaks: set[str], store: RecordSource) -> Line:
    pieces: list[list[Point]] = [[]]
    for figure in series:
        day = day_of(figure, store)
        if figure.id in breaks or figure.value is None:
            pieces.append([])
        if day and figure.value is not None:
            pieces[-1].append(Point(day, figure.value, _label(figure), figure.bound))
    return Line(scope_name(series[0], store), tuple(tuple(piece) for piece in pieces if piece))


def _label(figure: Figure) -> str:
    """Return what was printed, with numerator and denominator if it does not show them."""
    ratio = ratio_text(figure) if figure.denominator else None
    is_shown = ratio is None or ratio in figure.reported
    return figure.reported if is_shown else f"{figure.reported} ({ratio})"


def caption(rows: Sequence[Row], store: RecordSource) -> list[str]:
    """Return the sentences below the chart of *rows*: breaks, days that differ, sources."""
    breaks = dict.fromkeys(row["break"][current_language()] for row in rows if row["break"])
    times = [
        f"{row['figure']} {format_period(row['as_of'] or '')}".rstrip()
        for row in rows
        if row["as_of"] != row["date"]
    ]
    ids = dict.fromkeys(id_ for figure in _figures(rows, store) for id_ in figure.sources)
    sources = "; ".join(_source_name(cast("Source", store.get(id_))) for id_ in ids)
    return [
        *breaks,
        *([_("As of: {times}.").format(times=", ".join(times))] if times else []),
        _("Source: {sources}. Data updated {day}.").format(
            sources=sources, day=format_day(store.meta.updated)
        ),
    ]


def _source_name(source: Source) -> str:
    title = source.title and text_of(source.title)
    return f"{source.outlet or title or source.file or source.url} [{source.id}]"
