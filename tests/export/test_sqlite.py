"""The exported database: all that the store holds is found again, and nothing is left half done."""

import json
import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import builders
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processes import Ran, Run, as_process

from cchc_cli.export.sqlite import __file__, write_database
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query.json_rows import to_row
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

ONE = {"people": "person", "bodies": "body"}
SAID = "cchc: {}: written, with {} meetings and {} directives\n"


def exported(store: MemoryStore, folder: Path) -> sqlite3.Connection:
    path = folder / "cchc.db"
    write_database(str(path), store, force=True)
    return sqlite3.connect(path)


def found_again(connection: sqlite3.Connection, record_type: str) -> list[dict[str, Any]]:
    """Return the records of *record_type* from the database alone, as json has them."""
    one = ONE.get(record_type, record_type[:-1])
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    ]
    records = rows(connection, f'SELECT * FROM "{record_type}" ORDER BY rowid')
    for record in records:
        if record_type == "directives":
            record["target"] = target(record)
        for table in lists_in(one, tables):
            field = table.removeprefix(f"{one}_")
            record[field] = members(connection, table, (one,), (record["id"],), tables)
    return records


def lists_in(table: str, tables: list[str]) -> list[str]:
    """Return the tables of the lists in *table*, without those of lists in these lists."""
    within = [name for name in tables if name.startswith(f"{table}_")]
    return [name for name in within if not any(name.startswith(f"{other}_") for other in within)]


def target(record: dict[str, Any]) -> dict[str, Any] | None:
    parts = {
        field: record.pop(f"target_{field}") for field in ("indicator", "bound", "value", "by")
    }
    return None if parts["indicator"] is None else parts


def members(
    connection: sqlite3.Connection,
    table: str,
    names: tuple[str, ...],
    key: tuple[object, ...],
    tables: list[str],
) -> Any:  # noqa: ANN401
    where = " AND ".join(f'"{name}" = ?' for name in names)
    found = rows(connection, f'SELECT * FROM "{table}" WHERE {where} ORDER BY rowid', *key)
    for number, member in enumerate(found, 1):
        assert tuple(member.pop(name) for name in names) == key
        assert member.pop("position", number) == number
        for inner in lists_in(table, tables):
            position = table.removeprefix("meeting_") + "_position"
            deep = members(connection, inner, (*names, position), (*key, number), tables)
            member[inner.removeprefix(f"{table}_")] = deep
    if found and "field" in found[0]:
        return {member.pop("field"): member for member in found}
    return [list_member(member) for member in found]


def list_member(member: dict[str, Any]) -> Any:  # noqa: ANN401
    """Return the id, text or number that *member* alone holds, or the words, or the object."""
    if len(member) == 1:
        return next(iter(member.values()))
    return member["id"] or {"vi": member["vi"], "en": member["en"]} if "id" in member else member


def rows(connection: sqlite3.Connection, select: str, *values: object) -> list[dict[str, Any]]:
    """Return the rows, `x_vi` and `x_en` put together again."""
    cursor = connection.execute(select, values)
    names = [name for name, *_ in cursor.description]
    found = []
    for cells in cursor:
        record = dict(zip(names, cells, strict=True))
        for name in names:
            if name.endswith("_vi") and f"{name[:-3]}_en" in record:
                vi, en = record.pop(name), record.pop(f"{name[:-3]}_en")
                record[name[:-3]] = None if vi is None else {"vi": vi, "en": en}
        found.append(record)
    return found


def same(connection: sqlite3.Connection, store: MemoryStore) -> None:
    for record_type in RECORD_TYPES:
        expected = [
            msgspec.json.decode(msgspec.json.encode(to_row(one))) for one in store.all(record_type)
        ]
        found = [{"type": record_type, **record} for record in found_again(connection, record_type)]
        for record, again in zip(expected, found, strict=True):
            empty = {key: again[key] for key, value in record.items() if value in ([], {})}
            assert all(value == [] for value in empty.values())
            assert again | {key: record[key] for key in empty} == record


def test_every_record_of_every_kind_is_found_again(tmp_path: Path) -> None:
    store = MemoryStore(store_path())
    with closing(exported(store, tmp_path)) as connection:
        same(connection, store)
        (meta,) = rows(connection, "SELECT * FROM meta")
        assert meta == msgspec.json.decode(msgspec.json.encode(store.meta))


