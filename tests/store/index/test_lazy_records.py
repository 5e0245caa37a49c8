"""Rows of an index are sequences, whichever part of them is looked at."""

import pytest

from cchc_cli.store.index.lazy_records import LazyHits, StoredRows

PARTS = [
    slice(None),
    slice(3),
    slice(2, 5),
    slice(-3, -1),
    slice(None, -2),
    slice(8, 20),
    slice(None, None, -1),
    slice(7, 2, -2),
    slice(5, 5),
]


@pytest.mark.parametrize("part", PARTS)
def test_a_part_is_that_of_a_list(part: slice) -> None:
    everything = list(range(10))
    hits = LazyHits(10, lambda count: everything[:count])
    rows = StoredRows(range(10), lambda start, end: everything[start:end])
    assert list(hits[part]) == everything[part]
    assert list(rows[part]) == everything[part]


@pytest.mark.parametrize("at", [0, 9, -1])
def test_one_is_that_of_a_list(at: int) -> None:
    everything = list(range(10))
    assert LazyHits(10, lambda count: everything[:count])[at] == everything[at]
    assert StoredRows(range(10), lambda start, end: everything[start:end])[at] == everything[at]
