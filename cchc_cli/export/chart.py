"""chart: the lines of one indicator as a picture, drawn by matplotlib."""

from __future__ import annotations

import logging
import os
import warnings
from io import BytesIO
from itertools import product
from math import hypot
from textwrap import wrap
from typing import TYPE_CHECKING, Any, cast

from cchc_cli.errors import NotFound, WrongUse
from cchc_cli.export.chart_data import caption, chart_lines, in_language
from cchc_cli.export.target import save_picture
from cchc_cli.language.formatting import format_day, format_number
from cchc_cli.language.translation import _, current_language
from cchc_cli.model.records import Indicator, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc_cli.answers import Answer
    from cchc_cli.export.chart_data import Line
    from cchc_cli.language.translation import Lang
    from cchc_cli.model.records import Bound
    from cchc_cli.output import OutputOptions
    from cchc_cli.query.rows import Row
    from cchc_cli.query.source import RecordSource


SUFFIXES = (".svg", ".png")

_SIZE = (9.0, 5.0)  # inches: the width of a page of A4 lying down, less its margins
_LETTERS, _LETTERS_OF_TITLE = 140, 75  # that a line of this width holds
_APART = 0.085  # of the width: what the label of a day needs
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
_NEAR = 13  # dots: half the room of a marker
_BESIDE = (
    ((0, 10), "center"),
    ((0, -18), "center"),
    ((12, -3), "left"),
    ((-12, -3), "right"),
)
"""Where a label may stand from its marker, in points, and its side that stands there."""
_MARKERS: dict[Bound, str] = {"exact": "o", "about": "o", "more-than": "^", "less-than": "v"}
_OPEN = {
    "about": Words(vi="khoảng, gần: không phải số đúng", en="about: not the exact value"),
    "more-than": Words(vi="hơn: số thực lớn hơn", en="more than: the true value is greater"),
    "less-than": Words(vi="dưới: số thực nhỏ hơn", en="less than: the true value is smaller"),
}


def draw_chart(answer: Answer, path: str | None, look: OutputOptions, store: RecordSource) -> None:
    """Draw the *answer* of a trend into the file *path*, if there is one.

    Raises WrongUse for an ending that is not one of ENDINGS, without an indicator or without
    matplotlib, NotFound if there is no value to draw, OutputError if the file cannot be written.
    """
    if path is None:
        return
    ending = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a name may be no path at all
    if ending not in SUFFIXES:
        sentence = _('--chart: "{path}" ends in none of {endings}')
        raise WrongUse(sentence.format(path=path, endings=", ".join(SUFFIXES)))
    if "figure" not in answer.keys:
        raise WrongUse(_("say what to draw: cchc trend tasks-completed --chart tasks.svg"))
    found = chart_lines(answer.items, store)
    if not found:
        raise NotFound(_("there is no value to draw a chart of"))
    save_picture(_picture(found, answer.items, current_language(), store, ending[1:]), path)


