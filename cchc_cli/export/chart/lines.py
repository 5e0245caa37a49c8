"""The lines of a trend, drawn: each is named at its end, each value has a label if it has room."""

from collections.abc import Collection, Sequence
from itertools import product
from math import hypot
from textwrap import fill
from typing import Any, NamedTuple

from cchc_cli.export.chart.data import LineChart, Point
from cchc_cli.export.chart.style import COLORS, Axes, Paper, lay_out, line_style, marker_style
from cchc_cli.language.formatting import format_number
from cchc_cli.language.translation import _, label

_HEIGHT = 3.8  # inches of the axes
_LABEL_HEIGHT = 0.185
_CHARACTER = 0.082  # inches
_NAME_CHARACTERS = 34  # of a line of the label at the end of a line
_LEFT = 0.95
_TICK_DISTANCE = 0.11  # of the width: the room for the label of a day
_MARKER_ROOM = 11  # dots: half the room of a marker
_END_GAP = 14  # points between a marker and the label at the end of a line
_STEP, _MAX_STEPS = 6, 30  # points, and how often a label is moved by them
_LABEL_POSITIONS = (
    ((0, 9), "center"),
    ((0, -17), "center"),
    ((-11, -3), "right"),
    ((11, 0), "left"),
)
"""Where a label may be, in points from its marker, and how it is aligned there."""


class End(NamedTuple):
    """A label of line *number* at one of its points."""

    number: int
    point: Point
    text: str


def draw_lines(paper: Paper, chart: LineChart) -> None:
    """Draw *chart* on *paper*."""
    ends = end_labels(chart)
    last = max(chart.times)
    widths = [len(row) for end in ends if end.point.time == last for row in end.text.split("\n")]
    right = 0.45 + _CHARACTER * max(widths, default=0)
    rows = sum(end.text.count("\n") + 1 for end in ends)
    height = max(_HEIGHT, _LABEL_HEIGHT * rows)
    axes = lay_out(paper, chart.title, chart.notes, height, _LEFT, right)
    _scale(axes, chart)
    for number, line in enumerate(chart.lines):
        for piece in line.pieces:
            pairs = [point.time for point in piece], [point.value for point in piece]
            axes.plot(*pairs, **line_style(number) | {"marker": None}, clip_on=False)
        for point in line.points:
            style = marker_style(number, point.bound)
            axes.plot([point.time], [point.value], **style, zorder=3, clip_on=False)
    paper.draw_without_rendering()  # only now all positions are known
    _write_labels(axes, chart, ends)


def end_labels(chart: LineChart) -> list[End]:
    """Return the label at the end of each line: its name and last value, of which two may be."""
    return [
        End(number, point, fill(f"{line.name} {point.label}", _NAME_CHARACTERS))
        for number, line in enumerate(chart.lines)
        for point in line.points
        if point.time == max(one.time for one in line.points)
    ]


def spread(targets: Sequence[float], distance: float) -> list[float]:
    """Return positions near the rising *targets*, neighbours at least *distance* apart."""
    groups: list[list[float]] = []
    for target in targets:
        group = [target]
        while groups and _start(group, distance) < _end(groups[-1], distance):
            group = groups.pop() + group
        groups.append(group)
    return [_start(one, distance) + distance * at for one in groups for at in range(len(one))]


def _start(group: Sequence[float], distance: float) -> float:
    return sum(group) / len(group) - distance * (len(group) - 1) / 2


def _end(group: Sequence[float], distance: float) -> float:
    return _start(group, distance) + distance * len(group)


def _scale(axes: Axes, chart: LineChart) -> None:
    times = list(chart.times)
    edge = (times[-1] - times[0]) * 0.03
    axes.set_xlim(times[0] - 3 * edge, times[-1] + edge)
    axes.set_ylim(*chart.scale)
    has_integers = all(float(one.value).is_integer() for line in chart.lines for one in line.points)
    if has_integers and not chart.is_percent:
        axes.yaxis.get_major_locator().set_params(integer=True)
    sign = "%" * chart.is_percent
    axes.yaxis.set_major_formatter(lambda value, _position: format_number(_round(value)) + sign)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xticks(times, minor=True)
    labelled = _labelled(times)
    axes.set_xticks(labelled, [chart.times[time] for time in labelled])
    axes.tick_params(labelsize=9)
    is_yearly = all(map(str.isdecimal, chart.times.values()))
    axes.set_xlabel(label("year") if is_yearly else _("Time of the figures"), fontsize=9)


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


