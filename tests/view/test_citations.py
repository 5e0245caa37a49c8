"""Where records stand written: numbered sources that a report can carry over."""

import json
import re
from typing import Any

import pytest
from processes import Run

LISTED = [["list", "directives"], ["list", "figures"], ["list"], ["search", "cchc"]]
STARRED = "\n\\* inferred: not stated by the source; reason: cchc show ID\n"
REPORTS = [["check"], ["compare", "8", "9"], ["trend", "tasks-completed"], ["show", "p08"]]


@pytest.mark.parametrize("argv", LISTED + REPORTS)
def test_markdown_ends_with_numbered_sources(cchc: Run, argv: list[str]) -> None:
    body, _, sources = cchc(*argv, "-o", "md", "--lang", "en").out.partition("\n### Sources\n\n")
    numbers = [int(line.partition(".")[0]) for line in sources.removesuffix(STARRED).splitlines()]
    assert body
    assert numbers == list(range(1, len(numbers) + 1))
    assert numbers


@pytest.mark.parametrize("argv", LISTED)
def test_each_row_of_a_list_names_its_sources_by_their_numbers(cchc: Run, argv: list[str]) -> None:
    told = cchc(*argv, "-o", "md", "--lang", "en").out
    numbered = dict(re.findall(r"^(\d+)\. .* \((\S+)\)$", told, re.MULTILINE))
    rows = re.findall(r"^\| ([a-z0-9]\S*) \|.* \| ([^|]*) \|$", told, re.MULTILINE)
    cited = {id_: re.findall(r"(?:^|, )(\d+)", numbers) for id_, numbers in rows}
    records: list[dict[str, Any]] = json.loads(cchc(*argv, "--json").out)
    expected = {record["id"]: record.get("sources", []) for record in records}
    assert {id_: [numbered[n] for n in numbers] for id_, numbers in cited.items()} == expected


def test_a_citation_tells_title_author_meeting_day_place_and_paragraph(cchc: Run) -> None:
    *_, told, _blank, starred = cchc("show", "p09.d03", "-o", "md", "--lang", "vi").out.splitlines()
    assert starred == "\\* suy luận, nguồn không nêu; lý do: cchc show MÃ"
    assert told.startswith("1. Phiên họp thứ 9 của Ban Chỉ đạo CCHC, tin từ Bạc Liêu; K.P; ")
    assert "; Phiên họp thứ 9, 15/01/2025\\*; " in told
    assert told.endswith("; 000_d85f1c9b7a8323d8.txt, đoạn 8 (p09.s1)")


def test_an_address_stays_one_that_opens(cchc: Run) -> None:
    records = json.loads(cchc("list", "sources", "--json").out)
    told = cchc("list", "figures", "-o", "md").out + cchc("list", "directives", "-o", "md").out
    cited = set(re.findall(r"\((\S+)\)$", told, re.MULTILINE))
    urls = [source["url"] for source in records if source["url"] and source["id"] in cited]
    assert urls
    assert [url for url in urls if url not in told] == []


def test_fields_asked_for_stand_alone(cchc: Run) -> None:
    told = cchc("list", "-n", "1", "-q", "-o", "md", "-F", "id").out
    assert told == "| Id |\n| --- |\n| p09 |\n"
