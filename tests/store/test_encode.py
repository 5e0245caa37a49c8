"""The canonical form: what json.dumps makes, however quickly; records as they are kept."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_cli.model.records import TABLES
from cchc_cli.store.decode import decode_record
from cchc_cli.store.encode import in_table_order, to_document, to_json
from cchc_cli.store.location import store_path

STORE = json.loads(Path(store_path()).read_text(encoding="utf-8"))
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner)
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["meta", "terms", "$schema"]), VALUES))
def test_the_text_is_what_json_dumps_makes(whole: dict[str, object]) -> None:
    assert to_json(whole) == json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


@pytest.mark.parametrize(
    "number", [1e15, 1e16, 1.5e22, -1e-5, 0.00012, 12345e-9, 2**63, -(2**64), 10**200, 5e-324, -0.0]
)
def test_every_number_is_written_as_json_dumps_writes_it(number: float) -> None:
    for whole in ({"a": number}, {"a": [number, {"b": number}]}, {"1e5": "0.00001, 1e16"}):
        assert to_json(whole) == json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def test_a_record_is_kept_as_the_shipped_store_has_it() -> None:
    for record_type, kind in TABLES.items():
        for kept in STORE[record_type].values():
            assert json.dumps(to_document(decode_record(kind, kept))) == json.dumps(kept)


@pytest.mark.parametrize(
    ("known", "new", "order"),
    [
        ("meta meetings terms", "", "meta meetings terms"),
        ("meta meetings terms", "directives", "meta meetings directives terms"),
        ("terms meta", "figures", "figures terms meta"),
        ("$schema meta", "terms areas", "$schema meta areas terms"),
    ],
)
def test_tables_keep_their_order_and_new_ones_come_where_they_belong(
    known: str, new: str, order: str
) -> None:
    whole: dict[str, dict[str, object]] = {name: {} for name in f"{known} {new}".split()}
    assert list(in_table_order(whole, dict.fromkeys(known.split()))) == order.split()
