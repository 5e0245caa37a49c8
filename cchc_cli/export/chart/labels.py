"""The labels of lines: names beside their ends, values where there is room for them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import product
from math import hypot, inf
from textwrap import fill
from typing import Any, NamedTuple, TypeAlias

from cchc_cli.export.chart.data import LineChart, Point
from cchc_cli.export.chart.style import COLORS, Axes, line_style

CHARACTER = 0.082  # inches: the width of a letter
LABEL_HEIGHT = 0.185  # inches
_NAME_CHARACTERS = 34  # of a line of the label at the end of a line
_MARKER_ROOM = 11  # dots: half the room of a marker
_END_GAP = 14  # points between a marker and the label at the end of a line
_FAR = 30  # points: a label that is farther away is led to its marker
_STEP, _MAX_STEPS = 6, 30  # points, and how often a label is moved by them
_LABEL_POSITIONS = (
    ((0, 9), "center"),
    ((0, -17), "center"),
    ((-11, -3), "right"),
    ((11, 0), "left"),
)
"""Where a label may be, in points from its marker, and how it is aligned there."""

Marks: TypeAlias = Mapping[tuple[int, Point], float]
"""Number of a line and a point of it → where on the axis of time its marker is drawn."""


class Label(NamedTuple):
    """A label of line *number* at one of its points."""

    number: int
    point: Point
    text: str


def end_labels(chart: LineChart) -> list[Label]:
    """Return the label at the end of each line: its name and last value, of which two may be."""
    return [
        Label(number, point, fill(f"{line.name} {point.label}", _NAME_CHARACTERS))
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


def tick_rows(
    times: Mapping[float, str], scale: tuple[float, float], width: float
) -> dict[float, int]:
    """Return the row below an axis of *width* inches, 0 to 2, of the labels that have room."""
    rows: dict[float, int] = {}
    free = [inf] * 3  # to the left of the labels in a row
    for time in sorted(times, reverse=True):
        middle = (time - scale[0]) / (scale[1] - scale[0]) * width
        half = len(times[time]) * CHARACTER / 2 + 0.05
        row = next((row for row, left in enumerate(free) if middle + half <= left), None)
        if row is not None:
            rows[time] = row
            free[row] = middle - half
    return rows


def write_labels(axes: Axes, chart: LineChart, marks: Marks) -> None:
    """Write the names at the right side one above the other, then the others where is room."""
    ends = end_labels(chart)
    last = max(chart.times)
    room = _Room(axes, marks)
    column = sorted((end for end in ends if end.point.time == last), key=lambda e: e.point.value)
    _write_column(column, room)
    for end in ends:
        if end.point.time != last:
            _write_end(end, room)
    ended = {(end.number, end.point) for end in ends}
    for number, point in marks:
        if (number, point) not in ended:
            _write_value([Label(number, point, one) for one in _texts(chart, number, point)], room)


def _texts(chart: LineChart, number: int, point: Point) -> Iterator[str]:
    """Yield what may be written at *point*: with the name of its line, if it does not lead on."""
    line = chart.lines[number]
    if len(chart.lines) > 1 and any(piece[-1] == point for piece in line.pieces):
        yield f"{line.name} {point.label}"
    yield point.label


def _write_column(ends: Sequence[Label], room: "_Room") -> None:
    rows = max((end.text.count("\n") + 1 for end in ends), default=1)
    spots = [room.spot(end) for end in ends]
    heights = spread([y for _x, y in spots], rows * LABEL_HEIGHT * room.dpi)
    for end, (x, y), height in zip(ends, spots, heights, strict=True):
        shift = (room.right - x) * 72 / room.dpi, (height - y) * 72 / room.dpi  # points
        room.add(_box(_annotate(room, end, shift, "left")))


def _write_end(end: Label, room: "_Room") -> None:
    """Write the name of a line that ends early: the nearest free height to the right of it."""
    if end.point.half and _write_value([end], room):
        return
    for crossable in ((), COLORS):
        for step in range(2 * _MAX_STEPS):
            rise = _STEP * ((step + 1) // 2) * (1 if step % 2 else -1)
            text = _annotate(room, end, (_END_GAP, rise), "left")
            if room.take(_box(text), None, crossable):
                return
            text.remove()


def _write_value(labels: Sequence[Label], room: "_Room") -> bool:
    """Write the first of *labels* for which is room; return whether there is one."""
    own_line = (line_style(labels[0].number)["color"],)
    for crossable, label, (shift, side) in product(((), own_line), labels, _LABEL_POSITIONS):
        text = _annotate(room, label, shift, side)
        if room.take(_box(text), room.spot(label), crossable):
            return True
        text.remove()
    return False


def _annotate(room: "_Room", label: Label, shift: tuple[float, float], side: str) -> Any:  # noqa: ANN401
    """Write a label, with a thin line to its marker if it is not right beside it."""
    color = line_style(label.number)["color"]
    is_far = shift[0] > _FAR and not label.point.half
    leads = side == "left" and (is_far or abs(shift[1]) > 3)  # noqa: PLR2004  # points
    arrow = {"arrowstyle": "-", "color": color, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 4}
    return room.axes.annotate(
        label.text,
        (room.marks[label.number, label.point], label.point.value),
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

    def __init__(self, axes: Axes, marks: Marks) -> None:
        from matplotlib.transforms import Bbox  # noqa: PLC0415  # slow, and not everybody has it

        room = _MARKER_ROOM
        left, bottom, right, top = axes.bbox.extents
        self.axes, self.marks, self.dpi, self.right = axes, marks, axes.figure.dpi, right
        self._spots = [self.spot(Label(*mark, "")) for mark in marks]
        self._area = Bbox.from_extents(left + 3, bottom, right + room, top + 2 * room)
        self._taken = [
            Bbox.from_bounds(x - room, y - room, 2 * room, 2 * room) for x, y in self._spots
        ]
        self._paths = [
            (line.get_color(), line.get_transform().transform_path(line.get_path()))
            for line in axes.lines
            if len(line.get_xdata()) > 1
        ]

    def spot(self, label: Label) -> tuple[float, float]:
        """Return where the marker of *label* is, in dots."""
        at = self.marks[label.number, label.point], label.point.value
        x, y = self.axes.transData.transform(at)
        return float(x), float(y)

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
