"""The swift door: what it lets in is what the door lets in; all else it leaves to the door."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_json_text import SOUND

from cchc_cli.errors import StoreError
from cchc_cli.store.decode import decode_fast, decode_table
from cchc_cli.store.json_text import parse_documents

TEXT = json.dumps(SOUND, indent=1, ensure_ascii=False)
PIECES = (
    *(
        '"',
        '\\"',
        "\\",
        "\\u0041",
        "\\n",
        ":",
        ' : "',
        '":',
        ",",
        "{",
        "}",
        "[",
        "]",
        "null",
        "true",
    ),
    *("0", "1", "-1", "1.0", "1e400", "NaN", "9" * 20, "9" * 310, "01", "\n", "\t", "\r", " "),
    *(
        "\x7f",
        "\x00",
        "\u0301",
        "e\u0301",
        "\u2028",
        "\ufeff",
        "\u00ad",
        "đ",
        '"id"',
        '"id": "p01"',
    ),
    *('"kind": "task", ', '"1": {}, ', '"vi" : "x"', '"vi": ":", ', '"areas": {}, '),
)


def by_the_door(text: str) -> dict[str, dict[int, Any]] | None:
    """Return the records of *text* as the door lets them in; None if it does not."""
    try:
        found = parse_documents(text.removeprefix("\ufeff"), "s")
        return {
            record_type: dict(
                zip(map(int, table), decode_table(record_type, table, "s"), strict=True)
            )
            for record_type, table in found.items()
        }
    except StoreError:
        return None


def known(found: dict[str, dict[int, Any]]) -> dict[str, dict[int, Any]]:
    return {record_type: table for record_type, table in found.items() if table}


def test_a_valid_store_passes_validation() -> None:
    found = decode_fast(TEXT.encode())
    assert found is not None
    assert found == by_the_door(TEXT)


@given(
    st.lists(
        st.tuples(st.integers(0, len(TEXT)), st.integers(0, 12), st.sampled_from(PIECES)),
        min_size=1,
        max_size=2,
    )
)
@example([(TEXT.index('"kind"'), 0, '"kind": "task", ')])
@example([(TEXT.index('"order"'), 0, '"order": 1, ')])
@example([(TEXT.index('"text"'), 0, '"note": {"vi": ":"}, "order" : 1, ')])
@settings(deadline=None, max_examples=300)
def test_the_fast_reader_accepts_nothing_that_validation_refuses(
    changes: list[tuple[int, int, str]],
) -> None:
    text = TEXT
    for at, cut, piece in changes:
        text = text[:at] + piece + text[at + cut :]
    found, expected = decode_fast(text.encode()), by_the_door(text)
    if found is not None:
        assert expected is not None
        assert known(found) == known(expected)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "1", '{"meta": 1}', '{"meta": {}}', '{"x": {}}', "{" * 9999, '{"$schema": 1}'],
)
def test_what_is_no_store_is_left_to_the_door(text: str) -> None:
    assert decode_fast(text.encode()) is None


def test_bytes_that_are_no_text_are_left_to_the_door() -> None:
    assert decode_fast(TEXT.encode().replace("ử".encode(), b"\xe1\xbb")) is None
