"""The texts of records as an index holds them: columns for full-text search, words, spellings."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from cchc_cli.language.diacritics import base_letters, find_words, telex_keys
from cchc_cli.model.records import RECORD_TYPES, Figure, Words, type_of
from cchc_cli.search.matcher import (
    REFERRED_NAMES,
    SEARCHED_FIELDS,
    fraction_text,
    is_main,
    texts_in,
)
from cchc_cli.search.terms import Terms
from cchc_cli.store.index.fts import SEPARATOR, base_tokens, full_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from cchc_cli.model.records import Record
    from cchc_cli.query.source import RecordSource

_END = "\x00"
"""A token of its own between texts, of which none can have this character."""


_TOKENS_AT_A_TIME = 10_000
"""How many tokens are counted at a time; those of each record alone would take twice as long."""


class Texts:
    """Makes columns of the texts of records, and remembers which words there were in them."""

    def __init__(self, store: RecordSource) -> None:
        self._get, self._terms = store.get, Terms(store.all("terms"))
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in RECORD_TYPES}
        self._uncounted: dict[str, list[str]] = {name: [] for name in RECORD_TYPES}
        self._canonical: set[str] = set()
        self._rewritable: set[str] = set()
        """Tokens with a word that begins a form of a term."""
        self._keys: dict[str, tuple[str, ...]] = _Made(telex_keys)
        self._bases: dict[str, str] = _Made(self._base)
        self._fulls: dict[str, str] = _Made(lambda token: full_tokens(telex_keys(token)))
        self._full_by_key: dict[str, str] = _Made(lambda key: full_tokens((key,)))
        self._bases[_END] = self._fulls[_END] = SEPARATOR
        self._names: dict[str, list[str]] = _Made(self._name)

    def columns(self, record: Record) -> tuple[str, str, str, str]:
        """Return base letters and whole keys of the main texts of *record*, and of the others."""
        record_type = type_of(record)
        main, others = self._texts(record, record_type)
        return *self._column(main, record_type), *self._column(others, record_type)

    def _texts(self, record: Record, record_type: str) -> tuple[list[str], list[str]]:
        """Return the main texts, and the others, that `searched_texts` yields; in half the time."""
        main: list[str] = []
        others: list[str] = []
        get, places = _FIELDS[record_type]
        for value, is_main_field in zip(get(record), places, strict=True):
            if value is not None:
                _add(value, main if is_main_field else others)
        for field in REFERRED_NAMES.get(record_type, ()):
            ids = getattr(record, field)
            for id_ in ids if isinstance(ids, tuple) else (ids,):
                others += self._names[id_]
        if isinstance(record, Figure) and (fraction := fraction_text(record)):
            others.append(fraction)
        return main, others

    def _name(self, id_: str | None) -> list[str]:
        texts: list[str] = []
        referred: Any = self._get(id_) if id_ else None
        _add(getattr(referred, "name", None), texts)
        return texts

    def _column(self, texts: list[str], record_type: str) -> tuple[str, str]:
        if not texts:
            return "", ""
        tokens = _tokens(f" {_END} ".join(texts))
        self._uncounted[record_type] += tokens
        if len(self._uncounted[record_type]) > _TOKENS_AT_A_TIME:
            self._count(record_type)
        base = " ".join(map(self._bases.__getitem__, tokens))
        full = " ".join(map(self._fulls.__getitem__, tokens))
        if not self._rewritable.isdisjoint(tokens):
            for keys in self._rewritten(texts):
                self._canonical.update(keys)
                base += f" {SEPARATOR} {base_tokens(keys)}"
                full += f" {SEPARATOR} {' '.join(map(self._full_by_key.__getitem__, keys))}"
        return base, full

    def _count(self, record_type: str) -> None:
        self._counts[record_type].update(self._uncounted[record_type])
        self._uncounted[record_type].clear()

    def _rewritten(self, texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
        for text in texts:
            keys = tuple(chain.from_iterable(map(self._keys.__getitem__, _tokens(text))))
            if rewritten := self._terms.rewrite(keys):
                yield rewritten.keys

    def _base(self, token: str) -> str:
        keys = telex_keys(token)
        if any(map(self._terms.may_change, keys)):
            self._rewritable.add(token)
        return base_tokens(keys)

    def words(self) -> Iterator[tuple[str, str, int]]:
        """Yield record type, word in lower case, and its count."""
        for record_type, of_tokens in self._counts.items():
            self._count(record_type)
            counts: Counter[str] = Counter()
            for token, times in of_tokens.items():
                for word in find_words(token):
                    counts[word[0].lower()] += times
            yield from ((record_type, word, counts[word]) for word in sorted(counts))

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Yield base letters and key of every word."""
        tokens = {token for counts in self._counts.values() for token in counts}
        keys = self._canonical.union(*map(telex_keys, tokens))
        return ((base_letters(key), key) for key in sorted(keys))


def _tokens(text: str) -> list[str]:
    return text.replace(".", " ").split()  # p09.d01 is of two words that occur often


def _add(value: object, texts: list[str]) -> None:
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, Words):
        texts.append(value.vi)
        if value.en is not None:
            texts.append(value.en)
    elif value:
        texts += (text for _, text in texts_in("", value))


_FIELDS = {
    record_type: (attrgetter(*fields), tuple(map(is_main, fields)))
    for record_type, fields in SEARCHED_FIELDS.items()
}
"""Record type → what returns the values of the searched fields, and which of these are main."""


class _Made(dict[str, Any]):
    """What was made of tokens, each made once."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    def __missing__(self, token: str) -> Any:  # noqa: ANN401
        return self.setdefault(token, self._make(token))
