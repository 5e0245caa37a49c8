"""Charts of trends and counts, drawn by matplotlib; use `with_trend_chart` and `with_bar_chart`."""

import logging
import os
import re
import warnings
from html import escape
from io import BytesIO
from pathlib import Path

from msgspec.structs import replace

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound, UsageError
from cchc_cli.export.chart.bars import draw_bars
from cchc_cli.export.chart.counts import BarChart
from cchc_cli.export.chart.data import LineChart, line_chart
from cchc_cli.export.chart.lines import draw_lines
from cchc_cli.export.chart.style import SETTINGS
from cchc_cli.export.target import PICTURE, write_export
from cchc_cli.language.translation import _, join_or
from cchc_cli.query.source import RecordSource

SUFFIXES = (".svg", ".png")


def with_trend_chart(answer: Answer, path: str | None, store: RecordSource) -> Answer:
    """Return the *answer* of a trend with its picture, which is also written to *path*, if given.

    No picture is drawn of a single time: *not_found* of the answer says so. Raises UsageError for
    a suffix that is not one of SUFFIXES, without an indicator or without matplotlib, NotFound if
    there is no value to draw, OutputError if the file cannot be written.
    """
    is_series = "figure" in answer.keys
    if path is None:
        return replace(answer, picture=lambda: _inline(answer, store)) if is_series else answer
    suffix = _suffix(path)
    if not is_series:
        raise UsageError(
            _("--chart needs an indicator: cchc trend tasks-completed --chart tasks.svg")
        )
    chart = line_chart(answer.items, store) if answer.items else None
    if chart is None or not chart.times:
        raise NotFound(_("no values to draw; try fewer filters"))
    if len(chart.times) == 1:
        (time,) = chart.times.values()
        sentence = _("{path}: no chart was drawn, because all values are of one time ({time})")
        reason = sentence.format(path=path, time=time)
        return replace(answer, not_found=(*answer.not_found, reason))
    written = _write(answer, chart, path, suffix)
    return replace(written, picture=lambda: _inline(answer, store))


def with_bar_chart(answer: Answer, chart: BarChart | None, path: str) -> Answer:
    """Return *answer*, *chart* drawn into the file *path*; raises what with_trend_chart raises."""
    suffix = _suffix(path)
    if chart is None or not chart.names:
        raise NotFound(_("no values to draw; try fewer filters"))
    return _write(answer, chart, path, suffix)


def _suffix(path: str) -> str:
    suffix = os.path.splitext(path)[1].lower()  # noqa: PTH122  # a Path would drop a final /
    if suffix not in SUFFIXES:
        sentence = _("--chart {path}: must end in {suffixes}")
        raise UsageError(sentence.format(path=path, suffixes=join_or(SUFFIXES)))
    return suffix[1:]


def _write(answer: Answer, chart: LineChart | BarChart, path: str, suffix: str) -> Answer:
    picture = _picture(chart, suffix)
    write_export(path, PICTURE, lambda file: Path(file).write_bytes(picture), force=True)
    return replace(answer, warnings=(*answer.warnings, _("{path}: written").format(path=path)))


def _inline(answer: Answer, store: RecordSource) -> str:
    """Return the chart of *answer* as an svg element, "" without matplotlib or a single time."""
    chart = line_chart(answer.items, store) if answer.items else None
    if chart is None or len(chart.times) <= 1:
        return ""
    try:
        text = _picture(chart, "svg", has_text=False).decode()
    except UsageError:
        return ""
    named = f'<svg role="img" aria-label="{escape(chart.title)}" '
    return re.sub(r"^.*?<svg\s", lambda _start: named, text, count=1, flags=re.DOTALL)


def _picture(chart: LineChart | BarChart, suffix: str, *, has_text: bool = True) -> bytes:
    """Return *chart* as a file; letters are text or, as Word would write that apart, outlines."""
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
        mpl.rcParams.update(SETTINGS | {"svg.fonttype": "none" if has_text else "path"})
        paper = Figure(dpi=150)
        FigureCanvasAgg(paper)
        if isinstance(chart, LineChart):
            draw_lines(paper, chart)
        else:
            draw_bars(paper, chart)
        file = BytesIO()
        without = dict.fromkeys(("Date", "Creator", "Format", "Type")) if suffix == "svg" else None
        paper.savefig(file, format=suffix, metadata=without)
    return file.getvalue().replace(b"'DejaVu Sans'", b"'DejaVu Sans', Verdana, sans-serif")
