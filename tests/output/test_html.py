"""html: well-formed, escaped, loading nothing, with anchors that lead somewhere."""

import re
from html.parser import HTMLParser
from pathlib import Path

import builders
import pytest
from command_lines import READING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processes import Run

from cchc_cli.answers import Answer
from cchc_cli.output import OutputOptions
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
    text = cchc(*argv, "-o", "html", "--lang", lang).out
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