def _picture(
    found: Sequence[Line], rows: Sequence[Row], lang: Lang, store: RecordSource, form: str
) -> bytes:
    """Return the picture of the lines *found* as the bytes of a file of the *form*."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it remarks on its caches
    try:
        import matplotlib as mpl  # noqa: PLC0415  # slow, and not everybody has it
        from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
        from matplotlib.figure import Figure as Paper  # noqa: PLC0415
    except ImportError:
        install = "pip install 'cchc[chart]'"
        sentence = _("--chart needs matplotlib, which is not installed: {install}")
        raise WrongUse(sentence.format(install=install)) from None
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a letter that the font lacks is drawn as a box
        mpl.rcdefaults()  # whatever the user's own settings are
        mpl.rcParams.update(_SETTINGS)
        paper = Paper(figsize=_SIZE, dpi=150, layout="constrained")
        FigureCanvasAgg(paper)
        axes = paper.add_subplot()
        _set_scales(axes, found, rows, lang, store)
        _write_around(paper, axes, found, rows, lang, store)
        _draw_lines(axes, found)
        _write_labels(paper, axes, found)
        file = BytesIO()
        paper.savefig(file, format=form, metadata={"Date": None} if form == "svg" else None)
    return file.getvalue()


def _write_around(
    paper: Any,  # noqa: ANN401  # with matplotlib or without, types are the same
    axes: Any,  # noqa: ANN401
    found: Sequence[Line],
    rows: Sequence[Row],
    lang: Lang,
    store: RecordSource,
) -> None:
    """Write the name of the indicator and a legend above, what is to be said below."""
    indicator = cast("Indicator", store.get(rows[0]["indicator"]))
    bounds = dict.fromkeys(point.bound for line in found for point in line.points)
    names = {in_language(line.name, lang): _style(place) for place, line in enumerate(found)}
    names |= {in_language(_OPEN[one], lang): _open(one, _GRAY) for one in bounds if one in _OPEN}
    paper.legend(
        [axes.plot([], [], **style)[0] for style in names.values()],
        ["\n".join(wrap(name, _LETTERS)) for name in names],
        title="\n".join(wrap(in_language(indicator.name, lang), _LETTERS_OF_TITLE)),
        title_fontproperties={"size": 13, "weight": "bold"},
        alignment="left",
        loc="outside upper left",
        ncols=max(1, min(4, _LETTERS // (max(map(len, names)) + 8))),
        frameon=False,
        fontsize=9,
    )
    axes.set_xlabel("Day of the meeting" if lang == "en" else "Ngày họp", fontsize=9)
    text = "\n".join(line for told in caption(rows, lang, store) for line in wrap(told, _LETTERS))
    paper.supxlabel(text, x=0.01, ha="left", fontsize=8, color=_GRAY)


def _set_scales(
    axes: Any,  # noqa: ANN401
    found: Sequence[Line],
    rows: Sequence[Row],
    lang: Lang,
    store: RecordSource,
) -> None:
    """Let values begin at 0, percents end at 100, and days stand as far apart as they are."""
    points = [point for line in found for point in line.points]
    percent = cast("Indicator", store.get(rows[0]["indicator"])).unit == "percent"
    least, most = (one(point.value for point in points) for one in (min, max))
    top = max(most, 100) if percent else max(most * 1.18, 1)
    axes.set_ylim(min(least * 1.18, 0), top)
    if not percent and all(float(point.value).is_integer() for point in points):
        axes.yaxis.get_major_locator().set_params(integer=True)
    sign = "%" * percent
    axes.yaxis.set_major_formatter(lambda value, _at: f"{format_number(_round(value), lang)}{sign}")
    axes.grid(axis="y", color="#dddddd", linewidth=0.8)
    axes.set_axisbelow(True)
    days = sorted({point.day.toordinal(): point.day for point in points}.items())
    first, last = days[0][0], days[-1][0]
    edge = max((last - first) * 0.08, 30)
    axes.set_xlim(first - edge, last + edge)
    kept = _apart([at for at, _when in days], (last - first + 2 * edge) * _APART)
    axes.set_xticks([at for at, _when in days], minor=True)
    axes.set_xticks(kept, [format_day(when, lang) for at, when in days if at in kept])
    axes.tick_params(labelsize=9)


def _apart(places: Sequence[int], least: float) -> list[int]:
    """Return those of the *places* that are the *least* distance apart, the last among them."""
    kept: list[int] = []
    for place in reversed(places):
        if not kept or kept[-1] - place >= least:
            kept.append(place)
    return kept[::-1]


def _round(value: float) -> float:
    near = round(value, 6)
    return int(near) if near == int(near) else near


def _draw_lines(axes: Any, found: Sequence[Line]) -> None:  # noqa: ANN401
    for place, line in enumerate(found):
        style = _style(place)
        for piece in line.pieces:
            days = [point.day.toordinal() for point in piece]
            axes.plot(days, [point.value for point in piece], **style | {"marker": None})
        for point in line.points:
            mark = style if point.bound == "exact" else _open(point.bound, style["color"])
            axes.plot([point.day.toordinal()], [point.value], **mark, clip_on=False, zorder=3)


def _style(place: int) -> dict[str, Any]:
    """Return how the line in this *place* is drawn: colors first, then dashes."""
    dashes, color = divmod(place, len(_COLORS))
    return {
        "color": _COLORS[color],
        "linestyle": _DASHES[dashes % len(_DASHES)],
        "linewidth": 2,
        "marker": "o",
        "markersize": 8,
    }


def _open(bound: Bound, color: str) -> dict[str, Any]:
    """Return how a value is drawn that is not exact: a marker that is not filled."""
    return {
        "color": color,
        "linestyle": "none",
        "marker": _MARKERS[bound],
        "markersize": 8,
        "markerfacecolor": "white",
        "markeredgewidth": 2,
    }


def _write_labels(paper: Any, axes: Any, found: Sequence[Line]) -> None:  # noqa: ANN401
    """Write each value beside its marker, where there is room; the table has them all."""
    from matplotlib.transforms import Bbox  # noqa: PLC0415  # as in _picture

    paper.draw_without_rendering()  # only now it is known where things stand
    points = [(point, place) for place, line in enumerate(found) for point in line.points]
    spots = axes.transData.transform(
        [(point.day.toordinal(), point.value) for point, _place in points]
    )
    taken = [Bbox.from_bounds(x - _NEAR, y - _NEAR, 2 * _NEAR, 2 * _NEAR) for x, y in spots]
    drawn = [line for line in axes.lines if len(line.get_xdata()) > 1]
    paths = [
        (line.get_color(), line.get_transform().transform_path(line.get_path())) for line in drawn
    ]
    (left, bottom), (right, top) = axes.bbox.get_points()
    room = Bbox.from_extents(left - _NEAR, bottom, right + _NEAR, top + _NEAR)

    def is_free(box: Any, spot: Any, passed: str | None) -> bool:  # noqa: ANN401
        x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
        own, *others = (hypot(x - one[0], y - one[1]) for one in (spot, *spots))
        return (
            own <= min(others)  # or it would be read as that of another
            and room.contains(box.x0, box.y0)
            and room.contains(box.x1, box.y1)
            and not any(box.overlaps(one) for one in taken)
            and not any(
                path.intersects_bbox(box, filled=False) for color, path in paths if color != passed
            )
        )

    for (point, place), spot in zip(points, spots, strict=True):
        color = _style(place)["color"]
        for passed, (shift, side) in product((None, color), _BESIDE):  # last, over its own line
            text = axes.annotate(
                point.label,
                (point.day.toordinal(), point.value),
                shift,
                textcoords="offset points",
                ha=side,
                fontsize=9,
                color=color,
                annotation_clip=False,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.5},
            )
            text.set_in_layout(False)  # what is measured must not move any more
            box = text.get_window_extent()
            if is_free(box, spot, passed):
                taken.append(box)
                break
            text.remove()
