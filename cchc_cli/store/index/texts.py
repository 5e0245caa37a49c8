"""The texts of records as an index holds them: columns for full-text search, words, spellings."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from cchc_cli.language.diacritics import base_letters, find_words, telex_keys
from cchc_cli.model.records import RECORD_TYPES, type_of
from cchc_cli.search.matcher import is_main, searched_texts
from cchc_cli.search.terms import Terms
from cchc_cli.store.index.fts import SEPARATOR, base_tokens, full_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cchc_cli.model.records import Record
    from cchc_cli.query.source import RecordSource

_END = "\0"  # of a text: no store has this sign
_BETWEEN = "."  # texts: no word has a point in it


class Texts:
    """Makes columns of the texts of records, and remembers which words there were in them."""

    def __init__(self, store: RecordSource) -> None:
        self._get, self._terms = store.get, Terms(store.all("terms"))
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in RECORD_TYPES}
        self._canonical: set[str] = set()
        self._rewritable: set[str] = set()
        """Tokens with a word that begins a form of a term."""
        self._is_main = cache(is_main)
        self._bases, self._fulls = _Known(self._base), _Known(self._full)

    def columns(self, record: Record) -> tuple[str, ...]:
        """Return base letters and whole keys of the main texts of *record*, and of the others."""
        texts: dict[bool, list[str]] = {True: [], False: []}
        is_main_path = self._is_main
        for path, text in searched_texts(record, self._get):
            texts[is_main_path(path)].append(text)
        counts = self._counts[type_of(record)]
        return *self._pair(texts[True], counts), *self._pair(texts[False], counts)

    def _pair(self, texts: list[str], counts: Counter[str]) -> tuple[str, str]:
        in_a_row = _END.join(texts).replace(_BETWEEN, " ").replace(_END, f" {_BETWEEN} ")
        tokens = in_a_row.split()
        counts.update(tokens)
        pair = (
            " ".join(map(self._bases.__getitem__, tokens)),
            " ".join(map(self._fulls.__getitem__, tokens)),
        )
        if self._rewritable.isdisjoint(tokens):
            return pair
        rewritten = list(self._rewritten(in_a_row.split(_BETWEEN)))
        self._canonical.update(*rewritten)
        between = f" {SEPARATOR} "
        return (
            between.join((pair[0], *map(base_tokens, rewritten))),
            between.join((pair[1], *map(full_tokens, rewritten))),
        )

    def _rewritten(self, texts: list[str]) -> Iterator[Sequence[str]]:
        """Yield the canonical words of those of *texts* that contain forms of terms."""
        for text in texts:
            is_rewritable = not self._rewritable.isdisjoint(text.split())
            if is_rewritable and (one := self._terms.rewrite(telex_keys(text))):
                yield one.keys

    def _base(self, token: str) -> str:
        keys = telex_keys(token)
        if any(map(self._terms.may_change, keys)):
            self._rewritable.add(token)
        return SEPARATOR if token == _BETWEEN else base_tokens(keys)

    def _full(self, token: str) -> str:
        return SEPARATOR if token == _BETWEEN else full_tokens(telex_keys(token))

    def words(self) -> Iterator[tuple[str, str, int]]:
        """Yield record type, word in lower case, and its count."""
        for record_type, of_tokens in self._counts.items():
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


class _Known(dict[str, str]):
    """What was made of tokens, each made once."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    def __missing__(self, token: str) -> str:
        return self.setdefault(token, self._make(token))
