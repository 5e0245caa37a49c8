"""Vietnamese text: keys to compare words by, and their order."""

import re
from functools import cache
from unicodedata import combining, normalize

# Patterns are left to the cache of re: most answers need none of them.
INVISIBLE = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff"
"""Characters, for a class of a pattern, that move a cursor, break a line or turn round unseen."""

_MAX_DIACRITICS = 30  # on one letter: the Stream-Safe Text Format of Unicode (UAX #15, section 13)
_SHORT_TEXT = 200  # signs that may be put in order at any cost

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

    To put them in order takes the square of their number.
    """
    return len(text) > _SHORT_TEXT and b"\1" * (_MAX_DIACRITICS + 1) in bytes(
        combining(sign) > 0 for sign in text
    )


@cache
def telex_key(word: str) -> str:
    """Return the Telex spelling of *word*, tone last, diacritics as capitals: đường is dDuWoWngF.

    Equal for every case, Unicode form and place of the tone: hòa, HOÀ and hoà are hoaF.
    """
    letters: list[str] = []
    tones: list[str] = []
    # NFC first: folding the case of a mark by itself would take it off its letter.
    for sign in normalize("NFD", normalize("NFC", word).casefold()):
        if sign in _TONES:
            tones.append(_TONES[sign])
        elif sign == _CIRCUMFLEX and letters and letters[-1] in "aeo":
            letters.append(letters[-1].upper())  # Telex doubles the letter: â is aA
        elif sign in _BASE_SIGNS or not combining(sign):
            letters.append(_BASE_SIGNS.get(sign, sign))
    return "".join(letters + tones)


@cache
def base_letters(spelling: str) -> str:
    """Return the base letters of the key *spelling*: dDuWoWngF is duong."""
    return spelling.translate(_NO_DIACRITICS)


def telex_keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*, in their order."""
    return tuple(map(telex_key, re.findall(_WORD, normalize("NFC", text))))


def collation_key(text: str) -> list[tuple[list[int], list[int]]]:
    """Return the sort key of *text* in the Vietnamese alphabet: by word, letters, then tone.

    Numbers stand before letters, in the order of their values: p9, p10, pa.
    """
    return [_collation_place(telex_key(run)) for run in re.findall(_RUN, normalize("NFC", text))]


@cache
def split_letters(spelling: str) -> tuple[tuple[str, str], ...]:
    """Return the letters of the key *spelling*, each with its diacritic but without the tone."""
    return tuple(re.findall(_LETTER, spelling.translate(_NO_TONES)))


def tone_of(spelling: str) -> str:
    """Return the tone of the key *spelling*: "F", or nothing."""
    return spelling[len(spelling.rstrip("FSXRJ")) :]


@cache
def _collation_place(spelling: str) -> tuple[list[int], list[int]]:
    if spelling.isdecimal():
        value = spelling.lstrip("0")
        return [-1, len(value), *map(int, value)], []
    signs = (letter + marks for letter, marks in split_letters(spelling))
    places = [_RANKS.get(sign, ord(sign[0]) + len(_RANKS)) for sign in signs]
    return places, [_TONE_ORDER.index(tone) for tone in tone_of(spelling)]
