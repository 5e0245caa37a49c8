"""html: well-formed, escaped, loading nothing, with anchors that lead somewhere."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import builders
import pytest
from command_lines import READING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processes import Run

from cchc_cli.answers import Answer
from cchc_cli.output.formats import OutputOptions
from cchc_cli.output.html import render
from cchc_cli.view.cells import Column, Dim, Highlighted, Inferred, Joined, Sheet

VOID = {"meta", "br"}


class Page(HTMLParser):
    """The texts, links and anchors of a page; raises AssertionError if its tags do not nest."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag and its attributes."""
        self.tags.append((tag, dict(attrs)))
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last, which it has to be."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Keep the text, but for the style."""
        self.texts += [] if "style" in self.open else [data]


@pytest.mark.parametrize("argv", READING, ids=" ".join)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_page_nests_loads_nothing_and_its_anchors_lead_somewhere(
    argv: tuple[str, ...], lang: str, cchc: Run
) -> None:
    code, text, err = cchc(*argv, "-o", "html", "--lang", lang)
    assert (code in (0, 1), "internal error" in err) == (True, False)
    picture = Page("".join(re.findall("(?s)<svg.*</svg>", text)))  # of a trend, with matplotlib
    loaded = [
        (name, value)
        for _tag, attrs in picture.tags
        for name, value in attrs.items()
        if name.startswith("on")
        or (name.endswith(("href", "src")) and not str(value).startswith("#"))
        or "url(" in str(value).replace("url(#", "")
    ]
    assert loaded == []
    assert {tag for tag, _attrs in picture.tags}.isdisjoint({"script", "image", "a"})
    page = Page(re.sub("(?s)<svg.*</svg>", "", text))
    names = {tag for tag, _attrs in page.tags}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form", "input"})
    assert ("html", {"lang": lang}) in page.tags
    attributes = {name for _tag, attrs in page.tags for name in attrs}
    assert attributes <= {"lang", "charset", "name", "content", "class", "id", "href", "data-label"}
    anchors = [str(attrs["id"]) for _tag, attrs in page.tags if "id" in attrs]
    assert len(anchors) == len({*anchors})
    links = [str(attrs["href"]) for tag, attrs in page.tags if tag == "a"]
    assert {link[1:] for link in links if link.startswith("#")} <= {*anchors}
    assert [link for link in links if not link.startswith(("#", "https://", "http://"))] == []


@pytest.mark.parametrize(
    ("asked", "lang", "title", "headings"),
    [
        ("check 9", "en", "Check of figures: 9", ["h1 Check of figures: 9", "h2 Sources"]),
        ("check 9", "vi", "Kiểm tra số liệu: 9", ["h1 Kiểm tra số liệu: 9", "h2 Nguồn"]),
        ("stats directives --by area", "vi", "Thống kê: chỉ đạo theo lĩnh vực", None),
        ("search thu tuc -n 1", "vi", "Tìm kiếm: thu tuc", None),
        ("list directives -m 9 --overdue", "en", "List: directives · Meeting: 9 · Overdue", None),
        ("compare 8 9", "en", "p08: 15 Jul 2024*, p09: 15 Jan 2025* | Comparison: 8, 9", None),
        ("trend", "vi", "Diễn biến", ["h1 Diễn biến"]),
        (
            "show p09.s1",
            "en",
            "p09.s1 · The 9th session, reported from Bạc Liêu | Record: p09.s1",
            None,
        ),
        ("show hai-phong ha-noi", "en", "Record: hai-phong, ha-noi", None),
    ],
)
def test_a_page_is_titled_by_its_verb_and_what_was_asked(
    asked: str, lang: str, title: str, headings: list[str] | None, cchc: Run
) -> None:
    text = cchc(*asked.split(), "-o", "html", "--lang", lang).out
    assert f"<title>{title}</title>" in text
    found = [f"h{level} {words}" for level, words in re.findall(r"<h([1-6])>(.*?)</h", text)]
    assert headings is None or found == headings
    levels = [int(one[1]) for one in found]
    assert levels.count(1) == 1 == levels[0]
    assert max(b - a for a, b in pairwise([*levels, 1])) <= 1


def test_a_dossier_says_who_asks_whom_and_the_reason_of_each_star(cchc: Run) -> None:
    text = cchc("show", "9", "-o", "html").out
    assert "<h3>Nguyễn Hòa Bình → members of the Steering Committee" in text
    page = " ".join("".join(Page(text).texts).split())
    related = json.loads(cchc("show", "9", "--json", "--related").out)[0]["related"]
    reasons = [
        why["en"] or why["vi"]
        for one in related["directives"] + related["figures"]
        for why in one["inferred"].values()
    ]
    assert len(reasons) > 10
    assert [why for why in reasons if why not in page] == []


@pytest.mark.parametrize("argv", [("compare", "8", "9"), ("trace", "p09.d01"), ("list",)])
def test_days_are_written_with_blanks_that_do_not_break(argv: tuple[str, ...], cchc: Run) -> None:
    text = cchc(*argv, "-o", "html", "--lang", "en").out
    assert "\uf8ff" not in text
    assert "15&nbsp;Jan&nbsp;2025" in text


def test_the_page_of_a_meeting_has_what_its_markdown_has(cchc: Run) -> None:
    shown = " ".join("".join(Page(cchc("show", "9", "-o", "html").out).texts).split())
    for record in re.findall(
        r"^\| (p09\.[a-z0-9]+) ", cchc("show", "9", "-o", "md").out, re.MULTILINE
    ):
        assert record in shown
    assert "Concentrate resources on implementing effectively Resolution 18-NQ/TW" in shown


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1))
def test_any_text_comes_out_as_it_is(text: str) -> None:
    cells = (text, Dim(text), Inferred(text), Joined((text,)), Highlighted(text, ((0, 1),)), [text])
    columns = [Column("text", lambda cell: cell)]
    answer = Answer(items=(), keys=(), sheets=lambda: [Sheet(columns, cells, title=text)])
    page = Page("".join(render(answer, OutputOptions(format="html"))).replace("\x00", "\ufffd"))
    assert "script" not in {tag for tag, _attrs in page.tags}
    found = "".join(page.texts).replace("\n", "")
    assert found.count(text.replace("\n", "").replace("\x00", "\ufffd")) >= len(cells)


def test_an_address_is_a_link_only_if_it_is_one_of_the_web(cchc: Run, tmp_path: Path) -> None:
    sources = [
        builders.source("s1", url='https://a.vn/?a=1&b="2"'),
        builders.source("s2", url=None, file="x"),
    ]
    directive = builders.directive(text="javascript:alert(1)", sources=["s1", "s2"])
    store = builders.store(tmp_path, directives=[directive], sources=sources)
    page = Page(cchc("show", "p09.d01", "-o", "html", "--store", store).out)
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a"]
    assert {link for link in links if link and link[0] != "#"} == {'https://a.vn/?a=1&b="2"'}
