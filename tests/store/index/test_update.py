"""After a change by cchc the index is what it would be if it were made anew."""

import shutil
import sqlite3
from array import array
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec import convert, json
from msgspec.structs import replace
from test_index_equals_scan import told, written

from cchc_cli.model.records import RECORD_TYPES, TABLES, Body, Words
from cchc_cli.progress import StepCounter
from cchc_cli.query import Query
from cchc_cli.store import location, open_if_indexed
from cchc_cli.store.encode import to_document
from cchc_cli.store.index import open_index
from cchc_cli.store.index.reader import IndexedStore
from cchc_cli.store.location import writable_path
from cchc_cli.store.lock import StoreLock, locked
from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.transaction import Transaction

WORDS = ("thủ", "tục", "hành", "chính", "TTHC", "đường", "uỷ", "ban", "hoà", "thu", "đất", "kĩ")
PEOPLE = ("Lê Hoà", "Lê Hòa", "Trần Thu")
DAY = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _all_are_large(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(location, "INDEX_THRESHOLD", 0)
    monkeypatch.setenv("CCHC_CACHE", str(tmp_path / "cache"))


def order_of(random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "kind": random.choice(("task", "lesson")),
        "level": "committee",
        "area": random.choice(("general", "digital")),
        "text": {"vi": " ".join(random.choices(WORDS, k=random.randint(1, 6)))},
    }
    if random.random() < 0.5:
        found["issuer"] = random.choice(
            ("Lê Hoà", "Lê Hòa", "Trần Thu", f"Người {random.randrange(5)}")
        )
    if random.random() < 0.5:
        found["to"] = random.sample(("hoa", "so-thu"), random.randint(1, 2))
    return found


def change(path: str, random: Random) -> None:
    """Add, replace or remove a few records of the store at *path* in one transaction."""
    with locked(writable_path(path)) as lock:
        held = Transaction(writable_path(path), lock)
        directives = list(held.store.all("directives"))
        if random.random() < 0.3 and len(directives) > 5:
            held.remove(random.sample(directives, random.randint(1, 3)), DAY)
            return
        new = list(_new_records(held.store, random))
        tables: dict[str, dict[str, Any]] = {}
        for table, document in new:
            tables.setdefault(table, {})[document["id"]] = convert(document, TABLES[table])
        held.commit(tables, DAY, StepCounter(None))


def _new_records(store: MemoryStore, random: Random) -> Iterator[tuple[str, dict[str, Any]]]:
    meetings = [one.id for one in store.all("meetings")]
    meeting = random.choice(meetings)
    if random.random() < 0.2:
        meeting = f"p{random.randint(20, 60)}"
        people = [{"name": random.choice(("Trần Thu", "Phạm Mới")), "role": "chair"}]
        if meeting not in meetings:
            fields = {"id": meeting, "kind": "conference", "title": {"vi": "Hội nghị hoà"}}
            day = {"date": f"{random.randint(2020, 2027)}-03-02"}
            yield "meetings", fields | day | {"people": people, "sources": [f"{meeting}.s1"]}
            yield "sources", {"id": f"{meeting}.s1", "kind": "page", "file": "b"}
    for _ in range(random.randint(1, 3)):
        id_ = f"{meeting}.d{random.randint(1, 30):02}"
        fields = {"id": id_, "meeting": meeting, "sources": [f"{meeting}.s1"]}
        yield "directives", fields | order_of(random)
    if random.random() < 0.3:
        body = {
            "id": "hoa",
            "kind": "group",
            "name": {"vi": random.choice(("Thu hoà", "Đường hoà"))},
        }
        yield "bodies", body
    if random.random() < 0.3:
        id_ = f"{random.randint(1, 99)}-nq-cp"
        document = {"id": id_, "kind": "law", "title": {"vi": "Luật thủ tục"}, "date": "2024-05-05"}
        yield "documents", document | {"sources": ["p01.s1"]}


def content(file: Path) -> dict[str, Any]:
    """Return what is in the index *file*, rows replaced by their ids."""
    database = sqlite3.connect(file)
    ids = dict(database.execute("SELECT row, id FROM records"))

    def named(blob: bytes) -> list[str]:
        return [ids[row] for row in array("I", blob)]

    rows = database.execute("SELECT type, id, body FROM records ORDER BY row")
    types = list(RECORD_TYPES.values())
    found = {
        "records": [
            (type_, id_, json.decode(body, type=types[type_])) for type_, id_, body in rows
        ],
        "orders": [
            (name, named(some), listed, named(stored))
            for name, some, listed, stored in database.execute(
                "SELECT * FROM orders ORDER BY record_type"
            )
        ],
        "postings": [
            (*key, named(some))
            for *key, some in database.execute(
                "SELECT * FROM postings ORDER BY record_type, field, value"
            )
        ],
        "words": database.execute("SELECT * FROM words").fetchall(),
        "positions": {
            name: [
                id_
                for (id_,) in database.execute(
                    "SELECT id FROM records WHERE type = ? ORDER BY position", (number,)
                )
            ]
            for number, name in enumerate(RECORD_TYPES)
        },
        "texts": _tokens(database, ids),
    }
    database.close()
    return found


def _tokens(database: sqlite3.Connection, ids: dict[int, str]) -> list[Any]:
    database.execute("CREATE VIRTUAL TABLE temp.tokens USING fts5vocab(main, texts, instance)")
    rows = database.execute("SELECT term, doc, col, offset FROM tokens")
    return sorted((term, ids[doc], column, offset) for term, doc, column, offset in rows)


@pytest.mark.parametrize("seed", range(8))
def test_it_is_as_if_made_anew(tmp_path: Path, seed: int) -> None:
    random = Random(seed)
    path = written(tmp_path, [[order_of(random) for _ in range(20)] for _ in range(3)])
    assert isinstance(open_index(path), IndexedStore)
    (file,) = (tmp_path / "cache").iterdir()
    updated = 0
    for _ in range(6):
        change(path, random)
        was_updated = isinstance(open_if_indexed(path), IndexedStore)
        updated += was_updated
        index = open_index(path)
        changed = content(file)
        asked = Query(record_types=tuple(RECORD_TYPES), words=(random.choice(WORDS),))
        assert told(asked, index) == told(asked, MemoryStore(path))
        if was_updated:
            file.unlink()
            open_index(path)
            assert changed == content(file)
    assert updated >= 5


def replaced(path: str, table: str, id_: str, **fields: Any) -> None:  # noqa: ANN401  # JSON
    """Replace the record *id_* by one with other *fields*."""
    with locked(writable_path(path)) as lock:
        held = Transaction(writable_path(path), lock)
        (old,) = (one for one in held.store.all(table) if one.id == id_)
        new = convert(to_document(old) | fields, TABLES[table])
        held.commit({table: {id_: new}}, DAY, StepCounter(None))


def added(path: str, table: str, document: dict[str, Any]) -> None:
    """Add the record of *document*."""
    with locked(writable_path(path)) as lock:
        new = {document["id"]: convert(document, TABLES[table])}
        Transaction(writable_path(path), lock).commit({table: new}, DAY, StepCounter(None))


TOO_MUCH: list[tuple[str, str, dict[str, Any]]] = [
    ("terms", "x1", {"long": ["thủ tục"]}),  # texts are rewritten
    ("meetings", "p01", {"date": "2027-01-01"}),  # its records move
]


@pytest.mark.parametrize(("table", "id_", "fields"), TOO_MUCH)
def test_what_changes_other_records_leaves_the_index_to_the_next_answer(
    tmp_path: Path, table: str, id_: str, fields: dict[str, Any]
) -> None:
    random = Random(1)
    path = written(tmp_path, [[order_of(random) for _ in range(5)] for _ in range(2)])
    open_index(path)
    replaced(path, table, id_, **fields)
    assert open_if_indexed(path) is None
    for word in WORDS:
        asked = Query(record_types=tuple(RECORD_TYPES), words=(word,))
        assert told(asked, open_index(path)) == told(asked, MemoryStore(path))


def test_a_record_may_take_the_id_of_a_person(tmp_path: Path) -> None:
    path = written(tmp_path, [[order_of(Random(1)) | {"issuer": "Trần Thu"}] * 3])
    open_index(path)
    (file,) = (tmp_path / "cache").iterdir()
    body = Body(id="tran-thu", kind="group", name=Words(vi="Nhóm"))
    with locked(writable_path(path)) as lock:
        tables = {"bodies": {body.id: body}}
        Transaction(writable_path(path), lock).commit(tables, DAY, StepCounter(None))
    assert open_if_indexed(path) is not None
    changed = content(file)
    file.unlink()
    assert list(open_index(path).ids("people")) == ["tran-thu-2"]
    assert changed == content(file)


def test_where_there_is_no_room_left_the_index_is_made_anew(tmp_path: Path) -> None:
    path = written(tmp_path, [[order_of(Random(1))]])
    open_index(path)
    were_current = []
    for number in range(40, 1, -1):  # each before the last one added
        with locked(writable_path(path)) as lock:
            held = Transaction(writable_path(path), lock)
            (first,) = (one for one in held.store.all("directives") if one.id == "p01.d01")
            id_ = f"p01.d{number:02}"
            new = replace(first, id=id_, text=Words(vi="Việc mới"))
            held.commit({"directives": {id_: new}}, DAY, StepCounter(None))
        were_current.append(open_if_indexed(path) is not None)
        open_index(path)
    assert set(were_current) == {True, False}
    asked = Query(record_types=("directives",), words=("viec moi",))
    assert told(asked, open_index(path)) == told(asked, MemoryStore(path))


def test_a_store_that_somebody_else_writes_meanwhile_is_read_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, [[order_of(Random(1))] * 3])
    open_index(path)
    content_of = StoreLock.replace

    def replace_and_change(self: StoreLock, content: bytes) -> None:
        content_of(self, content)
        text = Path(path).read_text(encoding="utf-8")
        Path(path).write_text(text.replace("p01.d03", "p01.d09"), encoding="utf-8")

    monkeypatch.setattr(StoreLock, "replace", replace_and_change)
    replaced(path, "directives", "p01.d01", level="province")
    assert open_if_indexed(path) is None
    assert "p01.d09" in open_index(path).ids("directives")


