"""Sorting: nothing is lost, unknown values come last, the newest meeting comes first."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.answers.list import list_records
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.json_rows import to_row
from cchc_cli.query.paths import all_paths
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())


@given(st.sampled_from([*RECORD_TYPES]), st.data(), st.booleans())
def test_sorting_keeps_all_and_puts_the_unknown_last(
    record_type: str,
    data: st.DataObject,
    reverse: bool,  # noqa: FBT001
) -> None:
    path = data.draw(st.sampled_from([*all_paths([record_type])]))
    found = list_records(
        Query(record_types=(record_type,), sort=path, reverse=reverse), STORE
    ).items
    assert sorted(item.id for item in found) == sorted(item.id for item in STORE.all(record_type))
    known = [to_row(item).get(path) not in (None, [], (), {}) for item in found]
    assert "." in path or known == sorted(known, reverse=True)


def test_the_newest_meeting_comes_first_and_numbers_sort_as_numbers() -> None:
    found = list_records(Query(record_types=("directives",)), STORE).items
    days = [STORE.get(item.meeting).date for item in found]  # type: ignore[union-attr]
    assert days == sorted(days, reverse=True)
    assert [item.id for item in found[:28]] == [*(f"p09.d{n:02}" for n in range(1, 28)), "p08.d01"]
    assert days[0] == date(2025, 1, 15)
