"""The door: what is no store is refused in one line with its place; what is one comes in whole."""

# ruff: noqa: E501  # a row is a line, however long its message

import json
import os
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from processes import Ran, Run

from cchc_cli.model.records import RECORD_TYPES, TABLES
from cchc_cli.store.memory import MemoryStore

SOUND: dict[str, dict[str, dict[str, Any]]] = {
    "meta": {"1": {"schema": 2, "updated": "2025-02-01", "title": {"vi": "Kho thử"}}},
    "meetings": {
        "1": {
            "id": "p09",
            "kind": "session",
            "number": 9,
            "title": {"vi": "Phiên họp thứ 9", "en": "9th session"},
            "date": "2025-01-15",
            "reviews": "2024",
            "people": [
                {"name": "Nguyễn Hòa Bình", "role": "chair", "titles": [{"vi": "Trưởng ban"}]},
                {"name": "Bùi Văn Quang", "role": "participant", "province": "phu-tho"},
            ],
            "documents": ["57-nq-tw"],
            "awards": [{"name": {"vi": "Bằng khen"}, "to": [{"vi": "Bộ Nội vụ"}]}],
            "sources": ["p09.s1"],
            "inferred": {"number": {"vi": "theo tin"}},
        }
    },
    "directives": {
        "1": {
            "id": "p09.d01",
            "meeting": "p09",
            "kind": "task",
            "text": {"vi": "Cắt giảm thủ tục"},
            "issuer": "Nguyễn Hòa Bình",
            "level": "committee",
            "to": ["bo-noi-vu"],
            "area": "procedures",
            "also": ["digital"],
            "themes": ["so-hoa"],
            "deadline": "2025-Q2",
            "order": 2,
            "of": 7,
            "sources": ["p09.s1"],
            "paragraph": 3,
        }
    },
    "outcomes": {
        "1": {
            "id": "p09.d01.o1",
            "directive": "p09.d01",
            "status": "under-way",
            "as_of": "2025-03",
            "evidence": ["57-nq-tw"],
            "sources": ["p09.s1"],
        }
    },
    "figures": {
        "1": {
            "id": "p09.f01",
            "meeting": "p09",
            "indicator": "ho-so",
            "subject": "phu-tho",
            "value": 60,
            "reported": "60%",
            "unit": "percent",
            "numerator": 3,
            "denominator": 5,
            "scope": "provinces",
            "as_of": "2024-12-31",
            "sources": ["p09.s1"],
        }
    },
    "indicators": {
        "1": {
            "id": "ho-so",
            "name": {"vi": "Hồ sơ trực tuyến"},
            "unit": "percent",
            "definition": {"vi": "Phần hồ sơ nộp trực tuyến"},
            "sources": ["p09.s1"],
        }
    },
    "bodies": {"1": {"id": "bo-noi-vu", "kind": "authority", "name": {"vi": "Bộ Nội vụ"}}},
    "documents": {
        "1": {
            "id": "57-nq-tw",
            "kind": "resolution",
            "number": "57-NQ/TW",
            "title": {"vi": "Nghị quyết 57"},
            "sources": ["p09.s1"],
        }
    },
    "sources": {
        "1": {"id": "p09.s1", "meeting": "p09", "kind": "article", "url": "https://cchc.gov.vn/9"}
    },
    "areas": {
        "1": {"id": "procedures", "name": {"vi": "Thủ tục"}},
        "2": {"id": "digital", "name": {"vi": "Số"}},
    },
    "themes": {"1": {"id": "so-hoa", "name": {"vi": "Số hóa"}}},
    "provinces": {"1": {"id": "phu-tho", "name": "Phú Thọ"}},
    "terms": {"1": {"id": "tthc", "short": "TTHC", "long": ["thủ tục hành chính"]}},
}

GONE = ...
"""In the place of a value: the field is taken out."""

