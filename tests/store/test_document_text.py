"""Documents as text: a store is written as if all of them had been parsed."""

import json
from pathlib import Path
from typing import Any

import pytest

from cchc_cli.store.document_text import DocumentText, json_pieces, slice_documents
from cchc_cli.store.encode import to_json
from cchc_cli.store.json_text import parse_store
from cchc_cli.store.location import store_path

META = {"1": {"schema": 2, "updated": "2025-01-01", "title": {"vi": "Kho"}}}
NUMBERS = '{"meta": {"1": {"a": 1.50, "b": 1e5, "c": 1e-7, "d": 123456789012345678901, "e": 1E16}}}'
SIGNS = '{"meta": {"1": {"a": "b\\" {} [], ế", "c": {}, "d": [], "e": [[1, {"f": null}]]}}}'


@pytest.mark.parametrize(
    "text",
    [
        Path(store_path()).read_text(encoding="utf-8"),
        json.dumps(json.loads(Path(store_path()).read_text(encoding="utf-8"))),
        json.dumps({"$schema": 'a"b.json', "terms": {}, "meta": META}),
        NUMBERS,
        SIGNS,
    ],
    ids=["shipped", "one line", "schema", "numbers", "signs"],
)
def test_the_text_is_that_of_all_documents_parsed(text: str) -> None:
    written = b"".join(json_pieces(slice_documents(text.encode())))
    assert written.decode() == to_json(parse_store(text, "x.json"))


def test_a_document_is_replaced_where_it_stands() -> None:
    tables: dict[str, Any] = slice_documents(b'{"terms": {"1": {"id": "a"}, "2": {"id": "b"}}}')
    first = tables["terms"]["1"]
    assert isinstance(first, DocumentText)
    assert first["id"] == "a"
    first.clear()
    first.update({"id": "c"})
    first.update({"short": "d"})
    expected = {"terms": {"1": {"id": "c", "short": "d"}, "2": {"id": "b"}}}
    assert b"".join(json_pieces(tables)).decode() == to_json(expected)
