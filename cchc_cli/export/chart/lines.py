"""The lines of a trend, drawn: each is named at its end, each value has a label if it has room."""

from collections import defaultdict
from collections.abc import Sequence
from math import hypot
from textwrap import fill
from typing import Any

from cchc_cli.export.chart.data import LineChart, Point
from cchc_cli.export.chart.style import Axes, Paper, lay_out, line_style, marker_style
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _

_HEIGHT = 3.8  # inches of the axes
_LABEL_HEIGHT = 0.185
_CHARACTER = 0.082  # inches
_NAME_CHARACTERS = 34  # of a line of the label at the end of a line
_LEFT = 0.95
_TICK_DISTANCE = 0.13  # of the width: the room for the label of a day
_MARKER_ROOM = 11  # dots: half the room of a marker
_GAP = 9  # points between a marker and its label
_LABEL_POSITIONS = (((0, 9), "center"), ((0, -17), "center"), ((-11, -3), "right"))
"""Where a label may be, in points from its marker, and how it is aligned there."""


def draw_lines(paper: Paper, chart: LineChart) -> None:
    """Draw *chart* on *paper*."""
    ends = _ends(chart)
    last = max(chart.times)
    labels = {number: _end_label(chart, number, point) for number, point in ends.items()}
    widths = [
        len(line)
        for number, one in labels.items()
        if ends[number].time == last
        for line in one.split("\n")
    ]
    right = 0.35 + _CHARACTER * max(widths, default=0)
    height = max(_HEIGHT, _LABEL_HEIGHT * sum(one.count("\n") + 1 for one in labels.values()))
    axes = lay_out(paper, chart.title, chart.notes, height, _LEFT, right)
    _scale(axes, chart)
    for number, line in enumerate(chart.lines):
        for piece in line.pieces:
            pairs = [point.time for point in piece], [point.value for point in piece]
            axes.plot(*pairs, **line_style(number) | {"marker": None})
        for point in line.points:
            axes.plot([point.time], [point.value], **marker_style(number, point.bound), zorder=3)
    paper.draw_without_rendering()  # only now all positions are known
    _write_labels(axes, chart, ends, _write_ends(axes, ends, labels))


def spread(targets: Sequence[float], distance: float) -> list[float]:
    """Return positions near the rising *targets*, neighbours at least *distance* apart."""
    groups: list[list[float]] = []
    for target in targets:
        group = [target]
        while groups and _start(group, distance) < _start(groups[-1], distance) + distance * len(
            groups[-1]
        ):
            group = groups.pop() + group
        groups.append(group)
    return [
        _start(group, distance) + distance * number
        for group in groups
        for number in range(len(group))
    ]


def _start(group: Sequence[float], distance: float) -> float:
    return sum(group) / len(group) - distance * (len(group) - 1) / 2


def _ends(chart: LineChart) -> dict[int, Point]:
    return {
        number: max(line.points, key=lambda point: point.time)
        for number, line in enumerate(chart.lines)
    }


def _end_label(chart: LineChart, number: int, end: Point) -> str:
    """Return the name of a line, with its last value, of which there may be two."""
    line = chart.lines[number]
    values = [point.label for point in line.points if point.time == end.time]
    return fill(f"{line.name} {'; '.join(values)}", _NAME_CHARACTERS)


def _scale(axes: Axes, chart: LineChart) -> None:
    times = list(chart.times)
    edge = (times[-1] - times[0]) * 0.04
    axes.set_xlim(times[0] - edge, times[-1] + edge)
    axes.set_ylim(*chart.scale)
    is_whole = all(float(one.value).is_integer() for line in chart.lines for one in line.points)
    if is_whole and not chart.is_percent:
        axes.yaxis.get_major_locator().set_params(integer=True)
    sign = "%" * chart.is_percent
    axes.yaxis.set_major_formatter(lambda value, _position: format_number(_round(value)) + sign)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xticks(times, minor=True)
    labelled = _labelled(times)
    axes.set_xticks(labelled, [chart.times[time] for time in labelled])
    axes.tick_params(labelsize=9)
    axes.set_xlabel(_("Time that the figures are of"), fontsize=9)


