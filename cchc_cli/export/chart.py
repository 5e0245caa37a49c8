"""Chart: the lines of one indicator as a picture, drawn by matplotlib."""

import logging
import os
import warnings
from collections.abc import Sequence
from io import BytesIO
from itertools import product
from math import hypot
from pathlib import Path
from textwrap import fill, wrap
from typing import Any

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound, UsageError
from cchc_cli.export.chart_data import Line, caption, chart_lines
from cchc_cli.export.target import PICTURE, write_export
from cchc_cli.language.formatting import format_day, format_number
from cchc_cli.language.translation import N_, _, join_or
from cchc_cli.model.records import Bound, Indicator
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import text_of

Axes = Any  # of matplotlib, which not everybody has
Paper = Any

SUFFIXES = (".svg", ".png")

_SIZE = (9.0, 5.0)  # inches: the width of a page of A4 in landscape, less its margins
_CHARACTERS, _TITLE_CHARACTERS = 140, 75  # in a line of this width
_TICK_DISTANCE = 0.085  # of the width: the room for the label of a day
_SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, and has all letters of Vietnamese
    "text.parse_math": False,  # data are not markup
    "svg.hashsalt": "cchc",  # the same bytes each time
    "svg.fonttype": "none",  # text that can be found, copied and read out
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_COLORS = ("#0b5394", "#c55a11", "#38761d", "#741b47", "#7f6000", "#134f5c", "#444444")
_DASHES = ("-", "--", ":", "-.")
_GRAY = "#555555"
_MARKER_ROOM = 13  # dots: half the room of a marker
_LABEL_POSITIONS = (
    ((0, 10), "center"),
    ((0, -18), "center"),
    ((12, -3), "left"),
    ((-12, -3), "right"),
)
"""Where a label may be, in points from its marker, and how it is aligned there."""
_MARKERS: dict[Bound, str] = {"exact": "o", "about": "o", "more-than": "^", "less-than": "v"}
_BOUNDS: dict[Bound, str] = {
    "about": N_("about: not the exact value"),
    "more-than": N_("more than: the true value is greater"),
    "less-than": N_("less than: the true value is smaller"),
}


def draw_chart(answer: Answer, path: str | None, store: RecordSource) -> None:
    """Draw the *answer* of a trend into the file *path*, if there is one.

    Raises UsageError for a suffix that is not one of SUFFIXES, without an indicator or without
    matplotlib, NotFound if there is no value to draw, OutputError if the file cannot be written.
    """
    if path is None:
        return
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a Path would drop a final /
    if suffix not in SUFFIXES:
        sentence = _("--chart {path}: must end in {suffixes}")
        raise UsageError(sentence.format(path=path, suffixes=join_or(SUFFIXES)))
    if "figure" not in answer.keys:
        raise UsageError(
            _("--chart needs an indicator: cchc trend tasks-completed --chart tasks.svg")
        )
    lines = chart_lines(answer.items, store)
    if not lines:
        raise NotFound(_("no values to draw; try fewer filters"))
    indicator: Any = store.get(answer.items[0]["indicator"])
    picture = _picture(lines, indicator, caption(answer.items, store), suffix[1:])
    write_export(path, PICTURE, lambda file: Path(file).write_bytes(picture), force=True)


def _picture(
    lines: Sequence[Line], indicator: Indicator, notes: Sequence[str], suffix: str
) -> bytes:
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it reports on its caches
    try:
        import matplotlib as mpl  # noqa: PLC0415  # slow, and not everybody has it
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure  # noqa: PLC0415
    except ImportError:
        install = "pip install 'cchc[chart]'"
        sentence = _("--chart needs matplotlib, which is not installed: {install}")
        raise UsageError(sentence.format(install=install)) from None
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is drawn as a box
        mpl.rcdefaults()  # not the user's own settings
        mpl.rcParams.update(_SETTINGS)
        paper = Figure(figsize=_SIZE, dpi=150, layout="constrained")
        FigureCanvasAgg(paper)
        axes = paper.add_subplot()
        _scale_values(axes, lines, is_percent=indicator.unit == "percent")
        _scale_days(axes, lines)
        _write_legend(paper, axes, lines, indicator)
        _write_notes(paper, axes, notes)
        _draw_lines(axes, lines)
        paper.draw_without_rendering()  # only now all positions are known
        _write_labels(axes, lines)
        file = BytesIO()
        paper.savefig(file, format=suffix, metadata={"Date": None} if suffix == "svg" else None)
    return file.getvalue()


