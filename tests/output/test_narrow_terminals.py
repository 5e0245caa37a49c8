"""Narrow terminals: a table where all columns have room, else blocks of labelled lines."""

import io
import re
from collections.abc import Sequence
from itertools import count

import pytest
from command_lines import READING
from hypothesis import given
from hypothesis import strategies as st
from processes import Run
from rich.cells import cell_len
from rich.console import Console

from cchc_cli.answers import Answer
from cchc_cli.output.cell_text import cell_text
from cchc_cli.output.formats import OutputOptions
from cchc_cli.output.stacked import stack
from cchc_cli.output.table import render
from cchc_cli.output.widths import Need, fits, need, widths
from cchc_cli.view.cells import Bar, Cell, Column, DiffLine, Dim, Highlighted, Sheet

URL = re.compile(r" *https?://\S+")
TITLE = "Phiên họp thứ 9 Ban Chỉ đạo cải cách hành chính của Chính phủ"


@pytest.mark.parametrize(
    ("head", "cells", "kept", "least"),
    [
        ("Id", ["internal-procedures-published"], True, 29),
        ("Reported", ["64"], True, 8),
        ("Directives of all", ["18"], True, 10),
        ("Change", ["+2,38 điểm %"], True, 8),
        ("Share", ["17,5 %"], True, 6),
        ("Title", [TITLE], False, 16),
        ("Chair", ["Phạm Minh Chính, Trần Lưu Quang"], False, 12),
        ("Name", ["Trần Lưu Quang"], False, 7),
        ("Indicator", ["procedures-online", "tasks"], False, 17),
        ("Url", ["https://example.org/a/long/way/to/go/there/and/on"], False, 49),
        ("Text", [TITLE * 2], False, 21),
        ("Where", ["https://example.org/a/long/way/to/go a b"], False, 36),
        ("Note", ["", ""], False, 4),
    ],
)
def test_what_a_column_needs_to_be_worth_reading(
    head: str,
    cells: list[str],
    kept: bool,  # noqa: FBT001
    least: int,
) -> None:
    assert need(head, cells, kept=kept).least == least
    assert need(head, cells, kept=kept, headed=False).least <= least


needs = st.builds(
    need,
    st.sampled_from(["Id", "Reported", "As of"]),
    st.lists(st.sampled_from(["p09", "ministries", TITLE, "15/01/2025", ""]), min_size=1),
    kept=st.booleans(),
)


@given(st.lists(needs, min_size=1, max_size=9), st.integers(0, 200))
def test_where_columns_fit_each_has_its_least(asked: list[Need], room: int) -> None:
    if fits(asked, room):
        pairs = zip(widths(asked, room), asked, strict=True)
        assert all(one.least <= width <= one.line for width, one in pairs)
        assert sum(widths(asked, room)) <= room


def sheet(*rows: Sequence[Cell], headed: bool = True) -> Sheet:
    names = ("id", "title", "figures")
    columns = [
        Column(name, lambda row, place=place: row[place], right=name == "figures")  # type: ignore[misc]
        for place, name in enumerate(names)
    ]
    return Sheet(columns, rows, headed=headed)


def shown(
    one: Sheet, width: int, monkeypatch: pytest.MonkeyPatch, look: OutputOptions | None = None
) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    found = Answer(items=(), keys=(), sheets=lambda: [one])
    return "".join(render(found, look or OutputOptions()))


def test_a_sheet_is_a_table_as_long_as_it_fits_and_blocks_in_one_cell_less(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = sheet(("p09", "Phiên họp thứ 9 Ban Chỉ đạo cải cách hành chính", 9), ("p08", None, 20))
    assert shown(one, 30, monkeypatch) == (
        "Id   Title             Figures\n"
        "──────────────────────────────\n"
        "p09  Phiên họp thứ 9         9\n"
        "     Ban Chỉ đạo cải\n"
        "     cách hành chính\n"
        "p08                         20\n"
    )
    assert shown(one, 29, monkeypatch) == (
        "p09\n"
        "  Title    Phiên họp thứ 9\n"
        "           Ban Chỉ đạo cải\n"
        "           cách hành chính\n"
        "  Figures  9\n"
        "\n"
        "p08\n"
        "  Figures  20\n"
    )
    assert shown(one, 17, monkeypatch).startswith(
        "p09\n  Title\n    Phiên họp thứ\n    9 Ban Chỉ đạo\n    cải cách hành\n    chính\n"
    )


def test_a_terminal_shows_which_columns_have_no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("id", str), Column("title", lambda _: TITLE)]
    areas = [Column(f"area{number}", lambda _: "x" * 30, drop=number) for number in (1, 2)]
    one, plain = Sheet([*columns, *areas], [1]), OutputOptions(color="never")
    in_a_pipe = shown(one, 70, monkeypatch, plain)
    assert "Area2" not in in_a_pipe
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    note = "No room for Area2: use a wider terminal, -F or -o csv.\n"
    assert shown(one, 70, monkeypatch, plain) == in_a_pipe + note
    assert note not in shown(one, 140, monkeypatch, plain)


