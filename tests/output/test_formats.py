"""Output formats: nothing is cut, nothing is markup, numbers and colors are as asked."""

import csv
import json
from pathlib import Path

import builders
import pytest
from command_lines import MACHINE_FORMATS, READING
from hypothesis import given
from hypothesis import strategies as st
from processes import Run

from cchc_cli.language.formatting import format_number, format_percent
from cchc_cli.language.translation import Lang
from cchc_cli.output.widths import Need, widths
from cchc_cli.store.location import store_path

needs = st.tuples(st.integers(1, 40), st.integers(0, 200)).map(
    lambda lengths: Need(lengths[0], sum(lengths))
)


@given(st.lists(needs, min_size=1, max_size=9), st.integers(0, 200))
def test_column_widths_fit_and_are_no_larger_than_needed(asked: list[Need], room: int) -> None:
    found = widths(asked, room)
    assert sum(found) <= max(room, len(asked))
    assert all(1 <= width <= need.line for width, need in zip(found, asked, strict=True))
    if sum(need.line for need in asked) <= room:
        assert found == [need.line for need in asked]


def test_short_columns_keep_their_width_and_text_shares_the_rest() -> None:
    id_, date_, title, chair = Need(8, 8), Need(11, 11), Need(7, 70), Need(6, 31)
    assert widths([id_, date_, title, chair], 80) == [8, 11, 31, 30]
    assert widths([id_, date_, title, chair], 60) == [8, 11, 21, 20]


def test_ids_and_numbers_stay_whole_where_words_are_broken() -> None:
    id_, code, number_, text = Need(13, 13, 13), Need(12, 12), Need(10, 10, 7), Need(14, 90)
    assert widths([id_, code, number_, text], 34) == [13, 7, 10, 4]
    assert widths([id_, code, number_, text], 20) == [4, 4, 8, 4]  # no room for that


def store(folder: Path, words: str) -> str:
    """Return the path of a store of one area, called *words*."""
    return builders.store(folder, areas=[builders.area("a", words)])


@pytest.mark.parametrize("words", ["[xem phụ lục]", "25[/TB-VPCP]", "[red]a[/red]", ":smile:"])
@pytest.mark.parametrize("color", ["always", "never"])
def test_data_are_never_markup(words: str, color: str, cchc: Run, tmp_path: Path) -> None:
    ran = cchc("list", "areas", "--store", store(tmp_path, words), "--color", color)
    assert words in ran.out.replace("\x1b[0m", "")


def test_markdown_escapes_its_own_signs(cchc: Run, tmp_path: Path) -> None:
    ran = cchc("list", "areas", "-o", "md", "--store", store(tmp_path, "a|b *c* <d> ~e~ &amp; R&D"))
    assert r"| a | a\|b \*c\* \<d\> \~e\~ \&amp; R&D | 0 |" in ran.out.splitlines()