def test_an_index_that_another_run_has_made_anew_meanwhile_is_not_taken_for_this_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, [[order_of(Random(1))] * 3])
    open_index(path)
    (file,) = (tmp_path / "cache").iterdir()
    replaced(path, "bodies", "hoa", name={"vi": "Đường hoà"})
    document = {"id": "1-nq-cp", "kind": "law", "title": {"vi": "Luật"}, "sources": ["p01.s1"]}
    added(path, "documents", document | {"date": "2025-01-01"})
    updated = file.rename(tmp_path / "updated")
    open_index(path)
    made_anew = file.rename(tmp_path / "made anew")
    updated.rename(file)
    replace_store = StoreLock.replace

    def replace_both(self: StoreLock, content: bytes) -> None:
        replace_store(self, content)
        made_anew.replace(file)

    with monkeypatch.context() as patch:
        patch.setattr(StoreLock, "replace", replace_both)
        replaced(path, "documents", "1-nq-cp", title={"vi": "Luật đường"})
    open_index(path)
    changed = content(file)
    file.unlink()
    open_index(path)
    assert changed == content(file)


def test_people_keep_the_order_in_which_they_are_named(tmp_path: Path) -> None:
    path = written(tmp_path, [[order_of(Random(1))]])
    people = [{"name": name, "role": "chair"} for name in ("Lê B", "Lê A")]
    replaced(path, "meetings", "p01", people=people)
    open_index(path)
    replaced(path, "meetings", "p01", people=people[::-1])
    index = open_if_indexed(path)
    assert index is not None
    for records in (index, MemoryStore(path)):
        assert [one.id for one in records.all("people")][:2] == ["le-a", "le-b"]
        assert [one.id for one in records.referring_to("p01", "people")][:2] == ["le-a", "le-b"]


