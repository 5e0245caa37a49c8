"""CSV and TSV: what list prints is read back, and what csv cannot hold is refused by name."""

import json
from pathlib import Path

import pytest
from builders import directive, store
from processes import Run

from cchc_cli.model.records import TABLES


@pytest.mark.parametrize("words", [["csv"], ["tsv"], ["csv", "--bom"]])
def test_what_list_prints_as_csv_is_added_as_it_was(
    words: list[str], cchc: Run, tmp_path: Path
) -> None:
    """All record types; of meetings the fields that csv can hold."""
    mine = str(tmp_path / "mine.json")
    assert cchc("init", mine, "--empty").code == 0
    files, printed = [], {}
    for record_type in TABLES:
        fields = "type,id,kind,number,title,date,half_day,place,mode,reviews,plans,provinces"
        some = ["-F", f"{fields},documents,sources,inferred,note"]
        chosen = some if record_type == "meetings" else []
        file = tmp_path / f"{record_type}.{words[0]}"
        file.write_text(cchc("list", record_type, "-o", *words, *chosen).out, encoding="utf-8")
        files.append(str(file))
        printed[record_type] = cchc("list", record_type, "--json", *chosen).out
    ran = cchc("add", *files, "--store", mine, "-q", "-o", "id")
    assert (ran.code, ran.err) == (0, "")
    for record_type in TABLES:
        chosen = some if record_type == "meetings" else []
        listed = cchc("list", record_type, "--json", "--store", mine, *chosen).out
        assert listed == printed[record_type]


def test_what_csv_cannot_hold_is_named_with_its_line(cchc: Run, tmp_path: Path) -> None:
    mine = str(tmp_path / "mine.json")
    cchc("init", mine)
    meetings = tmp_path / "meetings.csv"
    meetings.write_text(cchc("list", "meetings", "-o", "csv").out, encoding="utf-8")
    ran = cchc("add", str(meetings), "--replace", "--store", mine)
    reason = "csv cannot hold all of this field; give these records as json"
    assert ran.code == 2
    assert ran.err.splitlines()[0] == f"cchc: {meetings}:2: people: {reason}"


@pytest.fixture
def mine(tmp_path: Path) -> str:
    return store(tmp_path, directives=[directive()])


HEADER = "meeting,kind,level,area,text.vi,sources,order"


@pytest.mark.parametrize(
    ("rows", "reasons"),
    [
        ("id,colour\nx,y", ["1: colour: unknown column"]),
        ("id,id\nx,y", ["1: id: the column occurs twice"]),
        (
            f"type,{HEADER}\ndirectives,p09,taks,committee,procedures,Số,s9,hai",
            ['2: kind: "taks"', "2: order: expected a whole number", '2: sources: "s9" does not'],
        ),
        (
            f'type,{HEADER}\n\ndirectives,p09,task,committee,procedures,"Số\nhai",s1,1',
            ["3: text.vi: contains the character U+000A"],
        ),
        (f'type,{HEADER}\ndirectives,p09,task,committee,procedures,"Số', ["2: not CSV: "]),
        (
            f"type,{HEADER}\ndirectives,p09,task,committee,procedures,Số,s1,1,x",
            ["2: has more cells than the header"],
        ),
        (
            "type,id,name.x,sources.0\nareas,a,b,s1",
            [
                "2: name.x: unknown column; did you mean name.vi?",
                "2: sources.0: unknown column; did you mean sources?",
                "2: the field name",
            ],
        ),
        ("id,note.vi\nx,y", ["2: its record type is unclear"]),
    ],
)
def test_problems_have_line_and_column(
    rows: str, reasons: list[str], cchc: Run, mine: str, tmp_path: Path
) -> None:
    file = tmp_path / "rows.csv"
    file.write_text(rows, encoding="utf-8")
    ran = cchc("add", str(file), "--store", mine)
    *found, last = ran.err.splitlines()
    assert (ran.code, last) == (2, f"cchc: nothing was added to {mine}")
    assert len(found) == len(reasons)
    for line, reason in zip(found, reasons, strict=True):
        assert line.startswith(f"cchc: {file}:{reason}")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_rows_without_type_or_id_take_both_from_the_command_and_the_store(
    delimiter: str, cchc: Run, mine: str, tmp_path: Path
) -> None:
    file = tmp_path / "orders.csv"
    row = "p09,task,committee,procedures,'=Số hóa,s1,2"
    file.write_text(f"\ufeff{HEADER}\r\n{row}\r\n".replace(",", delimiter), encoding="utf-8")
    ran = cchc("add", str(file), "-t", "directives", "--store", mine, "-o", "jsonl")
    (record,) = map(json.loads, ran.out.splitlines())
    assert (ran.code, record["id"], record["text"]["vi"]) == (0, "p09.d02", "=Số hóa")
    assert (record["order"], record["sources"]) == (2, ["s1"])


def test_an_outcome_without_an_id_gets_the_next_of_its_directive(cchc: Run, mine: str) -> None:
    outcome = {"directive": "p09.d01", "status": "done", "as_of": "2025", "sources": ["s1"]}
    later = outcome | {"as_of": "2026"}
    ran = cchc("add", "-", "--store", mine, "-o", "id", stdin=json.dumps([outcome, later]))
    assert ran == (0, "p09.d01.o1\np09.d01.o2\n", "")