PERIODS = "write 2024, 2024-H1, 2024-Q3, 2024-07 or 2024-07-15, or two of them with / between"
NO_ID = "is not a valid id; use a-z and 0-9, with - or . between them"

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("meta", {"schema": GONE}, "meta/1: the field schema is missing"),
    ("meta", {"schema": 3}, "meta/1 schema: 3 is newer than this cchc reads (2); install a newer cchc"),
    ("meta", {"schema": 0}, 'meta/1 schema: "0" is not one of 2'),
    ("meta", {"schema": -1}, 'meta/1 schema: "-1" is not one of 2'),
    ("meta", {"schema": 1.5}, "meta/1 schema: expected a whole number, got a number"),
    ("meta", {"updated": "today"}, "meta/1 updated: is not a date; write 2025-01-15"),
    ("meetings", {"venue": 1}, 'meetings/1 (p09): unknown field "venue"'),
    ("meetings", {"date": GONE}, "meetings/1 (p09): the field date is missing"),
    ("meetings", {"date": "2025-02-30"}, "meetings/1 (p09) date: is not a date; write 2025-01-15"),
    ("meetings", {"number": 0}, "meetings/1 (p09) number: must be 1 or more"),
    ("meetings", {"number": True}, "meetings/1 (p09) number: expected a whole number or null, got true or false"),
    ("meetings", {"mode": "zoom"}, 'meetings/1 (p09) mode: "zoom" is not one of online, in-person, hybrid'),
    ("meetings", {"mode": 1}, "meetings/1 (p09) mode: expected text or null, got a whole number"),
    ("meetings", {"reviews": "2024-13"}, f'meetings/1 (p09) reviews: "2024-13" is not a period; {PERIODS}'),
    ("meetings", {"reviews": ""}, f'meetings/1 (p09) reviews: "" is not a period; {PERIODS}'),
    ("meetings", {"plans": "15/1/2025"}, 'meetings/1 (p09) plans: "15/1/2025" is not a period; write 2025-01-15'),
    ("meetings", {"plans": "Q1/2025"}, 'meetings/1 (p09) plans: "Q1/2025" is not a period; write 2025-Q1'),
    ("meetings", {"plans": "2025-q1"}, 'meetings/1 (p09) plans: "2025-q1" is not a period; write 2025-Q1'),
    ("meetings", {"sources": []}, "meetings/1 (p09) sources: must have at least one item"),
    ("meetings", {"sources": ["p09.s1", None]}, "meetings/1 (p09) sources.1: expected text, got null"),
    ("meetings", {"sources": ["p09.s2"]}, 'meetings/1 (p09) sources: "p09.s2" does not exist in sources; did you mean p09.s1?'),
    ("meetings", {"documents": ["x"]}, 'meetings/1 (p09) documents: "x" does not exist in documents'),
    ("meetings", {"people": [{"name": "A", "role": "host"}]}, 'meetings/1 (p09) people.0.role: "host" is not one of chair, co-chair, participant'),
    ("meetings", {"people": [{"name": "A", "role": "chair", "province": "x"}]}, 'meetings/1 (p09) people.province: "x" does not exist in provinces'),
    ("meetings", {"awards": [{"name": {"vi": "A"}}]}, "meetings/1 (p09) awards.0: the field to is missing"),
    ("meetings", {"inferred": {"day": {"vi": "A"}}}, "meetings/1 (p09) inferred.day: is not a field of this record type"),
    ("meetings", {"inferred": {"date": "theo tin"}}, 'meetings/1 (p09) inferred.date: expected an object, got text; write {"vi": "theo tin", "en": null}'),
    ("meetings", {"inferred": {"date": {"vi": ""}}}, "meetings/1 (p09) inferred.date.vi: must not be empty"),
    ("meetings", {"a\nb": 1}, 'meetings/1: the key "a\\nb" contains a character that no name has'),
    ("meetings", {"\ud800": 1}, 'meetings/1: the key "\\ud800" contains a character that no name has'),
    ("meetings", {"id": "p09\n"}, "meetings/1 id: contains the character U+000A; remove it"),
    ("directives", {"meeting": None}, "directives/1 (p09.d01) meeting: expected text, got null"),
    ("directives", {"meeting": "p8"}, 'directives/1 (p09.d01) meeting: "p8" does not exist in meetings'),
    ("directives", {"id": "p09.s2"}, "directives/1 (p09.s2) id: must be like p09.d01, as the meeting is p09"),
    ("directives", {"text": {"en": "A"}}, "directives/1 (p09.d01) text: the field vi is missing"),
    ("directives", {"issuer": ""}, "directives/1 (p09.d01) issuer: must not be empty"),
    ("directives", {"area": "digitl"}, 'directives/1 (p09.d01) area: "digitl" does not exist in areas; did you mean digital?'),
    ("directives", {"also": ["so-hoa"]}, 'directives/1 (p09.d01) also: "so-hoa" does not exist in areas'),
    ("directives", {"themes": ["sohoa"]}, 'directives/1 (p09.d01) themes: "sohoa" does not exist in themes; did you mean so-hoa?'),
    ("directives", {"province": "p09"}, 'directives/1 (p09.d01) province: "p09" does not exist in provinces'),
    ("directives", {"deadline": ""}, f'directives/1 (p09.d01) deadline: "" is not a period; {PERIODS}'),
    ("directives", {"to": ["Bộ Nội vụ"]}, 'directives/1 (p09.d01) to: "Bộ Nội vụ" does not exist in bodies or provinces; did you mean bo-noi-vu?'),
    ("directives", {"target": {"indicator": "ho-so", "value": 90, "by": "soon"}}, f'directives/1 (p09.d01) target.by: "soon" is not a period; {PERIODS}'),
    ("directives", {"target": {"indicator": "hs", "value": 90, "by": "2025"}}, 'directives/1 (p09.d01) target.indicator: "hs" does not exist in indicators'),
    ("directives", {"follows": ["p09.d01"]}, "directives/1 (p09.d01) follows: p09.d01 is not earlier than this directive"),
    ("directives", {"differs_from": ["p09.d01"]}, "directives/1 (p09.d01) differs_from: refers to the record itself"),
    ("directives", {"inferred": {"target.year": {"vi": "x"}}}, "directives/1 (p09.d01) inferred.target.year: is not a field of this record type"),
    ("outcomes", {"id": "p09.o1"}, "outcomes/1 (p09.o1) id: must be like p09.d01.o1, as the directive is p09.d01"),
    ("outcomes", {"status": "finished"}, 'outcomes/1 (p09.d01.o1) status: "finished" is not one of done, under-way, not-done, dropped'),
    ("outcomes", {"evidence": ["p09"]}, 'outcomes/1 (p09.d01.o1) evidence: "p09" does not exist in documents or figures or directives'),
    ("bodies", {"member_of": ["bo-noi-vu"]}, "bodies/1 (bo-noi-vu) member_of: refers to the record itself"),
    ("directives", {"order": 8}, "directives/1 (p09.d01) order: 8 is greater than the length of the list, 7"),
    ("figures", {"period": "2024"}, "figures/1 (p09.f01) period: give as_of or period, not both"),
    ("figures", {"value": "60"}, "figures/1 (p09.f01) value: expected a number or null, got text; write 60"),
    ("figures", {"value": float("nan")}, "figures/1 value: is not a valid number, or is too large"),
    ("figures", {"numerator": -1}, "figures/1 (p09.f01) numerator: must be 0 or more"),
    ("figures", {"denominator": 0}, "figures/1 (p09.f01) denominator: must be 1 or more"),
    ("figures", {"unit": ""}, f"figures/1 (p09.f01) unit: {NO_ID}"),
    ("figures", {"unit": "Phần trăm"}, f"figures/1 (p09.f01) unit: {NO_ID}"),
    ("figures", {"indicator": "hs"}, 'figures/1 (p09.f01) indicator: "hs" does not exist in indicators'),
    ("figures", {"subject": "ha-noi"}, 'figures/1 (p09.f01) subject: "ha-noi" does not exist in provinces or bodies'),
    ("figures", {"part_of": "p09"}, 'figures/1 (p09.f01) part_of: "p09" does not exist in figures'),
    ("indicators", {"better": "more"}, 'indicators/1 (ho-so) better: "more" is not one of up, down'),
    ("indicators", {"comparable": None}, "indicators/1 (ho-so) comparable: expected true or false, got null"),
    ("documents", {"url": "cchc.gov.vn"}, "documents/1 (57-nq-tw) url: is not a web address; begin it with https:// or http://, without spaces"),
    ("documents", {"url": ""}, "documents/1 (57-nq-tw) url: is not a web address; begin it with https:// or http://, without spaces"),
    ("documents", {"id": "p09"}, "documents/1 (p09) id: this id is already used by another record, in meetings"),
    ("sources", {"url": None}, "sources/1 (p09.s1) url: give a url or a file"),
    ("sources", {"url": "", "file": "a.txt"}, "sources/1 (p09.s1) url: is not a web address; begin it with https:// or http://, without spaces"),
    ("areas", {"name": "Số"}, 'areas/1 (procedures) name: expected an object, got text; write {"vi": "Số", "en": null}'),
    ("themes", {"id": ""}, f"themes/1 () id: {NO_ID}"),
    ("themes", {"id": "Số hóa"}, f"themes/1 (Số hóa) id: {NO_ID}"),
    ("provinces", {"merged_into": "ha-noi"}, 'provinces/1 (phu-tho) merged_into: "ha-noi" does not exist in provinces'),
    ("terms", {"long": "thủ tục"}, 'terms/1 (tthc) long: expected a list, got text; write ["thủ tục"]'),
]  # fmt: skip