DAMAGE = (
    "UPDATE orders SET ids = 'x'",
    "UPDATE orders SET rows = x'01000000'",
    "UPDATE orders SET stored = x'01000000'",
    "UPDATE postings SET rows = x'010203'",
    "UPDATE postings SET rows = NULL",
    "UPDATE records SET position = 'x'",
    "DELETE FROM texts_data",
    "DROP TABLE words",
)


@pytest.mark.parametrize("statement", DAMAGE)
def test_a_damaged_index_does_not_spoil_the_change_of_its_store(
    tmp_path: Path, statement: str
) -> None:
    path = written(tmp_path, [[order_of(Random(1))] * 3])
    open_index(path)
    (file,) = (tmp_path / "cache").iterdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(statement)
    replaced(path, "directives", "p01.d01", text={"vi": "Việc mới"}, to=["hoa"], area="digital")
    replaced(path, "directives", "p01.d02", text={"vi": "Việc mới"}, to=["hoa"], area="digital")
    asked = Query(record_types=("directives",), words=("viec moi",))
    assert told(asked, open_index(path)) == told(asked, MemoryStore(path))


def test_an_interrupt_while_the_index_is_updated_leaves_the_change_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_paths: str) -> None:
        raise KeyboardInterrupt

    path = written(tmp_path, [[order_of(Random(1))]])
    open_index(path)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "copyfile", interrupted)
        replaced(path, "directives", "p01.d01", level="province")
    assert open_if_indexed(path) is None
    assert len([*(tmp_path / "cache").iterdir()]) == 1
    (changed,) = open_index(path).all("directives")
    assert changed.level == "province"
