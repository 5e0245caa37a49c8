"""The shipped store: what the build validated is not validated again, anything else is."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cchc_cli import store
from cchc_cli.answers.list import list_records
from cchc_cli.errors import NotFound, StoreError, UsageError
from cchc_cli.language.diacritics import find_words
from cchc_cli.model.records import RECORD_TYPES, TABLES
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters
from cchc_cli.query.source import RecordSource
from cchc_cli.search.matcher import searched_texts
from cchc_cli.store import search_file, shipped
from cchc_cli.store.decode import read_records
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore
from cchc_cli.store.record_database import ValidTables
from cchc_cli.store.shipped import ShippedStore

CONTENT = Path(store_path()).read_bytes()
MADE = search_file.build(store_path(), CONTENT)
USUAL = MemoryStore(store_path())
RECORDS = [record for name in RECORD_TYPES for record in USUAL.all(name)]
open_store = store._read  # noqa: SLF001  # which other tests replace

words = st.sampled_from(
    sorted(
        {
            one[0]
            for record in RECORDS
            for _, text in searched_texts(record, USUAL.get)
            for one in find_words(text)
        }
    )
)
typed = st.lists(
    words
    | words.map(lambda word: f"{word[:2]}*")
    | st.lists(words, min_size=2, max_size=3).map(" ".join)
    | st.sampled_from(
        ("tthc", "TTHC", "thu tuc", "thủ tục hành chính", "ki", "kĩ", "đuong", "18/21")
    )
    | st.text(max_size=4),
    min_size=1,
    max_size=3,
).map(tuple)
filters = st.sampled_from(({}, {"meeting": ("9",)}, {"area": ("procedures",)}, {"year": ("2024",)}))
types = st.just(tuple(RECORD_TYPES)) | st.sampled_from([*RECORD_TYPES]).map(lambda one: (one,))


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a wheel: checksums of the store that was validated, and of what was made of it."""
    file = tmp_path / "meetings.json.crc32"
    sums = f"{shipped.checksum(CONTENT)}\n{shipped.checksum(MADE)}"
    file.write_text(sums, encoding="ascii")
    file.with_name("meetings.search").write_bytes(MADE)
    monkeypatch.setattr(shipped, "_CHECKSUM_PATH", file)


def test_a_validated_store_has_the_same_records() -> None:
    assert shipped.was_validated(CONTENT)
    fast, careful = ValidTables(CONTENT), read_records("s", CONTENT)
    assert {name: fast[name] for name in careful} == careful


def test_a_table_that_a_validated_store_lacks_is_empty() -> None:
    tables = ValidTables(b'{"meta": {}}')
    assert [tables[name] for name in TABLES] == [{}] * len(TABLES)


@pytest.mark.parametrize(
    ("old", "new"), [(b'"p09.s1"', b'"p09.s0"'), (b'"area": "', b'"area": "x')]
)
def test_a_store_that_was_changed_by_hand_is_validated(
    tmp_path: Path, old: bytes, new: bytes
) -> None:
    changed = CONTENT.replace(old, new, 1)
    assert changed != CONTENT
    (tmp_path / "s.json").write_bytes(changed)
    with pytest.raises(StoreError, match=r"does not exist in|must be like"):
        open_store(str(tmp_path / "s.json"))


def test_a_checkout_has_no_checksum(tmp_path: Path) -> None:
    (tmp_path / "meetings.json.crc32").unlink()
    assert not shipped.was_validated(CONTENT)


def test_the_validated_store_is_read_as_shipped() -> None:
    assert type(open_store(store_path())) is ShippedStore


def test_each_record_is_found_by_its_id() -> None:
    fast = ShippedStore(store_path(), CONTENT)
    assert [fast.get(record.id) for record in RECORDS] == RECORDS
    assert [fast.get(name) for name in ("", "9", "p09.d999", "meetings")] == [None] * 4


def answer(query: Query, records: RecordSource) -> Any:  # noqa: ANN401  # or what it raises
    try:
        found = list_records(query, records)
    except (NotFound, UsageError) as error:
        return type(error), error.sentences
    return [*found.items], found.warnings, found.not_found


@given(words=typed, types=types, chosen=filters, exact=st.booleans())
@example(words=("x",), types=tuple(RECORD_TYPES), chosen={}, exact=False)  # finds nothing
@example(words=("tthc",), types=tuple(RECORD_TYPES), chosen={}, exact=False)
@example(words=("Nguyễn", "Thủ tướng"), types=("people",), chosen={}, exact=True)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_search_answers_as_by_a_scan(
    *, words: tuple[str, ...], types: tuple[str, ...], chosen: dict[str, Any], exact: bool
) -> None:
    query = Query(record_types=types, words=words, exact=exact, filters=Filters(chosen))
    assert answer(query, ShippedStore(store_path(), CONTENT)) == answer(query, USUAL)


@pytest.mark.parametrize("damage", [b"", MADE[:-1], MADE.replace(b" cchc ", b" cchd ")])
def test_a_damaged_file_for_searches_is_not_read(
    damage: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "meetings.search").write_bytes(damage)
    built: list[str] = []

    def build(path: str, _content: bytes) -> bytes:
        built.append(path)
        return MADE

    monkeypatch.setattr(search_file, "build", build)
    query = Query(record_types=tuple(RECORD_TYPES), words=("cchc",))
    assert answer(query, ShippedStore(store_path(), CONTENT)) == answer(query, USUAL)
    assert built == [store_path()]
