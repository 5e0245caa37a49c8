"""The index: with it and without it, every answer is the same."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import builders
import pytest
from builders import Record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc_cli.answers import Answer
from cchc_cli.answers.check import check
from cchc_cli.answers.compare import compare
from cchc_cli.answers.list import list_records
from cchc_cli.answers.stats import stats
from cchc_cli.answers.trace import trace
from cchc_cli.answers.trend import trend
from cchc_cli.errors import CchcError
from cchc_cli.model.records import RECORD_TYPES, REFERENCES
from cchc_cli.query import Query
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.json_rows import to_row
from cchc_cli.query.paths import COUNTED, all_paths
from cchc_cli.query.source import RecordSource
from cchc_cli.search.matcher import Search
from cchc_cli.store.index import open_index, reader
from cchc_cli.store.index.reader import IndexedStore
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore


@pytest.fixture(scope="module")
def shipped_index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RecordSource]:
    """Return the shipped store by its index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CCHC_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield open_index(store_path())


SYLLABLES = "hòa hoà hóa hoa đường đương dương duong thu thủ thứ tục túc TTHC kĩ kỹ ủy uỷ 18 p01"
TYPED = (
    *("thủ tục hành chính", "thu tuc hanh chinh", "tthc", "hoà*", "đươ*", "thu* tuc", "18/21"),
    *("thu duong", "ki thuat", "ki", "kĩ TTHC", "tục TTHC*", "thu tthc uy", "hành", "đuòng", "xx"),
)
syllable = st.sampled_from(SYLLABLES.split())
sentence = st.lists(syllable, min_size=1, max_size=6).map(" ".join)
BODIES = ("hoa", "so-thu")
AREAS, THEMES = ("general", "digital", "procedures"), ("discipline", "dialogue")
PEOPLE = ("Lê Hoà", "Lê Hòa", "Trần Thu", None)
orders = st.fixed_dictionaries(
    {
        "text": st.fixed_dictionaries({"vi": sentence}, optional={"en": sentence}),
        "kind": st.sampled_from(("task", "lesson")),
        "level": st.sampled_from(("committee", "province")),
        "area": st.sampled_from(AREAS),
    },
    optional={
        "issuer": st.sampled_from(PEOPLE),
        "also": st.lists(st.sampled_from(AREAS), max_size=2),
        "to": st.lists(st.sampled_from(BODIES), max_size=2),
        "themes": st.lists(st.sampled_from(THEMES), max_size=2),
        "deadline": st.sampled_from(("2024", "2025-Q2", None)),
        "note": st.fixed_dictionaries({"vi": sentence}),
        "inferred": st.just({"kind": {"vi": "theo tin"}}),
    },
)
stores = st.lists(st.lists(orders, max_size=5), min_size=1, max_size=3)
words = st.lists(
    st.lists(syllable | syllable.map(lambda word: word[:2] + "*"), min_size=1, max_size=3).map(
        " ".join
    )
    | st.sampled_from(TYPED)
    | st.text(max_size=5),
    min_size=1,
    max_size=3,
).map(tuple)
filters = st.fixed_dictionaries(
    {},
    optional={
        "area": st.lists(st.sampled_from((*AREAS, "nope")), min_size=1, max_size=2),
        "meeting": st.sampled_from((["p01"], ["latest"], ["2"], ["p09"])),
        "since": st.sampled_from((["2024"], ["2025-01-02"], ["2026"])),
        "issuer": st.sampled_from((["hoa"], ["hòa"], ["le", "thu"], ["..."])),
        "to": st.lists(st.sampled_from((*BODIES, "thu hoa", "nope")), min_size=1, max_size=2),
        "kind": st.sampled_from((["task"], ["task", "lesson"], ["law"])),
        "theme": st.lists(st.sampled_from(THEMES), min_size=1, max_size=2),
        "inferred": st.sampled_from((["any"], ["kind"])),
    },
)
questions = st.builds(
    Query,
    record_types=st.lists(
        st.sampled_from([*RECORD_TYPES]), min_size=1, max_size=3, unique=True
    ).map(tuple)
    | st.just(("directives",))
    | st.just(tuple(RECORD_TYPES)),
    words=st.none() | words,
    exact=st.booleans(),
    filters=st.just(Filters()) | filters.map(Filters),
    sort=st.none() | st.sampled_from(("id", "text.vi", "area", "deadline", "nope")),
    reverse=st.booleans(),
    limit=st.none() | st.integers(0, 4),
)


