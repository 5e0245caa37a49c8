"""What cchc export writes: the suffix of the path says it, or one sentence says what to type."""

from pathlib import Path

import pytest
from processes import Ran, Run

FORMATS = "name a FILE.db (SQLite), FILE.xlsx (Excel) or FOLDER/ (csv files)"


@pytest.mark.parametrize("name", ["a.db", "a.sqlite", "a.sqlite3", "a.DB", "b.c.SQLite"])
def test_a_database_has_one_of_three_suffixes(name: str, tmp_path: Path, cchc: Run) -> None:
    assert cchc("export", f"{tmp_path}/{name}", "-q") == Ran(0, "", "")
    assert (tmp_path / name).read_bytes().startswith(b"SQLite format 3\0")


@pytest.mark.parametrize("name", ["out", "a.xls", "a.ods", "a.sqlite4", "db", ".xlsx", "a.db.zip"])
def test_another_suffix_is_refused_with_those_that_there_are(
    name: str, tmp_path: Path, cchc: Run
) -> None:
    line = f"cchc: {tmp_path}/{name}: {FORMATS}\n"
    assert cchc("export", f"{tmp_path}/{name}", "--force") == Ran(2, "", line)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("output_format", ["csv", "tsv", "json", "jsonl", "md"])
def test_an_output_format_is_refused_with_a_command_that_prints_it(
    output_format: str, tmp_path: Path, cchc: Run
) -> None:
    path = f"{tmp_path}/it's.{output_format.upper()}"
    ran = cchc("export", path)
    shown = "'" + path.replace("'", "'\"'\"'") + "'"
    command = f"cchc list directives -o {output_format} > {shown}"
    assert ran == Ran(2, "", f"cchc: {path}: {FORMATS}; for {output_format}: {command}\n")
    assert cchc(*command.partition(" > ")[0].split()[1:]).code == 0
    assert [*tmp_path.iterdir()] == []