NO_DOCUMENTS: list[tuple[Any, str]] = [
    (9, "a whole number"),
    (0.5, "a number"),
    ("so-hoa", "text"),
    (None, "null"),
    ([], "a list"),
    ([["id", "so-hoa"], ["name", {"vi": "Số hóa"}]], "a list"),  # dict() would take it
]

UNREAD: list[tuple[bytes, str]] = [
    ("Phiên".encode("latin-1"), "s.json:1:4: not UTF-8"),
    ("{\n\n\xea".encode("latin-1"), "s.json:3:1: not UTF-8"),
    ("{}".encode("utf-16"), "s.json:1:1: not UTF-8"),
    (b"\xef\xbb\xbf{\n\n\xff", "s.json:3:1: not UTF-8"),
    (b'{"\xed\xa0\x80": 1}', "s.json:1:3: not UTF-8"),
    (b"\xc0\x80", "s.json:1:1: not UTF-8"),
    (b"\0", "s.json:1:1: not JSON: expecting value"),
    (b"{}\0", "s.json:1:3: not JSON: extra data"),
    (b'{"a\0": 1}', "s.json:1:4: not JSON: invalid control character"),
    (b'{"a\n": 1}', "s.json:1:4: not JSON: invalid control character"),
    (b'{"a', "s.json:1:2: not JSON: unterminated string"),
    (b'{"meta": {"1": 5}}', "s.json: meta/1: expected an object, got a whole number"),
    (
        b'{"meta": {"1": {"schema": ' + b"1" * 5000 + b"}}}",
        "s.json: meta/1 schema: is not a valid number, or is too large",
    ),
    (b"[" * 100_000, "s.json: objects or lists are nested too deeply"),
    (b'{"a":' * 100_000, "s.json: objects or lists are nested too deeply"),
    (b"[" * 100_000 + b"]" * 100_000, "s.json: objects or lists are nested too deeply"),
]

