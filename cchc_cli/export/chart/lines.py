"""The lines of a trend, drawn: each is named at its end, each value has a label if it has room."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from cchc_cli.export.chart.data import LineChart
from cchc_cli.export.chart.labels import (
    CHARACTER,
    LABEL_HEIGHT,
    Marks,
    end_labels,
    tick_rows,
    write_labels,
)
from cchc_cli.export.chart.layout import Box, Texts, lay_out
from cchc_cli.export.chart.style import Axes, Paper, line_style, marker_style
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _, label

_HEIGHT = 3.8  # inches of the axes
_LEFT = 0.95
_BELOW, _TICK_ROW = 0.45, 0.17  # inches: the room for the labels of the axis, and for a second row
_MARGINS = (0.09, 0.03)  # of the range of times, before and after it
_MARKER = 6  # points: markers that are nearer to each other can hardly be told apart


def draw_lines(paper: Paper, chart: LineChart) -> None:
    """Draw *chart* on *paper*."""
    ends = end_labels(chart)
    last = max(chart.times)
    widths = [len(row) for end in ends if end.point.time == last for row in end.text.split("\n")]
    rows = sum(end.text.count("\n") + 1 for end in ends)
    height = max(_HEIGHT, LABEL_HEIGHT * rows)
    box = Box(height, _LEFT, 0.3 + CHARACTER * max(widths, default=0), _BELOW)
    scale = _time_scale(chart)
    ticks = tick_rows(chart.times, scale, box.width)
    below = _BELOW + _TICK_ROW * max(ticks.values())
    axes = lay_out(
        paper, Texts(chart.title, chart.notes, chart.subtitle), box._replace(below=below)
    )
    axes.set_xlim(*scale)
    _draw_values_axis(axes, chart)
    _draw_times_axis(axes, chart, ticks)
    marks = _marks(axes, chart)
    for number, line in enumerate(chart.lines):
        for piece in line.pieces:
            pairs = [point.time for point in piece], [point.value for point in piece]
            axes.plot(*pairs, **line_style(number) | {"marker": None}, clip_on=False)
    _draw_marks(axes, marks)
    paper.draw_without_rendering()  # only now all positions are known
    write_labels(axes, chart, marks)


def left_shifts(spots: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return how far each of *spots* is moved left, so that any two are *room* apart."""
    taken: list[tuple[float, float]] = []
    for x, y in spots:
        shifted = next(
            left
            for left in (x - room * step for step in count())
            if not any(abs(left - a) < room and abs(y - b) < room for a, b in taken)
        )
        taken.append((shifted, y))
    return [x - left for (x, _y), (left, _same) in zip(spots, taken, strict=True)]


def _time_scale(chart: LineChart) -> tuple[float, float]:
    points = [point for line in chart.lines for point in line.points]
    begin = min(*chart.times, *(point.time - point.half for point in points))
    end = max(*chart.times, *(point.time + point.half for point in points))
    before, after = ((end - begin) * margin for margin in _MARGINS)
    return begin - before, end + after


def _draw_values_axis(axes: Axes, chart: LineChart) -> None:
    axes.set_ylim(*chart.scale)
    has_integers = all(float(one.value).is_integer() for line in chart.lines for one in line.points)
    if has_integers and not chart.is_percent:
        axes.yaxis.get_major_locator().set_params(integer=True)
    sign = "%" * chart.is_percent
    axes.yaxis.set_major_formatter(lambda value, _position: format_number(_round(value)) + sign)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)


def _draw_times_axis(axes: Axes, chart: LineChart, rows: dict[float, int]) -> None:
    axes.set_xticks([*chart.times], minor=True)
    axes.set_xticks([*rows], ["\n" * row + chart.times[time] for time, row in rows.items()])
    axes.tick_params(labelsize=9)
    is_yearly = all(map(str.isdecimal, chart.times.values()))
    axes.set_xlabel(label("year") if is_yearly else _("Time of the figures"), fontsize=9)


def _round(value: float) -> float:
    near = round(value, 6)
    return int(near) if near == int(near) else near


def _marks(axes: Axes, chart: LineChart) -> Marks:
    """Return where the markers are: at their times, those of lines first, or beside others."""
    pieces = [(number, one) for number, line in enumerate(chart.lines) for one in line.pieces]
    pieces.sort(key=lambda pair: -len(pair[1]))
    points = [(number, point) for number, piece in pieces for point in piece]
    if not points:
        return {}
    dots = axes.transData.transform([(point.time, point.value) for _number, point in points])
    shifts = left_shifts([*map(tuple, dots)], _MARKER * axes.figure.dpi / 72)
    inverted = axes.transData.inverted().transform
    return {
        mark: mark[1].time if not shift else float(inverted((x - shift, y))[0])
        for mark, (x, y), shift in zip(points, dots, shifts, strict=True)
    }


def _draw_marks(axes: Axes, marks: Marks) -> None:
    """Draw a marker for each value, and a thin line over the period that it is of."""
    for (number, point), x in marks.items():
        style: dict[str, Any] = marker_style(number, point.bound)
        axes.plot([x], [point.value], **style, zorder=3, clip_on=False)
        if point.half:
            begin, end = point.time - point.half, point.time + point.half
            thin = {"color": style["color"], "linewidth": 0.9, "marker": "|", "markersize": 6}
            axes.plot([begin, end], [point.value] * 2, **thin, zorder=2.2, clip_on=False)
