"""A cheap test before words are compared: may a text have the words of a query, by its letters."""

import codecs
from collections.abc import Iterable, Sequence
from itertools import chain, product
from typing import TypeAlias
from unicodedata import normalize

from cchc_cli.language.diacritics import base_letters, telex_key
from cchc_cli.search.parser import QueryWord, matcher_for
from cchc_cli.search.terms import Run, Terms, Wording

# Each Vietnamese letter has a byte of its own, so that folding a text is two steps in C: the texts
# of the shipped store take some 1.5 ms, record by record; by case folding and NFD 3.7.
_WITH_TONE = map("".join, product("aăâeêioôơuưy", "\u0300\u0301\u0303\u0309\u0323"))
_LOWER = [*_WITH_TONE, *"ăâêôơưđ"]
_LETTERS = [normalize("NFC", one) for lower in _LOWER for one in (lower, lower.upper())]
_BYTES = [*range(1, 7), *range(128, 256)]  # no text has the control characters
_CHARACTERS = {**dict(enumerate(map(chr, range(128)))), **dict(zip(_BYTES, _LETTERS, strict=True))}
_ENCODING = codecs.charmap_build("".join(_CHARACTERS[byte] for byte in range(256)))
_FOLDED = "".join(normalize("NFD", _CHARACTERS[byte].lower())[0] for byte in range(256))
_BASES = _FOLDED.replace("đ", "d").encode()


def _other_letters(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return base_letters(telex_key(text)).encode(errors="replace"), error.end


codecs.register_error("cchc.other_letters", _other_letters)


def fold(text: str) -> bytes:
    """Return the letters of *text* without case and diacritics, đ being d.

    The base letters of each word of the text, folded too, occur in it.
    """
    return codecs.charmap_encode(text, "cchc.other_letters", _ENCODING)[0].translate(_BASES)


def fold_keys(keys: bytes) -> bytes:
    """Return the base letters of Telex *keys* with blanks around them."""
    return keys.translate(None, b"AEOWDFSXRJ")


_Needs: TypeAlias = tuple[tuple[bytes, ...], ...]
"""What a text needs for one word of a query: all the letters in one of these."""


class Prefilter:
    """Which folded texts may have the *arguments* of a search, each with its alternative runs.

    If texts are *split*, there is a blank before and after each word.
    """

    def __init__(
        self, arguments: Sequence[Iterable[Run]], terms: Terms, *, split: bool = False
    ) -> None:
        needs = _words_needed if split else _letters_needed
        self._arguments = [
            [
                sorted((needs(some, terms) for some in dict.fromkeys(run)), key=len)  # rare first
                for run in runs
            ]
            for runs in arguments
        ]
        self._runs = [*chain.from_iterable(self._arguments)]
        words = dict.fromkeys(chain.from_iterable(chain(*chain.from_iterable(arguments))))
        self._forms = terms.forms_with(matcher_for(*words))

    def candidates(self, texts: Sequence[bytes]) -> Sequence[int]:
        """Return the numbers of those folded *texts* in which all arguments may occur."""
        found: Sequence[int] = range(len(texts))
        for runs in self._arguments:
            found = sorted({number for run in runs for number in _having(run, found, texts)})
        return found

    def may_have_all(self, folded: bytes) -> bool:
        """Return False only if some argument does not occur in the texts that were *folded*."""
        return all(_has_run(folded, runs) for runs in self._arguments)

    def may_have_any(self, folded: bytes) -> bool:
        """Return False only if no argument occurs in the text that was *folded*."""
        # All words of an argument, not any word: 8 % of a search for tthc.
        return _has_run(folded, self._runs)

    def may_have_term(self, keys: Wording) -> bool:
        """Return False only if no form among *keys* is rewritten to a word of the query."""
        return any(map(set(keys).issuperset, self._forms))


def _has_run(folded: bytes, runs: Iterable[Sequence[_Needs]]) -> bool:
    for run in runs:
        for needs in run:
            if not _has_one(folded, needs):
                break
        else:
            return True
    return False


def _has_one(folded: bytes, needs: _Needs) -> bool:
    for letters in needs:
        for one in letters:
            if one not in folded:
                break
        else:
            return True
    return False


def _having(run: Iterable[_Needs], numbers: Sequence[int], texts: Sequence[bytes]) -> Sequence[int]:
    """Return those of *numbers* whose *texts* have what all words of *run* need."""
    for needs in run:
        numbers = [number for number in numbers if _has_one(texts[number], needs)]
    return numbers


def _letters_needed(alternatives: Iterable[QueryWord], terms: Terms) -> _Needs:
    forms = terms.forms_with(matcher_for(*alternatives))
    wordings = (*((word.key,) for word in alternatives), *forms)
    return tuple({tuple(fold(base_letters(key)) for key in wording): None for wording in wordings})


def _words_needed(alternatives: Iterable[QueryWord], terms: Terms) -> _Needs:
    forms = terms.forms_with(matcher_for(*alternatives))
    words = ((_base(word.key, "" if word.prefix else " "),) for word in alternatives)
    return tuple(dict.fromkeys((*words, *(tuple(map(_base, form)) for form in forms))))


def _base(key: str, end: str = " ") -> bytes:
    return f" {base_letters(key)}{end}".encode(errors="replace")
