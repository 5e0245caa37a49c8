"""Lookup: records by id, number, date, name or alias, and one record or the right error."""

import pytest

from cchc_cli.errors import NotFound
from cchc_cli.query.lookup import find_all, find_by_name, find_one
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

STORE = MemoryStore(store_path())


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("p09", "p09"),
        ("P09", "p09"),
        ("9", "p09"),
        ("latest", "p09"),
        ("15/1/2025", "p09"),
        ("2025-01-15", "p09"),
        ("57-NQ/TW", "57-nq-tw"),
        ("vinh phuc", "vinh-phuc"),
        ("Vĩnh Phúc", "vinh-phuc"),
    ],
)
def test_a_record_is_named_by_id_number_date_name_or_alias(name: str, id_: str) -> None:
    assert find_one(name, None, STORE).id == id_


def test_a_name_of_another_record_type_is_not_found() -> None:
    assert find_by_name("p09", STORE, ["areas"]) == []
    with pytest.raises(NotFound, match="no such area: p09"):
        find_all("p09", ["areas"], STORE)


def test_an_unknown_name_is_an_error_with_the_nearest_ids() -> None:
    with pytest.raises(NotFound) as error:
        find_one("tasks-complete", "indicators", STORE)
    (sentence,) = error.value.sentences
    assert sentence.startswith("no such indicator: tasks-complete; did you mean tasks-completed")
    with pytest.raises(NotFound) as error:
        find_one("tasks-complete", None, STORE, suggest=False)
    assert error.value.sentences == ("no such record: tasks-complete",)