@pytest.mark.parametrize("width", ["80", "90", "200"])
def test_a_table_is_wrapped_and_never_cut(
    width: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def letters(printed: str) -> str:
        return "".join(sorted(printed.replace("─", ""))).strip()

    argv = ("list", "terms", "-F", "id,short,long,en", "--lang", "vi")
    monkeypatch.setenv("COLUMNS", "1000")
    whole = cchc(*argv).out
    monkeypatch.setenv("COLUMNS", width)
    ran = cchc(*argv)
    assert letters(ran.out) == letters(whole)
    assert max(map(len, ran.out.splitlines())) <= int(width)


@pytest.mark.parametrize("width", ["1", "7", "20", "60"])
def test_blocks_are_wrapped_and_never_cut(
    width: str, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "1000")
    argv = ("list", "people", "-F", "id,name,titles,provinces,sources")
    rows = cchc(*argv).out.splitlines()[2:]
    told = ["".join(cell.split()) for row in rows for cell in row.split("  ")]
    monkeypatch.setenv("COLUMNS", width)
    printed = "".join(cchc(*argv).out.split())
    assert [cell for cell in told if cell not in printed] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "always"], {"TERM": "dumb"}, True),
        (["--color", "never"], {}, False),
    ],
)
def test_color_is_as_asked(
    arguments: list[str],
    environment: dict[str, str],
    colored: bool,  # noqa: FBT001
    cchc: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    ran = cchc("search", "chuyển đổi số", *arguments)
    assert ("\x1b[" in ran.out) is colored
    assert ("\x1b[1;31mchuyển đổi số\x1b[0m" in ran.out) is colored


@pytest.mark.parametrize(
    ("lang", "whole", "decimal", "share"),
    [
        ("vi", "16.051", "98,62", "12,5 %"),
        ("en", "16,051", "98.62", "12.5%"),
    ],
)
def test_numbers_follow_the_language(lang: Lang, whole: str, decimal: str, share: str) -> None:
    assert format_number(16051, lang) == whole
    assert format_number(98.62, lang) == decimal
    assert format_percent(1, 8, lang) == share


def test_the_byte_order_mark_is_for_excel_alone(cchc: Run) -> None:
    plain, marked = (cchc("list", "-o", "csv", *more).out for more in ((), ("--bom",)))
    assert marked.startswith('\ufeff"type","id",')
    read = [list(csv.reader(out.removeprefix("\ufeff").splitlines())) for out in (plain, marked)]
    assert read[0] == read[1]


def test_remarks_can_be_hidden_and_errors_cannot(cchc: Run) -> None:
    assert (
        cchc("list", "-n", "4", "-o", "id").err == "cchc: 9 more not shown; use -n 13 to show all\n"
    )
    assert cchc("list", "-n", "4", "-o", "id", "-q").err == ""
    assert cchc("show", "nope", "-q").err == "cchc: no such record: nope\n"


@pytest.mark.parametrize(
    "argv",
    [
        ("list", "directives", "-m", "9", "-n", "1", "-F", "id,meeting.date"),
        ("list", "directives", "-m", "9", "-n", "1"),
        ("list", "sources", "-m", "9", "-n", "1", "-F", "meeting.date"),
        ("search", "57-NQ/TW", "-t", "directives", "-m", "9"),
        ("show", "p09.d01"),
        ("show", "tasks-completed", "-o", "md"),
    ],
)
def test_an_inferred_date_has_a_star_in_other_records_too(cchc: Run, argv: tuple[str, ...]) -> None:
    out = cchc(*argv).out.replace("\\*", "*")
    assert "15 Jan 2025*" in out
    assert "15/01/2025" not in out.replace("15 Jan 2025*", "")
    assert "\n* inferred: not stated by the source; reason: cchc show ID\n" in out


@pytest.mark.parametrize(
    "words", ["list -n 1", "check", "trend online-dossiers", "search tthc -n 1"]
)
def test_quiet_leaves_the_answer_as_it_is_and_says_nothing_else(cchc: Run, words: str) -> None:
    loud, quiet = cchc(*words.split()), cchc(*words.split(), "-q")
    assert quiet == loud._replace(err="")


def test_an_inferred_zero_has_a_star(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    store = json.loads(Path(store_path()).read_text(encoding="utf-8"))
    figure = next(one for one in store["figures"].values() if one["id"] == "p09.f05")
    figure |= {"value": 0, "reported": "0", "inferred": {"value": {"vi": "không nêu"}}}
    path.write_text(json.dumps(store), encoding="utf-8")
    asked = ("list", "figures", "-F", "id,value,part_of", "-m", "9", "--store", str(path))
    assert "p09.f05      0*\n" in cchc(*asked).out


def test_only_the_inferred_part_of_a_field_has_a_star(
    cchc: Run,
) -> None:
    ran = cchc("list", "-m", "5", "-F", "people.province,people.role")
    assert [line.split() for line in ran.out.splitlines()[2:-1]] == [
        *(["chair"], ["participant"], ["participant"]),
        *(["ninh-thuan", "participant"], ["tra-vinh*", "participant"]),
    ]
    assert ran.out.endswith("\n* inferred: not stated by the source; reason: cchc show ID\n")
    assert "Lê Văn Hẳn (participant)*\n" in cchc("list", "-m", "5", "-F", "people").out


@pytest.mark.parametrize("output_format", MACHINE_FORMATS)
@pytest.mark.parametrize("argv", READING, ids=" ".join)
def test_every_command_has_an_answer_in_every_machine_format(
    argv: tuple[str, ...], output_format: str, cchc: Run
) -> None:
    ran = cchc(*argv, "-o", output_format)
    assert (ran.code in (0, 1), ran.out > "", "internal error" in ran.err) == (True, True, False)


def test_an_address_in_markdown_is_a_link_in_every_reader(cchc: Run, tmp_path: Path) -> None:
    url = "https://a.vn/_x_?a=[1]*2*|<script>"
    path = builders.store(
        tmp_path, directives=[builders.directive()], sources=[builders.source(url=url)]
    )
    link = "<https://a.vn/_x_?a=[1]*2*%7C%3Cscript%3E>"
    assert f"{link} (s1)" in cchc("show", "p09.d01", "-o", "md", "--store", path).out


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("en", "Review administrative procedures and remove the bottlenecks in them; follows h2"),
        ("vi", "Rà soát TTHC, tháo gỡ các điểm nghẽn về TTHC; tiếp nối h2"),
    ],
)
def test_lines_of_a_markdown_cell_read_as_one_sentence(lang: str, line: str, cchc: Run) -> None:
    out = cchc("trace", "procedures", "--lang", lang, "-o", "md").out
    assert f"| p01.d05 · {line}" in out
    assert ".; " not in out


def test_an_abbreviation_at_the_end_of_such_a_line_keeps_its_dot(cchc: Run, tmp_path: Path) -> None:
    text = "Bỏ giấy, v.v."
    directives = [
        builders.directive("p01.d01", text, themes=["t"]),
        builders.directive("p09.d01", text, themes=["t"], follows=["p01.d01"]),
    ]
    meetings = [builders.meeting("p01", "2022-03-09"), builders.meeting("p09")]
    path = builders.store(tmp_path, meetings=meetings, directives=directives)
    assert f"{text}; follows p01.d01" in cchc("trace", "p09.d01", "-o", "md", "--store", path).out
