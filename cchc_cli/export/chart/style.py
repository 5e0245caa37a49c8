"""The style of charts: colors that color-blind people tell apart, markers, and the paper."""

from textwrap import wrap
from typing import Any

from cchc_cli.model.records import Bound

Axes = Any  # of matplotlib, which not everybody has
Paper = Any

WIDTH = 9.6  # inches: a page of A4 in landscape, less its margins
SIDE = 0.15  # inches at the edges of the paper
GRAY = "#555555"
SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, and has all letters of Vietnamese
    "text.parse_math": False,  # data are not markup
    "svg.hashsalt": "cchc",  # the same bytes each time
    "svg.fonttype": "none",  # text that can be found, copied and read out
    "axes.spines.top": False,
    "axes.spines.right": False,
}
# Any two differ by 19 or more in CIELAB also to color-blind eyes; all have 3:1 against white.
COLORS = (
    *("#0078c0", "#f06000", "#000060", "#903018", "#7818f0", "#a87878"),
    *("#300000", "#0030a8", "#d87848", "#9090c0", "#604860", "#603030"),
)
_DASHES = ("-", "--", ":", "-.")
_MARKERS = ("o", "s", "D", "P", "X")
_OPEN: dict[Bound, str] = {"about": "o", "more-than": "^", "less-than": "v"}
_CHARACTERS, _TITLE_CHARACTERS = 145, 76  # in a line of WIDTH
_TITLE_LINE, _NOTE_LINE = 0.25, 0.16  # inches


def line_style(number: int) -> dict[str, Any]:
    """Return how line *number* is drawn: color, marker and dashes are never all the same."""
    return {
        "color": COLORS[number % len(COLORS)],
        "linestyle": _DASHES[number // len(COLORS) % len(_DASHES)],
        "marker": _MARKERS[number % len(_MARKERS)],
        "linewidth": 2,
        "markersize": 7,
    }


def marker_style(number: int, bound: Bound) -> dict[str, Any]:
    """Return how a value of line *number* is drawn: not filled if it is not exact."""
    style = line_style(number) | {"linestyle": "none"}
    if bound == "exact":
        return style
    return style | {"marker": _OPEN[bound], "markerfacecolor": "white", "markeredgewidth": 2}


def lay_out(
    paper: Paper, title: str, notes: tuple[str, ...], height: float, left: float, right: float
) -> Axes:
    """Return axes *height* inches high, *title* above, *notes* below, with free space beside."""
    heads = wrap(title, _TITLE_CHARACTERS)
    lines = [line for note in notes for line in wrap(note, _CHARACTERS)]
    top = SIDE + _TITLE_LINE * len(heads) + 0.2
    bottom = SIDE + _NOTE_LINE * len(lines) + 0.45
    total = top + height + bottom
    paper.set_size_inches(WIDTH, total)
    edge = SIDE / WIDTH
    paper.text(edge, 1 - SIDE / total, "\n".join(heads), va="top", size=13, weight="bold")
    paper.text(edge, SIDE / total, "\n".join(lines), va="bottom", size=8, color=GRAY)
    width = WIDTH - left - right
    return paper.add_axes((left / WIDTH, bottom / total, width / WIDTH, height / total))
