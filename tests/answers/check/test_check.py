"""cchc check: each thing that can be found, in a store of two meetings; and what is shipped."""

# ruff: noqa: E501  # a row is a line, however long its sentence

import csv
import io
import json
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import Record, meeting, source
from processes import Ran, Run

from cchc_cli.answers.check.findings import SEVERITIES

Found = list[tuple[Any, ...]]
"""Rows of check: id, code, reported, computed, difference, the English sentence after the name."""

KEYS = [
    "id",
    "code",
    "severity",
    "indicator",
    "meeting",
    "reported",
    "computed",
    "difference",
    "text",
]
SHOWN = ("id", "code", "reported", "computed", "difference")


def figure(id_: str, reported: str, value: float | None, **more: Any) -> Record:  # noqa: ANN401
    """Return a figure of a body of its own, so that no other stands in one line with it."""
    own = {"subject": f"Bộ {id_}", "sources": [f"{id_[:3]}.s1"]}
    return builders.figure(id_, reported, value, **own | more)


def line(id_: str, reported: str, value: float | None, **more: Any) -> Record:  # noqa: ANN401
    """Return a figure of no body, so that it stands in one line with all such."""
    return figure(id_, reported, value, subject=None, **more)


def share(id_: str, reported: str, of: str, bound: str = "exact", **more: Any) -> Record:  # noqa: ANN401
    """Return a percentage *of* "73/92", "296/" (of how many is not told) or "" (nor the part)."""
    value = float(reported.rsplit(maxsplit=1)[-1].strip("%").replace(",", "."))
    part, _, whole = of.partition("/")
    beside = {"numerator": int(part) if part else None, "denominator": int(whole) if whole else None}  # fmt: skip
    return figure(id_, reported, value, unit="percent", bound=bound, **beside | more)


def store(folder: Path, figures: list[Record], **indicator: Any) -> str:  # noqa: ANN401
    """Write a store of two meetings with *figures*, all of one indicator; return its path."""
    return builders.store(
        folder,
        meetings=[meeting("p01", "2024-01-15"), meeting("p02", "2024-07-15")],
        figures=figures,
        indicators=[builders.indicator("a", **indicator)],
        sources=[source(id_) for id_ in ("p01.s1", "p01.s2", "p02.s1", "s1")],
    )


def check(cchc: Run, path: str, *argv: str) -> Found:
    """Return what is found in the store at *path*, of whatever severity; hold the rest to itself."""
    ran = cchc("check", "--severity", "note", "--json", "--store", path, *argv)
    rows = json.loads(ran.out)
    assert [[*row] for row in rows] == [KEYS for _ in rows]
    unsure = {(row["code"], row["severity"]) for row in rows} - {*SEVERITIES.items()}
    assert unsure <= {("sum", "warning")}
    assert ran.code == int(any(row["severity"] != "none" for row in rows))
    texts = [row["text"]["en"].partition("): ") for row in rows]
    assert all(name.startswith("Việc") for name, *_ in texts)
    return [
        (*(row[key] for key in SHOWN), text) for row, (*_, text) in zip(rows, texts, strict=True)
    ]


OF: Record = {"part_of": "p01.f00"}
HUGE = f"1{'0' * 308}"
WHOLE = figure("p01.f00", "64", 64)
SUMMED = [WHOLE, figure("p01.f01", "60", 60, **OF), figure("p01.f02", "3", 3, **OF)]
CUT_OFF = (
    "p01.f01",
    "truncated",
    "98,62%",
    98.6297,
    -0.0097,
    "16,051/16,274 = 98.6297%; 98.62% is truncated, not rounded",
)