FRAME: dict[str, list[Record]] = {
    "meetings": [],
    "directives": [],
    "figures": [],
    "indicators": [
        builders.indicator(
            "rate", name={"vi": "Tỷ lệ thu", "en": "Rate"}, unit="percent", sources=["p01.s1"]
        )
    ],
    "bodies": [builders.body("hoa", "Thu hoà"), builders.body("so-thu", "Sở thủ tục")],
    "sources": [],
    "areas": [builders.area(id_) for id_ in AREAS],
    "themes": [builders.theme(id_) for id_ in THEMES],
    "terms": [
        {"id": "x1", "short": "TTHC", "long": ["thủ tục hành chính", "thủ tục"]},
        {"id": "x2", "short": "kĩ", "long": ["kỹ"]},
        {"id": "x3", "short": "thu đường", "long": ["TTHC uỷ"]},
    ],
}
FIGURE = {
    "indicator": "rate",
    "reported": "85,71%",
    "value": 85.71,
    "numerator": 18,
    "denominator": 21,
    "unit": "percent",
    "scope": "ministries",
    "subject": "Bộ Thu",
}


def written(folder: Path, meetings: list[list[dict[str, Any]]]) -> str:
    """Write a store of *meetings*, each the directives it gave, and return its path."""
    found: dict[str, list[Any]] = {name: [*records] for name, records in FRAME.items()}
    for number, orders_of_one in enumerate(meetings, 1):
        id_ = f"p{number:02}"
        sources = {"sources": [f"{id_}.s1"]}
        title = {"title": {"vi": f"Phiên họp {number}"}, "date": f"{2023 + number}-01-01"}
        found["meetings"].append({"id": id_, "kind": "session", "number": number} | title | sources)
        found["sources"].append({"id": f"{id_}.s1", "meeting": id_, "kind": "page", "file": "a"})
        found["figures"].append({"id": f"{id_}.f01", "meeting": id_} | FIGURE | sources)
        for order, directive in reversed([*enumerate(orders_of_one, 1)]):
            called = {"id": f"{id_}.d{order:02}", "meeting": id_}
            found["directives"].append(called | directive | sources)
    return builders.store(folder, **found)


def counted(
    record_type: str, by: list[str], narrowing: dict[str, Any], records: RecordSource
) -> object:
    """Return all that there is of the counts of *record_type*, or the error."""
    try:
        found = stats(record_type, by, Filters(narrowing), records)
    except CchcError as error:
        return type(error), error.sentences
    return found.items, found.keys, found.warnings, found.not_found