COMMANDS = [
    *[("list", record_type) for record_type in RECORD_TYPES],
    *[("list", record_type, "--json") for record_type in RECORD_TYPES],
    ("show", "p09", "p09.d01", "p09.f01", "57-nq-tw", "nguyen-hoa-binh"),
    ("search", "thủ tục"),
    ("stats",),
    ("stats", "directives", "--by", "area"),
    ("stats", "directives", "--by", "area", "--by", "level"),
]
"""Each finds something in the sound store."""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def stored(content: str | bytes | dict[str, Any]) -> None:
    """Make *content* the file s.json."""
    if isinstance(content, dict):
        content = json.dumps(content)
    Path("s.json").write_bytes(content.encode() if isinstance(content, str) else content)


def changed(record_type: str, change: dict[str, Any]) -> dict[str, Any]:
    """Return the sound store with *change* in the first document of the table *record_type*."""
    store = deepcopy(SOUND)
    document = store[record_type]["1"] | change
    store[record_type]["1"] = {
        field: value for field, value in document.items() if value is not GONE
    }
    return store


def records(content: str | dict[str, Any]) -> dict[str, Any]:
    """Return all records of a store of *content*."""
    stored(content)
    store = MemoryStore("s.json")
    return {record_type: store.all(record_type) for record_type in RECORD_TYPES}


