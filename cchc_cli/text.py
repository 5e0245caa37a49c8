"""Vietnamese text: keys to compare words by, and whether this word is the one that was typed."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple
from unicodedata import combining, normalize

WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")

_RUN = re.compile(r"[0-9]+|[^\W0-9_](?:[^\W0-9_]|[\u0300-\u036f])*")
_SIGNS = {"đ": "dD", "ı": "i", "\u0306": "W", "\u031b": "W"}
_ROOF = "\u0302"
_TONES = {"\u0300": "F", "\u0301": "S", "\u0303": "X", "\u0309": "R", "\u0323": "J"}
_NO_TONES = str.maketrans("", "", "FSXRJ")
_NO_MARKS = str.maketrans("", "", "AEOWDFSXRJ")
_LETTER = re.compile(r"([^AEOWD])([AEOWD]*)")
_ALPHABET = "a aW aA b c d dD e eE f g h i j k l m n o oO oW p q r s t u uW v w x y z".split()
_RANKS = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONE_ORDER = "FRXSJ"


@cache
def key(word: str) -> str:
    """Return the Telex spelling of *word*, tone last, marks as capitals: đường is dDuWoWngF.

    Equal for every case, Unicode form and place of the tone: hòa, HOÀ and hoà are hoaF.
    """
    letters, tones = [], []
    # NFC first: folding the case of a mark by itself would take it off its letter.
    for sign in normalize("NFD", normalize("NFC", word).casefold()):
        if sign in _TONES:
            tones.append(_TONES[sign])
        elif sign == _ROOF and letters and letters[-1] in "aeo":
            letters.append(letters[-1].upper())  # Telex doubles the letter: â is aA
        elif sign in _SIGNS or not combining(sign):
            letters.append(_SIGNS.get(sign, sign))
    return "".join(letters + tones)


@cache
def bare(spelling: str) -> str:
    """Return the base letters of the key *spelling*: dDuWoWngF is duong."""
    return spelling.translate(_NO_MARKS)


def keys(text: str) -> tuple[str, ...]:
    """Return the keys of the words of *text*, in their order."""
    return tuple(map(key, WORD.findall(normalize("NFC", text))))


def alphabetical(text: str) -> list[tuple[list[int], list[int]]]:
    """Return the place of *text* in the Vietnamese alphabet: word by word, letters, then tone.

    Numbers stand before letters, in the order of their values: p9, p10, pa.
    """
    return [_place(key(run)) for run in _RUN.findall(normalize("NFC", text))]


class Typed(NamedTuple):
    """A word of a query: its key, and how much it stands for beside itself.

    Without any mark it stands for all words of its base letters, unless *exact*; with one,
    for itself, or if *loose* for every word that has at least the marks typed; with *prefix*,
    for all words that begin so, whose tone may not have been typed yet.
    """

    key: str
    exact: bool = False
    loose: bool = False
    prefix: bool = False

    @property
    def marked(self) -> bool:
        """Whether any mark was typed."""
        return self.key != bare(self.key)


class Accepted(dict[str, bool]):
    """Key of a word → whether the typed word stands for it; each is worked out once."""

    def __init__(self, typed: Typed) -> None:
        """Take the word as it was *typed*."""
        super().__init__()
        self._test = _test(typed)

    def __missing__(self, spelling: str) -> bool:
        """Work it out for the key *spelling*."""
        self[spelling] = answer = self._test(spelling)
        return answer


@cache
def accepted(typed: Typed) -> Accepted:
    """Return the keys for which the word *typed* stands."""
    return Accepted(typed)


def _test(typed: Typed) -> Callable[[str], bool]:
    base = bare(typed.key)
    if not typed.exact and not typed.marked:
        if typed.prefix:
            return lambda spelling: bare(spelling).startswith(base)
        return lambda spelling: bare(spelling) == base
    if not typed.loose and not typed.prefix:
        return typed.key.__eq__
    letters, tone = _letters(typed.key), _tones(typed.key)

    def fits(spelling: str) -> bool:
        others = _letters(spelling)
        if len(others) < len(letters) or (len(others) > len(letters) and not typed.prefix):
            return False
        return tone in ("", _tones(spelling)) and all(
            letter == other and (mark == other_mark or (typed.loose and not mark))
            for (letter, mark), (other, other_mark) in zip(letters, others, strict=False)
        )

    return fits


@cache
def _letters(spelling: str) -> list[tuple[str, str]]:
    return _LETTER.findall(spelling.translate(_NO_TONES))


def _tones(spelling: str) -> str:
    return spelling[len(spelling.rstrip("FSXRJ")) :]


@cache
def _place(spelling: str) -> tuple[list[int], list[int]]:
    if spelling.isdecimal():
        return [-1, len(spelling.lstrip("0")), *map(int, spelling)], []
    letters = [letter + marks for letter, marks in _letters(spelling)]
    tones = [_TONE_ORDER.index(tone) for tone in _tones(spelling)]
    return [_RANKS.get(letter, ord(letter[0]) + len(_RANKS)) for letter in letters], tones