@given(
    stores,
    st.sampled_from([*RECORD_TYPES]),
    st.lists(st.sampled_from(["year", *FILTER_FIELDS]), max_size=2, unique=True),
    st.just({}) | filters,
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_counts_as_one_counts_without_it(
    tmp_path: Path,
    meetings: list[list[dict[str, Any]]],
    record_type: str,
    by: list[str],
    narrowing: dict[str, Any],
) -> None:
    path = written(tmp_path, meetings)
    indexed, store = open_index(path), MemoryStore(path)
    assert counted(record_type, by, narrowing, indexed) == counted(
        record_type, by, narrowing, store
    )


def told(question: Query, records: RecordSource) -> object:
    """Return all that there is of the answer to *question*, or the error."""
    try:
        found = list_records(question, records)
    except CchcError as error:
        return type(error), error.sentences
    return [to_row(item) for item in found.items], found.keys, found.warnings, found.not_found


@given(stores, st.lists(questions, min_size=1, max_size=8))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_with_the_index_is_without_it(
    tmp_path: Path, meetings: list[list[dict[str, Any]]], asked: list[Query]
) -> None:
    path = written(tmp_path, meetings)
    indexed, store = open_index(path), MemoryStore(path)
    assert isinstance(indexed, IndexedStore)
    for question in asked:
        assert told(question, indexed) == told(question, store)


PATHS = [
    (record_type, path)
    for record_type in RECORD_TYPES
    for path in dict.fromkeys(
        (
            *all_paths([record_type]),
            *COUNTED.get(record_type, ()),
            *(f"{field}.id" for field in REFERENCES[record_type]),
            *(f"{field}.date" for field in REFERENCES[record_type] if field == "meeting"),
        )
    )
]


@given(
    stores,
    st.lists(st.sampled_from(PATHS), min_size=1, max_size=20),
    st.just({}) | filters,
    st.booleans(),
    st.sampled_from((1, 250)),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_sorts_as_one_sorts_without_it(
    tmp_path: Path,
    meetings: list[list[dict[str, Any]]],
    paths: list[tuple[str, str]],
    narrowing: dict[str, Any],
    reverse: bool,  # noqa: FBT001
    batch_size: int,
) -> None:
    path = written(tmp_path, meetings)
    indexed, store = open_index(path), MemoryStore(path)
    for record_type, field in paths:
        types = (record_type,)
        for chosen in (Filters(), Filters(narrowing)):
            question = Query(record_types=types, sort=field, reverse=reverse, filters=chosen)
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(reader, "BATCH_SIZE", batch_size)  # posting lists, or records
                assert told(question, indexed) == told(question, store)


REPORTS: dict[str, Callable[[RecordSource], Answer]] = {
    **{
        f"check {' '.join(words)} {narrowing}": partial(
            check, words, Filters(narrowing), threshold="note", include_ok=True
        )
        for words in ((), ("p09",), ("p09.f01", "p08.d01"), ("procedures-online",), ("p08", "p09"))
        for narrowing in ({}, {"meeting": ["9"]}, {"area": ["digital"]}, {"kind": ["task"]})
        if not (words and "kind" in narrowing)
    },
    **{
        f"trend {name} {narrowing}": partial(trend, name, Filters(narrowing))
        for name in (None, "procedures-online", "posts-cut")
        for narrowing in ({}, {"since": ["2024"]})
    },
    **{
        f"trace {name}": partial(trace, name, suggest=True)
        for name in ("discipline", "p09.d01", "p09.f01", "digital", "p09", "procedures-online")
    },
    "compare": partial(compare, "8", "9"),
}


@pytest.mark.parametrize("name", REPORTS)
def test_it_reports_as_one_reports_without_it(name: str, shipped_index: IndexedStore) -> None:
    def reported(store: RecordSource) -> object:
        try:
            found = REPORTS[name](store)
        except CchcError as error:
            return type(error), error.sentences
        return list(found.items), found.warnings, found.not_found, found.findings

    assert reported(shipped_index) == reported(MemoryStore(store_path()))


DIRECTIVE = {"kind": "task", "level": "committee", "area": "general"}
TEXTS = (
    {"text": {"vi": "thu", "en": "tuc"}},  # two texts
    {"text": {"vi": "hoa thu"}, "note": {"vi": "tuc"}},
    {"text": {"vi": "thu ¶ tuc."}},  # a sign between words
    {"text": {"vi": "đường"}, "note": {"vi": "thu tuc"}},
    {"text": {"vi": "thủ tục 18.21"}, "note": {"vi": "đuong a\u03b1"}},  # Greek
    {"text": {"vi": "tục thủ"}},
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("thu tuc",), ["d03", "d05", "d04"]),
        (("thu", "tuc"), ["d03", "d05", "d04", "d01", "d06", "d02"]),
        (("thủ tục",), ["d05"]),
        (("thu* tuc",), ["d03", "d05", "d04"]),
        (("tục", "thu*"), ["d06", "d05"]),
        (("đươ*",), ["d04"]),
        (("18 21",), ["d05"]),
        (("aâ",), []),
        (("a\u03b1",), ["d05"]),
    ],
)
def test_a_phrase_stays_within_one_text_and_main_texts_come_first(
    tmp_path: Path, asked: tuple[str, ...], expected: list[str]
) -> None:
    path = written(tmp_path, [[DIRECTIVE | texts for texts in TEXTS]])
    question = Query(record_types=("directives",), words=asked)
    for records in (open_index(path), MemoryStore(path)):
        found = list_records(question, records)
        assert [hit.record.id.partition(".")[2] for hit in found.items] == expected


@pytest.mark.parametrize("words", [("thu",), ("thu", "tuc"), ("thủ tuc",), ("thu t*",)])
def test_a_search_looks_at_no_more_records_than_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    orders_of_one = [DIRECTIVE | {"text": {"vi": "thủ tục"}}] * 50
    records = open_index(written(tmp_path, [orders_of_one]))
    looked_at: list[str] = []
    hit = Search.hit

    def counted_hit(self: Search, record: Any, get: Any) -> Any:  # noqa: ANN401
        looked_at.append(record.id)
        return hit(self, record, get)

    monkeypatch.setattr(Search, "hit", counted_hit)
    question = Query(record_types=("directives",), words=words, limit=3)
    assert list_records(question, records).warnings == ("47 more not shown; use -n 50 to show all",)
    assert looked_at == ["p01.d01", "p01.d02", "p01.d03"]