def known(value: object) -> object:
    """Return the JSON *value* without nulls and empty lists, its strings composed."""
    if isinstance(value, dict):
        return {key: known(inner) for key, inner in value.items() if inner not in (None, (), [])}
    if isinstance(value, list | tuple):
        return [known(inner) for inner in value]
    return normalize("NFC", value) if isinstance(value, str) else value


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_a_valid_store_passes_validation(cchc: Run, argv: tuple[str, ...]) -> None:
    stored(SOUND)
    ran = cchc(*argv, "--store", "s.json")
    assert (ran.code, ran.out > "", ran.err) == (0, True, "")


@pytest.mark.parametrize(("record_type", "change", "message"), REFUSED)
def test_validation_names_the_field_and_the_reason(
    cchc: Run, record_type: str, change: dict[str, Any], message: str
) -> None:
    stored(changed(record_type, change))
    assert cchc("list", "--store", "s.json") == Ran(3, "", f"cchc: s.json: {message}\n")


@pytest.mark.parametrize(("document", "kind"), NO_DOCUMENTS)
def test_a_record_that_is_not_an_object_is_refused(cchc: Run, document: object, kind: str) -> None:
    stored(SOUND | {"themes": {"1": document}})
    message = f"cchc: s.json: themes/1: expected an object, got {kind}\n"
    assert cchc("list", "--store", "s.json") == Ran(3, "", message)


@pytest.mark.parametrize("argv", COMMANDS, ids=" ".join)
def test_every_command_refuses_a_bad_store_alike(cchc: Run, argv: tuple[str, ...]) -> None:
    stored(changed("provinces", {"name": 1}))
    message = 's.json: provinces/1 (phu-tho) name: expected text, got a whole number; write "1"'
    assert cchc(*argv, "--store", "s.json") == Ran(3, "", f"cchc: {message}\n")


@pytest.mark.parametrize(("content", "message"), UNREAD, ids=[row[0][:20].hex() for row in UNREAD])
def test_wrong_encoding_and_bytes_that_are_no_json_are_refused(
    cchc: Run, content: bytes, message: str
) -> None:
    stored(content)
    assert cchc("list", "--store", "s.json") == Ran(3, "", f"cchc: {message}\n")


@pytest.mark.parametrize("title", ["Phiên", "Phi\\u00ean"])
def test_objects_900_deep_are_refused(cchc: Run, title: str) -> None:
    deep = '{"a": ' * 900 + f'"{title}"' + "}" * 900
    stored(json.dumps(changed("meetings", {"note": 0})).replace('"note": 0', f'"note": {deep}'))
    assert cchc("list", "--store", "s.json") in [  # how deep is too deep, Python decides
        Ran(3, "", "cchc: s.json: meetings/1 (p09) note: the field vi is missing\n"),
        Ran(3, "", "cchc: s.json: objects or lists are nested too deeply\n"),
    ]


