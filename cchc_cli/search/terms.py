"""Terms: each abbreviation or second spelling is rewritten to the canonical wording of its term."""

from collections.abc import Container, Iterable, Mapping
from typing import NamedTuple, TypeAlias

from cchc_cli.language.diacritics import base_letters, telex_keys
from cchc_cli.model.records import Term
from cchc_cli.search.parser import Phrase, QueryWord, matcher_for

Wording: TypeAlias = tuple[str, ...]
"""The Telex keys of the words of a form of a term."""

Run: TypeAlias = tuple[tuple[QueryWord, ...], ...]
"""What must follow one another in a text: words, or alternatives where several are meant."""

_MAX_WORDS = 20  # of a wording; the longest of the shipped store has 12
_MAX_TEXT = 1 << 40  # words
_PASSES = 3  # over the canonical wordings: terms within terms within terms


class Rewritten(NamedTuple):
    """The canonical words of a text."""

    keys: Wording
    replaced: list[tuple[int, int, int]]
    """The words of the text from a start to before an end that so many canonical words replace."""

    def origins(self) -> list[tuple[int, int]]:
        """Return for each canonical word the words of the text that it stands for."""
        found: list[tuple[int, int]] = []
        at = 0
        for start, end, count in (*self.replaced, (_MAX_TEXT, 0, 0)):
            same = min(start - at, len(self.keys) - len(found))
            found += ((one, one + 1) for one in range(at, at + same))
            found += [(start, end)] * count
            at = end
        return found


def _canonical(terms: Iterable[Term]) -> dict[Wording, Wording]:
    """Return form → the wording of the first term that has it."""
    groups: dict[Wording, list[Wording]] = {}
    for term in terms:
        wordings = map(telex_keys, (*term.long, term.short))
        if forms := [wording for wording in wordings if 0 < len(wording) <= _MAX_WORDS]:
            groups.setdefault(forms[0], []).extend(forms[1:])
    found: dict[Wording, Wording] = {}
    for canonical, forms in groups.items():
        found.update((form, canonical) for form in forms if form not in found)
    for canonical in groups:
        found.setdefault(canonical, canonical)
    return found


class Terms:
    """The terms of a store: every form of a term, and its *canonical* wording, if it is known."""

    def __init__(
        self, terms: Iterable[Term], canonical: dict[Wording, Wording] | None = None
    ) -> None:
        self.canonical = canonical or _canonical(terms)
        self._spellings: dict[Wording, list[Wording]] = {}  # by the base letters of a form
        self._lengths: dict[str, list[int]] = {}  # by the base letters of its first word
        self._lengths_by_key: dict[str, dict[int, None]] = {}  # by its first word as it is
        for form in sorted(self.canonical, key=len, reverse=True):
            bases = tuple(map(base_letters, form))
            self._spellings.setdefault(bases, []).append(form)
            self._lengths_by_key.setdefault(form[0], {})[len(form)] = None
            lengths = self._lengths.setdefault(bases[0], [])
            if len(form) not in lengths:
                lengths.append(len(form))
        if not canonical:
            self._expand()
        self._changed = [(form, words) for form, words in self.canonical.items() if form != words]
        self._triggers = {form[0] for form, _ in self._changed}

    def _expand(self) -> None:
        """Rewrite the canonical wordings themselves, each without the forms of its own term."""
        groups: dict[Wording, list[Wording]] = {}
        for form, canonical in self.canonical.items():
            groups.setdefault(canonical, []).append(form)
        for _ in range(_PASSES):
            before = dict(self.canonical)
            for forms in groups.values():
                expanded = self._rewritten(self.canonical[forms[0]], own={*forms}).keys
                if len(expanded) <= _MAX_WORDS:
                    self.canonical.update(dict.fromkeys(forms, expanded))
            if self.canonical == before:
                break

    def may_change(self, key: str) -> bool:
        """Return whether *key* begins a form that is not the canonical wording of its term."""
        return key in self._triggers

    def forms_with(self, is_meant: Mapping[str, bool]) -> list[Wording]:
        """Return the forms that are rewritten to a wording with a word that *is_meant*."""
        return [form for form, words in self._changed if any(map(is_meant.__getitem__, words))]

    def rewrite(self, keys: Wording) -> Rewritten | None:
        """Return the canonical words of a text of the words *keys*; None if they are the same."""
        if self._triggers.isdisjoint(keys):
            return None
        rewritten = self._rewritten(keys)
        return rewritten if rewritten.keys != keys else None

    def _rewritten(self, keys: Wording, own: Container[Wording] = ()) -> Rewritten:
        words: list[str] = []
        replaced: list[tuple[int, int, int]] = []
        end = 0
        for start in [at for at, key in enumerate(keys) if key in self._lengths_by_key]:
            for length in self._lengths_by_key[keys[start]] if start >= end else ():
                form = keys[start : start + length]
                if (canonical := self.canonical.get(form)) and form not in own:
                    words += (*keys[end:start], *canonical)
                    end = start + len(form)
                    if canonical != form:
                        replaced.append((start, end, len(canonical)))
                    break
        return Rewritten((*words, *keys[end:]), replaced)

    def rewrite_query(self, phrase: Phrase) -> Run:
        """Return the canonical words of *phrase*; canonical words are exact.

        Where typed words stand for forms of several terms (ki: kì, kĩ), the canonical wordings of
        one length are alternatives, those of a form that was typed exactly first.
        """
        run: list[tuple[QueryWord, ...]] = []
        bases = ["" if word.prefix else base_letters(word.key) for word in phrase]
        end = 0
        for start, base in enumerate(bases):
            for length in self._lengths.get(base, ()) if start >= end else ():
                if found := self._alternatives(phrase[start : start + length]):
                    run += (*((word,) for word in phrase[end:start]), *found)
                    end = start + length
                    break
        return (*run, *((word,) for word in phrase[end:]))

    def _alternatives(self, typed: Phrase) -> Run:
        bases = tuple("" if word.prefix else base_letters(word.key) for word in typed)
        forms = [
            form
            for form in self._spellings.get(bases, ())
            if all(matcher_for(word)[key] for word, key in zip(typed, form, strict=True))
        ]
        forms.sort(key=lambda form: form != tuple(word.key for word in typed))
        wordings = [self.canonical[form] for form in forms]
        kept = [words for words in wordings if len(words) == len(wordings[0])]
        canonical = [
            tuple(QueryWord(key, exact=True) for key in dict.fromkeys(keys))
            for keys in zip(*kept, strict=True)
        ]
        if len(canonical) != len(typed):
            return tuple(canonical)
        return tuple(  # ki stands for kị too, which is no form
            (word, *(other for other in others if not matcher_for(word)[other.key]))
            for word, others in zip(typed, canonical, strict=True)
        )
