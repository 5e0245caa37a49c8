"""The prefilter: it rules out no text that has the words, and search finds the same without it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cchc_cli.language.diacritics import base_letters, telex_keys
from cchc_cli.model.records import Record, Term, Theme, Words
from cchc_cli.search.matcher import Search
from cchc_cli.search.parser import loosened, parse_query
from cchc_cli.search.prefilter import Prefilter, fold
from cchc_cli.search.terms import Terms

LETTERS = "aăâbcdđeêioôơuưyhtk AĐƠ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323\u0345.-*\n"
SIGNS = "ıİßſÅéöẑǘΑᾳШ中が가각\u1100\u1161ﬁ①²٣\U0001f600\udcff\x00\x01\x06\x80ÿĐ"
texts = st.text(st.sampled_from(LETTERS + SIGNS), max_size=12) | st.text(max_size=12)
SAMPLES = "hoa hòa hoà HÓA đường dương thủ tục TTHC HC hành chính kĩ kỹ ki ky K \uff2b Шum шUM"
WORDS = SAMPLES.split()
some_words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
prefixes = st.sampled_from(WORDS).map(lambda word: word[:2] + "*")
forms = st.lists(some_words, min_size=1, max_size=2)


@given(texts)
@example("ᾳ\u0301 a\u0345\u0301 k\u0302\u0301")
@settings(max_examples=500)
def test_a_folded_text_has_the_letters_of_each_of_its_words(text: str) -> None:
    folded = fold(text)
    assert [key for key in telex_keys(text) if fold(base_letters(key)) not in folded] == []


@given(texts, texts)
def test_texts_fold_each_by_itself(one: str, other: str) -> None:
    assert fold(f"{one}\n{other}") == fold(one) + b"\n" + fold(other)


def anything(_prefilter: Prefilter, _folded: bytes) -> bool:
    return True


@given(
    st.lists(some_words | prefixes | texts, min_size=1, max_size=3),
    st.lists(st.tuples(some_words, forms), max_size=4),
    st.lists(some_words | texts, min_size=1, max_size=4),
    st.booleans(),
    st.booleans(),
)
@settings(max_examples=500, deadline=None)
def test_search_finds_the_same_without_it(
    typed: list[str],
    known: list[tuple[str, list[str]]],
    names: list[str],
    exact: bool,  # noqa: FBT001  # hypothesis gives values by place
    loose: bool,  # noqa: FBT001
) -> None:
    terms = Terms(
        Term(id=f"t{n}", short=short, long=tuple(long)) for n, (short, long) in enumerate(known)
    )
    query = parse_query(typed, exact=exact)
    search = partial(Search, tuple(map(loosened, query)) if loose else query, terms)
    records = [Theme(id=f"x{n}", name=Words(name, name[::-1])) for n, name in enumerate(names)]
    found = hits(search, records)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prefilter, "may_have_all", anything)
        patch.setattr(Prefilter, "may_have_any", anything)
        patch.setattr(Prefilter, "may_have_term", anything)
        assert hits(search, records) == found


def hits(search: Callable[[], Search], records: list[Any]) -> list[Any]:
    def get(_id: str) -> Record | None:
        return None

    made = search()
    return [(made.hit(one, get), made.holds(one.name.vi)) for one in records]
