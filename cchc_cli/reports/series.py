"""Series: the numbers behind the chart of a trend, line by line."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple, cast

from cchc_cli import columns
from cchc_cli.answers import Row
from cchc_cli.model import Bound, Figure, Words
from cchc_cli.records import Records
from cchc_cli.reports.trend import day_of

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


def lines(rows: Iterable[Row], records: Records) -> list[Line]:
    """Return the lines of the *rows* of a trend, without those that have no value on any day.

    A line is broken where the series breaks, and where a value is not known.
    """
    found = []
    for (subject, scope), line in groupby(rows, lambda row: (row["subject"], row["scope"])):
        pieces: list[list[Point]] = [[]]
        for row in line:
            figure = cast("Figure", records.find(row["figure"]))
            day = day_of(figure, records)
            if row["break"] or figure.value is None:
                pieces.append([])
            if day and figure.value is not None:
                pieces[-1].append(Point(day, figure.value, _label(figure, records), figure.bound))
        name = Words(vi=columns.headline_of(subject, records)) if subject else _SCOPES[scope]
        found.append(Line(name, tuple(tuple(piece) for piece in pieces if piece)))
    return [line for line in found if line.pieces]


def _label(figure: Figure, records: Records) -> str:
    """Return what was printed, and the numbers it was worked out from if they stand beside it."""
    ratio = columns.ratio(figure, records) if figure.denominator else None
    beside = ratio and ratio not in figure.reported
    return f"{figure.reported} ({ratio})" if beside else figure.reported