@pytest.mark.parametrize("content", ['{"meta": {},\n}', '{"meta": [1,\n]}'])
def test_a_comma_too_many_is_refused_where_it_stands(cchc: Run, content: str) -> None:
    stored(content)  # Python 3.13 sees the comma, others what comes behind
    ran = cchc("list", "--store", "s.json")
    assert (ran.code, ran.out) == (3, "")
    assert re.fullmatch(r"cchc: s\.json:(1:12|2:1): not JSON: [a-z ]+\n", ran.err)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("a\0b", r"a\u0000b: cannot be a file name"),
        ("x" * 300, f"{'x' * 300}: cannot be read: file name too long"),
        ("loop", "loop: cannot be read: too many levels of symbolic links"),
        ("s.json/s.json", "s.json/s.json: cannot be read: not a directory"),
        ("dangling", "dangling: does not exist; create a store with cchc init PATH"),
        ("", '--store (or CCHC_STORE) needs the path of a file, not ""'),
        ("-", '--store (or CCHC_STORE) needs the path of a file, not "-"'),
        (".", ".: is not a file; give the path of a store"),
        ("pipe", "pipe: is not a file; give the path of a store"),
        ("/dev/null", "/dev/null: is not a file; give the path of a store"),
        ("a\nb", "a\\u000ab: does not exist; create a store with cchc init PATH"),
        ("a\udcffb", "a\\udcffb: does not exist; create a store with cchc init PATH"),
    ],
    ids=ascii,
)
def test_what_is_no_file_is_refused(cchc: Run, path: str, message: str) -> None:
    stored(SOUND)
    Path("loop").symlink_to("loop")
    Path("dangling").symlink_to("nowhere")
    os.mkfifo("pipe")
    assert cchc("list", "--store", path) == Ran(3, "", f"cchc: {message}\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(cchc: Run) -> None:
    stored(SOUND)
    Path("s.json").chmod(0)
    message = "cchc: s.json: cannot be read: permission denied\n"
    assert cchc("list", "--store", "s.json") == Ran(3, "", message)


def test_a_mistyped_path_stays_missing(cchc: Run) -> None:
    for argv in COMMANDS:
        assert cchc(*argv, "--store", "metings.json").code == 3
    assert not list(Path().iterdir())


def test_reading_leaves_the_store_as_it_was(cchc: Run) -> None:
    stored(b"\xef\xbb\xbf" + normalize("NFD", json.dumps(SOUND, ensure_ascii=False)).encode())
    file = Path("s.json")
    os.utime(file, (1, 1))
    before = file.read_bytes(), file.stat().st_ino, file.stat().st_mode
    for argv in COMMANDS:
        assert cchc(*argv, "--store", "s.json").code == 0
    assert (file.read_bytes(), file.stat().st_ino, file.stat().st_mode) == before
    assert file.stat().st_mtime == 1
    assert list(Path().iterdir()) == [file]


def test_encoding_may_begin_with_a_byte_order_mark() -> None:
    text = json.dumps(SOUND, ensure_ascii=False)
    assert records("\ufeff" + text) == records(text)


def test_a_person_has_an_id_that_no_other_record_has(cchc: Run) -> None:
    stored(changed("directives", {"issuer": "Số Hóa"}))  # so-hoa is a theme
    people = cchc("list", "people", "-o", "id", "--store", "s.json").out.split()
    shown = [
        cchc("show", id_, "-F", "type,name", "-o", "csv", "--store", "s.json") for id_ in people
    ]
    assert [ran.out.splitlines()[1] for ran in shown] == [
        "people,Bùi Văn Quang",
        "people,Nguyễn Hòa Bình",
        "people,Số Hóa",
    ]


def test_marks_set_apart_come_out_on_their_letters(cchc: Run) -> None:
    stored(changed("meetings", {"title": {"vi": normalize("NFD", "Phiên họp thứ 9")}}))
    ran = cchc("list", "-F", "title.vi", "-o", "jsonl", "--store", "s.json")
    assert ran == Ran(0, '{"title.vi":"Phiên họp thứ 9"}\n', "")


@pytest.mark.parametrize("layout", ["indent", "tabs", "crlf", "escapes", "sorted", "schema"])
def test_the_layout_of_the_file_does_not_matter(layout: str) -> None:
    text = {
        "indent": json.dumps(SOUND, ensure_ascii=False, indent=2),
        "tabs": json.dumps(SOUND, ensure_ascii=False, indent="\t"),
        "crlf": json.dumps(SOUND, ensure_ascii=False, indent=2).replace("\n", "\r\n"),
        "escapes": json.dumps(SOUND, ensure_ascii=True),
        "sorted": json.dumps(SOUND, ensure_ascii=False, sort_keys=True),
        "schema": json.dumps({"$schema": "./meetings.schema.json"} | SOUND),
    }[layout]
    assert records(text) == records(SOUND)


# What holds for every store.

words = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1)
pairs = st.fixed_dictionaries({"vi": words}, optional={"en": st.none() | words})
counts = st.integers(min_value=0, max_value=10**12)
days = st.dates().map(date.isoformat)


targets = st.fixed_dictionaries(
    {
        "indicator": st.just("ho-so"),
        "bound": st.sampled_from(["more-than", "exact"]),
        "value": st.integers(),
        "by": days,
    }
)


def either(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=fields)


