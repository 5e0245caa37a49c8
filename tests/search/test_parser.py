"""A typed word stands for itself if it is marked, and else for all words of its letters."""

from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.language.diacritics import telex_key
from cchc_cli.search.parser import QueryWord, matcher_for

DUONG = ["duong", "dương", "dường", "đương", "đường", "dượng"]
SYLLABLES = (
    "hoa hoà hòa hóa hoan hoàn hoàng thu thủ thú thứ thủng uy uỷ ủy duong dương dường đương "
    "đường đuong đươ đ ba bà bả ban bàn bạn kĩ kỹ ki ky q qu quy quỹ TTHC 18 180"
)
syllables = st.sampled_from(SYLLABLES.split())


def stands_for(typed: QueryWord, words: list[str]) -> list[str]:
    return [word for word in words if matcher_for(typed)[telex_key(word)]]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("duong", DUONG),
        ("DUONG", DUONG),
        ("dương", ["dương"]),
        ("đương", ["đương"]),
        ("đường", ["đường"]),
        ("ĐƯỜNG", ["đường"]),
        ("đuong", []),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_without_marks_it_finds_all_and_with_marks_exactly(
    typed: str, found: list[str], form: Literal["NFC", "NFD"]
) -> None:
    assert stands_for(QueryWord(telex_key(normalize(form, typed))), DUONG) == found


@pytest.mark.parametrize(
    ("typed", "words", "found"),
    [
        ("ba", ["ba", "bà", "Ba"], ["ba", "Ba"]),
        ("bà", ["ba", "bà", "BÀ"], ["bà", "BÀ"]),
        ("hoa", ["hoa", "hoà", "hòa"], ["hoa"]),
    ],
)
def test_exactly_is_with_the_marks_as_typed(typed: str, words: list[str], found: list[str]) -> None:
    assert stands_for(QueryWord(telex_key(typed), exact=True), words) == found


@pytest.mark.parametrize(
    ("typed", "words", "found"),
    [
        ("đuong", DUONG, ["đương", "đường"]),
        ("dưong", DUONG, ["dương", "dường", "đương", "đường", "dượng"]),
        ("duòng", DUONG, ["dường", "đường"]),
        ("thủ", ["thu", "thủ", "thử", "thù"], ["thủ", "thử"]),
    ],
)
def test_loosely_what_is_not_typed_is_free(typed: str, words: list[str], found: list[str]) -> None:
    assert stands_for(QueryWord(telex_key(typed), loose=True), words) == found


@pytest.mark.parametrize(
    ("typed", "words", "found"),
    [
        ("thu", ["thu", "thủ", "thuế", "thứ", "tu"], ["thu", "thủ", "thuế", "thứ"]),
        ("duo", [*DUONG, "đu"], DUONG),
        ("đươ", DUONG, ["đương", "đường"]),
        ("đ", [*DUONG, "đi"], ["đương", "đường", "đi"]),
        ("thủ", ["thủ", "thủng", "thủy", "thú", "thu", "thử"], ["thủ", "thủng", "thủy"]),
        ("hoà", ["hoà", "hòa", "hoàn", "hoàng", "hoán", "hoan"], ["hoà", "hòa", "hoàn", "hoàng"]),
        ("hòa", ["hoà", "hòa", "hoàn", "hoán"], ["hoà", "hòa", "hoàn"]),
        ("đườ", DUONG, ["đường"]),
        ("1", ["1", "18", "21"], ["1", "18"]),
    ],
)
def test_a_prefix_has_its_marks_and_its_tone_is_the_syllables(
    typed: str, words: list[str], found: list[str]
) -> None:
    assert stands_for(QueryWord(telex_key(typed), prefix=True), words) == found


@given(syllables, st.booleans(), st.booleans(), st.booleans())
def test_a_word_stands_for_itself_however_it_is_meant(
    word: str,
    exact: bool,  # noqa: FBT001  # hypothesis gives values by place
    loose: bool,  # noqa: FBT001
    prefix: bool,  # noqa: FBT001
) -> None:
    assert matcher_for(QueryWord(telex_key(word), exact=exact, loose=loose, prefix=prefix))[
        telex_key(word)
    ]


@given(syllables, syllables)
def test_exact_is_narrower_than_plain_which_is_narrower_than_loose(typed: str, word: str) -> None:
    exact, plain, loose = (
        matcher_for(one)[telex_key(word)]
        for one in (
            QueryWord(telex_key(typed), exact=True),
            QueryWord(telex_key(typed)),
            QueryWord(telex_key(typed), loose=True),
        )
    )
    assert exact <= plain <= loose


@given(syllables, syllables, st.booleans())
def test_a_prefix_finds_all_that_the_whole_word_finds(
    typed: str,
    word: str,
    loose: bool,  # noqa: FBT001
) -> None:
    whole = matcher_for(QueryWord(telex_key(typed), loose=loose))[telex_key(word)]
    assert (
        whole <= matcher_for(QueryWord(telex_key(typed), loose=loose, prefix=True))[telex_key(word)]
    )


@given(syllables, st.data())
def test_whatever_begins_a_word_finds_it_with_a_star(word: str, data: st.DataObject) -> None:
    length = data.draw(st.integers(1, len(word)))
    begun = "".join(
        letter for letter in normalize("NFD", word) if not "\u0300" <= letter < "\u0370"
    )
    begun = begun.replace("đ", "d")[:length]
    assert matcher_for(QueryWord(telex_key(begun), prefix=True))[telex_key(word)]
