"""Vietnamese text: keys for comparing words and for sorting them."""

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

# Patterns are compiled when used (and cached by re): most answers need none of them.
INVISIBLE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""Characters that move the cursor, break a line or reverse text; for a regex character class."""

_MAX_DIACRITICS = 30  # on one letter: the Stream-Safe Text Format of Unicode (UAX #15, section 13)
_SHORT_TEXT = 200  # characters; a shorter text may have any number of them

_WORD = r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*"

_RUN = r"[0-9]+|[^\W0-9_](?:[^\W0-9_]|[\u0300-\u036f])*"
_BASE_SIGNS = {"đ": "dD", "\u0131": "i", "\u0306": "W", "\u031b": "W"}
_CIRCUMFLEX = "\u0302"
_TONES = {"\u0300": "F", "\u0301": "S", "\u0303": "X", "\u0309": "R", "\u0323": "J"}
_NO_TONES = str.maketrans("", "", "FSXRJ")
_NO_DIACRITICS = str.maketrans("", "", "AEOWDFSXRJ")
_LETTER = r"([^AEOWD])([AEOWD]*)"
_ALPHABET = (
    *("a", "aW", "aA", "b", "c", "d", "dD", "e", "eE", *"fghijklmn"),
    *("o", "oO", "oW", *"pqrst", "u", "uW", *"vwxyz"),
)
_RANKS = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONE_ORDER = "FRXSJ"


def find_words(text: str) -> list[re.Match[str]]:
    """Return the words of *text*, each with its span: runs of letters, diacritics and digits."""
    return list(re.finditer(_WORD, text))


def has_too_many_diacritics(text: str) -> bool:
    """Return whether a long *text* has more diacritics on one letter than any language.

    Normalization takes time quadratic in that number.
    """
    return len(text) > _SHORT_TEXT and b"\1" * (_MAX_DIACRITICS + 1) in bytes(
        combining(sign) > 0 for sign in text
    )


@cache
def telex_key(word: str) -> str:
    """Return the Telex spelling of *word*, tone last, diacritics as capitals: đường is dDuWoWngF.

    It ignores case, Unicode form and the position of the tone: hòa, HOÀ and hoà are hoaF.
    """
    if word.isascii():
        return word.lower()
    letters: list[str] = []
    tones: list[str] = []
    # NFC first: folding the case of a lone diacritic would separate it from its letter.
    for sign in normalize("NFD", normalize("NFC", word).casefold()):
        if sign.isascii():
            letters.append(sign)
        elif sign in _TONES:
            tones.append(_TONES[sign])
        elif sign == _CIRCUMFLEX and letters and letters[-1] in "aeo":
            letters.append(letters[-1].upper())  # Telex doubles the letter: â is aA
        elif sign in _BASE_SIGNS or not combining(sign):
            letters.append(_BASE_SIGNS.get(sign, sign))
    return "".join(letters + tones)


@cache
def base_letters(key: str) -> str:
    """Return the base letters of the Telex *key*: dDuWoWngF is duong."""
    return key.translate(_NO_DIACRITICS)


def telex_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*, in their order."""
    return tuple(map(telex_key, re.findall(_WORD, normalize("NFC", text))))


def slug(keys: Iterable[str]) -> str:
    """Return an id of the base letters of the Telex *keys*, bo-noi-vu; "" if they have none."""
    words = (
        "".join(char for char in base_letters(key) if char.isascii() and char.isalnum())
        for key in keys
    )
    return "-".join(word for word in words if word)


def collation_key(text: str) -> list[tuple[list[int], list[int]]]:
    """Return the sort key of *text* in the Vietnamese alphabet: by word, letters, then tone.

    Numbers sort before letters, and by value: p9, p10, pa.
    """
    return [_run_sort_key(telex_key(run)) for run in re.findall(_RUN, normalize("NFC", text))]


@cache
def split_letters(key: str) -> tuple[tuple[str, str], ...]:
    """Return the letters of the Telex *key*, each with its diacritic but without the tone."""
    return tuple(re.findall(_LETTER, key.translate(_NO_TONES)))


def tone_of(key: str) -> str:
    """Return the tone of the Telex *key*, such as "F", or ""."""
    return key[len(key.rstrip("FSXRJ")) :]


@cache
def _run_sort_key(key: str) -> tuple[list[int], list[int]]:
    if key.isdecimal():
        value = key.lstrip("0")
        return [-1, len(value), *map(int, value)], []
    letters = (letter + diacritic for letter, diacritic in split_letters(key))
    ranks = [_RANKS.get(letter, ord(letter[0]) + len(_RANKS)) for letter in letters]
    return ranks, [_TONE_ORDER.index(tone) for tone in tone_of(key)]
