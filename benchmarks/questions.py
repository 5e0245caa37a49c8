"""The questions that are measured, in the words of cchc and of its peers."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from stores import Stored
from synthetic import WORDS

HERE = Path(sys.executable).parent
CCHC = str(HERE / "cchc")

COMMON = "thủ tục"  # in some one of six directives

Argv = Sequence[str]


class Question(NamedTuple):
    """A question: what must stand in each answer, and how each program is asked."""

    name: str
    expected: Callable[[Stored], str]
    asked: Mapping[str, Callable[[Stored], Argv]]


def found(program: str) -> str | None:
    """Return where *program* is: beside this Python, or on the path; or nothing."""
    return shutil.which(program, path=str(HERE)) or shutil.which(program)


def _cchc(*words: str) -> Callable[[Stored], Argv]:
    return lambda at: [
        *(CCHC, *(word.format(id=at.newest) for word in words)),
        *("--store", str(at.store)),
    ]


def _sql(query: str) -> Callable[[Stored], Argv]:
    return lambda at: ["sqlite-utils", "query", str(at.database), query.replace("ID", at.newest)]


def _jq(program: str) -> Callable[[Stored], Argv]:
    return lambda at: ["jq", program.replace("ID", at.newest), str(at.store)]


def _rg(pattern: str) -> Callable[[Stored], Argv]:
    return lambda at: ["rg", "-F", pattern.replace("ID", at.newest), str(at.store)]


def _tinydb(body: str) -> Callable[[Stored], Argv]:
    return lambda at: [
        sys.executable,
        "-c",
        _TINYDB.format(store=str(at.store), body=body.replace("ID", at.newest)),
    ]


_TINYDB = """
import json
from tinydb import TinyDB, where
database = TinyDB({store!r}, access_mode="r", encoding="utf-8")
directives, meetings = database.table("directives"), database.table("meetings")
{body}
print(json.dumps(found, ensure_ascii=False))
"""

QUESTIONS = (
    Question(
        "show one",
        lambda at: at.newest,
        {
            "cchc": _cchc("show", "{id}", "--json"),
            "sqlite-utils": _sql("select * from directives where id = 'ID'"),
            "jq": _jq('.directives[] | select(.id == "ID")'),
            "TinyDB": _tinydb('found = directives.search(where("id") == "ID")'),
            "rg": _rg('"id": "ID"'),
        },
    ),
    Question(
        "list the newest 20",
        lambda at: at.newest,
        {
            "cchc": _cchc("list", "directives", "-n", "20", "--json"),
            "sqlite-utils": _sql(
                "select d.* from directives d join meetings m on m.id = d.meeting"
                " order by m.date desc, m.number desc, d.id limit 20"
            ),
            "jq": _jq(
                "(.meetings | map({key: .id, value: .date}) | from_entries) as $day"
                " | [.directives[]] | sort_by($day[.meeting]) | reverse | .[:20]"
            ),
            "TinyDB": _tinydb(
                'days = {one["id"]: one["date"] for one in meetings}\n'
                'found = sorted(directives, key=lambda one: days[one["meeting"]])[::-1][:20]'
            ),
        },
    ),
    Question(
        "search, 20 of up to 300",
        lambda _: WORDS,
        {
            "cchc": _cchc("search", "liem chinh", "-n", "20", "--json"),
            "sqlite-utils": lambda at: [
                *("sqlite-utils", "search", str(at.database), "directives"),
                *('"liem chinh"', "--limit", "20"),
            ],
            "jq": _jq(f'[.directives[] | select(.text.vi | contains("{WORDS}"))][:20]'),
            "TinyDB": _tinydb(
                f'found = directives.search(where("text").vi.search("{WORDS}"))[:20]'
            ),
            "rg": _rg(WORDS),
        },
    ),
    Question(
        "search, 20 of one in six",
        lambda _: COMMON,
        {
            "cchc": _cchc("search", "thu tuc", "-n", "20", "--json"),
            "sqlite-utils": lambda at: [
                *("sqlite-utils", "search", str(at.database), "directives"),
                *('"thu tuc"', "--limit", "20"),
            ],
            "jq": _jq(f'[.directives[] | select(.text.vi | contains("{COMMON}"))][:20]'),
            "TinyDB": _tinydb(
                f'found = directives.search(where("text").vi.search("{COMMON}"))[:20]'
            ),
            "rg": _rg(COMMON),
        },
    ),
    Question(
        "all of one area and level",
        lambda _: "procedures",
        {
            "cchc": _cchc(
                "list", "directives", "-a", "procedures", "--level", "province", "--json"
            ),
            "sqlite-utils": _sql(
                "select * from directives where area = 'procedures' and level = 'province'"
            ),
            "jq": _jq('[.directives[] | select(.area == "procedures" and .level == "province")]'),
            "TinyDB": _tinydb(
                'found = directives.search((where("area") == "procedures")'
                ' & (where("level") == "province"))'
            ),
        },
    ),
    Question(
        "count by area",
        lambda _: "procedures",
        {
            "cchc": _cchc("stats", "directives", "--by", "area", "--json"),
            "sqlite-utils": _sql("select area, count(*) from directives group by area"),
            "jq": _jq("[.directives[].area] | group_by(.) | map({key: .[0], value: length})"),
            "TinyDB": _tinydb(
                "from collections import Counter\n"
                'found = Counter(one["area"] for one in directives)'
            ),
        },
    ),
)
"""rg is the floor: it reads the file and understands nothing of it."""