def test_references_are_declared_indexed_and_lead_somewhere(tmp_path: Path) -> None:
    for path in (store_path(), written(tmp_path, small())):
        with closing(exported(MemoryStore(path), tmp_path)) as connection:
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            declared = {
                (one["from"], one["table"])
                for one in rows(connection, "PRAGMA foreign_key_list(directives)")
            }
            assert declared == {
                ("meeting", "meetings"),
                ("area", "areas"),
                ("province", "provinces"),
                ("target_indicator", "indicators"),
            }
            for table, column in (("directive_themes", "theme"), ("directive_to", "value")):
                plan = f"EXPLAIN QUERY PLAN SELECT directive FROM {table} WHERE {column} = 'x'"
                assert f"{table}_{column}_index" in connection.execute(plan).fetchone()[3]


def test_views_join_what_is_asked_for_first(tmp_path: Path) -> None:
    store = MemoryStore(store_path())
    with closing(exported(store, tmp_path)) as connection:
        figure = "SELECT date, indicator_en, subject, reported FROM figures_named WHERE id = ?"
        assert connection.execute(figure, ("p09.f02",)).fetchone() == (
            "2025-01-15",
            "Share of due tasks completed (the 64 groups of 2024)",
            None,
            "85,71%",
        )
        directive = "SELECT date, area_en, addressees, themes FROM directives_dated WHERE id = ?"
        assert connection.execute(directive, ("p08.d12",)).fetchone() == (
            "2024-07-15",
            "Administrative procedure reform",
            "Văn phòng UBND tỉnh Vĩnh Phúc",
            "accountability; discipline",
        )
        outcome = "SELECT status, directive, date, addressees, evidence FROM outcomes_dated"
        assert connection.execute(f"{outcome} WHERE id = ?", ("p08.d17.o1",)).fetchone() == (
            "not-done",
            "p08.d17",
            "2024-07-15",
            "bộ, ngành; địa phương",
            "public-investment-2024",
        )
        meetings = "SELECT chairs, directives, figures FROM meetings_counted WHERE id = ?"
        assert connection.execute(meetings, ("p08",)).fetchone() == (
            "Phạm Minh Chính; Trần Lưu Quang",
            len(store.referring_to("p08", "directives")),
            len(store.referring_to("p08", "figures")),
        )


def found(connection: sqlite3.Connection, query: str) -> set[str]:
    match = "SELECT id FROM search WHERE search MATCH ?"
    return {id_ for (id_,) in connection.execute(match, (query,))}


def test_the_search_table_ignores_diacritics_and_writes_abbreviations_out(tmp_path: Path) -> None:
    texts = ("Đường bộ", "Đương đại", "duong", "Cắt giảm TTHC", "Thủ tục khác")
    path = builders.store(
        tmp_path,
        directives=[
            builders.directive(f"p09.d0{number}", text, to=["b"])
            for number, text in enumerate(texts, 1)
        ],
        bodies=[builders.body("b", "Bộ Nội vụ")],
        terms=[{"id": "tthc", "short": "TTHC", "long": ["thủ tục hành chính"]}],
    )
    with closing(exported(MemoryStore(path), tmp_path)) as connection:
        assert found(connection, "duong") == {"p09.d01", "p09.d02", "p09.d03"}
        assert found(connection, "đường") == {"p09.d01", "p09.d02"}
        assert found(connection, '"thu tuc"') == {"p09.d04", "p09.d05", "tthc"}
        assert found(connection, '"thủ tục hành chính"') == {"p09.d04", "tthc"}
        assert found(connection, '"noi vu" khac') == {"p09.d05"}


def test_the_documented_query_finds_directives_by_words_without_diacritics(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/formats.md").read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", page, re.DOTALL)
    with closing(exported(MemoryStore(store_path()), tmp_path)) as connection:
        texts = [text for *_, text in connection.execute(query)]
    assert len(texts) == 3
    assert all("thủ tục" in text or "TTHC" in text for text in texts)


def test_the_search_table_finds_what_search_finds(tmp_path: Path, cchc: Run) -> None:
    with closing(exported(MemoryStore(store_path()), tmp_path)) as connection:
        for words in (["thu", "tuc"], ["so", "thong", "tin"], ["dak", "lak"]):
            ids = cchc("search", *words, "-o", "id").out.split()
            assert ids
            assert set(ids) <= found(connection, " ".join(words))


