"""Decoding: what the fast pass accepts, the careful pass accepts as the same records."""

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from mutants import STORE, mutant
from test_json_text import SOUND

from cchc_cli.errors import StoreError
from cchc_cli.store.decode import decode_fast, decode_table
from cchc_cli.store.files import decode_utf8
from cchc_cli.store.json_text import parse_store

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


def decoded_carefully(content: bytes) -> dict[str, dict[int, Any]] | None:
    """Return the records of *content* by the careful pass; None if it refuses them."""
    try:
        tables = parse_store(decode_utf8(content, "s"), "s")
        return {
            record_type: dict(
                zip(map(int, table), decode_table(record_type, table, "s"), strict=True)
            )
            for record_type, table in tables.items()
            if record_type != "$schema"
        }
    except StoreError:
        return None


def without_empty(tables: dict[str, dict[int, Any]]) -> dict[str, dict[int, Any]]:
    return {record_type: table for record_type, table in tables.items() if table}


def assert_passes_agree(content: bytes) -> None:
    fast = decode_fast(content)
    if fast is not None:
        careful = decoded_carefully(content)
        assert careful is not None
        assert without_empty(fast) == without_empty(careful)


@pytest.mark.parametrize("content", [TEXT.encode(), STORE.encode()], ids=["small", "shipped"])
def test_the_fast_pass_accepts_an_ordinary_store(content: bytes) -> None:
    assert decode_fast(content) is not None
    assert_passes_agree(content)


@given(st.integers(0, 1_000_000))
@settings(deadline=None, max_examples=50)
def test_both_passes_agree_on_mutated_stores(seed: int) -> None:
    assert_passes_agree(mutant(seed))


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
def test_both_passes_agree_on_changed_text(
    changes: list[tuple[int, int, str]],
) -> None:
    text = TEXT
    for at, cut, piece in changes:
        text = text[:at] + piece + text[at + cut :]
    assert_passes_agree(text.encode())


@pytest.mark.parametrize(
    "text",
    ["", "[]", "1", '{"meta": 1}', '{"meta": {}}', '{"x": {}}', "{" * 9999, '{"$schema": 1}'],
)
def test_what_is_no_store_is_left_to_the_careful_pass(text: str) -> None:
    assert decode_fast(text.encode()) is None


def test_bytes_that_are_not_utf_8_are_left_to_the_careful_pass() -> None:
    assert decode_fast(TEXT.encode().replace("ử".encode(), b"\xe1\xbb")) is None
