"""People: derived from the meetings and directives that name them, each of them one person."""

import re
from unicodedata import normalize

import builders
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert

from cchc_cli.model.people import derive_people
from cchc_cli.model.records import ID_PATTERN, Directive, Meeting, Official, Person, Words


def meeting(id_: str, *people: Person) -> Meeting:
    return convert(builders.meeting(id_, people=people, sources=[f"{id_}.s1"]), Meeting)


def directive(id_: str, issuer: str | None, province: str | None = None) -> Directive:
    sources = [f"{id_.partition('.')[0]}.s2"]
    fields = builders.directive(id_, issuer=issuer, province=province, sources=sources)
    return convert(fields, Directive)


def named(*names: str) -> list[tuple[str, str]]:
    """Return the id and name of each person at a meeting of people called *names*."""
    people = [Person(name, "participant") for name in names]
    return [(one.id, one.name) for one in derive_people([meeting("p09", *people)], [])]


def test_a_person_gathers_what_all_records_say() -> None:
    head, deputy = Words("Trưởng ban", "Head"), Words("Phó Trưởng ban")
    found = derive_people(
        [
            meeting("p09", Person("Nguyễn Hòa Bình", "chair", (head,))),
            meeting("p08", Person("Nguyễn Hòa Bình", "participant", (deputy, head), "phu-tho")),
            meeting("p07", Person("Nguyễn Hòa Bình", "co-chair")),
        ],
        [
            directive("p09.d01", "Nguyễn Hòa Bình"),
            directive("p09.d02", None),
            directive("p05.d01", "Nguyễn Hòa Bình", "vinh-phuc"),
        ],
    )
    assert list(found) == [
        Official(
            id="nguyen-hoa-binh",
            name="Nguyễn Hòa Bình",
            titles=(head, deputy),
            meetings=("p09", "p08", "p07", "p05"),
            chaired=("p09", "p07"),
            attended=("p08",),
            issued=("p09.d01", "p05.d01"),
            provinces=("phu-tho", "vinh-phuc"),
            sources=("p09.s1", "p08.s1", "p07.s1", "p09.s2", "p05.s2"),
        )
    ]


def test_an_issuer_whom_no_meeting_names_is_a_person_too() -> None:
    assert list(derive_people([], [directive("p09.d01", "Trần Lưu Quang")])) == [
        Official(
            id="tran-luu-quang",
            name="Trần Lưu Quang",
            meetings=("p09",),
            issued=("p09.d01",),
            sources=("p09.s2",),
        )
    ]


def test_nobody_is_named_and_nobody_is_found() -> None:
    assert list(derive_people([meeting("p09")], [directive("p09.d01", None)])) == []


@pytest.mark.parametrize(
    ("names", "people"),
    [
        # Most of a name is not a name.
        (
            ["Trương Hòa Bình", "Nguyễn Hòa Bình"],
            [
                ("truong-hoa-binh", "Trương Hòa Bình"),
                ("nguyen-hoa-binh", "Nguyễn Hòa Bình"),
            ],
        ),
        (["Hòa Bình", "Bình Hòa"], [("hoa-binh", "Hòa Bình"), ("binh-hoa", "Bình Hòa")]),
        (["Lê Minh", "Lê Minh Khái"], [("le-minh", "Lê Minh"), ("le-minh-khai", "Lê Minh Khái")]),
        # One name, however it is spelt; the first spelling stays.
        (["Nguyễn Hòa Bình", "Nguyễn Hoà Bình"], [("nguyen-hoa-binh", "Nguyễn Hòa Bình")]),
        (["Nguyễn Hoà Bình", "Nguyễn Hòa Bình"], [("nguyen-hoa-binh", "Nguyễn Hoà Bình")]),
        (["Bùi Thúy Hà", "BÙI THUÝ HÀ", "bùi  thúy hà"], [("bui-thuy-ha", "Bùi Thúy Hà")]),
        # Names that differ in their marks alone.
        (["Trần Hòa", "Trần Hóa"], [("tran-hoa", "Trần Hòa"), ("tran-hoa-2", "Trần Hóa")]),
        (
            ["Hoa", "Hòa", "Hóa", "Hoà"],
            [("hoa", "Hoa"), ("hoa-2", "Hòa"), ("hoa-3", "Hóa")],
        ),
        (["Đỗ Dương", "Đỗ Đường"], [("do-duong", "Đỗ Dương"), ("do-duong-2", "Đỗ Đường")]),
        (["Hoa", "Hoa 2", "Hòa"], [("hoa", "Hoa"), ("hoa-2", "Hoa 2"), ("hoa-3", "Hòa")]),
        (["Hoa", "Hòa", "Hoa 2"], [("hoa", "Hoa"), ("hoa-2", "Hòa"), ("hoa-2-2", "Hoa 2")]),
        # Other names.
        (["Y Thanh Hà Niê Kđăm"], [("y-thanh-ha-nie-kdam", "Y Thanh Hà Niê Kđăm")]),
        (["Jean-Marc d'Été"], [("jean-marc-d-ete", "Jean-Marc d'Été")]),
    ],
)
def test_one_name_is_one_person(names: list[str], people: list[tuple[str, str]]) -> None:
    assert named(*names) == people


def test_one_name_in_two_forms_of_unicode_is_one_person() -> None:
    assert named("Nguyễn Hòa Bình", normalize("NFD", "Nguyễn Hòa Bình")) == [
        ("nguyen-hoa-binh", "Nguyễn Hòa Bình")
    ]


@pytest.mark.parametrize("name", ["?", "—", "Søren Łukasz", "李强", "Путин"])
def test_the_id_of_a_person_is_an_id(name: str) -> None:
    ((id_, _),) = named(name)
    assert re.fullmatch(ID_PATTERN, id_)


def test_names_without_letters_are_not_all_one_person() -> None:
    assert [name for _, name in named("?", "—")] == ["?", "—"]


@given(st.lists(st.text("aăâáàđdou ", min_size=1).filter(str.strip)))
def test_no_two_people_have_one_id(names: list[str]) -> None:
    ids = [id_ for id_, _ in named(*names)]
    assert len(ids) == len(set(ids))


@given(st.lists(st.text("aáàhoeđ ", min_size=1).filter(str.strip), unique=True))
def test_naming_people_twice_names_nobody_new(names: list[str]) -> None:
    assert named(*names, *names) == named(*names)
