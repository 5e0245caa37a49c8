"""Series: the numbers behind the chart of a trend, line by line."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple, cast

from cchc_cli.answers.figure_series import day_of
from cchc_cli.language.formatting import format_day, format_period
from cchc_cli.language.translation import Lang
from cchc_cli.model.records import Bound, Figure, Source, Words
from cchc_cli.query.rows import Row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.columns import headline_of, ratio_text

_SCOPES = {
    "nation": Words(vi="cả nước", en="nation"),
    "ministries": Words(vi="bộ, ngành", en="ministries"),
    "provinces": Words(vi="địa phương", en="provinces"),
    "committee": Words(vi="Ban Chỉ đạo", en="committee"),
}


class Point(NamedTuple):
    """A value on the day it was given, and what is written beside it."""

    day: date
    value: float
    label: str
    bound: Bound


class Line(NamedTuple):
    """The values of one scope or subject; between two of its *pieces* the line is broken."""

    name: Words
    pieces: tuple[tuple[Point, ...], ...]

    @property
    def points(self) -> list[Point]:
        """Return the points of all pieces."""
        return [point for piece in self.pieces for point in piece]


def chart_lines(rows: Iterable[Row], records: RecordSource) -> list[Line]:
    """Return the lines of the *rows* of a trend, without those that have no value on any day.

    A line is broken where the series breaks, and where a value is not known.
    """
    found = []
    for (subject, scope), line in groupby(rows, lambda row: (row["subject"], row["scope"])):
        pieces: list[list[Point]] = [[]]
        for row in line:
            figure = cast("Figure", records.get(row["figure"]))
            day = day_of(figure, records)
            if row["break"] or figure.value is None:
                pieces.append([])
            if day and figure.value is not None:
                pieces[-1].append(Point(day, figure.value, _label(figure, records), figure.bound))
        name = Words(vi=headline_of(subject, records)) if subject else _SCOPES[scope]
        found.append(Line(name, tuple(tuple(piece) for piece in pieces if piece)))
    return [line for line in found if line.pieces]


def _label(figure: Figure, records: RecordSource) -> str:
    """Return what was printed, and the numbers it was worked out from if they stand beside it."""
    ratio = ratio_text(figure, records) if figure.denominator else None
    beside = ratio and ratio not in figure.reported
    return f"{figure.reported} ({ratio})" if beside else figure.reported


def caption(rows: Sequence[Row], lang: Lang, store: RecordSource) -> list[str]:
    """Return what is said below the picture of *rows*.

    Why a line breaks, for when a value is if not for the day of its meeting, the sources.
    """
    breaks = dict.fromkeys(row["break"][lang] for row in rows if row["break"])
    times = [
        f"{row['figure']} {format_period(row['as_of'] or '', lang)}".rstrip()
        for row in rows
        if row["as_of"] != row["date"]
    ]
    figures = [cast("Figure", store.get(row["figure"])) for row in rows]
    ids = dict.fromkeys(id_ for figure in figures for id_ in figure.sources)
    told = "; ".join(_source_name(cast("Source", store.get(id_)), lang) for id_ in ids)
    english = lang == "en"
    about, head = ("As of", "Source") if english else ("Số liệu của", "Nguồn")
    data = "Data updated" if english else "Dữ liệu cập nhật"
    return [
        *breaks,
        *([f"{about}: {', '.join(times)}."] if times else []),
        f"{head}: {told}. {data} {format_day(store.meta.updated, lang)}.",
    ]


def _source_name(source: Source, lang: Lang) -> str:
    name = (
        source.outlet
        or (source.title and in_language(source.title, lang))
        or source.file
        or source.url
    )
    return f"{name} [{source.id}]"


def in_language(words: Words, lang: Lang) -> str:
    """Return *words* in *lang*, or in Vietnamese, in which they always are."""
    return (words.en if lang == "en" else None) or words.vi
