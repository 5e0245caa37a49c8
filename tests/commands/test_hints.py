"""Hints: what a message suggests is run, and finds what it promises."""

import re
import shlex
from collections.abc import Iterator

import pytest
from processes import Ran, Run

COUNTED = [
    'list directives --to "Vinh Phuc"',
    'list directives --issuer "Thủ tướng" --since 9',
    "list directives -m 9 -a digital --kind viewpoint",
    "list --since 2026",
    'list --chair "Cao Huy"',
    "list figures --scope committee -m 7",
    "list directives --overdue --as-of 2024-06",
    "list documents -m 9 --kind law",
    'search "tăng cường kỷ cương" -t directives',
    "search sap nhap -t directives",
    'search "chuyen doi so" -t figures --area procedures',
    'search "Hoa Bình" --exact',
    "list directives -n 3",
    "check -n 1",
    "compare 8 9 -n 5",
    "trend -n 4",
]
"""Command lines whose hints say how many records another one finds."""

NAMED = [
    "show p09.d3",
    "show nguyen-hoa-bin",
    "list directives -a proc",
    "trend task-complete",
    "list directives --for 'bo noi'",
    "list directives --theme foo",
    "compare foo 9",
    "compare 1",
    "meetings",
    '"chỉ đạo"',
    "lst",
    "list 2024",
    "list meetings 2024",
    "list --by x",
    "list directives --author x",
    "list --from 2024",
    "list --csv",
    "list --format json",
    "list directives --deadline 2025",
    "search tthc --topic digital",
    "stats directives --group area",
    "stats --by area",
    "help lists",
    "export x.csv",
]
"""Command lines whose hints name an option, a command or a record."""


def counted(said: str) -> Iterator[tuple[int, str]]:
    """Yield the count and the command of each hint in *said*."""
    for line in said.splitlines():
        if found := re.search(r"(\d+)(?: records?[^:]*| [^:]*)?: cchc ([^;]+)", line):
            yield int(found[1]), found[2]


def ids(ran: Ran) -> list[str]:
    return ran.out.split()


@pytest.mark.parametrize("typed", COUNTED)
def test_a_hint_with_a_count_finds_as_many(typed: str, cchc: Run) -> None:
    asked = shlex.split(typed)
    said = cchc(*asked).err
    if more := re.search(r"(\d+) more not shown; use -n (\d+)", said):
        ran = cchc(*asked[: asked.index("-n")], "-n", more[2], "--json")
        assert ran.out.count("\n  {") == int(more[2])
        assert "more not shown" not in ran.err
        return
    hints = [*counted(said)]
    assert hints != [], said
    for count, command in hints:
        assert len(ids(cchc(*shlex.split(command), "-o", "id"))) == count


@pytest.mark.parametrize("typed", NAMED)
def test_a_hint_with_a_name_leads_somewhere(typed: str, cchc: Run) -> None:
    asked = shlex.split(typed)
    ran = cchc(*asked)
    assert ran.code in (1, 2)
    followed = [*follow(asked, ran.err)]
    assert followed != [], ran.err
    for command in followed:
        assert cchc(*command).code == 0, command


def follow(asked: list[str], said: str) -> Iterator[list[str]]:
    """Yield the command lines that *said*, a message about the one *asked*, suggests."""
    for command in re.findall(r"cchc ((?!\S+ -h\))[a-z]+(?: [^;?)>\n]+)?)", said):
        yield shlex.split(command.removesuffix(" shows which there are"))
    for found in re.finditer(r"did you mean (?!cchc)([^?]+)\?", said):
        for name in found[1].split(" or "):
            if name.startswith("-"):
                wrong = next(at for at, word in enumerate(asked) if word.startswith("-"))
                yield [*asked[:wrong], *name.split(), *VALUES.get(name, ())]
            elif asked[0] == "help" or name in ("list", "search"):
                yield ["help", name]
            else:
                yield ["show", name]
    for option in re.findall(r"use (--since \S+)", said):
        yield ["list", *option.split()]


VALUES = {
    "--person": ("Bộ trưởng",),
    "--issuer": ("Thủ tướng",),
    "--since": ("2024",),
    "--due": ("2025",),
    "--theme": ("discipline",),
    "--by": ("area",),
    "-o": ("json",),
}
"""Option → a value of it."""
