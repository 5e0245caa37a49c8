"""Long tables: rows come in blocks, and look as if they had come in one."""

import io
import re
from itertools import count

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from synthetic import write as write_synthetic

from cchc_cli.answers import Answer
from cchc_cli.answers.list import list_records
from cchc_cli.output.formats import OutputOptions
from cchc_cli.output.table import blocks, render
from cchc_cli.output.wrapping import wrap_row
from cchc_cli.query import Query
from cchc_cli.store.memory import MemoryStore
from cchc_cli.view.cells import Cell, Column, Dim, Sheet

words = st.lists(st.text(st.sampled_from("aáươĐ·→"), min_size=1, max_size=4), max_size=8)
narrow = words.map(" ".join)
odd = st.text(st.sampled_from("aế  \u00a0漢\u0301\u200b\U0001f600\t"), max_size=20)
blanks = st.text(st.sampled_from("aế  "), max_size=12)
texts = narrow | narrow | blanks | odd
cells: st.SearchStrategy[Cell] = st.one_of(
    texts, st.integers(), texts.map(Dim), st.lists(texts | texts.map(Dim), max_size=3)
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(cells, cells), min_size=3, max_size=6),
    st.tuples(*[st.integers(1, 12)] * 2),
    st.sampled_from(["headed", "always", "facts"]),
)
@example([("aa a ", "a")] * 3, (4, 4), "headed")
@example([(" aa a", "a")] * 3, (2, 4), "headed")
def test_rows_in_blocks_are_the_rows_in_one(
    rows: list[tuple[Cell, Cell]], wide: tuple[int, int], manner: str
) -> None:
    columns = [
        Column("id", lambda cells: cells[0]),
        Column("number", lambda cells: cells[1], right=True),
    ]
    sheet = Sheet(columns, rows, headed=manner == "headed")
    whole, *pieces = ("".join(blocks(sheet, wide, console(manner), size)) for size in (6, 1, 2))
    assert pieces == [whole, whole]


def console(manner: str) -> Console:
    return Console(
        file=io.StringIO(),
        width=80,
        force_terminal=manner == "always",
        color_system="standard" if manner == "always" else None,
        highlight=False,
        emoji=False,
        legacy_windows=False,
    )


def test_a_letter_counted_as_narrow_is_one_cell_wide() -> None:
    signs = [chr(number) for number in range(0x3000) if wrap_row([chr(number)], [(1, False)], 2)]
    assert len(signs) > 900
    assert {cell_len(sign) for sign in signs if sign != "\n"} == {1}


@pytest.mark.parametrize("order", ["newest first", "oldest first"])
def test_no_id_is_broken_in_a_long_table_wherever_the_longest_stands(
    tmp_path_factory: pytest.TempPathFactory, order: str
) -> None:
    path = tmp_path_factory.mktemp("long") / "store.json"
    write_synthetic(2100, path)  # p01.d01 to p105.d20
    query = Query(record_types=("directives",), reverse=order == "oldest first")
    found = list_records(query, MemoryStore(str(path)))
    lines = "".join(render(found, OutputOptions())).splitlines()
    lines = [line for line in lines if not re.match(r"p[0-9]+ ", line)]  # headings of groups
    ids = [line.split()[0] for line in lines[2:] if line[0] not in " *"]
    assert ids == [record.id for record in found.items]
    widths = {len(at[0]) for line in lines[2:] if (at := re.match(r"\S+ +", line))}
    assert widths == {len("p105.d20  ")}


def test_the_first_rows_are_there_before_the_last_are_looked_at() -> None:
    looked = count()

    def cell(number: int) -> Cell:
        next(looked)
        return str(number)

    sheet = Sheet([Column("number", cell)], range(100_000))
    found = render(Answer(items=(), keys=(), sheets=lambda: [sheet]), OutputOptions())
    first = "".join(piece for piece, _ in zip(found, range(2), strict=False))
    assert first.splitlines()[2] == "0"
    assert next(looked) < 2_000
