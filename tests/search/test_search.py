"""Search: type without marks and find all, type with marks and find exactly."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import builders
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec import to_builtins
from processes import Ran, Run, as_process

from cchc_cli.answers.list import list_records
from cchc_cli.language.diacritics import slug, telex_keys
from cchc_cli.model.records import (
    RECORD_TYPES,
    Area,
    Award,
    Body,
    Directive,
    Document,
    Figure,
    Indicator,
    Meeting,
    Meta,
    Person,
    Province,
    Record,
    Source,
    Term,
    Theme,
    Words,
    type_of,
)
from cchc_cli.query import Query
from cchc_cli.query.filters import Filters
from cchc_cli.query.sorting import default_order
from cchc_cli.query.source import Predicate, RecordSource

LOOSE = "no exact match; showing words with more diacritics than were typed"

both_ways = pytest.mark.usefixtures("_both_ways")
TERMS = {
    "TTHC": "thủ tục hành chính",
    "DVC": "dịch vụ công",
    "DVCTT": "dịch vụ công trực tuyến",
    "BNV": "Bộ Nội vụ",
    "kĩ": "kỹ",
    "qui": "quy",
}
terms = [Term(id=f"z{n}", short=short, long=(TERMS[short],)) for n, short in enumerate(TERMS)]
of_shared_streams = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Few(RecordSource):
    """A few records, asked as a store is."""

    path = "few"

    meta = Meta(schema=2, updated=date(2025, 1, 15), title=Words("Thử"))

    def __init__(self, *entries: Record) -> None:
        self._entries = entries

    def all(self, record_type: str) -> Sequence[Any]:
        """Return those of one kind."""
        return [one for one in self._entries if isinstance(one, RECORD_TYPES[record_type])]

    def get(self, id_: str) -> Record | None:
        """Return the one of this id."""
        return next((one for one in self._entries if one.id == id_), None)

    def referring_to(self, id_: str, record_type: str) -> Sequence[Any]:
        """Return those that name this id."""
        return [one for one in self.all(record_type) if id_ in str(one)]

    def filtered(self, record_type: str, predicate: Predicate) -> Sequence[Any]:
        """Return those that pass, in the usual order."""
        return default_order(record_type, list(filter(predicate, self.all(record_type))), self)


def named(*names: str) -> list[Record]:
    return [Theme(id=f"x{number}", name=Words(name)) for number, name in enumerate(names)]


def hits(records: Few, *typed: str, **more: Any) -> Sequence[Any]:  # noqa: ANN401
    return list_records(Query(record_types=tuple(RECORD_TYPES), words=typed, **more), records).items


def ids(records: Few, *typed: str, **more: Any) -> list[str]:  # noqa: ANN401
    return [hit.record.id for hit in hits(records, *typed, **more)]


def finds(typed: Sequence[str], names: Sequence[str], *, exact: bool = False) -> list[str]:
    """Return those of *names* that are found, in a store that knows TERMS."""
    found = hits(Few(*named(*names), *terms), *typed, exact=exact)
    kept = [hit.record.name.vi for hit in found if isinstance(hit.record, Theme)]
    return [name for name in names if name in kept]


def written(folder: Path, *entries: Record) -> str:
    """Write a store of *entries* to *folder* and return its path."""
    tables: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        tables.setdefault(type_of(entry), []).append(to_builtins(entry))
    return builders.store(folder, **tables)


def bodies(*names: str) -> list[Body]:
    """Return the bodies of these *names*, with ids made of them."""
    return [Body(id=slug(telex_keys(one)), kind="group", name=Words(one)) for one in names]


HOA = ["hòa", "hoà", "hoa"]
DUONG = ["đường", "đương", "dương", "dường"]
NFC, NFD = (normalize(form, "thủ tục đặc biệt") for form in ("NFC", "NFD"))


@pytest.mark.parametrize(
    ("typed", "found", "others"),
    [
        ("duong", DUONG, []),
        ("dương", ["dương"], ["đường", "đương", "dường", "duong"]),
        ("đương", ["đương"], ["đường", "dương", "dường", "duong"]),
        ("đường", ["đường"], ["đương", "dương", "dường", "duong"]),
        ("đuong", ["đường", "đương"], ["dương", "dường", "duong"]),
        ("thu tuc", ["thủ tục", "thử túc"], ["thủ", "tục thủ"]),
        ("thủ tuc", ["thủ tục"], ["thử túc"]),
        ("thủ tục", ["thủ tục"], ["thử túc"]),
        ("THỦ TỤC", ["thủ tục", "Thủ tục"], ["thử túc"]),
        ("hòa", ["hòa", "hoà"], ["hoa"]),
        ("hoà", ["hòa", "hoà"], ["hoa"]),
        ("hoa", HOA, []),
        ("ủy", ["ủy", "uỷ"], ["uy"]),
        ("uỷ", ["ủy", "uỷ"], ["uy"]),
        ("dac biet", [NFC, NFD], ["đặc"]),
        ("đặc biệt", [NFC, NFD], ["đắc biệt"]),
        (normalize("NFD", "đặc biệt"), [NFC, NFD], ["đắc biệt"]),
        ("ba", ["ba", "bà"], ["ban"]),
        ("18/21", ["18/21 bộ"], ["21/18 bộ", "18 bộ"]),
        ("điạ phương", ["địa phương", "điạ phương"], ["đìa phương"]),
        ("địa phương", ["địa phương", "điạ phương"], ["đìa phương"]),
        ("dia phuong", ["địa phương", "điạ phương"], ["phương địa"]),
    ],
)
def test_without_marks_it_finds_all_and_with_marks_exactly(
    typed: str, found: list[str], others: list[str]
) -> None:
    assert finds([typed], [*others, *found]) == found


def test_exactly_ba_is_not_bà() -> None:  # noqa: PLC2401  # the name of a test is its sentence
    assert finds(["ba"], ["ba", "bà", "Ba"], exact=True) == ["ba", "Ba"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("thu*", ["thủ tục", "thuế", "thứ"]),
        ("thủ*", ["thủ tục"]),
        ("tuc*", ["thủ tục"]),
        ("thu tu*", ["thủ tục"]),
        ("đ*", ["đường"]),
        ("đươ*", ["đường"]),
        ("đườ*", ["đường"]),
        ("đướ*", []),
    ],
)
def test_a_star_finds_words_that_begin_so(typed: str, found: list[str]) -> None:
    assert finds([typed], ["thủ tục", "thuế", "thứ", "đường"]) == found


SAME = {
    "a term": ["TTHC", "tthc", "thủ tục hành chính", "thu tuc hanh chinh", "THỦ TỤC HÀNH CHÍNH"],
    "within a phrase": ["rà soát TTHC", "rà soát thủ tục hành chính", "ra soat thu tuc hanh chinh"],
    "nested": ["DVCTT", "DVC trực tuyến", "dịch vụ công trực tuyến"],
    "two": ["BNV rà soát TTHC", "Bộ Nội vụ rà soát TTHC", "BNV rà soát thủ tục hành chính"],
    "kĩ": ["kĩ thuật", "kỹ thuật"],
    "qui": ["qui định", "quy định"],
}

UNMARKED = ("thu tuc hanh chinh", "ra soat thu tuc hanh chinh")


@pytest.mark.parametrize("name", SAME)
def test_synonyms_abbreviations_and_spellings_go_both_ways(name: str) -> None:
    marked = [way for way in SAME[name] if way not in UNMARKED]
    assert {way: finds([way], marked) for way in SAME[name]} == dict.fromkeys(SAME[name], marked)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("rà soát TTHC", "TTHC rà soát"),
        ("TTHC", "hành chính thủ tục"),
        ("thủ túc hành chính", "TTHC"),
        ("kĩ", "kỳ"),
        ("DVCTT", "DVC"),
    ],
)
def test_an_abbreviation_stands_for_nothing_else(typed: str, name: str) -> None:
    assert finds([typed], [name]) == []


@both_ways
@pytest.mark.parametrize(
    "same",
    [
        [["TTHC"], ["tthc"], ["thu tuc hanh chinh"], ["thủ tục hành chính"]],
        [["DVCTT"], ["DVC trực tuyến"], ["dịch vụ công trực tuyến"]],
        [["chính phủ"], ["CHÍNH PHỦ"], [normalize("NFD", "chính phủ")]],
        [["Nguyễn Hòa Bình"], ["nguyễn hoà bình"]],
    ],
)
def test_the_shipped_store_answers_alike_however_it_is_typed(
    cchc: Run, same: list[list[str]]
) -> None:
    (first, *others) = [cchc("search", *typed, "-o", "id") for typed in same]
    assert (first.code, first.err) == (0, "")
    for other in others:
        assert (other.code, other.err) == (0, "")
        assert sorted(other.out.split()) == sorted(first.out.split())


def test_english_words_are_found_too() -> None:
    theme = Theme(id="x1", name=Words("Cắt giảm thủ tục", "Cutting procedures"))
    assert ids(Few(theme), "PROCEDURES") == ["x1"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["thủ tục"], ["thủ tục", "Thủ, tục"]),
        (["tục thủ"], ["tục thủ"]),
        (["thủ", "tục"], ["thủ tục", "tục thủ", "Thủ, tục", "thủ và tục"]),
        (["tục", "thủ"], ["thủ tục", "tục thủ", "Thủ, tục", "thủ và tục"]),
        (["thủ tục", "và"], []),
        (["thủ", "và"], ["thủ và tục"]),
        (["..."], []),
        (["thủ tục", "..."], ["thủ tục", "Thủ, tục"]),
    ],
)
def test_all_words_must_occur_and_those_of_a_phrase_together(
    typed: list[str], found: list[str]
) -> None:
    assert finds(typed, ["thủ tục", "tục thủ", "Thủ, tục", "thủ và tục"]) == found


MEETINGS = [
    Meeting(
        id=id_,
        kind="session",
        number=number,
        title=Words("Phiên họp", "Session"),
        date=day,
        place=Words("Hà Nội", "Hanoi"),
        people=(Person("Trần Hoà Ca", "chair", (Words("Trưởng Ban", "Head"),)),),
        awards=(Award(Words("Huân chương"), (Words("Sở Nội vụ"),)),),
        sources=(f"{id_}.s1",),
    )
    for id_, number, day in [("p01", 1, date(2024, 1, 1)), ("p02", 2, date(2025, 1, 1))]
]
SOURCES = [
    Source(id=f"{one.id}.s1", meeting=one.id, kind="article", file="a.txt") for one in MEETINGS
]
FRAME = [*MEETINGS, *SOURCES]


def directive(id_: str, text: str, **more: Any) -> Directive:  # noqa: ANN401
    meeting = id_.partition(".")[0]
    given = {"kind": "task", "level": "committee", "area": "general", "sources": ("p01.s1",)}
    return Directive(id=id_, meeting=meeting, text=Words(text), **{**given, **more})


RANKED = [
    directive("p02.d10", "rà soát kỹ"),
    directive("p01.d02", "rà soát"),
    directive("p01.d10", "phải rà soát"),
    directive("p02.d01", "việc khác", note=Words("rà soát")),
    directive("p02.d02", "rà rồi mới soát"),
    directive("p02.d03", "rà rồi mới tới", note=Words("soát")),
]


@pytest.mark.parametrize("turned", [False, True])
def test_together_comes_before_apart_then_texts_before_notes_then_the_newest(
    turned: bool,  # noqa: FBT001  # pytest gives it by name
) -> None:
    stored = RANKED[::-1] if turned else RANKED
    best_first = ["p02.d10", "p01.d02", "p01.d10", "p02.d01", "p02.d02", "p02.d03"]
    assert ids(Few(*FRAME, *stored), "ra", "soat") == best_first


@given(st.permutations(RANKED), st.lists(st.sampled_from(["rà", "soát", "thủ tục"]), max_size=4))
@settings(deadline=None)
def test_records_that_do_not_match_move_none_that_do(
    stored: list[Directive], other: list[str]
) -> None:
    more = [directive(f"p01.d{number}", text) for number, text in enumerate(other, 50)]
    alone, among = (ids(Few(*FRAME, *all_), "ra", "soat") for all_ in (stored, [*stored, *more]))
    assert among == alone


@both_ways
def test_the_retry_is_told_on_standard_error(cchc: Run, tmp_path: Path) -> None:
    store = written(tmp_path, *named("đường", "đương", "dương"))
    ran = cchc("search", "đuong", "-o", "id", "--store", store)
    assert ran == Ran(0, "x0\nx1\n", f"cchc: {LOOSE}\n")
    assert cchc("search", "đuong", "-o", "id", "-q", "--store", store) == ran._replace(err="")
    assert cchc("search", "đường", "-o", "id", "--store", store) == Ran(0, "x0\n", "")


@pytest.mark.parametrize("typed", ["đuong", "đường"])
def test_what_is_typed_exactly_is_not_tried_again(typed: str) -> None:
    assert finds([typed], ["đương"], exact=True) == []


@both_ways
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("chnh", 'nothing found for "chnh"; similar words: chính, hành'),
        ("hàh", 'nothing found for "hàh"; similar words: hành'),
        ("xyzzy", 'nothing found for "xyzzy"'),
        ("…", "nothing to search for: type at least one letter or digit"),
        ("", "nothing to search for: type at least one letter or digit"),
        ("*", "nothing to search for: type at least one letter or digit"),
    ],
)
def test_nothing_found_is_1_and_suggests_the_nearest_words(
    cchc: Run, tmp_path: Path, typed: str, sentence: str
) -> None:
    store = written(tmp_path, *named("Thủ tục hành chính"))
    assert cchc("search", typed, "--store", store) == Ran(1, "", f"cchc: {sentence}\n")


@both_ways
def test_no_words_are_nearest_where_all_occur_but_not_so(cchc: Run, tmp_path: Path) -> None:
    store = written(tmp_path, *named("Thủ tục hành chính"))
    ran = cchc("search", "chính hành", "--store", store)
    assert (ran.code, ran.out, "similar" in ran.err) == (1, "", False)


@both_ways
def test_suggestions_are_of_the_record_types_that_were_asked(cchc: Run, tmp_path: Path) -> None:
    store = written(tmp_path, *named("chính"), Term(id="y", short="AB", long=("chanh",)))
    nothing = 'cchc: nothing found for "chnh"; similar words: '
    for record_type, near in (("themes", "chính"), ("terms", "chanh")):
        assert cchc("search", "chnh", "-t", record_type, "--store", store) == Ran(
            1, "", f"{nothing}{near}\n"
        )


INDICATOR = Indicator(
    id="rate",
    name=Words("Tỷ lệ đúng hạn", "Share on time"),
    unit="percent",
    definition=Words("Phần trăm"),
    sources=("p01.s1",),
)
FIGURE = Figure(
    id="p01.f01",
    meeting="p01",
    indicator="rate",
    subject="Bộ Công an",
    reported="85,71%",
    value=85.71,
    numerator=18,
    denominator=21,
    unit="percent",
    scope="ministries",
    sources=("p01.s1",),
)
AREA = Area(id="general", name=Words("Chung"))
PLACE = Province(id="vinh-phuc", name="Vĩnh Phúc")
LAW = Document(
    id="x9",
    kind="law",
    number="57-NQ/TW",
    title=Words("📌 Về thủ tục; TTHC, kỹ thuật"),
    aliases=("NQ 57", "Nghị quyết năm bảy"),
    issuer="Bộ Chính trị",
    sources=("p01.s1",),
)
ORDERS = [
    directive("p01.d01", "Thu", to=("bo-noi-vu", "dia-phuong"), issuer="Lê Văn Uý"),
    directive("p01.d02", "Thu", to=("so",), documents=("x9",)),
    directive("p02.d01", "Thu", issuer="Nguyễn Hoà Bình", level="province", province="vinh-phuc"),
]
TASK = directive("p01.d01", "Làm ngay", to=("so", "dia-phuong"), issuer="Lê Văn Uý")


@both_ways
@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        (
            ["dia phuong"],
            {
                "dia-phuong id": ["dia-phuong"],
                "dia-phuong name.vi": ["địa phương"],
                "p01.d01 to.1.name.vi": ["địa phương"],
            },
        ),
        (["điạ", "lam"], {"p01.d01 text.vi": ["Làm"], "p01.d01 to.1.name.vi": ["địa"]}),
        (["le van úy"], {"p01.d01 issuer": ["Lê Văn Uý"]}),
        (["làm ngay"], {"p01.d01 text.vi": ["Làm ngay"]}),
        (["lam", "ngay"], {"p01.d01 text.vi": ["Làm ngay"]}),
        (["ngay", "lam"], {"p01.d01 text.vi": ["Làm", "ngay"]}),
        (
            ["thủ tục hành chính"],
            {"x9 title.vi": ["TTHC"], "z0 short": ["TTHC"]} | {"z0 long.0": ["thủ tục hành chính"]},
        ),
        (["kĩ thuật"], {"x9 title.vi": ["kỹ thuật"]}),
        (["thuâ*"], {"x9 title.vi": ["thuật"]}),
        (["thuậ*"], {"x9 title.vi": ["thuật"]}),
        (["57 nq"], {"x9 number": ["57-NQ"]}),
        (["nam bay"], {"x9 aliases.1": ["năm bảy"]}),
        (["share on"], {"p01.f01 indicator.name.en": ["Share on"], "rate name.en": ["Share on"]}),
        (["đúng"], {"p01.f01 indicator.name.vi": ["đúng"], "rate name.vi": ["đúng"]}),
        (["85,71"], {"p01.f01 reported": ["85,71"]}),
        (["cong an"], {"p01.f01 subject": ["Công an"]}),
        (["p01 f01"], {"p01.f01 id": ["p01.f01"]}),
        (["huân"], {"p01 awards.0.name.vi": ["Huân"], "p02 awards.0.name.vi": ["Huân"]}),
        (["hoà ca"], {"p01 people.0.name": ["Hoà Ca"], "p02 people.0.name": ["Hoà Ca"]}),
        (["truong ban"], {f"p0{n} people.0.titles.0.vi": ["Trưởng Ban"] for n in (1, 2)}),
        (["hanoi"], {"p01 place.en": ["Hanoi"], "p02 place.en": ["Hanoi"]}),
        (["sở", "nội"], {f"p0{n} awards.0.to.0.vi": ["Sở Nội"] for n in (1, 2)}),
    ],
)
def test_matches_cut_out_the_words_that_were_found(
    cchc: Run, tmp_path: Path, typed: list[str], cut: dict[str, list[str]]
) -> None:
    told = bodies("sở", "địa phương")
    store = written(tmp_path, *FRAME, INDICATOR, FIGURE, LAW, TASK, AREA, *told, *terms)
    asked = [part for kind in RECORD_TYPES if kind != "people" for part in ("-t", kind)]
    ran = cchc("search", *typed, "--json", "-q", *asked, "--store", store)
    assert cuts(json.loads(ran.out), [INDICATOR, *told]) == cut


def cuts(rows: list[dict[str, Any]], named: Sequence[Record]) -> dict[str, list[str]]:
    """Return "id field" of all matches → what they cut out of the text that stands there."""
    names = {one.id: to_builtins(one) for one in named}
    found: dict[str, list[str]] = {}
    for row in rows:
        for match in row["matches"]:
            value: Any = row
            for part in match["field"].split("."):
                value = names[value] if isinstance(value, str) else value
                value = value[int(part)] if isinstance(value, list) else value[part]
            cut = value[match["start"] : match["end"]]
            found.setdefault(f"{row['id']} {match['field']}", []).append(cut)
    return found


def test_a_figure_is_found_by_the_numbers_it_was_worked_out_from() -> None:
    assert ids(Few(*FRAME, INDICATOR, FIGURE), "18/21") == ["p01.f01"]


def test_the_name_of_an_area_finds_none_of_its_orders() -> None:
    assert ids(Few(*FRAME, AREA, TASK), "chung") == ["general"]


@both_ways
@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["p02.d01", "p01.d01", "p01.d02", "x9", "z0"]),
        (["-t", "directives"], ["p02.d01", "p01.d01", "p01.d02"]),
        (["-t", "documents"], ["x9"]),
        (["-t", "documents", "-t", "directives"], ["p02.d01", "p01.d01", "p01.d02", "x9"]),
        (["-t", "meetings"], []),
        (["-a", "general"], ["p02.d01", "p01.d01", "p01.d02"]),
        (["-m", "p01"], ["p01.d01", "p01.d02", "x9"]),
        (["-m", "p01", "-m", "p02"], ["p02.d01", "p01.d01", "p01.d02", "x9"]),
        (["--kind", "law"], ["x9"]),
        (["--kind", "task", "--since", "2025"], ["p02.d01"]),
        (["--level", "province"], ["p02.d01"]),
        (["--to", "bo noi vu"], ["p01.d01"]),
        (["--to", "BNV"], ["p01.d01"]),
        (["--to", "Bộ Nội vụ"], ["p01.d01"]),
        (["--to", "vụ Bộ"], []),
        (["--to", "điạ"], ["p01.d01"]),
        (["--to", "đìa"], []),
        (["--issuer", "nguyen hoa binh"], ["p02.d01"]),
        (["--issuer", "NGUYỄN HÒA BÌNH"], ["p02.d01"]),
        (["--issuer", normalize("NFD", "hòa bình")], ["p02.d01"]),
        (["--issuer", "hoa binh", "--exact"], ["p02.d01"]),
        (["--issuer", "hóa bình"], []),
        (["--issuer", "hoà", "--issuer", "uy"], ["p02.d01", "p01.d01"]),
        (["--issuer", "bộ chính trị"], ["x9"]),
        (["--province", "vinh phuc"], ["p02.d01"]),
        (["--province", normalize("NFD", "VĨNH PHÚC")], ["p02.d01"]),
        (["--document", "57-nq/tw"], ["p01.d02", "x9"]),
        (["--document", "nghi quyet nam bay"], ["p01.d02", "x9"]),
        (["--document", "Nghị quyết năm bảy"], ["p01.d02", "x9"]),
    ],
)
def test_options_narrow_a_search_and_drop_the_kinds_that_lack_them(
    cchc: Run, tmp_path: Path, options: list[str], found: list[str]
) -> None:
    told = bodies("Bộ Nội vụ", "địa phương", "sở")
    store = written(tmp_path, *FRAME, AREA, PLACE, LAW, *ORDERS, *told, *terms)
    ran = cchc("search", "thu", *options, "-o", "id", "-q", "--store", store)
    assert ran.out.split() == found
    assert ran.code == (0 if found else 1)


@both_ways
@pytest.mark.parametrize("option", ["--province", "--document"])
@pytest.mark.parametrize("name", ["Vịnh Phúc", "Nghi quyêt năm bảy"])
def test_an_id_given_with_other_marks_is_not_there(
    cchc: Run, tmp_path: Path, option: str, name: str
) -> None:
    store = written(tmp_path, *FRAME, PLACE, LAW)
    ran = cchc("search", "thu", option, name, "-o", "id", "--store", store)
    assert (ran.code, ran.out) == (1, "")


WORDS = "hoa hòa hoà hóa đường duong đương dương thu thủ thứ tục túc ủy uỷ uy đuong"
SYLLABLES = WORDS.split()
syllable = st.sampled_from(SYLLABLES)
sentence = st.lists(syllable, min_size=1, max_size=5).map(" ".join)
sentences = st.lists(sentence, min_size=1, max_size=5)
phrases = st.lists(
    st.lists(syllable | syllable.map(lambda word: word[:2] + "*"), min_size=1, max_size=2),
    min_size=1,
    max_size=3,
)
forms: st.SearchStrategy[Literal["NFC", "NFD"]] = st.sampled_from(("NFC", "NFD"))
quick = settings(deadline=None, max_examples=60)

TONES = "\u0300\u0301\u0303\u0309\u0323"


def spelled(word: str) -> tuple[list[str], str]:
    """Return the letters of *word*, each with its marks but no tone, and the tone apart."""
    letters: list[str] = []
    tone = ""
    for sign in normalize("NFD", word.lower()):
        if sign in TONES:
            tone = sign
        elif "\u0300" <= sign < "\u0370":
            letters[-1] += sign
        else:
            letters.append(sign)
    return letters, tone


def plain(word: str) -> str:
    """Return *word* as one types it who types no marks."""
    return "".join(letter[0] for letter in spelled(word)[0]).replace("đ", "d")


def means(typed: str, word: str, *, loose: bool = False) -> bool:
    """Return what the design says of a *typed* word and one of a text."""
    begun, typed = typed.endswith("*"), typed.rstrip("*")
    if plain(typed) == typed.lower():
        return plain(word).startswith(typed) if begun else plain(word) == typed
    (wanted, tone), (letters, its_tone) = spelled(typed), spelled(word)
    if len(letters) < len(wanted) or (len(letters) > len(wanted) and not begun):
        return False
    free = loose or begun
    return (tone == its_tone or (free and not tone)) and all(
        want == letter or (loose and want == plain(letter))
        for want, letter in zip(wanted, letters, strict=False)
    )


def by_hand(query: list[list[str]], names: list[str]) -> list[str]:
    """Return those of *names* that answer *query*, looking at every word of every one."""

    def has(name: str, phrase: list[str], *, loose: bool) -> bool:
        words = name.split()
        runs = (words[at : at + len(phrase)] for at in range(len(words) - len(phrase) + 1))
        return any(all(map(lambda a, b: means(a, b, loose=loose), phrase, run)) for run in runs)

    if found := [name for name in names if all(has(name, one, loose=False) for one in query)]:
        return found
    # Only what occurs nowhere is loosened: else another argument could add a hit.
    loose = [not any(has(name, one, loose=False) for name in names) for one in query]
    return [
        name
        for name in names
        if all(has(name, one, loose=free) for one, free in zip(query, loose, strict=True))
    ]


@given(phrases, sentences)
@quick
def test_it_finds_what_one_finds_by_hand(query: list[list[str]], names: list[str]) -> None:
    records = Few(*named(*names))
    found = [hit.record.name.vi for hit in hits(records, *map(" ".join, query))]
    assert sorted(found) == sorted(by_hand(query, names))


@given(phrases, sentences)
@quick
def test_offsets_cut_out_words_that_the_query_stands_for(
    query: list[list[str]], names: list[str]
) -> None:
    typed = [word for phrase in query for word in phrase]
    for hit in hits(Few(*named(*names)), *map(" ".join, query)):
        assert hit.matches
        for field, start, end in hit.matches:
            assert field == "name.vi"
            for word in hit.record.name.vi[start:end].split():
                assert any(means(one, word, loose=True) for one in typed)


@given(st.lists(sentence, min_size=1, max_size=3), sentences, forms)
@quick
def test_no_marks_find_all_that_marks_find(
    query: list[str], names: list[str], form: Literal["NFC", "NFD"]
) -> None:
    records = Few(*named(*names, *SAME["a term"], *SAME["kĩ"]), *terms)
    unmarked = [" ".join(map(plain, words.split())) for words in query]
    marked = [normalize(form, words) for words in query]
    assert set(ids(records, *marked)) <= set(ids(records, *unmarked))


@both_ways
def test_a_long_query_without_marks_finds_all_that_marks_find(cchc: Run, tmp_path: Path) -> None:
    name = "ký kết quy chế quản lý kỹ thuật, quỹ"
    typed = "kí kết qui chế quản lí kĩ thuật quĩ"
    pairs = ("kí", "ký"), ("kĩ", "kỹ"), ("kì", "kỳ"), ("kỉ", "kỷ"), ("lí", "lý"), ("quĩ", "quỹ")
    more = [
        Term(id=f"y{n}", short=a, long=(b,)) for n, (a, b) in enumerate([*pairs, ("qui", "quy")])
    ]
    store = written(tmp_path, *named(name), *more)
    for words in (typed, " ".join(map(plain, typed.split()))):
        ran = cchc("search", words, "-o", "id", "--store", store)
        assert (words, ran) == (words, Ran(0, "x0\n", ""))


WITH_TERMS = [*SYLLABLES, "đuòng", "TTHC", "HC", "kĩ", "kỹ", "ki", "hành", "chính", "x"]
term_word = st.sampled_from(WITH_TERMS)
wording = st.lists(term_word, min_size=1, max_size=3).map(" ".join)
any_terms = st.lists(st.tuples(wording, st.lists(wording, min_size=1, max_size=2)), max_size=5).map(
    lambda given: [Term(id=f"t{n}", short=a, long=tuple(b)) for n, (a, b) in enumerate(given)]
)
argument = st.lists(term_word | term_word.map(lambda word: word[:2] + "*"), min_size=1, max_size=3)
arguments = st.lists(argument.map(" ".join), min_size=1, max_size=3)
narrowing = st.sampled_from(
    (
        Filters(),
        Filters({"area": ("digital",)}),
        Filters({"kind": ("task",)}),
        Filters({"area": ("digital",), "kind": ("task",)}),
    )
)


@given(arguments, argument.map(" ".join), any_terms, st.data(), st.booleans(), narrowing)
@settings(deadline=None, max_examples=200)
def test_another_argument_or_filter_never_adds_records(
    query: list[str],
    more: str,
    known: list[Term],
    data: st.DataObject,
    exact: bool,  # noqa: FBT001  # hypothesis gives values by place
    filters: Filters,
) -> None:
    texts = data.draw(st.lists(st.lists(term_word, min_size=1, max_size=6), min_size=1, max_size=5))
    areas, kinds = st.sampled_from(("digital", "general")), st.sampled_from(("task", "lesson"))
    orders = [
        directive(f"p01.d{n}", " ".join(text), area=data.draw(areas), kind=data.draw(kinds))
        for n, text in enumerate(texts)
    ]
    areas_known = [Area(id=id_, name=Words(id_)) for id_ in ("digital", "general")]
    records = Few(*FRAME, *areas_known, *orders, *known)

    def found(*words: str, filters: Filters) -> set[str]:
        return {*ids(records, *words, exact=exact, filters=filters)}

    wider = found(*query, filters=filters)
    assert found(*query, more, filters=filters) <= wider
    assert wider <= found(*query, filters=Filters())


def test_only_the_argument_without_an_exact_match_is_loosened() -> None:
    records = Few(*named("đường hóa", "đường hòa", "đương hoá"))
    assert sorted(ids(records, "đuong", "hóa")) == ["x0", "x2"]
    assert ids(records, "đường", "hoá", "đương") == []


ONE_TERM = Term(id="z0", short="TTHC", long=("thủ tục hành chính", "thủ tục HC"))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["thủ tục"], {"x0": ["TTHC"], "x1": ["thủ tục"], "x2": ["thủ tục"]}),
        (["hành"], {"x0": ["TTHC"], "x1": ["thủ tục HC"]}),
        (["TTHC"], {"x0": ["TTHC"], "x1": ["thủ tục HC"]}),
        (["thu tuc hc"], {"x0": ["TTHC"], "x1": ["thủ tục HC"]}),
        (["cắt", "hành chính"], {"x0": ["cắt", "TTHC"]}),
        (["cắt tthc"], {"x0": ["cắt TTHC"]}),
        (["HC"], {"x1": ["HC"]}),
        (["thủ*", "x"], {"x2": ["x", "thủ"]}),
    ],
)
def test_a_hit_in_a_written_out_term_highlights_the_form(
    typed: list[str], found: dict[str, list[str]]
) -> None:
    records = Few(*named("cắt TTHC", "thủ tục HC", "x thủ tục"), ONE_TERM)
    cut = {
        hit.record.id: [hit.record.name.vi[start:end] for _, start, end in hit.matches]
        for hit in hits(records, *typed)
        if isinstance(hit.record, Theme)
    }
    assert cut == found


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["b a"], 'no phrase "b a"; 2 records contain all the words: cchc search b a'),
        (
            ["c", "b a"],
            'nothing found for "c b a"; 1 record contains all the words: cchc search c b a',
        ),
        (
            ["ba", "--exact"],
            'nothing found for "ba"; 1 record matches without --exact: cchc search ba',
        ),
        (["á", "bà"], 'nothing found for "á bà"; the words occur, but never in the same record'),
        (
            ["bà", "-t", "terms"],
            'nothing found for "bà"; 1 record matches without --type terms: cchc search bà',
        ),
        (
            ["b a", "-t", "themes", "-t", "terms"],
            (
                'no phrase "b a"; 2 records contain all the words:'
                " cchc search b a --type themes --type terms"
            ),
        ),
    ],
)
@both_ways
def test_what_is_suggested_was_tried_and_is_counted(
    cchc: Run, tmp_path: Path, options: list[str], sentence: str
) -> None:
    store = written(tmp_path, *named("a b", "a c b", "bà", "á"))
    ran = cchc("search", *options, "--store", store)
    assert ran == Ran(1, "", f"cchc: {sentence}\n")


@given(st.lists(syllable, min_size=1, max_size=2), sentences, st.integers(0, 6))
@quick
def test_a_limit_only_cuts(typed: list[str], names: list[str], limit: int) -> None:
    records = Few(*named(*names))
    assert ids(records, *typed, limit=limit) == ids(records, *typed)[:limit]


@given(st.lists(syllable, min_size=1, max_size=2), st.permutations(SYLLABLES))
@quick
def test_the_order_of_the_store_is_no_matter(typed: list[str], names: list[str]) -> None:
    entries = named(*names)
    assert ids(Few(*entries), *typed) == ids(Few(*reversed(entries)), *typed)


pieces = st.text(st.characters(), max_size=12) | st.sampled_from(
    [
        "'",
        '"',
        "AND",
        "NEAR(",
        "* ",
        "-x",
        "kĩ ",
        "\udcff",
        "\x00",
        "\x1b[31m",
        "👩‍👩‍👧 ",
        "TTHC ",
        "%",
        "[/b]",
    ]
)
strings = st.lists(pieces, max_size=6).map("".join) | st.builds(
    lambda piece: (piece * 10_000)[:10_000], pieces.filter(lambda piece: piece != "TTHC ")
)


@given(strings, st.sampled_from(["table", "json", "csv", "md", "id"]))
@example("ký " * 3333, "id")
@of_shared_streams
def test_any_string_is_a_query(cchc: Run, tmp_path: Path, typed: str, form: str) -> None:
    store = written(tmp_path, *named("Kỹ thuật", "ký", "x AND y", "[/b] 1"), terms[0])
    ran = cchc("search", "-o", form, "--store", store, "--", typed)
    assert ran.code in (0, 1)
    assert "fault of cchc" not in ran.err
    assert ran.code == 0 or ran.err


@both_ways
def test_an_argument_with_a_dash_is_an_option_or_wrong_use(cchc: Run) -> None:
    ran = cchc("search", "-xyzzy")
    assert (ran.code, ran.out) == (2, "")


def test_a_thousand_words_with_two_spellings_are_answered(tmp_path: Path) -> None:
    ran = as_process("search", "-o", "id", "ki " * 1000, cwd=tmp_path)
    assert (ran.code, ran.out) == (1, "")  # or it never ends, and that is the fault
