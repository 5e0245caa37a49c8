"""The style of charts: colors that color-blind people tell apart, markers and dashes."""

from typing import Any

from cchc_cli.model.records import Bound

Axes = Any  # of matplotlib, which not everybody has
Paper = Any


GRAY = "#555555"
SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib, and has all letters of Vietnamese
    "text.parse_math": False,  # data are not markup
    "svg.hashsalt": "cchc",  # the same bytes each time
    "axes.spines.top": False,
    "axes.spines.right": False,
}
# Any two differ by 19 or more in CIELAB also to color-blind eyes; all have 3:1 against white.
COLORS = (
    *("#0078c0", "#f06000", "#000060", "#903018", "#7818f0", "#a87878"),
    *("#502040", "#0030a8", "#d87848", "#9090c0", "#705080", "#804040"),
)
_DASHES = ("-", "--", ":", "-.")
_MARKERS = ("o", "s", "D", "P", "X")
_OPEN: dict[Bound, str] = {"about": "o", "more-than": "^", "less-than": "v"}


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
