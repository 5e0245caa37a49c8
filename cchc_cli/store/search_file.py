"""What a search of the shipped store needs at once: made with the wheel, searched as bytes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Raw, Struct, msgpack
from msgspec.json import decode, encode

from cchc_cli.language.diacritics import telex_keys
from cchc_cli.model.records import RECORD_TYPES, TABLES, Record
from cchc_cli.store.memory import MemoryStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cchc_cli.query.source import Predicate
    from cchc_cli.search.matcher import Search
    from cchc_cli.search.terms import Terms

_FIELD, _RECORD = b"\n", b"\0"  # which no word has


class SearchFile(Struct, array_like=True, dict=True):
    """The records of a store in the order of hits, and the words of their texts.

    *places* is id → record type, start and end of the document, in the store or, of people, in
    *people*; *keys* are the Telex keys of the searched texts, each between blanks; *canonical* is
    form of a term → its canonical wording; *frequent* is Telex key → its most frequent word.
    """

    places: dict[str, tuple[str, int, int]]
    people: bytes
    keys: bytes
    canonical: dict[str, str]
    frequent: Raw

    def record(self, id_: str, content: bytes) -> Record | None:
        """Return the record called *id_*, if there is one; *content* is that of the store."""
        if id_ not in self.places:
            return None
        record_type, start, end = self.places[id_]
        document = (self.people if record_type == "people" else content)[start:end]
        return decode(document, type=RECORD_TYPES[record_type])

    def terms(self) -> Terms:
        """Return the terms of the store."""
        # Without the room of searches, of which show needs nothing, 2 % of its start.
        from cchc_cli.search.terms import Terms  # noqa: PLC0415

        return Terms(
            (), {tuple(form.split()): tuple(one.split()) for form, one in self.canonical.items()}
        )

    def words(self) -> dict[str, str]:
        """Return Telex key → the most frequent word that has this key."""
        return msgpack.decode(self.frequent, type=dict[str, str])

    def candidates(
        self,
        predicate_of: Mapping[str, Predicate],
        search: Search,
        get: Callable[[str], Record | None],
    ) -> Iterator[tuple[Record, list[bytes]]]:
        """Yield the records that pass and may have the words of *search*, in the order of hits.

        Each comes with the keys of its texts.
        """
        places, folded, keys = self._rows
        for row in search.candidates(folded):
            id_, record_type = places[row]
            predicate = predicate_of.get(record_type)
            record = get(id_) if predicate else None
            if record and predicate and predicate(record):
                yield record, keys[row].split(_FIELD)

    @cached_property
    def _rows(self) -> tuple[list[tuple[str, str]], list[bytes], list[bytes]]:
        """The id and type, the base letters, and the keys of each record."""
        from cchc_cli.search.prefilter import fold_keys  # noqa: PLC0415  # show needs no search

        places = [(id_, place[0]) for id_, place in self.places.items()]
        return places, fold_keys(self.keys).split(_RECORD), self.keys.split(_RECORD)


def load(content: bytes) -> SearchFile:
    """Return the file for searches with this *content*."""
    return msgpack.decode(content, type=SearchFile)


def build(path: str, content: bytes) -> bytes:
    """Return the content of the file for searches of the store *path*, whose *content* is valid."""
    from cchc_cli.query.sorting import hit_order  # noqa: PLC0415  # only a wheel's build needs it
    from cchc_cli.search.matcher import searched_texts  # noqa: PLC0415
    from cchc_cli.store.decode import read_records  # noqa: PLC0415

    store = MemoryStore(path, read_records(path, content))
    people = [(one.id, encode(one)) for one in store.all("people")]
    places = dict(_places(people, "people", b"".join(body for _, body in people)))
    for name, table in decode(content, type=dict[str, Raw]).items():
        if name in TABLES:
            documents = decode(table, type=dict[str, Raw]).values()
            bodies = zip((one.id for one in store.all(name)), map(bytes, documents), strict=True)
            places |= _places(bodies, name, content)
    found = [(name, record) for name in RECORD_TYPES for record in store.all(name)]
    found.sort(key=lambda pair: hit_order(pair[0], pair[1], store))
    texts = [[text for _, text in searched_texts(one, store.get)] for _, one in found]
    keys = [_FIELD.join(f" {' '.join(telex_keys(text))} ".encode() for text in of) for of in texts]
    file = SearchFile(
        places={record.id: places[record.id] for _, record in found},
        people=b"".join(body for _, body in people),
        keys=_RECORD.join(keys),
        canonical={" ".join(form): " ".join(one) for form, one in store.terms().canonical.items()},
        frequent=Raw(msgpack.encode(store.words_by_key(RECORD_TYPES))),
    )
    return msgpack.encode(file)


def _places(
    bodies: Iterable[tuple[str, bytes]], record_type: str, within: bytes
) -> Iterator[tuple[str, tuple[str, int, int]]]:
    """Yield id → record type, start and end of the documents, which follow one another."""
    end = 0
    for id_, body in bodies:
        start = within.index(body, end)
        end = start + len(body)
        yield id_, (record_type, start, end)