BY_ITSELF: dict[str, tuple[list[Record], Found]] = {
    "a share does not follow": (
        [share("p01.f01", "80%", "73/92")],
        [("p01.f01", "mismatch", "80%", 79.3478, 0.6522, "73/92 = 79.35%, not 80%")],
    ),
    "a count is not the numerator beside it": (
        [figure("p01.f01", "62/63", 62, numerator=61, denominator=63)],
        [("p01.f01", "mismatch", "62/63", 61, 1, "the numerator on record is 61, the source prints “62/63”")],
    ),
    "bounds hold": (
        [
            share("p01.f01", "hơn 79%", "73/92", "more-than"),
            share("p01.f02", "gần 80%", "73/92", "about"),
            share("p01.f03", "dưới 80%", "73/92", "less-than"),
            figure("p01.f04", "hơn 60/63", 60, numerator=62, denominator=63, bound="more-than"),
        ],
        [],
    ),
    "bounds do not hold": (
        [
            share("p01.f01", "hơn 80%", "73/92", "more-than"),
            share("p01.f02", "gần 90%", "73/92", "about"),
            share("p01.f03", "dưới 79%", "73/92", "less-than"),
        ],
        [
            ("p01.f01", "mismatch", "hơn 80%", 79.3478, 0.6522, "73/92 = 79.35%, not more than 80%"),
            ("p01.f02", "mismatch", "gần 90%", 79.3478, 10.6522, "73/92 = 79.35%, not about 90%"),
            ("p01.f03", "mismatch", "dưới 79%", 79.3478, -0.3478, "73/92 = 79.35%, not less than 79%"),
        ],
    ),
    "a value is not the number that was printed": (
        [{**share("p01.f01", "85,71%", "18/21"), "value": 58.71}],
        [("p01.f01", "misread", "85,71%", 85.71, 27, "the value on record is 58.71, the source prints “85,71%”")],
    ),
    "a denominator is not the one that was printed": (
        [figure("p01.f01", "62/63", 62, numerator=62, denominator=64)],
        [("p01.f01", "misread", "62/63", 63, -1, "the denominator on record is 64, the source prints “62/63”")],
    ),
    "numbers are read as they may be meant, and not judged where that is not known": (
        [
            figure(f"p01.f{number:02}", reported, value)
            for number, (reported, value) in enumerate(
                [
                    ("hơn 12,5 triệu", 12_500_000), ("hơn 12,5 triệu", 12.5), ("1,5triệu.", 1.5e6), ("3 nghìn tỷ", 3e12),
                    ("1 triệu 200 nghìn", 1.2e6), ("2 Vạn", 20_000), ("1 384", 1384), ("giảm 3%", -3), ("-3%", -3), ("0", 0),
                    ("năm 2024: 35", 35), ("một", 1), ("½", 0.5),
                ],
                1,
            )
        ],
        [],
    ),
    "a value that no number of several is": (
        [figure("p01.f01", "0%", 5), figure("p01.f02", "từ 10 đến 20", 15), figure("p01.f03", "3 triệu", 300)],
        [("p01.f01", "misread", "0%", 0, -5, "the value on record is 5, the source prints “0%”"),
         ("p01.f02", "misread", "từ 10 đến 20", 10, -5, "the value on record is 15, the source prints “từ 10 đến 20”"),
         ("p01.f03", "misread", "3 triệu", 3, -297, "the value on record is 300, the source prints “3 triệu”")],
    ),
    "a share is cut off": (
        [share("p01.f01", "14,28%", "3/21")],
        [("p01.f01", "truncated", "14,28%", 14.2857, -0.0057, "3/21 = 14.2857%; 14.28% is truncated, not rounded")],
    ),
    "1,38 % is 100 less the cut off 98,62 %": (
        [share("p01.f01", "98,62%", "16051/16274"), share("p01.f02", "1,38%", "223/16274")],
        [CUT_OFF,
         ("p01.f02", "derived", "1,38%", 1.3703, 0.0097, "223/16,274 = 1.3703%; 1.38% is 100% minus 98.62% (Bộ p01.f01, p01.f01), which was truncated")],
    ),
    "it is derived from one of several that are cut off, whichever comes last": (
        [share("p01.f01", "85,72%", "18/21"), share("p01.f02", "14,28%", "3/21"), share("p01.f03", "38,09%", "8/21")],
        [("p01.f02", "truncated", "14,28%", 14.2857, -0.0057, "3/21 = 14.2857%; 14.28% is truncated, not rounded"),
         ("p01.f03", "truncated", "38,09%", 38.0952, -0.0052, "8/21 = 38.0952%; 38.09% is truncated, not rounded"),
         ("p01.f01", "derived", "85,72%", 85.7143, 0.0057, "18/21 = 85.7143%; 85.72% is 100% minus 14.28% (Bộ p01.f02, p01.f02), which was truncated")],
    ),
    "a rest that is not 100 less what was cut off is not derived from it": (
        [share("p01.f01", "98,62%", "16051/16274"), share("p01.f02", "1,39%", "223/16274")],
        [("p01.f02", "mismatch", "1,39%", 1.3703, 0.0197, "223/16,274 = 1.3703%, not 1.39%"),
         CUT_OFF],
    ),
    "what is not the rest of the whole is not derived from it": (
        [share("p01.f01", "98,62%", "16051/16274"), share("p01.f02", "1,38%", "500/16274")],
        [("p01.f02", "mismatch", "1,38%", 3.0724, -1.6924, "500/16,274 = 3.0724%, not 1.38%"),
         CUT_OFF],
    ),
    "nor is what was said at another meeting": (
        [share("p01.f01", "98,62%", "16051/16274"), share("p02.f01", "1,38%", "223/16274")],
        [("p02.f01", "mismatch", "1,38%", 1.3703, 0.0097, "223/16,274 = 1.3703%, not 1.38%"),
         CUT_OFF],
    ),
    "a whole alone fits": (
        [share("p01.f01", "35,03%", "296/"), share("p01.f02", "35%", "296/"), share("p01.f03", "hơn 35,03%", "296/", "more-than")],
        [("p01.f01", "implied", "35,03%", 845, None, "the denominator is not stated; 296 is 35.03% only if the total is 845")],
    ),
    "times that may be meant in two ways": (
        [figure("p01.f01", "1,4 lần", 1.4, unit="times", numerator=14, denominator=10)],
        [("p01.f01", "ambiguous", "1,4 lần", None, None, "a rise of 1.4 times may mean 1.4 or 2.4 times as much")],
    ),
    "what is not known is no finding": (
        [figure("p01.f01", "gần một nửa", None, bound="about"), figure("p01.f02", "nhiều", None, unit="percent", numerator=1, denominator=3),
         figure("p01.f03", "62", 62, numerator=62)],
        [],
    ),
    "a number that nobody can read is no finding": (
        [figure("p01.f01", "9" * 5000 + "%", 80, unit="percent", numerator=4, denominator=5)],
        [],
    ),
    "parts make their whole": ([*SUMMED, figure("p01.f03", "1", 1, **OF)], []),
    "parts lack something": (
        SUMMED,
        [("p01.f00", "sum", "64", 63, 1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) = 63, not 64")],
    ),
    "parts are too many": (
        [*SUMMED, figure("p01.f03", "2", 2, **OF), figure("p01.f04", "1", 1)],
        [("p01.f00", "sum", "64", 65, -1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) + 2 (Bộ p01.f03) = 65, not 64")],
    ),
    "parts lack what something of their meeting has": (
        [*SUMMED, figure("p01.f03", "1", 1), figure("p01.f04", "1/9", 1, numerator=1, denominator=9),
         figure("p01.f05", "hơn 1", 1, bound="more-than"), figure("p02.f01", "1", 1)],
        [("p01.f00", "sum", "64", 63, 1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) = 63, not 64; adding 1 (Bộ p01.f03, p01.f03) or 1 (Bộ p01.f04, p01.f04) closes the gap")],
    ),
    "parts lack what is part of something else already": (
        [*SUMMED, figure("p01.f10", "1", 1), figure("p01.f11", "1", 1, part_of="p01.f10"), figure("p01.f12", "0", 0, **OF)],
        [("p01.f00", "sum", "64", 63, 1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) + 0 (Bộ p01.f12) = 63, not 64; adding 1 (Bộ p01.f10, p01.f10) closes the gap")],
    ),
    "a total in another unit than its parts says so": (
        [figure("p01.f00", "64", 64, unit="task-groups"), figure("p01.f01", "60", 60, **OF), figure("p01.f02", "3", 3, **OF)],
        [("p01.f00", "sum", "64", 63, 1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) = 63, not 64; the total is in task groups, its parts in tasks")],
    ),
    "multiples of one base differ, unless they are of several bases": (
        [figure("p01.f01", "gấp 1,8 lần", 1.8, unit="times", period="2022-H1", base_period="2021"),
         figure("p01.f02", "gấp 3,7 lần", 3.7, unit="times", period="2022", base_period="2021", subject="Bộ p01.f01"),
         figure("p01.f03", "gấp 2 lần", 2, unit="times", period="2023", base_period="2022", subject="Bộ p01.f01")],
        [("p01.f02", "same-base", "gấp 3,7 lần", None, None, "3.7 times compared with 2021, but 1.8 times compared with 2021 (H1 2022, session of 15 Jan 2024, p01.f01)")],
    ),
    "what has another unit does not fill a gap": (
        [*SUMMED, figure("p01.f03", "1", 1, unit="laws"), figure("p01.f04", "1%", 1, unit="percent")],
        [("p01.f00", "sum", "64", 63, 1, "60 (Bộ p01.f01) + 3 (Bộ p01.f02) = 63, not 64")],
    ),
    "a percentage is no part of a count": ([WHOLE, share("p01.f01", "60%", "", **OF)], []),
    "words for a share are read": (
        [share("p01.f01", "62,88%", "3893/6191") | {"reported": "gần 2/3", "value": 66.7, "bound": "less-than"},
         share("p01.f02", "40%", "40/100") | {"reported": "một nửa", "value": 50},
         share("p01.f03", "33%", "") | {"reported": "gần một nửa"}],
        [("p01.f02", "mismatch", "một nửa", 40, 10, "40/100 = 40.00%, not “một nửa”, about 50%"),
         ("p01.f03", "misread", "gần một nửa", 50, 17, "the value on record is 33, the source prints “gần một nửa”")],
    ),
    "a rise that is said to be as much is not ambiguous": ([figure("p01.f01", "gấp 1,4 lần", 1.4, unit="times")], []),
    "a part counts with its numerator": (
        [WHOLE, share("p01.f01", "85,71%", "18/21", **OF), figure("p01.f02", "46", 46, **OF)],
        [],
    ),
    "numbers over a million are said whole": (
        [figure("p01.f00", "1.234.567", 1_234_567), figure("p01.f01", "1.234.566", 1_234_566, **OF)],
        [("p01.f00", "sum", "1.234.567", 1_234_566, 1, "1,234,566 (Bộ p01.f01) = 1,234,566, not 1,234,567")],
    ),
    "numbers that no float sums are summed": (
        [figure("p01.f00", HUGE, 1e308), figure("p01.f01", HUGE, 1e308, **OF), figure("p01.f02", HUGE, 1e308, **OF)],
        [("p01.f00", "sum", HUGE, 2 * 10**308, -(10**308), f"{10**308:,} (Bộ p01.f01) + {10**308:,} (Bộ p01.f02) = {2 * 10**308:,}, not {10**308:,}")],
    ),
    "parts or a whole that are bounds or not known make nothing": (
        [figure("p01.f00", "hơn 64", 64, bound="more-than"), figure("p01.f01", "70", 70, **OF),
         figure("p02.f00", "64", 64), figure("p02.f01", "hơn 3", 3, bound="more-than", part_of="p02.f00"),
         figure("p02.f10", "64", 64), figure("p02.f11", "một nửa", None, part_of="p02.f10"),
         figure("p02.f20", "tất cả", None), figure("p02.f21", "3", 3, part_of="p02.f20")],
        [],
    ),
    "shares of a hundred were rounded": (
        [share("p01.f00", "100%", ""), *(share(f"p01.f0{n}", "33,3%", "", **OF) for n in (1, 2, 3))],
        [],
    ),
    "shares of a hundred are too many": (
        [share("p01.f00", "100%", ""), share("p01.f01", "66,7%", "", **OF), share("p01.f02", "34,3%", "", **OF)],
        [("p01.f00", "sum", "100%", 101, -1, "66.7% (Bộ p01.f01) + 34.3% (Bộ p01.f02) = 101%, not 100%")],
    ),
    "shares of a share have numerators that add up": (
        [share("p01.f00", "85,71%", "18/21"), share("p01.f01", "47,62%", "10/21", **OF), share("p01.f02", "38,10%", "8/21", **OF)],
        [],
    ),
    "a rest is cut off, and the two are near enough to a hundred": (
        [figure("p01.f00", "21", 21), share("p01.f01", "85,71%", "18/21", **OF), share("p01.f02", "14,28%", "3/21", **OF)],
        [("p01.f02", "truncated", "14,28%", 14.2857, -0.0057, "3/21 = 14.2857%; 14.28% is truncated, not rounded")],
    ),
    "shares of all of one whole are no hundred": (
        [figure("p01.f00", "21", 21), share("p01.f01", "85,7%", "18/21", **OF), share("p01.f02", "14,9%", "3/21", **OF)],
        [("p01.f01", "sum", "85,7%", 100, 0.6, "85.7% (Bộ p01.f01) + 14.9% (Bộ p01.f02) = 100.6%, not 100%"),
         ("p01.f02", "mismatch", "14,9%", 14.2857, 0.6143, "3/21 = 14.286%, not 14.9%")],
    ),
    "bounds need not make a hundred": (
        [figure("p01.f00", "21", 21), share("p01.f01", "gần 90%", "18/21", "about", **OF), share("p01.f02", "14,3%", "3/21", **OF)],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("record_type", BY_ITSELF)
def test_a_figure_is_worked_out_from_the_numbers_beside_it(
    record_type: str, cchc: Run, tmp_path: Path
) -> None:
    figures, found = BY_ITSELF[record_type]
    assert check(cchc, store(tmp_path, figures)) == found


CUMULATIVE: Record = {"cumulative": True}
FIXED: Record = {"base": "fixed", "unit": "percent"}
GROWING: Record = {"base": "growing", "unit": "percent"}
NO_LINE: Record = {"subject": None}
SESSIONS = [share("p01.f01", "14,29%", "3/21", **NO_LINE), share("p02.f01", "13,64%", "3/22", **NO_LINE)]  # fmt: skip
AGAIN = [share("p01.f01", "81%", "", **NO_LINE), share("p02.f01", "81%", "", **NO_LINE)]

ALONG_A_LINE: dict[str, tuple[Record, list[Record], Found]] = {
    "a cumulative count falls": (
        CUMULATIVE,
        [line("p02.f01", "90", 90), line("p01.f01", "100", 100)],
        [("p02.f01", "falls", "90", 100, -10, "a cumulative count, but it falls from 100 (session of 15 Jan 2024, p01.f01) to 90")],
    ),
    "any other count may fall": ({}, [line("p01.f01", "100", 100), line("p02.f01", "90", 90)], []),
    "so may that of another body or scope": (
        CUMULATIVE,
        [line("p01.f01", "100", 100), figure("p02.f01", "90", 90), line("p02.f02", "80", 80, scope="ministries")],
        [],
    ),
    "it goes by the time that is told of, not by the meeting": (
        CUMULATIVE,
        [line("p01.f01", "100", 100, as_of="2024-01"), line("p02.f01", "90", 90, as_of="2023-12")],
        [],
    ),
    "it falls across what is about or not known": (
        CUMULATIVE,
        [line("p01.f01", "100", 100, as_of="2020"), line("p01.f02", "khoảng 95", 95, as_of="2021", bound="about"),
         line("p01.f03", "nhiều", None, as_of="2022"), line("p02.f01", "90", 90, as_of="2023")],
        [("p02.f01", "falls", "90", 100, -10, "a cumulative count, but it falls from 100 (2020, session of 15 Jan 2024, p01.f01) to 90")],
    ),
    "from hơn 100 to dưới 90 it falls": (
        CUMULATIVE,
        [line("p01.f01", "hơn 100", 100, bound="more-than"), line("p02.f01", "dưới 90", 90, bound="less-than")],
        [("p02.f01", "falls", "dưới 90", 100, -10, "a cumulative count, but it falls from more than 100 (session of 15 Jan 2024, p01.f01) to less than 90")],
    ),
    "from 100 to hơn 90 it need not fall": (
        CUMULATIVE,
        [line("p01.f01", "100", 100), line("p02.f01", "hơn 90", 90, bound="more-than")],
        [],
    ),
    "from dưới 100 to 90 it need not fall": (
        CUMULATIVE,
        [line("p01.f01", "dưới 100", 100, bound="less-than"), line("p02.f01", "90", 90)],
        [],
    ),
    "two sources of one value disagree, which is no fall": (
        CUMULATIVE,
        [line("p01.f01", "100", 100, as_of="2023"), line("p01.f02", "90", 90, as_of="2023", sources=["p01.s2"])],
        [("p01.f02", "disagree", "90", 100, -10, "90 (p01.s2), but p01.f01 reports 100 (p01.s1)")],
    ),
    "each two of three are compared": (
        {},
        [line("p01.f01", "100", 100), line("p01.f02", "100", 100), line("p01.f03", "101", 101)],
        [("p01.f03", "disagree", "101", 100, 1, "101 (p01.s1), but p01.f01 reports 100 (p01.s1)"),
         ("p01.f03", "disagree", "101", 100, 1, "101 (p01.s1), but p01.f02 reports 100 (p01.s1)")],
    ),
    "one source may round more": (
        {},
        [share("p01.f01", "83,33%", "", **NO_LINE), share("p01.f02", "83,3%", "", **NO_LINE), share("p01.f03", "83%", "", **NO_LINE)],
        [],
    ),
    "but not to something else": (
        {},
        [share("p01.f01", "83,33%", "", **NO_LINE), share("p01.f02", "83,4%", "", **NO_LINE)],
        [("p01.f02", "disagree", "83,4%", 83.33, 0.07, "83.4% (p01.s1), but p01.f01 reports 83.33% (p01.s1)")],
    ),
    "words for a share disagree with numbers": (
        {},
        [line("p01.f01", "gần một nửa", None, unit="conditions", bound="less-than", as_of="2020-11"),
         line("p01.f02", "3.893/6.191", 3893, unit="conditions", numerator=3893, denominator=6191, as_of="2020-11")],
        [("p01.f02", "disagree", "3.893/6.191", 50, 12.8816,
          "3,893/6,191 = 62.88% (p01.s1), but p01.f01 reports “gần một nửa”, less than 50% (p01.s1)")],
    ),
    "a percentage in words disagrees with a count of many": (
        {"cumulative": True},
        [line("p01.f01", "3.893/6.191", 3893, unit="conditions", numerator=3893, denominator=6191),
         line("p01.f02", "gần một nửa", 50, unit="percent", bound="less-than"),
         line("p02.f01", "gần 2/3", 66.67, unit="percent", bound="less-than")],
        [("p01.f02", "disagree", "gần một nửa", 62.8816, -12.8816,
          "“gần một nửa”, less than 50% (p01.s1), but p01.f01 reports 3,893/6,191 = 62.88% (p01.s1)")],
    ),
    "words for a share may agree with numbers, and without numbers are not compared": (
        {},
        [line("p01.f01", "hơn một nửa", 50, unit="percent", bound="more-than"), line("p01.f02", "62,9%", 62.9, unit="percent"),
         line("p01.f03", "gần hai phần ba", None, bound="less-than"), line("p01.f04", "3.893/6.191", 3893, numerator=3893, denominator=6191),
         line("p01.f05", "nhiều", None), line("p01.f06", "trong nửa đầu năm", None)],
        [],
    ),
    "two bounds may exclude each other": (
        {},
        [line("p01.f01", "hơn 100", 100, bound="more-than"), line("p01.f02", "dưới 90", 90, bound="less-than"), line("p01.f03", "khoảng 95", 95, bound="about")],
        [("p01.f02", "disagree", "dưới 90", 100, -10, "less than 90 (p01.s1), but p01.f01 reports more than 100 (p01.s1)")],
    ),
    "a bound and a number may agree": (
        {},
        [line("p01.f01", "hơn 3.850", 3850, bound="more-than"), line("p01.f02", "3.853", 3853),
         line("p01.f03", "gần 4.000", 4000, bound="about"), line("p01.f04", "dưới 3.900", 3900, bound="less-than")],
        [],
    ),
    "or not": (
        {},
        [line("p01.f01", "hơn 3.850", 3850, bound="more-than"), line("p01.f02", "3.849", 3849)],
        [("p01.f02", "disagree", "3.849", 3850, -1, "3,849 (p01.s1), but p01.f01 reports more than 3,850 (p01.s1)")],
    ),
    "of unknown times nothing is told": (
        {},
        [line("p01.f01", "1", 1, meeting=None), line("p01.f02", "2", 2, meeting=None),
         share("p01.f03", "81%", "", **NO_LINE, meeting=None, scope="ministries"),
         share("p02.f01", "81%", "", **NO_LINE, scope="ministries")],
        [],
    ),
    "a fixed base changes": (
        FIXED,
        SESSIONS,
        [("p02.f01", "base-changed", "13,64%", None, None, "the denominator changes from 21 (session of 15 Jan 2024, p01.f01) to 22")],
    ),
    "a growing base grows": (GROWING, SESSIONS, []),
    "a share is repeated": (
        {},
        AGAIN,
        [("p02.f01", "repeated", "81%", None, None, "81% was already reported (session of 15 Jan 2024, p01.f01)")],
    ),
    "what cannot be compared is not repeated": ({"comparable": False}, AGAIN, []),
    "a share with its numbers may be the same again": (
        {},
        [share("p01.f01", "81%", "81/100", **NO_LINE), share("p02.f01", "81%", "81/100", **NO_LINE)],
        [],
    ),
    "two sources of one time do not repeat": (
        {},
        [share("p01.f01", "81%", "", **NO_LINE, period="2023"), share("p02.f01", "81%", "", **NO_LINE, period="2023")],
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("record_type", ALONG_A_LINE)
def test_a_figure_is_held_against_the_others_of_its_line(
    record_type: str, cchc: Run, tmp_path: Path
) -> None:
    indicator, figures, found = ALONG_A_LINE[record_type]
    assert check(cchc, store(tmp_path, figures, **indicator)) == found


def test_a_record_that_differs_from_others_is_a_note_with_its_reason(
    cchc: Run, tmp_path: Path
) -> None:
    other = figure("p02.f01", "247", 247)
    note = {"vi": "Không rõ hai số có cùng kỳ hay không.", "en": "The periods may differ."}
    more = {"bound": "more-than", "differs_from": [other["id"]]}
    without_note = figure("p01.f02", "1", 1, differs_from=["p01.f01", "p02.f01"])
    figures = [figure("p01.f01", "hơn 800", 800, note=note, **more), without_note, other]
    reported = "Việc, Bộ p02.f01 (session of 15 Jul 2024; p02.f01): 247"
    first = "Việc, Bộ p01.f01 (session of 15 Jan 2024; p01.f01): more than 800"
    assert check(cchc, store(tmp_path, figures)) == [
        ("p01.f01", "differs", "hơn 800", None, None, f"more than 800; {reported}. {note['en']}"),
        ("p01.f02", "differs", "1", None, None, f"1; {first}; {reported}"),
    ]


def test_a_directive_that_differs_from_another_is_a_note_with_its_reason(
    cchc: Run, tmp_path: Path
) -> None:
    note = {"vi": "Năm địa phương, phiên trước bốn."}
    later = builders.directive("p02.d01", differs_from=["p01.d01"], note=note)
    meetings = [meeting("p01", "2024-01-15"), meeting("p02", "2024-07-15")]
    directives = [builders.directive("p01.d01"), later]
    path = builders.store(tmp_path, meetings=meetings, directives=directives)
    asked = ("check", "--severity", "note", "--json", "--store", path)
    (row,) = json.loads(cchc(*asked).out)
    days = "p02.d01 (phiên họp ngày 15/07/2024); p01.d01 (phiên họp ngày 15/01/2024)"
    assert (row["id"], row["code"], row["severity"]) == ("p02.d01", "differs", "note")
    assert row["text"]["vi"] == f"{days}. {note['vi']}"
    assert json.loads(cchc(*asked, "p01.d01").out) == []


def test_each_code_is_found_somewhere_above() -> None:
    found = {row[1] for _, rows in BY_ITSELF.values() for row in rows}
    found |= {row[1] for _, _, rows in ALONG_A_LINE.values() for row in rows}
    assert found == {*SEVERITIES} - {
        *("list-incomplete", "differs", "no-source-url", "ok", "no-basis")
    }


def test_all_tells_what_is_ok_and_what_has_no_basis(cchc: Run, tmp_path: Path) -> None:
    figures = [
        share("p01.f01", "85,71%", "18/21"),
        share("p01.f02", "35%", "296/"),
        figure("p01.f03", "62/63", 62, numerator=62, denominator=63),
        figure("p01.f04", "hơn 800", 800, bound="more-than"),
        figure("p01.f05", "62", 62, numerator=62),
        figure("p01.f06", "gần một nửa", None),
        figure("p01.f07", "46/1.132", 46),
    ]
    path = store(tmp_path, figures)
    nothing = "no numbers to compute it from"
    half = f"“gần một nửa”, about 50%; {nothing}"
    assert check(cchc, path, "--all") == [
        ("p01.f01", "ok", "85,71%", 85.7143, -0.0043, "18/21 = 85.7143%; reported as 85.71%"),
        ("p01.f02", "no-basis", "35%", None, None, "35%; the denominator is not stated"),
        ("p01.f03", "ok", "62/63", 62, 0, "62 of 63"),
        ("p01.f04", "no-basis", "hơn 800", None, None, f"more than 800; {nothing}"),
        ("p01.f05", "no-basis", "62", None, None, f"62; {nothing}"),
        ("p01.f06", "no-basis", "gần một nửa", None, None, half),
        ("p01.f07", "no-basis", "46/1.132", None, None, f"46/1,132; {nothing}"),
    ]
    assert check(cchc, path) == []


def test_a_difference_too_small_to_be_said_is_0_and_not_less(cchc: Run, tmp_path: Path) -> None:
    path = store(tmp_path, [share("p01.f01", "14,285714%", "3/21")])
    vi = "Việc, Bộ p01.f01 (phiên họp ngày 15/01/2024): 3/21 = 14,28571429%; công bố 14,285714%"
    en = "Việc, Bộ p01.f01 (session of 15 Jan 2024): 3/21 = 14.28571429%; reported as 14.285714%"
    row = f'p01.f01,ok,none,a,p01,"14,285714%",14.2857,0,"{vi}","{en}"\n'
    ran = cchc("check", "--all", "-o", "csv", "--store", path)
    assert ran == (
        0,
        f"{','.join(KEYS)}.vi,text.en\n{row}",
        "cchc: 1 figure checked: no findings\n",
    )


def test_a_source_without_an_address_is_for_all(cchc: Run, tmp_path: Path) -> None:
    path = Path(store(tmp_path, []))
    written = json.loads(path.read_text(encoding="utf-8"))
    written["sources"]["1"] |= {
        "meeting": "p01",
        "url": None,
        "file": "a.txt",
        "title": {"vi": "Tin"},
    }
    written["sources"]["2"] |= {"file": "b.txt"}
    path.write_text(json.dumps(written), encoding="utf-8")
    rows = json.loads(cchc("check", "--all", "--json", "--store", str(path)).out)
    texts = {
        "vi": "Tin (phiên họp ngày 15/01/2024): chỉ có tệp a.txt, không có địa chỉ trên mạng",
        "en": "Tin (session of 15 Jan 2024): only a file, a.txt, without a URL",
    }
    values = ("p01.s1", "no-source-url", "none", None, "p01", None, None, None, texts)
    assert rows == [dict(zip(KEYS, values, strict=True))]
    assert check(cchc, str(path)) == []
    assert check(cchc, str(path), "--all", "-m", "p01") == []


LISTED: Record = {"kind": "task", "of": 7}
LISTS: dict[str, tuple[list[Record], list[tuple[Any, ...]]]] = {
    "two of seven": (
        [builders.directive("p02.d01", **LISTED), builders.directive("p02.d02", **LISTED)],
        [("p02.d01", 2, 5, "List of 7 tasks by the committee (session of 15 Jul 2024): 2 of 7 recorded (p02.d01, p02.d02)",
          "Danh sách 7 nhiệm vụ của Ban Chỉ đạo (phiên họp ngày 15/07/2024): mới ghi được 2/7 (p02.d01, p02.d02)")],
    ),
    "items between the first and the last": (
        [builders.directive(f"p02.d0{n}", kind="priority", order=n, issuer="Phạm Minh Chính") for n in (1, 4)],
        [("p02.d01", 2, 2, "List of 4 priorities by Phạm Minh Chính (session of 15 Jul 2024): 2 of 4 recorded (p02.d01, p02.d04); missing: 2, 3",
          "Danh sách 4 trọng tâm của Phạm Minh Chính (phiên họp ngày 15/07/2024): mới ghi được 2/4 (p02.d01, p02.d04); thiếu mục 2, 3")],
    ),
    "all, one of them in two directives": (
        [builders.directive(f"p02.d0{n}", order=max(n - 1, 1), of=2) for n in (1, 2, 3)],
        [],
    ),
    "two lists are not one": (
        [builders.directive("p02.d01", order=1, of=2), builders.directive("p02.d02", order=2, of=2, kind="lesson")],
        [("p02.d01", 1, 1, "List of 2 tasks by the committee (session of 15 Jul 2024): 1 of 2 recorded (p02.d01); missing: 2",
          "Danh sách 2 nhiệm vụ của Ban Chỉ đạo (phiên họp ngày 15/07/2024): mới ghi được 1/2 (p02.d01); thiếu mục 2"),
         ("p02.d02", 1, 1, "List of 2 lessons by the committee (session of 15 Jul 2024): 1 of 2 recorded (p02.d02); missing: 1",
          "Danh sách 2 bài học của Ban Chỉ đạo (phiên họp ngày 15/07/2024): mới ghi được 1/2 (p02.d02); thiếu mục 1")],
    ),
    "directives of no list": ([builders.directive("p02.d01")], []),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_which_items_are_missing_is_a_note(name: str, cchc: Run, tmp_path: Path) -> None:
    directives, found = LISTS[name]
    meetings = [meeting("p01", "2024-01-15"), meeting("p02", "2024-07-15")]
    path = builders.store(tmp_path, meetings=meetings, directives=directives)

    def listed(*argv: str) -> list[tuple[Any, ...]]:
        ran = cchc("check", "--severity", "note", "--json", "--store", path, *argv)
        rows = json.loads(ran.out)
        values = [
            (row["severity"], row["indicator"], row["meeting"], row["reported"]) for row in rows
        ]
        assert values == [("note", None, "p02", None) for _ in rows]
        return [
            (
                *(row[key] for key in ("id", "computed", "difference")),
                row["text"]["en"],
                row["text"]["vi"],
            )
            for row in rows
        ]

    assert listed() == listed("-m", "2024-07-15") == listed("p02") == found
    assert listed("p02.d01") == found[:1]
    assert listed("-m", "p01") == listed("p01") == listed("--scope", "nation") == []


def test_a_finding_names_its_figure_and_its_meeting_in_both_languages(cchc: Run) -> None:
    def texts(*argv: str) -> dict[str, str]:
        (row,) = json.loads(cchc("check", *argv, "--severity", "note", "--json").out)
        assert row["meeting"] == row["id"].partition(".")[0]
        text: dict[str, str] = row["text"]
        return text

    assert texts("p09.f01") == {
        "vi": "Nhóm nhiệm vụ CCHC năm 2024 (phiên họp thứ 9): 18 (nhiệm vụ đến hạn đã hoàn thành) + 3 (nhiệm vụ đến hạn "
        "chưa hoàn thành) + 42 (nhiệm vụ thường xuyên) = 63, không phải 64; cộng thêm 1 (nhiệm vụ xin lùi sang năm sau, "
        "p09.f05) thì đủ; tổng tính theo nhóm nhiệm vụ, các thành phần theo nhiệm vụ",
        "en": "Reform task groups of 2024 (session 9): 18 (due tasks completed) + 3 (due tasks not completed) + 42 "
        "(recurrent tasks) = 63, not 64; adding 1 (tasks requested to be postponed to the next "
        "year, p09.f05) closes the gap; the total is in task groups, its parts in tasks",
    }
    assert texts("p05.f04") == {
        "vi": "Tỷ lệ hoàn thành kế hoạch CCHC năm 2023, địa phương, ngày 21/06/2023 (phiên họp thứ 5): không nêu mẫu số; "
        "1.384 chỉ bằng 46,09% nếu tổng số là 3.003",
        "en": "Share of the reform plans for 2023 completed, provinces, 21 Jun 2023 (session 5): the denominator is not "
        "stated; 1,384 is 46.09% only if the total is 3,003",
    }
    assert texts("h2024-04.f03") == {
        "vi": "PAR INDEX của tỉnh, thành phố, Hải Phòng, năm 2023 (hội nghị ngày 17/04/2024): 91,81% "
        "(en.doanhnghiephoinhap.vn), nhưng h2024-04.f02 ghi 91,87% (en.baochinhphu.vn, shipbolt.vn)",
        "en": "PAR INDEX of a province, Hải Phòng, 2023 (conference of 17 Apr 2024): 91.81% "
        "(en.doanhnghiephoinhap.vn), but h2024-04.f02 reports 91.87% (en.baochinhphu.vn, shipbolt.vn)",
    }


@pytest.mark.parametrize(
    ("words", "ran"),
    [
        (["9"], Ran(1, "p09.f01\np09.f03\n", "cchc: 10 figures checked: 2 warnings\n")),
        (["15/1/2025"], Ran(1, "p09.f01\np09.f03\n", "cchc: 10 figures checked: 2 warnings\n")),
        (["p09.f01", "p09.f02"], Ran(1, "p09.f01\n", "cchc: 2 figures checked: 1 warning\n")),
        (["posts-cut"], Ran(0, "", "cchc: 3 figures checked: no findings\n")),
        (["tasks-uncompleted", "-m", "9"], Ran(1, "p09.f03\n", "cchc: 1 figure checked: 1 warning\n")),
        (["8", "-m", "9"], Ran(0, "", "cchc: 0 figures checked: no findings\n")),
        (["hai-phong"], Ran(1, "h2024-04.f03\n", "cchc: 4 figures checked: 1 error\n")),
        (["p99"], Ran(1, "", "cchc: no such meeting: p99; sessions go from 1 to 9\n")),
        (["p09.f01", "p99"], Ran(1, "p09.f01\n", "cchc: no such meeting: p99; sessions go from 1 to 9\ncchc: 1 figure checked: 1 warning\n")),
        (["p08", "p99"], Ran(1, "", "cchc: 20 figures checked: no findings\ncchc: no such meeting: p99; sessions go from 1 to 9\n")),
    ],
)  # fmt: skip
def test_words_limit_the_check_to_the_records_that_they_name(
    words: list[str], ran: Ran, cchc: Run
) -> None:
    assert cchc("check", *words, "-o", "id") == ran


def test_a_filter_chooses_whose_findings_are_told_not_what_they_are_held_against(
    cchc: Run, tmp_path: Path
) -> None:
    parts = [WHOLE, figure("p01.f01", "60", 60, **OF), figure("p01.f02", "4", 4, **OF, sources=["p01.s2"])]  # fmt: skip
    count = [line("p01.f03", "100", 100), line("p02.f01", "90", 90)]
    path = store(tmp_path, [*parts, *count], cumulative=True)
    fall = (
        "p02.f01",
        "falls",
        "90",
        100,
        -10,
        "a cumulative count, but it falls from 100 (session of 15 Jan 2024, p01.f03) to 90",
    )
    assert check(cchc, path, "--source", "p01.s1") == []
    assert check(cchc, path, "-m", "p01") == []
    assert check(cchc, path, "-m", "p02") == check(cchc, path) == [fall]


SHIPPED = [
    ("h2024-04.f03", "disagree", "error"),
    ("p02.f10", "sum", "error"),
    ("h2021-03.f03", "disagree", "error"),
    ("p09.f01", "sum", "warning"),
    ("p09.f03", "truncated", "warning"),
    ("p08.f09", "repeated", "note"),
    ("p08.f11", "differs", "note"),
    ("p07.f04", "ambiguous", "note"),
    ("p07.f04", "same-base", "note"),
    ("p07.f06", "ambiguous", "note"),
    ("p07.f06", "same-base", "note"),
    ("p06.f06", "ambiguous", "note"),
    ("p06.f08", "ambiguous", "note"),
    ("p05.f02", "implied", "note"),
    ("p05.f04", "implied", "note"),
    ("p05.f06", "differs", "note"),
    ("p04.f07", "ambiguous", "note"),
    ("p04.f09", "ambiguous", "note"),
    ("p04.f11", "ambiguous", "note"),
    ("p08.d01", "list-incomplete", "note"),
    ("p09.d14", "differs", "note"),
]


@pytest.mark.parametrize(
    ("severity", "count", "told"),
    [
        (["--severity", "error"], 3, "3 errors"),
        ([], 5, "3 errors, 2 warnings"),
        (["--severity", "warning"], 5, "3 errors, 2 warnings"),
        (["--severity", "note"], 21, "3 errors, 2 warnings, 16 notes"),
    ],
)
def test_the_shipped_figures_have_these_findings(
    severity: list[str], count: int, told: str, cchc: Run
) -> None:
    ran = cchc("check", *severity, "--json")
    rows = json.loads(ran.out)
    assert [(row["id"], row["code"], row["severity"]) for row in rows] == SHIPPED[:count]
    assert (ran.code, ran.err) == (1, f"cchc: 150 figures checked: {told}\n")


def test_the_shipped_shares_imply_845_and_3003(cchc: Run) -> None:
    rows = json.loads(cchc("check", "--severity", "note", "-m", "5", "--json").out)
    assert [(row["id"], row["computed"]) for row in rows] == [
        ("p05.f02", 845),
        ("p05.f04", 3003),
        ("p05.f06", None),
    ]


def test_all_tells_of_every_figure_once_or_more_and_does_not_change_the_exit_code(
    cchc: Run,
) -> None:
    whole = cchc("check", "--all", "--severity", "error", "--json")
    rows = json.loads(whole.out)
    listed = json.loads(cchc("list", "figures", "--json").out)
    assert {row["id"] for row in rows} >= {one["id"] for one in listed}
    assert (whole.code, whole.err) == (1, "cchc: 150 figures checked: 3 errors\n")
    some = cchc("check", "--all", "--indicator", "steering-documents", "-o", "id")
    assert some == (0, "p08.f05\n", "cchc: 1 figure checked: no findings\n")


def test_the_forms_have_the_same_rows(cchc: Run) -> None:
    def form(name: str) -> str:
        return cchc("check", "--severity", "note", "-o", name).out

    rows = json.loads(form("json"))
    assert [json.loads(line) for line in form("jsonl").splitlines()] == rows
    assert form("id").splitlines() == [row["id"] for row in rows]
    table = [*csv.reader(io.StringIO(form("csv")))]
    assert [line.split("\t") for line in form("tsv").splitlines()] == table
    assert table == [
        [*KEYS[:-1], "text.vi", "text.en"],
        *(
            ["" if cell is None else str(cell) for cell in (*[*row.values()][:-1], *row["text"].values())]
            for row in rows
        ),
    ]  # fmt: skip
    for printed in map(form, ("table", "md")):
        assert all(row["id"] in printed and row["code"] in printed for row in rows)


@pytest.mark.parametrize(
    ("argv", "ran"),
    [
        (["--indicator", "steering-documents", "--json"], Ran(0, "[]\n", "cchc: 1 figure checked: no findings\n")),
        (["--indicator", "steering-documents", "--json", "-q"], Ran(0, "[]\n", "")),
        (["--since", "2030", "-o", "id"], Ran(0, "", "cchc: 0 figures checked: no findings\n")),
        (["--scope", "committee", "-o", "id"], Ran(1, "p02.f10\np09.f01\n", "cchc: 6 figures checked: 1 error, 1 warning\n")),
        (["--scope", "ministries", "-o", "id"], Ran(1, "p09.f03\n", "cchc: 41 figures checked: 1 warning\n")),
        (["--scope", "ministries", "--severity", "error", "-o", "id"], Ran(0, "", "cchc: 41 figures checked: no findings\n")),
        (["--indicator", "task-groups", "--indicator", "tasks-completed", "-o", "id"], Ran(1, "p09.f01\n", "cchc: 4 figures checked: 1 warning\n")),
        (["-m", "8", "--severity", "note", "-o", "id"], Ran(1, "p08.f09\np08.f11\np08.d01\n", "cchc: 20 figures checked: 3 notes\n")),
        (["-m", "9", "-o", "id", "-q"], Ran(1, "p09.f01\np09.f03\n", "")),
        (["-m", "p99", "--json"], Ran(1, "", "cchc: no such meeting: p99; sessions go from 1 to 9\n")),
        (["--level", "province"], Ran(2, "", "cchc: --level does not apply to figures; it applies to directives\n")),
        (["--scope", "world"], Ran(2, "", 'cchc: --scope: "world" is not one of nation, ministries, provinces, committee\n')),
        (["--severity", "bad"], Ran(2, "", 'cchc: --severity: "bad" is not one of error, warning, note\n')),
        (["--severity", "none"], Ran(2, "", 'cchc: --severity: "none" is not one of error, warning, note; did you mean note?\n')),
    ],
)  # fmt: skip
def test_check_ends_as_it_finds(argv: list[str], ran: Ran, cchc: Run) -> None:
    assert cchc("check", *argv) == ran


@pytest.mark.parametrize("option", ["meeting", "indicator", "scope"])
def test_what_is_found_of_some_figures_is_what_is_found_of_them_among_all(
    cchc: Run, option: str
) -> None:
    whole = ("check", "--all", "--severity", "note", "--json")
    found = json.loads(cchc(*whole).out)
    figures = json.loads(cchc("list", "figures", "--json").out)
    values = {one[option] for one in figures if one[option]}
    assert len(values) > 3
    for value in values:
        ids = {one["id"] for one in figures if one[option] == value}
        some = json.loads(cchc(*whole, f"--{option}", value).out)
        of_figures = [row for row in some if row["indicator"]]
        assert of_figures == [row for row in found if row["id"] in ids]


def test_what_a_figure_is_derived_from_need_not_be_asked_for(cchc: Run, tmp_path: Path) -> None:
    derived = share("p01.f01", "85,72%", "18/21", sources=["p01.s2"])
    path = store(tmp_path, [derived, share("p01.f02", "14,28%", "3/21")])
    asked = check(cchc, path, "--source", "p01.s2")
    assert [(id_, code) for id_, code, *_ in asked] == [("p01.f01", "derived")]