def test_a_title_has_a_rule_below_it_and_a_note_a_blank_line_above(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one = sheet(("p09", "Ban Chỉ đạo", 9))._replace(title="Sessions", notes=("none left",))
    assert shown(one, 12, monkeypatch) == (
        "Sessions\n────────────\np09\n  Title\n    Ban Chỉ\n    đạo\n"
        "  Figures\n    9\n\nnone left\n"
    )


def test_rows_without_heads_are_two_lines_where_there_is_no_room(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = Sheet(
        [Column("fact", lambda fact: fact[0]), Column("value", lambda fact: fact[1])],
        [("Denominator", "những nhiệm vụ đến hạn"), ("Unit", "percent")],
        headed=False,
    )
    assert shown(facts, 25, monkeypatch) == (
        "Denominator  những nhiệm\n             vụ đến hạn\nUnit         percent\n"
    )
    assert shown(facts, 22, monkeypatch) == (
        "Denominator\n  những nhiệm vụ đến\n  hạn\nUnit\n  percent\n"
    )


def test_a_list_has_the_headings_of_its_groups_at_every_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = [
        Column("id", lambda row: row[0]),
        Column("area", lambda row: row[1], drop=1),
        Column("text", lambda row: row[2]),
    ]
    rows = [
        ("p09.d01", "general", "Tiếp tục"),
        ("p09.d02", "digital", "Đẩy mạnh"),
        ("p08.d01", "digital", "Rà soát"),
    ]
    one = Sheet(
        columns,
        rows,
        "Chỉ đạo",
        headed=False,
        depth=3,
        group=lambda row: row[0][:3],
        only_in="table",
    )
    assert shown(one, 28, monkeypatch) == (
        "Chỉ đạo ────────────────────\n"
        "p09\np09.d01  general  Tiếp tục\np09.d02  digital  Đẩy mạnh\n"
        "p08\np08.d01  digital  Rà soát\n"
    )
    assert shown(one, 18, monkeypatch) == (
        "Chỉ đạo ──────────\np09\np09.d01  Tiếp tục\np09.d02  Đẩy mạnh\np08\np08.d01  Rà soát\n"
    )
    assert shown(one, 12, monkeypatch) == (
        "Chỉ đạo ────\np09\np09.d01\n  Tiếp tục\np09.d02\n  Đẩy mạnh\np08\np08.d01\n  Rà soát\n"
    )


def test_a_member_of_a_list_that_wraps_is_indented(monkeypatch: pytest.MonkeyPatch) -> None:
    names: Cell = ["Phạm Minh Chính, Thủ tướng Chính phủ", "Trần Lưu Quang"]
    one = Sheet(
        [Column("fact", lambda fact: fact[0]), Column("value", lambda fact: fact[1])],
        [("People", names)],
        headed=False,
    )
    assert shown(one, 40, monkeypatch) == (
        "People  Phạm Minh Chính, Thủ tướng\n          Chính phủ\n        Trần Lưu Quang\n"
    )


def test_a_bar_is_drawn_as_long_as_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column("area", str), Column("bar", lambda number: Bar(number / 4))]
    one = Sheet(columns, [1, 4])
    drawn = {width: shown(one, width, monkeypatch).split()[4::2] for width in (26, 16, 14)}
    assert drawn == {
        26: ["█" * 5, "█" * 20],
        16: ["██▌", "█" * 10],
        14: ["██", "█" * 8],
    }


def test_of_a_list_beside_another_no_place_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    one = sheet(("p08", ["Phạm Minh Chính", "", "Vũ Việt Văn", ""], ["", ""]))
    assert shown(one, 20, monkeypatch) == (
        "p08\n  Title\n    Phạm Minh Chính\n    -\n    Vũ Việt Văn\n    -\n"
    )


def test_styles_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    title: Cell = [
        Highlighted("cải cách hành chính", ((9, 19),)),
        Dim("directive"),
        DiffLine("+", "new"),
    ]
    found = shown(sheet(("p09", title, 9)), 23, monkeypatch, OutputOptions(color="always"))
    assert found == (
        "\x1b[35mp09\x1b[0m\n"
        "  \x1b[1mTitle\x1b[0m    cải cách\n"
        "           \x1b[1;31mhành chính\x1b[0m\n"
        "           \x1b[2mdirective\x1b[0m\n"
        "           \x1b[32mnew\x1b[0m\n"
        "  \x1b[1mFigures\x1b[0m  9\n"
    )


texts = st.lists(st.text(st.sampled_from("aếươĐ·→漢"), min_size=1, max_size=9), max_size=8).map(
    " ".join
)
odd = st.text(st.sampled_from("aế  \u00a0漢\u0301\u200b\U0001f600\t"), max_size=20)
cells: st.SearchStrategy[Cell] = st.one_of(
    texts,
    odd,
    st.integers(),
    texts.map(Dim),
    texts.map(lambda text: Highlighted(text, ((0, len(text) // 2),))),
    st.lists(texts.filter(bool) | texts.filter(bool).map(Dim), max_size=3),
)


def console(width: int, *, color: bool) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )


@given(
    st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=4),
    st.integers(1, 60),
    st.booleans(),
    st.booleans(),
)
def test_blocks_hold_all_that_is_told_in_its_order_and_none_of_their_lines_is_too_long(
    rows: list[tuple[Cell, Cell, Cell]],
    width: int,
    color: bool,  # noqa: FBT001
    headed: bool,  # noqa: FBT001
) -> None:
    one = sheet(*rows, headed=headed)
    found = "".join(stack(one, console(width, color=color)))
    printed = re.sub(r"\x1b\[[0-9;]*m", "", found)
    told = [
        label * headed + text
        for row in rows
        for label, cell in zip(("", "Title", "Figures"), row, strict=True)
        if (text := letters(cell))
    ]
    assert "".join(printed.split()) == "".join(told)
    assert max(map(cell_len, printed.splitlines()), default=0) <= max(width, 6)


def letters(cell: Cell) -> str:
    """Return all that is told in *cell*, without blanks."""
    return "".join(cell_text(cell).split())


def test_the_first_blocks_are_there_before_the_last_are_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked = count()

    def cell(number: int) -> Cell:
        next(looked)
        return f"{number} {TITLE}"

    monkeypatch.setenv("COLUMNS", "20")
    one = Sheet([Column("number", cell), Column("title", cell)], range(100_000))
    found = render(Answer(items=(), keys=(), sheets=lambda: [one]), OutputOptions())
    first = "".join(piece for piece, _ in zip(found, range(3), strict=False))
    assert first.splitlines()[0] == "0 Phiên họp thứ 9"
    assert next(looked) < 2_000


@pytest.mark.parametrize("argv", READING, ids=" ".join)
def test_no_line_is_wider_than_the_terminal_and_no_id_is_broken(
    argv: tuple[str, ...], cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = set(cchc(*argv, "-o", "id").out.split())
    for width, lang in ((80, "vi"), (60, "en"), (40, "vi"), (32, "en"), (32, "vi")):
        monkeypatch.setenv("COLUMNS", str(width))
        code, out, err = cchc(*argv, "--lang", lang)
        assert (code in (0, 1), "internal error" in err) == (True, False)
        lines = [line for line in out.splitlines() if not URL.fullmatch(line)]
        assert max(map(cell_len, lines)) <= width
        if argv[0] not in ("show", "stats", "compare"):
            assert ids - set(out.replace("*", "").split()) == set()


def test_a_highlight_is_shown_in_a_block_too(cchc: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "36")
    bare, colored = (cchc("search", "ubnd", "--color", how).out for how in ("never", "always"))
    assert bare.startswith("p09.d14\n  Type")
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == bare
    assert colored.count("\x1b[1;31mUBND\x1b[0m") > 20
