"""The index in full: random searches and lists, answered with it and without it.

    python tests/robustness/index_and_scan.py [COUNT [SEED]]    COUNT questions, from SEED on

The words come from the texts of the shipped store and of a synthetic one: typed with their
diacritics, some of them or none, cut short with a star, in one argument or several. Prints each
question whose two answers differ, and how many found something. Ends with 1 if any differ.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent / "benchmarks"))

import synthetic

from cchc_cli.answers.list import list_records
from cchc_cli.errors import CchcError
from cchc_cli.language.diacritics import base_letters, find_words, telex_key
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.json_rows import to_row
from cchc_cli.query.source import RecordSource
from cchc_cli.search.matcher import searched_texts
from cchc_cli.store.index import open_index
from cchc_cli.store.index.reader import IndexedStore
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

DIRECTIVES = 400  # of the synthetic store
NARROWING = ("area", "theme", "kind", "level", "to", "meeting", "province")


def main(count: int, first: int) -> int:
    """Ask the questions, print, and return the exit code."""
    with TemporaryDirectory() as folder:
        os.environ["CCHC_CACHE"] = folder
        made = Path(folder) / "synthetic.json"
        synthetic.write(DIRECTIVES, made)
        pairs = [_Pair(path) for path in (store_path(), str(made))]
        differing = found = ranked = 0
        for seed in range(first, first + count):
            pair = pairs[seed % len(pairs)]
            asked = pair.question(Random(seed))
            with_index, without = _told(asked, pair.index), _told(asked, pair.store)
            found += bool(without[0])
            ranked += bool(asked.words and without[0])
            if with_index != without:
                differing += 1
                print(f"{seed}: {asked}", flush=True)
    print(f"{count} questions, {found} found something ({ranked} searches), {differing} differ")
    return int(differing > 0)


class _Pair:
    """A store, its index, and what can be asked of them."""

    def __init__(self, path: str) -> None:
        self.index, self.store = open_index(path), MemoryStore(path)
        if not isinstance(self.index, IndexedStore):
            raise SystemExit(f"{path}: no index")
        records = [one for name in RECORD_TYPES for one in self.store.all(name)]
        self._texts = [text for one in records for _, text in searched_texts(one, self.store.get)]
        self._values = {name: self._values_of(name) for name in NARROWING}

    def _values_of(self, name: str) -> list[str]:
        found = {
            value
            for record_type, fields in FILTER_FIELDS[name].items()
            for record in self.store.all(record_type)
            for field in fields
            for value in _members(getattr(record, field, None))
        }
        return sorted(found)

    def question(self, random: Random) -> Query:
        types = random.choice(
            [tuple(RECORD_TYPES)] * 3 + [("directives",), tuple(random.sample([*RECORD_TYPES], 3))]
        )
        names = random.sample(NARROWING, random.choice((0, 0, 0, 0, 1, 2)))
        values = {
            name: random.sample(known, random.randint(1, min(2, len(known))))
            for name in names
            if (known := self._values[name])
        }
        return Query(
            record_types=types,
            words=self._words(random) if random.random() < 0.9 else None,
            exact=random.random() < 0.15,
            filters=Filters(values),
            reverse=random.random() < 0.1,
            limit=random.choice((None, 0, 1, 5, 20)),
        )

    def _words(self, random: Random) -> tuple[str, ...]:
        text = random.choice(self._texts)
        words = [word[0] for word in find_words(text)] or ["thu"]
        phrases = [
            list(_typed(_some(words, random), random)) for _ in range(random.choice((1, 1, 2)))
        ]
        if random.random() < 0.4:
            return tuple(word for phrase in phrases for word in phrase)
        return tuple(" ".join(phrase) for phrase in phrases)


def _some(words: Sequence[str], random: Random) -> Sequence[str]:
    start = random.randrange(len(words))
    return words[start : start + random.randint(1, 4)]


def _typed(words: Sequence[str], random: Random) -> Iterator[str]:
    """Yield *words* with all, no or some diacritics, some with a star or a letter too few."""
    bare = random.choice((0, 1, 0.5))
    for word in words:
        typed = base_letters(telex_key(word)) if random.random() < bare else word
        if random.random() < 0.1:
            typed = typed[: random.randint(1, len(typed))] + "*"
        yield typed.upper() if random.random() < 0.1 else typed


def _members(value: object) -> Iterator[str]:
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, str):
            yield one


def _told(asked: Query, records: RecordSource) -> tuple[Any, ...]:
    """Return all that there is of the answer, or the error."""
    try:
        found = list_records(asked, records)
    except CchcError as error:
        return [], type(error), error.sentences
    return [to_row(one) for one in found.items], found.keys, found.warnings, found.not_found


if __name__ == "__main__":
    sys.exit(main(*map(int, [*sys.argv[1:], *("10000", "0")[len(sys.argv) - 1 :]])))
