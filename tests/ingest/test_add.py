"""Adding: what is listed can be added, all or nothing, and only what was added is different."""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from processes import Run, bash

from cchc_cli.answers.add import add as add_records
from cchc_cli.errors import StoreError
from cchc_cli.ingest.detect_table import detect_table
from cchc_cli.ingest.input import parse_files, read_files
from cchc_cli.model.records import RECORD_TYPES, TABLES
from cchc_cli.store.location import store_path, writable_path
from cchc_cli.store.lock import locked

ORDER = {
    "meeting": "p09",
    "kind": "directive",
    "level": "committee",
    "area": "procedures",
    "text": {"vi": "Bỏ giấy tờ"},
    "sources": ["p09.s1"],
}
OTHER = ORDER | {"text": {"vi": "Bỏ họp"}}
FAR = "2999-01-01"
SHIPPED = json.loads(Path(store_path()).read_text(encoding="utf-8"))
COUNT = sum(len(SHIPPED[record_type]) for record_type in TABLES)


SMALL: dict[str, Any] = {
    "meta": {"1": {"schema": 2, "updated": FAR, "title": {"vi": "Kho thử"}}},
    "meetings": {
        "1": {
            "id": "p09",
            "kind": "session",
            "title": {"vi": "Phiên họp thứ 9"},
            "date": "2025-01-15",
            "sources": ["p09.s1"],
        }
    },
    "directives": {
        "4": {"id": "p09.d01", **ORDER, "text": {"vi": "Cắt thủ tục"}},
        "2": {"id": "p09.d03", **ORDER, "text": {"vi": "Số hóa"}},
    },
    "indicators": {
        "1": {
            "id": "online",
            "name": {"vi": "Tỷ lệ trực tuyến"},
            "unit": "percent",
            "definition": {"vi": "Phần thủ tục"},
            "sources": ["p09.s1"],
        }
    },
    "figures": {
        "1": {
            "id": "p09.f01",
            "meeting": "p09",
            "indicator": "online",
            "reported": "81%",
            "unit": "percent",
            "scope": "nation",
            "sources": ["p09.s1"],
        }
    },
    "sources": {"1": {"id": "p09.s1", "meeting": "p09", "kind": "article", "file": "p09.txt"}},
    "areas": {
        "1": {"id": "procedures", "name": {"vi": "Thủ tục"}},
        "2": {"id": "digital", "name": {"vi": "Chính phủ số"}},
    },
}


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Write a small store."""
    path = tmp_path / "mine.json"
    write(path, SMALL)
    return path


def write(path: Path, store: object) -> None:
    path.write_text(json.dumps(store, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def add(cchc: Run, path: Path, records: object, *words: str) -> Any:  # noqa: ANN401
    text = records if isinstance(records, str) else json.dumps(records, ensure_ascii=False)
    return cchc("add", "-", "--store", str(path), *words, stdin=text)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_list_prints_added_to_an_empty_store_is_listed_again(
    form: str, cchc: Run, tmp_path: Path
) -> None:
    path = str(tmp_path / "new.json")
    assert cchc("init", path, "--empty").code == 0
    printed = {
        record_type: cchc("list", record_type, "-o", form).out for record_type in RECORD_TYPES
    }
    for record_type in TABLES:
        (tmp_path / f"{record_type}.{form}").write_text(printed[record_type], encoding="utf-8")
    files = [str(tmp_path / f"{record_type}.{form}") for record_type in reversed(TABLES)]
    ran = cchc("add", *files, "--store", path, "-o", "id")
    assert (ran.code, len(ran.out.split()), ran.err) == (0, COUNT, "")
    assert {
        record_type: cchc("list", record_type, "-o", form, "--store", path).out
        for record_type in RECORD_TYPES
    } == printed


def test_what_show_and_search_print_can_be_added_too(cchc: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.json"
    cchc("init", str(mine))
    shown = cchc("show", "p09.d01", "p09.f01", "57-nq-tw", "p09", "--json").out
    hits = cchc("search", "TTHC", "-t", "directives", "-t", "terms", "--json").out
    same = f"{mine}: 4 already present, unchanged\n"
    assert add(cchc, mine, shown, "--replace") == (0, same, "")
    found = len(json.loads(hits))
    same = f"{mine}: {found} already present, unchanged\n"
    assert add(cchc, mine, hits, "--replace") == (0, same, "")


def test_a_store_that_ships_is_a_store_to_add(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    cchc("init", str(path), "--empty")
    ran = cchc("add", store_path(), "--store", str(path), "-o", "id", "-q")
    assert (ran.code, len(ran.out.split()), ran.err) == (0, COUNT, "")
    store = json.loads(path.read_text(encoding="utf-8"))
    assert list(store) == list(SHIPPED)[1:]
    assert {record_type: store[record_type] for record_type in TABLES} == {
        record_type: SHIPPED[record_type] for record_type in TABLES
    }


def test_what_list_people_prints_cannot_be_added(cchc: Run, mine: Path) -> None:
    people = json.loads(cchc("list", "people", "--json").out)
    ran = add(cchc, mine, people[0])
    place = f"record 1 ({people[0]['id']}) type"
    why = "people cannot be added: they come from meetings and directives; add those"
    kept = f"cchc: nothing was added to {mine}\n"
    assert ran == (2, "", f"cchc: standard input: {place}: {why}\n{kept}")


def test_git_sees_only_what_was_added(cchc: Run, mine: Path, tmp_path: Path) -> None:
    if not (git := shutil.which("git")):
        pytest.skip("git is not there")
    write(mine, {"$schema": "./meetings.schema.json", **SMALL})
    old = tmp_path / "old.json"
    shutil.copy(mine, old)
    figure = {
        "meeting": "p09",
        "indicator": "online",
        "reported": "90%",
        "unit": "percent",
        "scope": "nation",
        "sources": ["p09.s1"],
        "inferred": {},
    }
    assert add(cchc, mine, [ORDER, figure], "-o", "id") == (0, "p09.d04\np09.f02\n", "")
    words = [git, "diff", "--no-index", "-U0", "--no-color", str(old), str(mine)]
    found = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    body = [line for line in found.stdout.splitlines()[4:] if not line.startswith("@@")]
    assert body == ADDED.splitlines()


ADDED = """\
+    },
+    "5": {
+      "id": "p09.d04",
+      "meeting": "p09",
+      "kind": "directive",
+      "text": {
+        "vi": "Bỏ giấy tờ"
+      },
+      "level": "committee",
+      "area": "procedures",
+      "sources": [
+        "p09.s1"
+      ]
+    },
+    "2": {
+      "id": "p09.f02",
+      "meeting": "p09",
+      "indicator": "online",
+      "reported": "90%",
+      "unit": "percent",
+      "scope": "nation",
+      "sources": [
+        "p09.s1"
+      ]
"""


def test_merge_keeps_the_place_and_key_of_a_replaced_record(cchc: Run, mine: Path) -> None:
    record = {"id": "p09.d01", **ORDER, "area": "digital"}
    assert add(cchc, mine, record, "--replace", "-o", "id") == (0, "p09.d01\n", "")
    after = json.loads(mine.read_text(encoding="utf-8"))
    assert after == SMALL | {"directives": SMALL["directives"] | {"4": record}}
    assert (list(after), list(after["directives"])) == (list(SMALL), ["4", "2"])


def test_a_new_table_comes_where_it_belongs(cchc: Run, tmp_path: Path) -> None:
    path = tmp_path / "few.json"
    meta = {"1": {"schema": 2, "updated": FAR, "title": {"vi": "Kho"}}}
    path.write_text(json.dumps({"terms": {}, "meta": meta, "sources": {}}), encoding="utf-8")
    theme = {"id": "cat-giam", "type": "themes", "name": {"vi": "Cắt giảm"}}
    province = {"id": "ha-noi", "name": "Hà Nội"}
    assert add(cchc, path, [theme, province], "-q").code == 0
    tables = list(json.loads(path.read_text(encoding="utf-8")))
    assert tables == ["themes", "provinces", "terms", "meta", "sources"]


def test_the_day_of_the_last_change_is_set(cchc: Run, mine: Path) -> None:
    mine.write_text(mine.read_text(encoding="utf-8").replace(FAR, "2020-01-01"), encoding="utf-8")
    before = mine.read_bytes()
    assert "- updated  2020-01-01" in add(cchc, mine, ORDER, "--dry-run").out.splitlines()
    assert add(cchc, mine, "[]").code == 0
    assert mine.read_bytes() == before
    assert add(cchc, mine, ORDER).code == 0
    assert b"2020-01-01" not in mine.read_bytes()


def test_a_store_that_is_not_canonical_is_written_anew_and_that_is_said(
    cchc: Run, mine: Path
) -> None:
    mine.write_text("\ufeff" + json.dumps(SMALL), encoding="utf-8")
    said = f"cchc: {mine}: was not in canonical form; the whole file was rewritten\n"
    assert add(cchc, mine, ORDER, "-o", "id") == (0, "p09.d04\n", said)
    assert add(cchc, mine, OTHER, "-o", "id") == (0, "p09.d05\n", "")
    text = mine.read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


def test_what_is_added_is_read_as_it_is_written_byte_order_mark_or_not(
    cchc: Run, mine: Path
) -> None:
    text = json.dumps(ORDER | {"text": {"vi": "Bo\u0309 gia\u0302\u0301y"}}, ensure_ascii=False)
    other = text.replace("procedures", "digital")
    ran = add(cchc, mine, f"\ufeff{text}\r\n{other}\r\n", "-o", "jsonl")
    assert [json.loads(line)["text"]["vi"] for line in ran.out.splitlines()] == ["Bỏ giấy"] * 2


def test_input_that_is_not_utf_8_is_told_with_its_place(
    cchc: Run, mine: Path, tmp_path: Path
) -> None:
    path = tmp_path / "latin.json"
    path.write_bytes('[{"id":\n "é"}]'.encode("latin-1"))
    ran = cchc("add", str(path), "--store", str(mine))
    kept = f"cchc: nothing was added to {mine}\n"
    assert ran == (2, "", f"cchc: {path}:2:3: not UTF-8\n{kept}")


def test_each_line_that_is_no_json_is_told_and_costs_no_more_than_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decode = json.JSONDecoder.raw_decode
    decoded = []

    def counting(decoder: json.JSONDecoder, text: str, at: int = 0) -> tuple[Any, int]:
        decoded.append(len(text))
        return decode(decoder, text, at)

    monkeypatch.setattr(json.JSONDecoder, "raw_decode", counting)
    count = 8_000
    text = '{"a": 1}\n{bad json}\n' * count
    found = parse_files([("a.jsonl", text.encode())]).found
    reasons = [one for one in found if isinstance(one, str)]
    place = f"a.jsonl:{2 * count}:2"
    assert reasons[-1] == f"{place}: not JSON: expecting property name enclosed in double quotes"
    assert (len(found), len(reasons)) == (2 * count, count)
    assert len(decoded) == 3 * count
    assert max(decoded) <= 65_536 < len(text)


@pytest.mark.parametrize("length", [65_530, 65_536, 65_550, 2_000_000])
def test_a_record_longer_than_what_is_decoded_at_once_is_one_record(length: int) -> None:
    text = json.dumps({"id": "p09", "note": {"vi": "x" * length}, "n": [1, True, 12345]})
    found = parse_files([("a.jsonl", f"{text}\n{text}\n".encode())]).found
    assert [getattr(one, "document", one) for one in found] == [json.loads(text)] * 2


def test_a_number_that_what_is_decoded_at_once_cuts_is_one_value(cchc: Run, mine: Path) -> None:
    ran = cchc("add", "-", "--store", str(mine), stdin="1" * 65_535 + "e5")
    assert ran.code == 2
    assert ran.err.splitlines()[0] == (
        "cchc: standard input: record 1: expected an object, got a number"
    )
    assert ran.err.count("\n") == 2


def test_a_workbook_is_to_be_saved_as_csv(cchc: Run, mine: Path, tmp_path: Path) -> None:
    book = tmp_path / "orders.xlsx"
    book.write_bytes(b"PK\x03\x04\x14\x00\xff")
    ran = cchc("add", str(book), "--store", str(mine))
    kept = f"cchc: nothing was added to {mine}\n"
    sentence = (
        f"cchc: {book}: is a zip file; save an Excel workbook as CSV UTF-8 and give that file\n"
    )
    assert ran == (2, "", sentence + kept)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"id": ' + '{"a": ' * 100_000])
def test_input_nested_too_deep_is_told_in_one_line(text: str, cchc: Run, mine: Path) -> None:
    ran = add(cchc, mine, text)
    kept = f"cchc: nothing was added to {mine}\n"
    sentence = "cchc: standard input:1: objects or lists are nested too deeply\n"
    assert ran == (2, "", sentence + kept)


@pytest.mark.parametrize(
    ("document", "table"),
    [
        ({"type": "themes", "id": "p09.d03"}, "themes"),
        ({"id": "p09.d03"}, "directives"),
        ({"id": "h2021-03.f02"}, "figures"),
        ({"id": "p09.s1"}, "sources"),
        ({"reported": "5"}, "figures"),
        ({"text": {"vi": "x"}}, "directives"),
        ({"id": "p10", "people": []}, "meetings"),
        ({"id": "p10", "kind": "session"}, "meetings"),
        (
            {"id": "x", "kind": "notice", "title": {"vi": "x"}, "sources": ["s"]},
            "documents",
        ),
        ({"id": "x", "kind": "notice", "meeting": "p09"}, "sources"),
        ({"id": "x", "kind": "law"}, "documents"),
        ({"id": "x", "definition": {"vi": "x"}}, "indicators"),
        ({"id": "ha-noi", "name": "Hà Nội"}, "provinces"),
        ({"id": "x", "short": "X"}, "terms"),
        ({"type": "figures", "text": {"vi": "x"}, "unit": "x"}, "figures"),
    ],
)
def test_a_record_tells_its_table(document: dict[str, Any], table: str) -> None:
    assert detect_table(document) == table


def test_the_next_free_id_goes_past_those_given_in_the_same_input(cchc: Run, mine: Path) -> None:
    source = {"type": "sources", "meeting": "p09", "kind": "page", "url": "https://example.org/"}
    third = ORDER | {"area": "digital"}
    records = [ORDER, source, {"id": "p09.d41", **OTHER}, third]
    ran = add(cchc, mine, records, "-o", "id")
    assert ran == (0, "p09.d42\np09.s2\np09.d41\np09.d43\n", "")


def test_an_id_with_too_long_a_number_is_refused_and_counts_for_no_other(
    cchc: Run, mine: Path
) -> None:
    ran = add(cchc, mine, ORDER | {"id": "p09.d9999999999999999999"})
    place = "cchc: standard input: record 1 (p09.d9999999999999999999) id"
    kept = f"cchc: nothing was added to {mine}"
    reason = "must be like p09.d01, as the meeting is p09"
    assert (ran.code, ran.err.splitlines()) == (2, [f"{place}: {reason}", kept])


def test_a_record_may_refer_to_what_is_added_with_it(cchc: Run, mine: Path) -> None:
    meeting = {
        "id": "p99",
        "kind": "session",
        "title": {"vi": "Phiên 99"},
        "date": "2099-01-15",
        "sources": ["p99.s1"],
    }
    source = {"id": "p99.s1", "meeting": "p99", "kind": "page", "url": "https://example.org/"}
    order = ORDER | {"meeting": "p99", "sources": ["p99.s1"]}
    ran = add(cchc, mine, [order, meeting, source], "-o", "id")
    assert ran == (0, "p99.d01\np99\np99.s1\n", "")


def test_what_is_wrong_in_itself_is_not_told_of_again_by_those_who_refer_to_it(
    cchc: Run, mine: Path
) -> None:
    meeting = {"id": "p99", "kind": "sesion", "title": {"vi": "x"}, "date": "2099-01-15"}
    order = ORDER | {"meeting": "p99"}
    ran = add(cchc, mine, [order, {"type": "meetings", "sources": ["p09.s1"], **meeting}])
    sentence = 'kind: "sesion" is not one of session, conference; did you mean session?'
    assert ran.err.splitlines() == [
        f"cchc: standard input: record 2 (p99) {sentence}",
        f"cchc: nothing was added to {mine}",
    ]


THIRD = {
    "type": "figures",
    "meeting": "p09",
    "indicator": "online",
    "value": 90,
    "reported": "90%",
    "unit": "percent",
    "scope": "nation",
    "sources": ["p09.s1"],
}
THE_SAME = [
    ("one twice", [ORDER, ORDER], "1 added, 1 given twice"),
    ("no field or null", [ORDER, ORDER | {"note": None}], "1 added, 1 given twice"),
    ("18 or 18.0", [THIRD, THIRD | {"value": 90.0}], "1 added, 1 given twice"),
    ("an id or none", [{"id": "p09.d31", **ORDER}, ORDER], "1 added, 1 given twice"),
    ("none or an id", [ORDER, {"id": "p09.d31", **ORDER}], "1 added, 1 given twice"),
    ("another field", [ORDER, ORDER | {"area": "digital"}], "2 added"),
    ("two ids", [{"id": "p09.d30", **ORDER}, {"id": "p09.d31", **ORDER}], "2 added"),
    ("one id", [{"id": "p09.d30", **ORDER}] * 2, "1 added, 1 given twice"),
    ("of the store", SMALL, "8 already present, unchanged"),
]


@pytest.mark.parametrize("words", [[], ["--replace"]], ids=["", "replace"])
@pytest.mark.parametrize(
    ("records", "said"), [case[1:] for case in THE_SAME], ids=[case[0] for case in THE_SAME]
)
def test_a_duplicate_is_added_once(
    records: object, said: str, words: list[str], cchc: Run, mine: Path
) -> None:
    ran = add(cchc, mine, records, *words)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, f"{mine}: {said}")
    once = mine.read_bytes()
    count = len(records) if isinstance(records, list) else 8
    same = f"{mine}: {count} already present, unchanged\n"
    assert add(cchc, mine, records, *words)[:2] == (0, same)
    assert mine.read_bytes() == once


def test_merge_drops_what_a_replaced_record_held(cchc: Run, mine: Path) -> None:
    old = SMALL["directives"]["4"]
    new = old | {"text": {"vi": "Khác"}}
    nameless = {key: value for key, value in old.items() if key != "id"}
    ran = add(cchc, mine, [new, nameless], "--replace", "-o", "id")
    assert ran == (0, "p09.d01\np09.d04\n", "")


@pytest.mark.parametrize(
    ("wrong", "reasons"),
    [
        ({"file": 7}, ['file: expected text or null, got a whole number; write "7"']),
        ({"url": 7}, ['url: expected text or null, got a whole number; write "7"']),
        ({"meeting": 9, "file": "x"}, ["meeting: expected text or null, got a whole number"]),
        ({"id": 9, "file": "x"}, ["id: expected text, got a whole number"]),
        (
            {"file": "x", "kind": "film", "province": "nope", "url": "nowhere"},
            [
                'kind: "film" is not one of article, page, notice, document',
                'province: "nope" does not exist in provinces',
                "url: is not a web address; begin it with https:// or http://, without spaces",
            ],
        ),
    ],
)
def test_all_that_can_be_known_of_a_wrong_record_is_told_and_nothing_else(
    wrong: dict[str, Any], reasons: list[str], cchc: Run, mine: Path
) -> None:
    source = {"type": "sources", "id": "p09.s2", "meeting": "p09", "kind": "article"} | wrong
    ran = add(cchc, mine, source)
    called = f" ({source['id']})" if isinstance(source["id"], str) else ""
    told = [f"cchc: standard input: record 1{called} {reason}" for reason in reasons]
    assert ran.err.splitlines() == [*told, f"cchc: nothing was added to {mine}"]


@pytest.mark.parametrize(
    ("document", "reasons"),
    [
        (ORDER | {"meeting": 9}, [" meeting: expected text, got a whole number"]),
        (ORDER | {"meeting": "p\u0007"}, [" meeting: contains the character U+0007; remove it"]),
        ({**ORDER, "meeting": None}, [" meeting: expected text, got null"]),
        (THIRD | {"meeting": None}, [": the field id is missing"]),
        (THIRD | {"part_of": "p09.f02"}, [" part_of: refers to the record itself"]),
    ],
)
def test_what_gets_an_id_is_not_asked_for_one(
    document: dict[str, Any], reasons: list[str], cchc: Run, mine: Path
) -> None:
    ran = add(cchc, mine, document)
    place = "cchc: standard input: record 1"
    kept = f"cchc: nothing was added to {mine}"
    assert ran.err.splitlines() == [*(f"{place}{reason}" for reason in reasons), kept]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
@pytest.mark.parametrize(
    ("words", "done"),
    [
        (["add", "order.json", "--store", "mine.json"], "mine.json: 1 added"),
        (["add", "order.json", "--store", "mine.json", "--json"], "mine.json: 1 added"),
        (["add", "order.json", "--store", "mine.json", "--dry-run"], None),
        (["init", "new.json", "--empty"], "new.json: created, with 0 records"),
    ],
)
def test_what_is_written_is_told_even_where_standard_output_is_full(
    words: list[str], done: str | None, mine: Path
) -> None:
    (mine.parent / "order.json").write_text(json.dumps(ORDER), encoding="utf-8")
    ran = bash(f"cchc {shlex.join(words)} > /dev/full", cwd=mine.parent)
    why = "cchc: standard output cannot be written: no space left on device\n"
    told = f"cchc: {done}\n" if done else ""
    assert ran == (3, "", told + why)
    added = "Bỏ giấy tờ" in mine.read_text(encoding="utf-8")
    assert added == (words[0] == "add" and done is not None)


def test_shipped_data_is_never_written_whatever_it_is_called(cchc: Run, tmp_path: Path) -> None:
    before = Path(store_path()).read_bytes()
    link, again = tmp_path / "link.json", tmp_path / "again.json"
    link.symlink_to(store_path())
    again.symlink_to(link)
    inside = str(Path(store_path.__code__.co_filename).parent / "data" / "new.json")
    for path in (None, store_path(), os.path.relpath(store_path()), str(link), str(again), inside):
        words = ["--store", path] if path else []
        ran = cchc("add", "-", *words, stdin=json.dumps(ORDER))
        name = path or "the shipped store"
        assert ran == (2, "", f"cchc: {name} {NEVER}\n")
        if path:
            assert cchc("init", path) == ran
    assert Path(store_path()).read_bytes() == before


NEVER = (
    "belongs to cchc and is never written; run cchc init PATH to create a store of "
    "your own, then name it with --store PATH or CCHC_STORE"
)


def test_a_link_stays_a_link_and_the_file_keeps_its_mode(
    cchc: Run, mine: Path, tmp_path: Path
) -> None:
    (tmp_path / "far").mkdir()
    far = mine.rename(tmp_path / "far" / "store.json")
    far.chmod(0o640)
    mine.symlink_to("far/store.json")
    assert add(cchc, mine, ORDER, "-o", "id") == (0, "p09.d04\n", "")
    assert mine.is_symlink()
    assert far.stat().st_mode & 0o777 == 0o640
    assert "p09.d04" in far.read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["far", "mine.json", "store.json"]


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_store_that_init_makes_has_the_mode_that_any_file_gets(cchc: Run, tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        cchc("init", str(tmp_path / "mine.json"))
    finally:
        os.umask(before)
    assert (tmp_path / "mine.json").stat().st_mode & 0o777 == 0o640


def test_what_killed_runs_left_is_removed_by_the_next(cchc: Run, mine: Path) -> None:
    left = mine.with_name(".mine.json.cchc-0123abcd.tmp")
    other = mine.with_name(".other.json.cchc-0123abcd.tmp")
    for path in (left, other):
        path.write_text("half a st", encoding="utf-8")
    assert add(cchc, mine, ORDER).code == 0
    assert (left.exists(), other.exists()) == (False, True)


def test_a_store_that_another_run_writes_is_waited_for_not_forever(mine: Path) -> None:
    with (
        locked(str(mine)),
        pytest.raises(StoreError, match="another cchc is writing it") as raised,
        locked(str(mine), timeout=0.1),
    ):
        pass
    assert raised.value.sentences == (
        f"{mine}: another cchc is writing it; gave up after 0 seconds, try again",
    )
    with locked(str(mine), timeout=0.1) as hold:
        assert hold.content == mine.read_bytes()


@pytest.mark.parametrize("editor", ["in place", "by another file", "takes it away"])
def test_a_change_by_hand_while_records_are_added_is_kept(editor: str, mine: Path) -> None:
    with locked(str(mine)) as hold:
        if editor == "in place":
            mine.write_bytes(b"by hand")
        elif editor == "by another file":
            shutil.copy(mine, mine.with_name("other.json"))
            mine.with_name("other.json").replace(mine)
        else:
            mine.unlink()
        with pytest.raises(StoreError, match="was changed by another program meanwhile"):
            hold.replace(b"by us")
    assert not mine.exists() or mine.read_bytes() != b"by us"
    assert [path.name for path in mine.parent.iterdir()] in ([], ["mine.json"])


def test_a_reader_is_not_kept_waiting(cchc: Run, mine: Path) -> None:
    with locked(str(mine)):
        assert cchc("list", "-n", "1", "-o", "id", "-q", "--store", str(mine)) == (0, "p09\n", "")


@pytest.mark.parametrize("kind", [[], {}, 7, True])
def test_a_type_that_is_no_text_is_told_like_any_other(kind: object, cchc: Run, mine: Path) -> None:
    before = mine.read_bytes()
    ran = cchc("add", "-", "--store", str(mine), stdin=json.dumps({**ORDER, "type": kind}))
    assert (ran.code, ran.out, mine.read_bytes()) == (2, "", before)
    assert f"no such record type: {kind}" in ran.err


@pytest.mark.parametrize(
    "text", ['"\\ud800"', '["\\ud800"]', '{"id": "\\ud800"}', '{"\\ud800": 1}']
)
def test_half_a_surrogate_pair_is_told_like_any_other_mistake(
    text: str, cchc: Run, mine: Path
) -> None:
    before = mine.read_bytes()
    ran = cchc("add", "-", "--store", str(mine), stdin=text)
    assert (ran.code, ran.out, mine.read_bytes()) == (2, "", before)
    assert "fault of cchc" not in ran.err


@pytest.mark.parametrize("id_", ["latest", "9", "2025", "2025-01-15", "2024-h1"])
def test_the_id_of_a_meeting_is_no_alias_such_as_latest(id_: str, cchc: Run, mine: Path) -> None:
    meeting = {**SMALL["meetings"]["1"], "type": "meetings", "id": id_}
    ran = cchc("add", "-", "--store", str(mine), stdin=json.dumps(meeting))
    taken = 'would be read as a number, a date or "latest"; write it like p10'
    assert (ran.code, taken in ran.err) == (2, True)


@pytest.mark.parametrize("dry_run", [False, True])
def test_the_progress_of_adding_ends_at_all_of_its_steps(
    *, dry_run: bool, mine: Path, tmp_path: Path
) -> None:
    given = tmp_path / "given.json"
    given.write_text(json.dumps([ORDER, OTHER]), encoding="utf-8")
    seen: list[tuple[int, int]] = []
    add_records(
        parse_files(read_files([str(given)])),
        writable_path(str(mine)),
        overwrite=False,
        dry_run=dry_run,
        on_progress=lambda done, of: seen.append((done, of)),
    )
    assert [done == of > 0 for done, of in seen] == [True]
