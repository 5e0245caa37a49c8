"""The texts of records as an index holds them: columns for full-text search, words, spellings."""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from cchc_cli.language.diacritics import base_letters, find_words, telex_keys
from cchc_cli.model.records import RECORD_TYPES, type_of
from cchc_cli.search.matcher import is_main, searched_texts
from cchc_cli.search.terms import Terms
from cchc_cli.store.index.fts import SEPARATOR, base_tokens, full_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cchc_cli.model.records import Record
    from cchc_cli.query.source import RecordSource

_MAX_KNOWN = 5000  # texts to remember
_OWN_FIELDS = {"id", "text", "title", "note", "reported", "definition", ""}
"""Where texts are that hardly occur twice."""


class _Text(NamedTuple):
    """The words of a text in base letters and as keys; and its canonical words, if they differ."""

    tokens: list[str]
    base: str
    full: str
    canonical: Sequence[str] | None


_BETWEEN = f" {SEPARATOR} "


class Texts:
    """Makes columns of the texts of records, and remembers which words there were in them."""

    def __init__(self, store: RecordSource) -> None:
        self._get, self._terms = store.get, Terms(store.all("terms"))
        self._counts: dict[str, Counter[str]] = {name: Counter() for name in RECORD_TYPES}
        self._repeated: dict[str, Counter[str]] = {name: Counter() for name in RECORD_TYPES}
        """Record type → the known texts, each counted when it occurs again."""
        self._known: dict[str, _Text] = {}
        self._canonical: set[str] = set()
        self._rewritable: set[str] = set()
        """Tokens with a word that begins a form of a term."""
        self._is_main = cache(is_main)
        self._bases, self._fulls = _Made(self._base), _Made(self._full)

    def columns(self, record: Record) -> tuple[str, ...]:
        """Return base letters and whole keys of the main texts of *record*, and of the others."""
        texts: dict[bool, list[_Text]] = {True: [], False: []}
        record_type = type_of(record)
        for path, text in searched_texts(record, self._get):
            if text in self._known:
                self._repeated[record_type][text] += 1
                one = self._known[text]
            else:
                one = self._made(text)
                self._counts[record_type].update(one.tokens)
                is_own = path.partition(".")[0] in _OWN_FIELDS
                if not is_own and len(self._known) < _MAX_KNOWN:
                    self._known[text] = one
            texts[self._is_main(path)].append(one)
        return *_joined(texts[True]), *_joined(texts[False])

    def _made(self, text: str) -> _Text:
        tokens = text.replace(".", " ").split()  # p09.d01 is of two words that occur often
        base = " ".join(map(self._bases.__getitem__, tokens))
        full = " ".join(map(self._fulls.__getitem__, tokens))
        if self._rewritable.isdisjoint(tokens):
            return _Text(tokens, base, full, None)
        rewritten = self._terms.rewrite(telex_keys(text))
        if rewritten:
            self._canonical.update(rewritten.keys)
        return _Text(tokens, base, full, rewritten.keys if rewritten else None)

    def _base(self, token: str) -> str:
        keys = telex_keys(token)
        if any(map(self._terms.may_change, keys)):
            self._rewritable.add(token)
        return base_tokens(keys)

    def _full(self, token: str) -> str:
        return full_tokens(telex_keys(token))

    def words(self) -> Iterator[tuple[str, str, int]]:
        """Yield record type, word in lower case, and its count."""
        for record_type, of_tokens in self._counts.items():
            counts: Counter[str] = Counter()
            repeated = (
                (token, times)
                for text, times in self._repeated[record_type].items()
                for token in self._known[text].tokens
            )
            for token, times in chain(of_tokens.items(), repeated):
                for word in find_words(token):
                    counts[word[0].lower()] += times
            yield from ((record_type, word, counts[word]) for word in sorted(counts))

    def spellings(self) -> Iterator[tuple[str, str]]:
        """Yield base letters and key of every word."""
        tokens = {token for counts in self._counts.values() for token in counts}
        keys = self._canonical.union(*map(telex_keys, tokens))
        return ((base_letters(key), key) for key in sorted(keys))


def _joined(texts: list[_Text]) -> tuple[str, str]:
    bases, fulls = [one.base for one in texts], [one.full for one in texts]
    for one in texts:
        if one.canonical:
            bases.append(base_tokens(one.canonical))
            fulls.append(full_tokens(one.canonical))
    return _BETWEEN.join(bases), _BETWEEN.join(fulls)


class _Made(dict[str, str]):
    """What was made of tokens, each made once."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self._make = make

    def __missing__(self, token: str) -> str:
        return self.setdefault(token, self._make(token))
