"""The exported workbook: as many rows as `list`, values as what they are, texts never run."""

import sys
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import builders
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from processes import Ran, Run

from cchc_cli.export import workbook
from cchc_cli.export.workbook import MAX_TEXT, write_workbook
from cchc_cli.language.translation import Lang, label, set_language
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore

writing = pytest.mark.skipif(
    find_spec("xlsxwriter") is None, reason="a workbook needs XlsxWriter, the extra excel"
)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the sheets of the workbook at *path*: their rows, heading → text, number or day."""
    with ZipFile(path) as parts:
        xml = {name: ET.fromstring(parts.read(name)) for name in parts.namelist() if "xml" in name}
    texts = [
        "".join(text.text or "" for text in one.iter(f"{MAIN}t"))
        for one in xml["xl/sharedStrings.xml"]
    ]
    names = [one.attrib["name"] for one in xml["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    found = {}
    for number, name in enumerate(names, 1):
        sheet = xml[f"xl/worksheets/sheet{number}.xml"]
        head, *rows = [cells(row, texts, xml["xl/styles.xml"]) for row in sheet.iter(f"{MAIN}row")]
        found[name] = [{head[column]: value for column, value in row.items()} for row in rows]
    return found


def cells(row: ET.Element, texts: list[str], styles: ET.Element) -> dict[str, Any]:
    """Return column → value of *row*, which holds neither formulas nor text that is not shared."""
    days = [
        one.attrib["numFmtId"]
        for one in styles.iter(f"{MAIN}numFmt")
        if "yyyy" in one.attrib["formatCode"]
    ]
    formats = [one.attrib["numFmtId"] for one in next(styles.iter(f"{MAIN}cellXfs"))]
    found: dict[str, Any] = {}
    for cell in row:
        column = cell.attrib["r"].rstrip("0123456789")
        value = cell.findtext(f"{MAIN}v")
        assert [child.tag for child in cell] == ([] if value is None else [f"{MAIN}v"])
        if value is None:
            continue
        if cell.get("t") == "s":
            found[column] = texts[int(value)]
        elif formats[int(cell.get("s", 0))] in days:
            found[column] = date(1899, 12, 30) + timedelta(int(value))
        else:
            found[column] = float(value)
    return found


@pytest.fixture(params=["en", "vi"])
def lang(request: pytest.FixtureRequest) -> Lang:
    set_language(request.param)
    return request.param  # type: ignore[no-any-return]


@writing
def test_each_record_type_is_a_sheet_with_the_rows_of_list(lang: Lang, tmp_path: Path) -> None:
    store = MemoryStore(store_path())
    assert write_workbook(f"{tmp_path}/a.xlsx", store, force=False) == []
    found = sheets(tmp_path / "a.xlsx")
    names = [label(record_type).replace("/", "-") for record_type in RECORD_TYPES]
    assert list(found) == names
    for record_type, name in zip(RECORD_TYPES, names, strict=True):
        ids = [row[label("id")] for row in found[name]]
        assert sorted(ids) == sorted(record.id for record in store.all(record_type))
    (row,) = [one for one in found[label("directives")] if one[label("id")] == "p08.d17"]
    shown = {heading: row[heading] for heading in map(label, ("date", "to", "area", "text"))}
    meeting: Any = store.get("p08")
    directive: Any = store.get("p08.d17")
    body: Any = store.get(directive.to[0])
    assert shown[label("date")] == meeting.date
    assert shown[label("text")] == getattr(directive.text, lang)
    assert shown[label("to")].split("; ")[0] == getattr(body.name, lang)


@writing
def test_the_values_of_a_sheet_are_what_they_are(tmp_path: Path) -> None:
    path = builders.store(
        tmp_path,
        figures=[
            builders.figure("p09.f01", "1.234,5", 1234.5, as_of="2025-01-15", subject="=A1"),
            builders.figure("p09.f02", "2", 2, as_of="2024-H1", subject="ha-noi"),
            builders.figure("p09.f03", "nhiều", value=10**15),
        ],
        directives=[
            builders.directive(
                target={"indicator": "a", "bound": "more-than", "value": 1234.5, "by": "2025-H1"},
                to=["b", "ha-noi"],
                inferred={"level": {"vi": "Vì thế"}, "area": {"vi": "Đoán"}},
            )
        ],
        meetings=[
            builders.meeting(date="1900-02-28"),
            builders.meeting(
                "p08",
                "2024-07-15",
                people=[
                    {"name": "Ai", "role": "chair", "titles": [{"vi": "Bộ trưởng"}]},
                    {"name": "Bi", "role": "participant"},
                ],
                awards=[{"name": {"vi": "Bằng khen"}, "to": ["b", {"vi": "Tập thể"}]}],
            ),
        ],
        indicators=[builders.indicator("a", {"vi": "Việc", "en": "Tasks"}, comparable=False)],
        provinces=[{"id": "ha-noi", "name": "Hà Nội"}],
        bodies=[builders.body("b", "Bộ Nội vụ")],
    )
    set_language("vi")
    write_workbook(f"{tmp_path}/a.xlsx", MemoryStore(path), force=False)
    found = sheets(tmp_path / "a.xlsx")
    subjects = [
        (one.get("Giá trị"), one.get("Thời điểm"), one.get("Cơ quan, địa phương"))
        for one in found["Số liệu"]
    ]
    assert subjects == [
        (1234.5, date(2025, 1, 15), "=A1"),
        (2, "6 tháng đầu năm 2024", "Hà Nội"),
        ("1.000.000.000.000.000", None, None),
    ]
    (directive,) = found["Chỉ đạo"]
    assert directive["Giao cho"] == "Bộ Nội vụ; Hà Nội"
    assert directive["Ngày"] == "28/02/1900"
    assert directive["Suy luận"] == "Cấp: Vì thế\nLĩnh vực: Đoán"
    assert directive[label("target")].startswith("Việc: hơn 1.234,5, ")
    assert [
        (one["Ngày"], one.get("Cá nhân"), one.get("Khen thưởng")) for one in found["Cuộc họp"]
    ] == [
        (
            date(2024, 7, 15),
            "Ai, Bộ trưởng (chủ trì)\nBi (tham dự)",
            "Bằng khen: Bộ Nội vụ; Tập thể",
        ),
        ("28/02/1900", None, None),
    ]
    assert [one["So sánh được"] for one in found["Chỉ số"]] == ["không"]


@writing
def test_a_sheet_has_a_frozen_heading_and_a_filter(tmp_path: Path) -> None:
    write_workbook(f"{tmp_path}/a.xlsx", MemoryStore(store_path()), force=False)
    with ZipFile(tmp_path / "a.xlsx") as parts:
        first = ET.fromstring(parts.read("xl/worksheets/sheet1.xml"))
    (pane,) = first.iter(f"{MAIN}pane")
    assert (pane.attrib["state"], pane.attrib["ySplit"]) == ("frozen", "1")
    assert [one.attrib["ref"] for one in first.iter(f"{MAIN}autoFilter")] == ["A1:Q14"]
    widths = [float(one.attrib["width"]) for one in first.iter(f"{MAIN}col")]
    assert min(widths) >= 8
    assert max(widths) < 62


TEXT = st.one_of(
    st.text(st.characters(blacklist_categories=["C"]), min_size=1, max_size=20),
    st.sampled_from(["=1+1", "@SUM(A1)", "https://example.org", "_x0041_", "10/21", "007", " a "]),
)


@writing
@settings(max_examples=30, deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=3))
def test_whatever_text_stands_in_a_record_stays_that_text(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    records = [
        builders.directive(f"p09.d0{number}", text, issuer=text)
        for number, text in enumerate(texts, 1)
    ]
    store = MemoryStore(builders.store(folder, directives=records))
    set_language("en")
    write_workbook(f"{folder}/a.xlsx", store, force=False)
    found = sheets(folder / "a.xlsx")["Directives"]
    expected = [(record.text.vi, record.issuer) for record in store.all("directives")]
    assert [(unescaped(one["Text"]), unescaped(one["Issuer"])) for one in found] == expected


def unescaped(text: str) -> str:
    """Return *text* without the escape of what looks like one: _x005F_ (ECMA-376, ST_Xstring)."""
    return text.replace("_x005F_", "_")


@writing
@pytest.mark.parametrize("letter", ["a", "𝄞"])
def test_a_text_too_long_for_a_cell_is_cut_and_said_so(
    letter: str, tmp_path: Path, cchc: Run
) -> None:
    units = len(letter.encode("utf-16-le")) // 2
    longest = letter * (MAX_TEXT // units)
    records = [
        builders.directive("p09.d01", longest),
        builders.directive("p09.d02", longest + letter),
    ]
    path = builders.store(tmp_path, directives=records)
    written = f"cchc: {tmp_path}/a.xlsx: written, with 1 meeting and 2 directives\n"
    cut = "cchc: p09.d02: Text: cut to 32,767 characters, all that a cell of a workbook holds\n"
    assert cchc("export", f"{tmp_path}/a.xlsx", "--store", path) == Ran(0, "", written + cut)
    kept, shorter = [one["Text"] for one in sheets(tmp_path / "a.xlsx")["Directives"]]
    assert kept == longest
    assert shorter.removesuffix("…") == longest[: len(shorter) - 1]
    assert MAX_TEXT - units < len(shorter.encode("utf-16-le")) // 2 <= MAX_TEXT


@writing
def test_the_same_store_gives_the_same_workbook(tmp_path: Path, cchc: Run) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        assert cchc("export", f"{tmp_path}/{name}", "-q") == Ran(0, "", "")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@writing
def test_more_records_than_a_sheet_has_rows_are_refused(
    tmp_path: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "MAX_RECORDS", 12)
    line = (
        f"cchc: {tmp_path}/a.xlsx: a sheet of a workbook has 13 rows, too few for 13 meetings;"
        " export a FILE.db\n"
    )
    assert cchc("export", f"{tmp_path}/a.xlsx") == Ran(3, "", line)
    assert [*tmp_path.iterdir()] == []


def test_without_the_extra_one_sentence_says_how_to_install_it(
    tmp_path: Path, cchc: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    line = "cchc: a workbook needs XlsxWriter, which is not installed: pip install 'cchc[excel]'\n"
    assert cchc("export", f"{tmp_path}/a.xlsx") == Ran(2, "", line)
    assert [*tmp_path.iterdir()] == []


@writing
def test_only_a_workbook_is_replaced_and_only_if_asked(tmp_path: Path, cchc: Run) -> None:
    path = tmp_path / "a.xlsx"
    with ZipFile(path, "w") as other:
        other.writestr("word/document.xml", "<a/>")
    before = path.read_bytes()
    line = f"cchc: {path}: already exists; use --force to overwrite it\n"
    assert cchc("export", str(path)) == Ran(2, "", line)
    line = f"cchc: {path}: is not an Excel workbook; not overwritten\n"
    assert cchc("export", str(path), "--force") == Ran(2, "", line)
    assert path.read_bytes() == before
    path.unlink()
    assert cchc("export", str(path), "-q") == Ran(0, "", "")
    path.chmod(0o600)
    assert cchc("export", str(path), "--force", "-q", "--lang", "vi") == Ran(0, "", "")
    assert "Chỉ đạo" in sheets(path)
    assert path.stat().st_mode & 0o777 == 0o600
