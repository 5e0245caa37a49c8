"""A store of three meetings with figures of one indicator, for trends and charts."""

from pathlib import Path
from typing import Any

import builders
from builders import Record

DAYS = {"p05": "2023-07-19", "p06": "2023-11-10", "p07": "2024-02-02"}


def figure(id_: str, reported: str, value: float | None, **more: Any) -> Record:  # noqa: ANN401
    """Return a figure; of a ratio that is reported as n/m, with both numbers."""
    numerator, _, denominator = reported.partition("/")
    ratio = {"numerator": int(numerator), "denominator": int(denominator)} if denominator else {}
    usual = {"indicator": "x", "unit": "agencies", "scope": "ministries"}
    return builders.figure(id_, reported, value, **usual | ratio | more)


def store_of(folder: Path, *figures: Record, **indicator: Any) -> str:  # noqa: ANN401
    """Return the path of a store of three meetings with *figures* of the *indicator* x."""
    name = "Số $x$ _y_ của cơ quan"
    return builders.store(
        folder,
        meetings=[builders.meeting(id_, day) for id_, day in DAYS.items()],
        figures=figures,
        indicators=[builders.indicator("x", name, **{"unit": "agencies"} | indicator)],
        sources=[builders.source("s1", kind="page", outlet="bao.vn", url="https://bao.vn/1")],
    )
