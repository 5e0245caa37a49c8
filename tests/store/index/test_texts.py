"""The columns of an index: they hold the words of all texts that are searched."""

import pytest

from cchc_cli.language.diacritics import telex_keys
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.search.matcher import is_main, searched_texts
from cchc_cli.store.index.fts import SEPARATOR, base_tokens, full_tokens
from cchc_cli.store.index.texts import Texts
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore


@pytest.mark.parametrize("record_type", RECORD_TYPES)
def test_columns_begin_with_all_searched_texts(record_type: str) -> None:
    store = MemoryStore(store_path())
    texts = Texts(store)
    for record in store.all(record_type):
        main_base, main_full, other_base, other_full = texts.columns(record)
        found = list(searched_texts(record, store.get))
        for main, base, full in ((True, main_base, main_full), (False, other_base, other_full)):
            keys = [telex_keys(text) for path, text in found if is_main(path) == main]
            assert _split(base)[: len(keys)] == list(map(base_tokens, keys)), record.id
            assert _split(full)[: len(keys)] == list(map(full_tokens, keys)), record.id


def _split(column: str) -> list[str]:
    """Return the texts of *column*; signs that are no words leave blanks."""
    return [" ".join(text.split()) for text in column.split(SEPARATOR)] if column else []
