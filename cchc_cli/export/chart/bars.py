"""Counts as horizontal bars, drawn: names whole on the left, counts at the ends."""

from collections.abc import Sequence
from textwrap import fill
from typing import Any

from cchc_cli.export.chart.counts import BarChart
from cchc_cli.export.chart.layout import SIDE, WIDTH, Box, Texts, lay_out
from cchc_cli.export.chart.style import COLORS, Axes, Paper
from cchc_cli.language.formatting import format_number

_BAR = 0.24  # inches
_NAME_CHARACTERS = 44
_CHARACTER = 0.083  # inches
_LEGEND_ROW, _LEGEND_MARK = 0.24, 0.62  # inches: of a line, and beside a name in it
_LEGEND: dict[str, Any] = {
    "frameon": False,
    "fontsize": 9,
    "borderaxespad": 0,
    "borderpad": 0,
    "handlelength": 1.6,
    "columnspacing": 1.6,
}
_WIDE = 0.018  # of the greatest total: room for a digit inside a bar


def draw_bars(paper: Paper, chart: BarChart) -> None:
    """Draw *chart* on *paper*."""
    names = [fill(name, _NAME_CHARACTERS) for name in chart.names]
    widest = max((len(line) for name in names for line in name.split("\n")), default=0)
    bars = 1 if chart.is_stacked else len(chart.groups)
    step = max(bars * _BAR, max(name.count("\n") + 1 for name in names) * 0.17) + 0.14
    columns = _legend_columns([*chart.groups])
    above = _LEGEND_ROW * -(-len(chart.groups) // columns) if len(chart.groups) > 1 else 0
    box = Box(step * len(names), 0.35 + widest * _CHARACTER, 0.5, above=above)
    axes = lay_out(paper, Texts(chart.title, chart.notes), box)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.tick_params(left=False, bottom=False, labelbottom=False)
    axes.spines["bottom"].set_visible(False)
    (_stack if chart.is_stacked else _group)(axes, chart, _BAR / step)
    axes.set_xlim(0, max(totals(chart)) * 1.08 or 1)
    if len(chart.groups) > 1:
        at = (SIDE - box.left) / box.width, 1 + above / box.height
        axes.legend(loc="upper left", bbox_to_anchor=at, ncols=columns, **_LEGEND)


def _legend_columns(names: Sequence[str]) -> int:
    """Return how many columns of *names* the paper has room for beside each other."""
    widest = max(map(len, names), default=0)
    return max(1, int((WIDTH - SIDE) / (_LEGEND_MARK + widest * _CHARACTER)))


def totals(chart: BarChart) -> list[int]:
    """Return the length of each bar: of the stacks, or the greatest count of a name."""
    measure = sum if chart.is_stacked else max
    return [measure(counts) for counts in zip(*chart.groups.values(), strict=True)]


def bar_color(number: int) -> dict[str, str]:
    """Return the color of group *number*, with hatching where colors begin again."""
    hatches = ("", "//", "xx", "..")
    rounds, color = divmod(number, len(COLORS))
    return {"color": COLORS[color], "hatch": hatches[rounds % len(hatches)], "edgecolor": "white"}


def _group(axes: Axes, chart: BarChart, thickness: float) -> None:
    middle = (len(chart.groups) - 1) / 2
    for number, (name, counts) in enumerate(chart.groups.items()):
        places = [place + (number - middle) * thickness for place in range(len(counts))]
        style = bar_color(number)
        bars = axes.barh(places, counts, thickness * 0.9, label=name, **_filled(style))
        axes.bar_label(bars, [format_number(count) for count in counts], padding=3, fontsize=9)


def _stack(axes: Axes, chart: BarChart, thickness: float) -> None:
    ends = [0] * len(chart.names)
    room = max(totals(chart)) * _WIDE
    for number, (name, counts) in enumerate(chart.groups.items()):
        style = bar_color(number)
        bars = axes.barh(
            range(len(counts)), counts, thickness, left=ends, label=name, **_filled(style)
        )
        texts = map(format_number, counts)
        inside = [one if n > room * len(one) else "" for one, n in zip(texts, counts, strict=True)]
        axes.bar_label(bars, inside, label_type="center", color="white", fontsize=8)
        ends = [end + count for end, count in zip(ends, counts, strict=True)]
    for place, end in enumerate(ends):
        axes.annotate(
            format_number(end),
            (end, place),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
            weight="bold",
        )


def _filled(style: dict[str, str]) -> dict[str, str]:
    return {"facecolor": style["color"], "hatch": style["hatch"], "edgecolor": style["edgecolor"]}