TEXT = st.text(st.characters(blacklist_categories=["C"]), min_size=1, max_size=20)
NUMBER = st.integers(-(2**63) + 1, 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=40, deadline=None)
@given(
    words=st.lists(st.fixed_dictionaries({"vi": TEXT}, optional={"en": TEXT}), max_size=3),
    texts=st.lists(TEXT, max_size=3),
    number=NUMBER | st.none(),
)
def test_whatever_stands_in_a_record_is_found_again(
    tmp_path_factory: pytest.TempPathFactory,
    words: list[dict[str, str]],
    texts: list[str],
    number: float | None,
) -> None:
    documents = small()
    meeting, figure = documents["meetings"]["1"], documents["figures"]["1"]
    person = {"name": "Ai", "role": "chair", "titles": words, "sources": ["p09.s1"]}
    meeting["people"] = [person, person]
    meeting["awards"] = [{"name": one, "to": ["b", *words, "ha-noi"]} for one in words]
    meeting["inferred"] = dict(zip(("date", "place", "title"), words, strict=False))
    documents["terms"] = {"1": {"id": "t", "short": "T", "long": [*texts, "T"]}}
    figure["value"] = number
    if number is not None:
        target = {"indicator": "a", "bound": "about", "value": number, "by": "2025-H1"}
        documents["directives"]["2"]["target"] = target
    folder = tmp_path_factory.mktemp("any")
    store = MemoryStore(written(folder, documents))
    with closing(exported(store, folder)) as connection:
        same(connection, store)


def small() -> dict[str, Any]:
    evidence = ["p09.f01", "p09.d01"]
    return builders.document(
        directives=[
            builders.directive("p09.d01", to=["b", "ha-noi"]),
            builders.directive("p09.d02", follows=["p09.d01"]),
        ],
        outcomes=[
            {
                "id": "p09.d01.o1",
                "directive": "p09.d01",
                "status": "done",
                "as_of": "2025",
                "evidence": evidence,
                "sources": ["s1"],
            }
        ],
        bodies=[builders.body("b", member_of=["c"]), builders.body("c", kind="group")],
        provinces=[{"id": "ha-noi", "name": "Hà Nội", "aliases": ["HN"]}],
        figures=[builders.figure("p09.f01", "1", sources=["p09.s1"])],
        sources=[builders.source("p09.s1", meeting="p09"), builders.source()],
    )


def written(folder: Path, documents: dict[str, Any]) -> str:
    path = folder / "store.json"
    path.write_text(json.dumps(documents), encoding="utf-8")
    return str(path)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_number_that_no_database_takes_is_refused(tmp_path: Path, cchc: Run) -> None:
    documents = small()
    documents["figures"]["1"]["numerator"] = 2**63
    store = written(tmp_path, documents)
    line = "cchc: p09.f01: holds a number that is too large for a database\n"
    assert cchc("export", f"{tmp_path}/a.db", "--store", store) == Ran(3, "", line)
    assert left(tmp_path) == ["store.json"]


def test_the_same_store_gives_the_same_database(tmp_path: Path, cchc: Run) -> None:
    dumps = []
    counts = [
        len(MemoryStore(store_path()).all(record_type))
        for record_type in ("meetings", "directives")
    ]
    for name in ("a.db", "b.db"):
        path = f"{tmp_path}/{name}"
        assert cchc("export", path) == Ran(0, "", SAID.format(path, *counts))
        with closing(sqlite3.connect(path)) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]


def test_what_is_there_is_replaced_only_if_asked(tmp_path: Path, cchc: Run) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mine (id)")
    before = path.read_bytes()
    line = f"cchc: {path}: already exists; use --force to overwrite it\n"
    assert cchc("export", str(path)) == Ran(2, "", line)
    assert path.read_bytes() == before
    assert cchc("export", str(path), "--force", "-q") == Ran(0, "", "")
    with closing(sqlite3.connect(path)) as connection:
        assert "mine" not in {
            name for (name,) in connection.execute("SELECT name FROM sqlite_master")
        }
    assert path.read_bytes().startswith(b"SQLite format 3\0")
    assert left(tmp_path) == ["a.db"]


def test_what_is_no_database_is_never_replaced(tmp_path: Path, cchc: Run) -> None:
    mine = tmp_path / "mine.db"
    mine.write_bytes(Path(store_path()).read_bytes())
    line = f"cchc: {mine}: is not an SQLite database; not overwritten\n"
    assert cchc("export", str(mine), "--force") == Ran(2, "", line)
    assert mine.read_bytes() == Path(store_path()).read_bytes()


