"""The shipped store: what the build validated is not validated again, anything else is."""

from pathlib import Path

import pytest

from cchc_cli.errors import StoreError
from cchc_cli.model.records import TABLES
from cchc_cli.store import shipped
from cchc_cli.store.decode import read_records
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

CONTENT = Path(store_path()).read_bytes()


@pytest.fixture(autouse=True)
def _built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a wheel: the checksum of the store that was validated is beside it."""
    file = tmp_path / "meetings.json.crc32"
    file.write_text(shipped.checksum(CONTENT), encoding="ascii")
    monkeypatch.setattr(shipped, "_CHECKSUM_PATH", file)


def test_a_validated_store_has_the_same_records() -> None:
    assert shipped.was_validated(CONTENT)
    fast, careful = shipped.ValidTables(CONTENT), read_records("s", CONTENT)
    assert {name: fast[name] for name in careful} == careful


def test_a_table_that_a_validated_store_lacks_is_empty() -> None:
    tables = shipped.ValidTables(b'{"meta": {}}')
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
        MemoryStore(str(tmp_path / "s.json"))


def test_a_checkout_has_no_checksum(tmp_path: Path) -> None:
    (tmp_path / "meetings.json.crc32").unlink()
    assert not shipped.was_validated(CONTENT)