def _labelled(times: Sequence[int]) -> list[int]:
    """Return those of *times* whose labels have room, the last first."""
    distance = (times[-1] - times[0]) * _TICK_DISTANCE
    labelled: list[int] = []
    for time in reversed(times):
        if not labelled or labelled[0] - time >= distance:
            labelled.insert(0, time)
    return labelled


def _round(value: float) -> float:
    near = round(value, 6)
    return int(near) if near == int(near) else near


def _write_ends(axes: Axes, ends: dict[int, Point], labels: dict[int, str]) -> list[Any]:
    """Write the names of lines that end at one time one above the other; return the texts."""
    columns: dict[int, list[int]] = defaultdict(list)
    for number in sorted(ends, key=lambda number: ends[number].value):
        columns[ends[number].time].append(number)
    dots = axes.figure.dpi / 72
    texts = []
    for numbers in columns.values():
        spots = [axes.transData.transform((ends[one].time, ends[one].value)) for one in numbers]
        tall = max(labels[one].count("\n") + 1 for one in numbers)
        heights = spread([spot[1] for spot in spots], tall * _LABEL_HEIGHT * axes.figure.dpi)
        for number, spot, y in zip(numbers, spots, heights, strict=True):
            color = line_style(number)["color"]
            shift = (_GAP, (y - spot[1]) / dots)
            texts.append(_annotate(axes, labels[number], ends[number], shift, "left", color))
    return texts


def _annotate(  # noqa: PLR0913, PLR0917  # all that a label is
    axes: Axes, text: str, point: Point, shift: tuple[float, float], side: str, color: str
) -> Any:  # noqa: ANN401
    return axes.annotate(
        text,
        (point.time, point.value),
        shift,
        textcoords="offset points",
        ha=side,
        va="center" if side == "left" else "baseline",
        fontsize=9,
        color=color,
        annotation_clip=False,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.8},
    )


def _write_labels(
    axes: Axes, chart: LineChart, ends: dict[int, Point], written: Sequence[Any]
) -> None:
    """Write the other values where they are free of markers, lines and the *written* texts."""
    points = [(n, point) for n, line in enumerate(chart.lines) for point in line.points]
    spots = [axes.transData.transform((point.time, point.value)) for _n, point in points]
    room = _Room(axes, spots, [text.get_window_extent() for text in written])
    for (number, point), spot in zip(points, spots, strict=True):
        if point.time == ends[number].time:
            continue
        for shift, side in _LABEL_POSITIONS:
            color = line_style(number)["color"]
            text = _annotate(axes, point.label, point, shift, side, color)
            if room.take(text.get_window_extent(), spot):
                break
            text.remove()


class _Room:
    """The room for labels: within the axes, apart from markers, lines and other labels."""

    def __init__(self, axes: Axes, spots: Sequence[Any], taken: Sequence[Any]) -> None:
        from matplotlib.transforms import Bbox  # noqa: PLC0415  # slow, and not everybody has it

        room = _MARKER_ROOM
        left, bottom, right, top = axes.bbox.extents
        self._area = Bbox.from_extents(left - 3 * room, bottom, right + room, top + room)
        markers = (Bbox.from_bounds(x - room, y - room, 2 * room, 2 * room) for x, y in spots)
        self._taken = [*taken, *markers]
        self._spots = spots
        self._paths = [
            line.get_transform().transform_path(line.get_path())
            for line in axes.lines
            if len(line.get_xdata()) > 1
        ]

    def take(self, box: Any, spot: Any) -> bool:  # noqa: ANN401  # of matplotlib
        """Take *box* for the label of *spot* if it is free."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        own, *distances = (hypot(x - one[0], y - one[1]) for one in (spot, *self._spots))
        is_free = (
            own <= min(distances)  # or it would be read as the label of another
            and all(self._area.contains(*corner) for corner in box.get_points())
            and not any(map(box.overlaps, self._taken))
            and not any(path.intersects_bbox(box, filled=False) for path in self._paths)
        )
        if is_free:
            self._taken.append(box)
        return is_free