@pytest.mark.parametrize("suffix", ["-wal", "-journal"])
def test_a_database_that_is_open_is_not_replaced(suffix: str, tmp_path: Path, cchc: Run) -> None:
    (tmp_path / f"a.db{suffix}").write_bytes(b"pages of another database")
    ran = cchc("export", f"{tmp_path}/a.db", "--force")
    assert (ran.code, ran.out) == (2, "")
    assert f"{tmp_path}/a.db{suffix} belongs to a database of this name" in ran.err
    assert left(tmp_path) == [f"a.db{suffix}"]


def test_an_index_in_the_cache_is_never_replaced(
    tmp_path: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path))
    index = tmp_path / "0123abcd.sqlite"
    index.write_bytes(b"SQLite format 3\0index")
    line = f"cchc: {index}: is an index in the cache of cchc; give another file name\n"
    assert cchc("export", str(index), "--force") == Ran(2, "", line)
    assert index.read_bytes() == b"SQLite format 3\0index"


def test_what_ships_is_never_written(tmp_path: Path, cchc: Run) -> None:
    shipped, other = Path(store_path()), tmp_path / "other.json"
    other.write_bytes(shipped.read_bytes())
    link = tmp_path / "link.db"
    link.symlink_to(shipped)
    package = Path(__file__).parent
    for place in (shipped, link, package / "words.py", package / "new.db"):
        ran = cchc("export", str(place), "--force", "--store", str(other))
        assert (ran.code, ran.out) == (2, "")
        assert "belongs to cchc and is never written" in ran.err
    assert shipped.read_bytes() == other.read_bytes()
    assert not (package / "new.db").exists()


def test_where_a_link_leads_is_written_not_the_link(tmp_path: Path, cchc: Run) -> None:
    (tmp_path / "link.db").symlink_to("real.db")
    assert cchc("export", f"{tmp_path}/link.db", "-q") == Ran(0, "", "")
    assert (tmp_path / "link.db").is_symlink()
    assert (tmp_path / "real.db").read_bytes().startswith(b"SQLite format 3\0")


def test_what_cannot_be_written_is_told_and_nothing_is_left(tmp_path: Path, cchc: Run) -> None:
    store = tmp_path / "store.db"
    store.write_bytes(Path(store_path()).read_bytes())
    same = tmp_path / "same.db"
    same.hardlink_to(store)
    (tmp_path / "folder.db").mkdir()
    for name, code, sentence in (
        ("-", 2, 'give the name of a file, like cchc.db, not "-"'),
        ("", 2, 'give the name of a file, like cchc.db, not ""'),
        ("a\0b", 3, r"a\u0000b: cannot be a file name"),
        (str(store), 2, f"{store}: is the store itself; give another file name"),
        (
            f"{tmp_path}/same.db",
            2,
            f"{tmp_path}/same.db: is the store itself; give another file name",
        ),
        (
            f"{tmp_path}/folder.db",
            2,
            f"{tmp_path}/folder.db: is not a regular file; give a file name, like cchc.db",
        ),
        ("no/a.db", 3, "no/a.db: cannot be written: no such file or directory"),
        (f"{store}/a.db", 3, f"{store}/a.db: cannot be written: not a directory"),
    ):
        ran = cchc("export", name, "--store", str(store), "--force")
        assert ran == Ran(code, "", f"cchc: {sentence}\n")
    assert left(tmp_path) == ["folder.db", "same.db", "store.db"]
    assert store.read_bytes() == Path(store_path()).read_bytes()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, cchc: Run) -> None:
    tmp_path.chmod(0o500)
    line = f"cchc: {tmp_path}/a.db: cannot be written: permission denied\n"
    assert cchc("export", f"{tmp_path}/a.db") == Ran(3, "", line)


@pytest.mark.parametrize("most", [0, 100_000])
def test_a_full_disk_is_told_and_nothing_is_left(tmp_path: Path, most: int) -> None:
    mine = b"SQLite format 3\0mine"
    (tmp_path / "a.db").write_bytes(mine)
    ran = as_process("export", "a.db", "--force", cwd=tmp_path, max_file_size=most)
    assert ran == Ran(3, "", "cchc: a.db: cannot be written: disk I/O error\n")
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.db", mine)]