def _write_legend(paper: Paper, axes: Axes, lines: Sequence[Line], indicator: Indicator) -> None:
    bounds = dict.fromkeys(point.bound for line in lines for point in line.points)
    names = {line.name: _style(number) for number, line in enumerate(lines)}
    names |= {_(_BOUNDS[one]): _open_style(one, _GRAY) for one in bounds if one in _BOUNDS}
    paper.legend(
        [axes.plot([], [], **style)[0] for style in names.values()],
        [fill(name, _CHARACTERS) for name in names],
        title=fill(text_of(indicator.name), _TITLE_CHARACTERS),
        title_fontproperties={"size": 13, "weight": "bold"},
        alignment="left",
        loc="outside upper left",
        ncols=max(1, min(4, _CHARACTERS // (max(map(len, names)) + 8))),
        frameon=False,
        fontsize=9,
    )


def _write_notes(paper: Paper, axes: Axes, notes: Sequence[str]) -> None:
    axes.set_xlabel(_("Date of the meeting"), fontsize=9)
    text = "\n".join(line for note in notes for line in wrap(note, _CHARACTERS))
    paper.supxlabel(text, x=0.01, ha="left", fontsize=8, color=_GRAY)


def _scale_values(axes: Axes, lines: Sequence[Line], *, is_percent: bool) -> None:
    values = [point.value for line in lines for point in line.points]
    top = max(*values, 100) if is_percent else max(max(values) * 1.18, 1)
    axes.set_ylim(min(min(values) * 1.18, 0), top)
    if not is_percent and all(float(value).is_integer() for value in values):
        axes.yaxis.get_major_locator().set_params(integer=True)
    sign = "%" * is_percent
    axes.yaxis.set_major_formatter(lambda value, _position: format_number(_round(value)) + sign)
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)


def _round(value: float) -> float:
    near = round(value, 6)
    return int(near) if near == int(near) else near


def _scale_days(axes: Axes, lines: Sequence[Line]) -> None:
    """Let days be as far apart as they are in time; label those that have room, the last first."""
    by_number = {point.day.toordinal(): point.day for line in lines for point in line.points}
    days = sorted(by_number)
    edge = max((days[-1] - days[0]) * 0.08, 30)
    axes.set_xlim(days[0] - edge, days[-1] + edge)
    distance = (days[-1] - days[0] + 2 * edge) * _TICK_DISTANCE
    labelled: list[int] = []
    for day in reversed(days):
        if not labelled or labelled[0] - day >= distance:
            labelled.insert(0, day)
    axes.set_xticks(days, minor=True)
    axes.set_xticks(labelled, [format_day(by_number[day]) for day in labelled])
    axes.tick_params(labelsize=9)


def _draw_lines(axes: Axes, lines: Sequence[Line]) -> None:
    for number, line in enumerate(lines):
        style = _style(number)
        for piece in line.pieces:
            days = [point.day.toordinal() for point in piece]
            axes.plot(days, [point.value for point in piece], **style | {"marker": None})
        for point in line.points:
            marker = style if point.bound == "exact" else _open_style(point.bound, style["color"])
            axes.plot([point.day.toordinal()], [point.value], **marker, clip_on=False, zorder=3)


def _style(number: int) -> dict[str, Any]:
    """Return how line *number* is drawn: each in a color of its own, then in other dashes."""
    dashes, color = divmod(number, len(_COLORS))
    return {
        "color": _COLORS[color],
        "linestyle": _DASHES[dashes % len(_DASHES)],
        "linewidth": 2,
        "marker": "o",
        "markersize": 8,
    }


def _open_style(bound: Bound, color: str) -> dict[str, Any]:
    """Return how a value that is not exact is drawn: a marker that is not filled."""
    return {
        "color": color,
        "linestyle": "none",
        "marker": _MARKERS[bound],
        "markersize": 8,
        "markerfacecolor": "white",
        "markeredgewidth": 2,
    }


def _write_labels(axes: Axes, lines: Sequence[Line]) -> None:
    colors = [_style(number)["color"] for number, line in enumerate(lines) for _ in line.points]
    points = [point for line in lines for point in line.points]
    places = [(point.day.toordinal(), point.value) for point in points]
    spots = axes.transData.transform(places)
    room = _Room(axes, spots)
    for point, color, place, spot in zip(points, colors, places, spots, strict=True):
        for crossed, (shift, side) in product((None, color), _LABEL_POSITIONS):
            text = axes.annotate(
                point.label,
                place,
                shift,
                textcoords="offset points",
                ha=side,
                fontsize=9,
                color=color,
                annotation_clip=False,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )
            text.set_in_layout(False)  # measured positions must not change any more
            if room.take(text.get_window_extent(), spot, crossed):
                break
            text.remove()


class _Room:
    """The room for labels: within the axes, apart from markers, lines and other labels."""

    def __init__(self, axes: Axes, spots: Sequence[Any]) -> None:
        from matplotlib.transforms import Bbox  # noqa: PLC0415  # as in _picture

        room = _MARKER_ROOM
        left, bottom, right, top = axes.bbox.extents
        self._area = Bbox.from_extents(left - room, bottom, right + room, top + room)
        self._taken = [Bbox.from_bounds(x - room, y - room, 2 * room, 2 * room) for x, y in spots]
        self._spots = spots
        self._paths = [
            (line.get_color(), line.get_transform().transform_path(line.get_path()))
            for line in axes.lines
            if len(line.get_xdata()) > 1
        ]

    def take(self, box: Any, spot: Any, crossed: str | None) -> bool:  # noqa: ANN401
        """Take *box* for the label of *spot* if it is free, but for lines colored *crossed*."""
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        own, *distances = (hypot(x - one[0], y - one[1]) for one in (spot, *self._spots))
        is_free = (
            own <= min(distances)  # or it would be read as the label of another
            and all(self._area.contains(*corner) for corner in box.get_points())
            and not any(map(box.overlaps, self._taken))
            and not any(
                color != crossed and path.intersects_bbox(box, filled=False)
                for color, path in self._paths
            )
        )
        if is_free:
            self._taken.append(box)
        return is_free
