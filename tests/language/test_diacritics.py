"""Vietnamese text: keys that are blind to what readers do not see, and the alphabet."""

from collections.abc import Callable
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.language.diacritics import (
    base_letters,
    collation_key,
    find_words,
    telex_key,
    telex_keys,
)

GRAVE, ACUTE, TILDE, HOOK, DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"

ONSETS = "b c d đ g h l m n ng ngh ph qu s t th tr v x"
NUCLEI = "a ă â e ê i o ô ơ u ư y oa oe uy ia ưa iê uô ươ oai ươi uyê"
CODAS = "c ch m n ng nh p t"
forms: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(("NFC", "NFD"))
onsets = st.sampled_from(["", *ONSETS.split()])
nuclei = st.sampled_from(NUCLEI.split())
codas = st.sampled_from(["", *CODAS.split()])
tones = st.sampled_from(["", GRAVE, ACUTE, TILDE, HOOK, DOT])
vietnamese = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàằầáắấãẵẫảẳẩạặậòồờóốớọộợúứụựýỳ ", max_size=30)


@st.composite
def one_syllable_twice(draw: st.DrawFn) -> tuple[str, str]:
    """Return a syllable in two spellings that readers take for one."""
    onset, nucleus, coda, tone = (draw(part) for part in (onsets, nuclei, codas, tones))

    def spelled() -> str:
        place = draw(st.integers(1, len(nucleus)))
        word = onset + nucleus[:place] + tone + nucleus[place:] + coda
        form = draw(forms)
        case = draw(st.sampled_from([str.lower, str.upper, str.title]))
        return normalize(form, case(normalize("NFC", word)))

    return spelled(), spelled()


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("hoà", "hoaF"),
        ("hòa", "hoaF"),
        ("đường", "dDuWoWngF"),
        ("cả", "caR"),
        ("car", "car"),
        ("ủy", "uyR"),
        ("uỷ", "uyR"),
        ("điạ", "dDiaJ"),
        ("địa", "dDiaJ"),
        ("ậ", "aAJ"),
        ("ẵ", "aWX"),
        ("TTHC", "tthc"),
        ("57", "57"),
    ],
)
def test_a_key_is_the_telex_spelling_with_marks_as_capitals(word: str, spelling: str) -> None:
    assert telex_key(word) == spelling


@given(one_syllable_twice())
def test_a_key_is_blind_to_case_normal_form_and_the_place_of_the_tone(
    spellings: tuple[str, str],
) -> None:
    one, other = spellings
    assert telex_key(one) == telex_key(other)


@given(st.text())
def test_a_key_is_blind_to_case_and_normal_form_in_any_script(text: str) -> None:
    kin = [normalize("NFC", text), normalize("NFD", text)]
    assert {telex_key(one) for one in kin} == {telex_key(text)}


@given(st.characters())
def test_a_key_is_blind_to_the_case_of_every_letter(letter: str) -> None:
    assert {telex_key(letter.upper()), telex_key(letter.lower()), telex_key(letter.title())} == {
        telex_key(letter)
    }


@pytest.mark.parametrize(
    "different",
    [
        ["duong", "dương", "đương", "đường", "dường", "đuong", "dưong"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["a", "ă", "â"],
        ["o", "ô", "ơ"],
        ["cả", "car", "caR".lower() + "r"],
        ["hoà", "hoa", "hóa"],
    ],
)
def test_different_marks_make_different_keys(different: list[str]) -> None:
    assert len({telex_key(word) for word in different}) == len(different)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    folded = base_letters(telex_key(text))
    assert base_letters(telex_key(folded)) == folded


@given(one_syllable_twice())
def test_folding_leaves_plain_letters_only(spellings: tuple[str, str]) -> None:
    folded = base_letters(telex_key(spellings[0]))
    assert folded.isascii()
    assert folded.islower()
    assert len(folded) == len(normalize("NFC", spellings[0]))


@given(vietnamese)
def test_the_words_of_a_text_have_the_keys_of_the_words_alone(text: str) -> None:
    assert telex_keys(text) == tuple(telex_key(word) for word in text.split())


@given(vietnamese, forms)
def test_words_stand_where_their_places_say(text: str, form: Literal["NFC", "NFD"]) -> None:
    text = normalize(form, text)
    assert [text[slice(*word.span())] for word in find_words(text)] == text.split()


@pytest.mark.parametrize(
    ("text", "split"),
    [
        ("57-NQ/TW", ["57", "NQ", "TW"]),
        ("18/21 bộ", ["18", "21", "bộ"]),
        ("85,71%", ["85", "71"]),
        ("TT&TT", ["TT", "TT"]),
        ("par_index", ["par", "index"]),
        ("(thủ tục)…", ["thủ", "tục"]),
        ("📌 họp", ["họp"]),
        (" …!", []),
        ("", []),
    ],
)
def test_words_are_runs_of_letters_and_digits(text: str, split: list[str]) -> None:
    assert [word[0] for word in find_words(text)] == split


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["ba", "bà", "bạ", "bac", "bác", "băc", "bâc"],
        ["dương", "dường", "đa", "đương", "đường"],
        ["An", "An Giang", "Ăn", "Ân"],
        ["Bạc Liêu", "Bắc Giang", "Bắc Ninh", "Bến Tre", "Cà Mau", "Đà Nẵng", "Điện Biên"],
        ["p9", "p10", "p100", "pa"],
        ["7", "08", "9"],
        ["9", "10", "a"],
        ["", "1", "a"],
        ["y", "z", "я"],
    ],
)
def test_texts_stand_in_the_order_of_the_vietnamese_alphabet(in_order: list[str]) -> None:
    backwards = in_order[::-1]
    assert sorted(backwards, key=collation_key) == in_order


@given(vietnamese, st.sampled_from([str.upper, str.lower, str.title]))
def test_the_alphabet_is_blind_to_case_and_normal_form(
    text: str, case: Callable[[str], str]
) -> None:
    assert collation_key(normalize("NFD", case(text))) == collation_key(text)


@given(st.lists(st.text(max_size=8)))
def test_any_texts_can_be_sorted_and_none_is_lost(texts: list[str]) -> None:
    assert sorted(sorted(texts, key=collation_key)) == sorted(texts)