sound_stores = st.builds(
    lambda *changes: {
        record_type: SOUND[record_type] | {"1": SOUND[record_type]["1"] | change}
        for record_type, change in zip(SOUND, changes, strict=True)
    },
    either(title=pairs, updated=days),
    either(
        title=pairs,
        date=days,
        number=st.none() | counts.map(lambda count: count + 1),
        half_day=st.sampled_from(["morning", "afternoon", None]),
        place=st.none() | pairs,
        plans=st.none() | days,
        inferred=st.dictionaries(st.sampled_from(["date", "number", "mode"]), pairs),
    ),
    either(
        text=pairs,
        issuer=st.none() | words,
        to=st.lists(st.sampled_from(["bo-noi-vu", "phu-tho"])),
        target=st.none() | targets,
        also=st.just([]),
    ),
    either(status=st.sampled_from(["done", "dropped"]), as_of=days, note=st.none() | pairs),
    either(
        value=st.none() | st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        reported=words,
        numerator=st.none() | counts,
        meeting=st.none(),
    ),
    either(name=pairs, cumulative=st.booleans(), note=st.none() | pairs),
    either(name=pairs, aliases=st.lists(words), note=st.none() | pairs),
    either(number=st.none() | words, date=st.none() | days, aliases=st.lists(words)),
    either(outlet=words, title=pairs, published=st.none() | days, file=words),
    either(name=pairs, aliases=st.lists(words)),
    either(name=pairs),
    either(name=words, aliases=st.lists(words)),
    either(short=words, long=st.lists(words, min_size=1), en=words),
)

in_a_folder = settings(
    max_examples=50,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@in_a_folder
@given(sound_stores)
def test_what_is_written_reads_back(store: dict[str, Any]) -> None:
    first = records(store)
    dumped = {
        record_type: {
            str(key): to_builtins(record) for key, record in enumerate(first[record_type], 1)
        }
        for record_type in TABLES
    }
    assert records({"meta": store["meta"]} | dumped) == first
    for record_type, table in dumped.items():
        for key, document in store[record_type].items():
            for field, value in document.items():
                assert known(table[key][field]) == known(value)


@in_a_folder
@given(store=sound_stores, escaped=st.booleans())
def test_reading_is_blind_to_the_normal_form_of_the_file(
    *, store: dict[str, Any], escaped: bool
) -> None:
    found = []
    for form in ("NFC", "NFD"):
        text = normalize(form, json.dumps(store, ensure_ascii=False))
        found.append(records(json.dumps(json.loads(text)) if escaped else text))
    assert found[0] == found[1]


def places(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401  # all that JSON can hold
    """Yield each place in the JSON *value*: what holds it, and the key or index."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from places(value[key])


TWICE = "\N{DITTO MARK}"
"""Ends the second of two keys that are alike in the file."""

DIGITS = "5000 digits"
"""Stands for a number of so many."""

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=4)
    | st.sampled_from(
        ["p09", "p09.d01", "phu-tho", "2025-02-30", "2024", "chair", "", "0", "\ud800", DIGITS]
    )
)
anything = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["vi", "id", "1", "x", "\ud800"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@st.composite
def damaged_stores(draw: st.DrawFn) -> str:
    """Return the text of the sound store after one or two values are changed at random."""
    store = deepcopy(SOUND)
    for _ in range(draw(st.integers(1, 2))):
        holder, key = draw(st.sampled_from(list(places(store))))
        match draw(st.sampled_from(["delete", "add", "repeat", "rename", *["replace"] * 4])):
            case "delete":
                del holder[key]
            case "add" if isinstance(holder, dict):
                holder[draw(st.text(max_size=3))] = draw(anything)
            case "repeat" if isinstance(holder, dict):
                holder[f"{key}{TWICE}"] = holder[key]
            case "rename" if isinstance(holder, dict):
                holder[draw(st.sampled_from(["2", "id", "x", "\ud800"]))] = holder.pop(key)
            case "add" | "repeat" if isinstance(holder, list):
                holder.append(holder[key])
            case _:
                holder[key] = draw(anything)
    text = json.dumps(store).replace(json.dumps(TWICE)[1:-1], "")
    return text.replace(f'"{DIGITS}"', "9" * 5000)


@settings(in_a_folder, max_examples=250)
@given(text=damaged_stores(), argv=st.sampled_from([row for row in COMMANDS if row[0] != "show"]))
def test_damage_anywhere_ends_in_an_answer_or_in_one_line(
    cchc: Run, text: str, argv: tuple[str, ...]
) -> None:
    stored(text)
    code, out, err = cchc(*argv, "--store", "s.json")
    assert "fault of cchc" not in err
    if code == 3:
        assert (out, err.count("\n"), err[:14]) == ("", 1, "cchc: s.json: "), err
    else:
        assert code == 0 or (code, argv[0]) == (1, "search"), err