def _write_labels(axes: Axes, chart: LineChart, ends: Sequence[End]) -> None:
    """Write the names at the right side one above the other, then the others where is room."""
    last = max(chart.times)
    points = [(number, point) for number, line in enumerate(chart.lines) for point in line.points]
    room = _Room(axes, [_spot(axes, point) for _number, point in points])
    column = sorted((end for end in ends if end.point.time == last), key=lambda e: e.point.value)
    _write_column(axes, column, room)
    for end in ends:
        if end.point.time != last:
            _write_end(axes, end, room)
    ended = {(end.number, end.point) for end in ends}
    for number, point in points:
        if (number, point) not in ended:
            _write_value(axes, End(number, point, point.label), room)


def _spot(axes: Axes, point: Point) -> tuple[float, float]:
    x, y = axes.transData.transform((point.time, point.value))
    return float(x), float(y)


def _write_column(axes: Axes, ends: Sequence[End], room: "_Room") -> None:
    rows = max((end.text.count("\n") + 1 for end in ends), default=1)
    spots = [_spot(axes, end.point)[1] for end in ends]
    heights = spread(spots, rows * _LABEL_HEIGHT * axes.figure.dpi)
    for end, y, height in zip(ends, spots, heights, strict=True):
        rise = (height - y) * 72 / axes.figure.dpi  # points
        room.add(_box(_annotate(axes, end, (_END_GAP, rise), "left")))


def _write_end(axes: Axes, end: End, room: "_Room") -> None:
    """Write the name of a line that ends early: the nearest free height to the right of it."""
    for crossable in ((), COLORS):
        for step in range(2 * _MAX_STEPS):
            rise = _STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
            text = _annotate(axes, end, (_END_GAP, rise), "left")
            if room.take(_box(text), None, crossable):
                return
            text.remove()


def _write_value(axes: Axes, end: End, room: "_Room") -> None:
    own_line = (line_style(end.number)["color"],)
    for crossable, (shift, side) in product(((), own_line), _LABEL_POSITIONS):
        text = _annotate(axes, end, shift, side)
        if room.take(_box(text), _spot(axes, end.point), crossable):
            return
        text.remove()


def _annotate(axes: Axes, end: End, shift: tuple[float, float], side: str) -> Any:  # noqa: ANN401
    """Write a label, with a thin line to its marker if it is not right beside it."""
    color = line_style(end.number)["color"]
    leads = side == "left" and abs(shift[1]) > 3  # noqa: PLR2004  # points
    arrow = {"arrowstyle": "-", "color": color, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 4}
    return axes.annotate(
        end.text,
        (end.point.time, end.point.value),
        shift,
        textcoords="offset points",
        ha=side,
        va="center" if side == "left" else "baseline",
        fontsize=9,
        color=color,
        annotation_clip=False,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
        zorder=2.5,  # above lines and below markers
        arrowprops=arrow | {"relpos": (0, 0.5)} if leads else None,
    )


def _box(text: Any) -> Any:  # noqa: ANN401  # of matplotlib
    """Return the box of *text* without the line that leads to it."""
    from matplotlib.text import Text  # noqa: PLC0415  # slow, and not everybody has it

    text.get_window_extent()  # places the text
    return Text.get_window_extent(text)


class _Room:
    """The room for labels: within the axes, apart from markers, lines and other labels."""

    def __init__(self, axes: Axes, spots: Sequence[tuple[float, float]]) -> None:
        from matplotlib.transforms import Bbox  # noqa: PLC0415  # slow, and not everybody has it

        room = _MARKER_ROOM
        left, bottom, right, top = axes.bbox.extents
        self._area = Bbox.from_extents(left + 3, bottom, right + room, top + 2 * room)
        self._taken = [Bbox.from_bounds(x - room, y - room, 2 * room, 2 * room) for x, y in spots]
        self._spots = spots
        self._paths = [
            (line.get_color(), line.get_transform().transform_path(line.get_path()))
            for line in axes.lines
            if len(line.get_xdata()) > 1
        ]

    def add(self, box: Any) -> None:  # noqa: ANN401  # of matplotlib
        """Take *box*, free or not."""
        self._taken.append(box)

    def take(
        self,
        box: Any,  # noqa: ANN401  # of matplotlib
        spot: tuple[float, float] | None,
        crossable: Collection[str],
    ) -> bool:
        """Take *box* if it is free, but for lines of *crossable* colors, and nearest to *spot*."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        distances = [hypot(x - one[0], y - one[1]) for one in self._spots]
        is_free = (
            (spot is None or hypot(x - spot[0], y - spot[1]) <= min(distances))
            and all(self._area.contains(*corner) for corner in box.get_points())
            and not any(map(box.overlaps, self._taken))
            and not any(
                color not in crossable and path.intersects_bbox(box.padded(1), filled=False)
                for color, path in self._paths
            )
        )
        if is_free:
            self.add(box)
        return is_free
