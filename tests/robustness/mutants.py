"""Hostile stores: a seed → the bytes of a store that is mutated, well-formed or not."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

_DEEP = 40  # within what is nested deeper nothing is mutated

Json: TypeAlias = Any
"""All that JSON can hold."""

STORE = (Path(__file__).parent.parent.parent / "data" / "meetings.json").read_text(encoding="utf-8")

TEXTS = (
    *("", " ", "\u00a0", "0", "-0,65", "=1+1", "@SUM(1)", "[bold]x[/bold]", "[/x]", "|`*_<b>#"),
    *(
        "đ",
        "Đ",
        "\u0131",
        "²",
        "½",
        "\u0661\u0662",
        "9" * 400,
        "1" + "." * 50 + "1",
        "1.234.567,89%",
        "%",
        "18/21",
    ),
    *("\u0301", "a" + "\u0301" * 500, "\u202eabc", "\u200f", "\u061c", "\x1b[31mred", "\x9b31m"),
    *("\x00", "\x07", "\r", "\t", "\n", "\x7f", "\u0085", "\u2028", "\ud800", "\udcff", "\ufeff"),
    *(
        "\ufffe",
        "\ue000",
        "\U000e0001",
        "\u200b",
        "\u200d",
        "👩‍👩‍👧",
        "\ufdfa",
        "한",
        "ᄒ" * 90,
        "\uff11",
    ),
    *("none", "p09", "p09.d01", "tthc", "general", "latest", "person", "TTHC", "TTHC " * 60),
    *("2024", "2024-H1", "9999-Q4", "0001", "0000", "9999-12-31", "0001-01-01", "2024/2023"),
    *("2024-02-30", "10000-01-01", "2024-W01-1", "20240101", "-2024", "0001/9999", "../../etc"),
    *(
        "https://x.y/z",
        "http://",
        "file:///etc/passwd",
        "javascript://x",
        "http://a\u00a0b",
        "x" * 9_000,
    ),
)
NUMBERS = (
    *(
        0,
        1,
        -1,
        2,
        64,
        10**9,
        10**18,
        2**53 + 1,
        2**63,
        -(2**63),
        2**64,
        10**60,
        10**299,
        -(10**299),
    ),
    *(
        0.0,
        -0.0,
        0.1,
        1e-320,
        5e-324,
        1e308,
        -1e308,
        1.7976931348623157e308,
        83.3,
        1e16,
        1e22,
        1e-7,
    ),
)
ODD: tuple[Json, ...] = (*TEXTS, *NUMBERS, None, True, False, [], {}, [[]], [None], {"vi": "x"})
_RAW = (
    *(
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "9" * 5_000,
        "-" + "9" * 310,
        "01",
        "+1",
        "1.",
    ),
    *(
        ".5",
        "0x10",
        "1_0",
        "'x'",
        '"\\ud800"',
        '"\\ud83d\\ude00"',
        '"\\u0000"',
        '"\\x"',
        "tru",
        "nul",
    ),
    *(
        "[" * 5_000,
        '{"a":' * 5_000,
        "[" * 900 + "]" * 900,
        "//x",
        "/**/1",
        ",",
        "",
        "\x00",
        "\u00a01",
    ),
)

Keys = tuple[Any, ...]


def mutant(seed: int) -> bytes:
    """Return the store of *seed*: the shipped one, or a part of it, after a few mutations."""
    chance = Random(seed)
    store = json.loads(STORE)
    if chance.random() < 0.5:
        _thin(store, chance)
    kinds = chance.choice((_SHAPES, _VALUES, _VALUES, _VALUES, _TEXT, _BYTES))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        if kinds in (_SHAPES, _VALUES):
            chance.choice(kinds)(store, chance)
    text = json.dumps(store, ensure_ascii=chance.random() < 0.2, indent=chance.choice((None, 2)))
    if kinds is _TEXT:
        for _ in range(chance.choice((1, 1, 2, 4))):
            text = chance.choice(_TEXT)(text, chance)
    content = text.encode("utf-8", "surrogatepass")
    return chance.choice(_BYTES)(content, chance) if kinds is _BYTES else content


def _thin(store: Json, chance: Random) -> None:
    """Leave out records to which nothing refers."""
    for record_type in ("directives", "figures"):
        for key in list(store[record_type]):
            parts = {one.get("part_of") for one in store["figures"].values()}
            if chance.random() < 0.7 and store[record_type][key]["id"] not in parts:
                del store[record_type][key]


def _paths(value: Json, above: Keys = ()) -> Iterator[Keys]:
    if above:
        yield above
    members = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in members:
        if isinstance(inner, dict | list) and len(above) < _DEEP:
            yield from _paths(inner, (*above, key))
        else:
            yield (*above, key)


def _any(store: Json, chance: Random, least: int = 1) -> tuple[Any, Any]:
    """Return an object or a list within *store* at random, and a key of it."""
    paths = [path for path in _paths(store) if len(path) >= least]
    if not paths:
        return {"x": 0}, "x"
    *above, key = chance.choice(paths)
    for step in above:
        store = store[step]
    return store, key


def _replace(store: Json, chance: Random) -> None:
    inside, key = _any(store, chance)
    inside[key] = deepcopy(chance.choice(ODD))


def _delete(store: Json, chance: Random) -> None:
    inside, key = _any(store, chance)
    del inside[key]


def _swap(store: Json, chance: Random) -> None:
    (one, key), (other, its) = _any(store, chance, 3), _any(store, chance, 3)
    one[key], other[its] = deepcopy(other[its]), deepcopy(one[key])


def _rename(store: Json, chance: Random) -> None:
    inside, key = _any(store, chance)
    if isinstance(inside, dict):
        new = chance.choice(
            ("x", "", "id", "vi", "0", "01", "-1", "\u0661", "1.5", "9" * 40, "\ud800")
        )
        inside[new] = inside.pop(key)


def _wrap(store: Json, chance: Random) -> None:
    inside, key = _any(store, chance)
    for _ in range(chance.choice((1, 1, 50, 400))):
        inside[key] = [inside[key]] if chance.random() < 0.5 else {"vi": inside[key]}


def _many(store: Json, chance: Random) -> None:
    inside, key = _any(store, chance, 3)
    if isinstance(inside, list):
        inside.extend([deepcopy(inside[key])] * chance.choice((1, 100, 3_000)))
    else:
        inside.update({f"{key}{number}": 0 for number in range(chance.choice((1, 3_000)))})


def _double(store: Json, chance: Random) -> None:
    record_type = chance.choice([name for name, table in store.items() if isinstance(table, dict)])
    if store[record_type]:
        store[record_type][str(chance.choice((10**6, 10**17, 10**30)))] = deepcopy(
            chance.choice(list(store[record_type].values()))
        )


def _records(store: Json, record_type: str) -> list[Any]:
    return [one for one in store.get(record_type, {}).values() if isinstance(one, dict)]


def _say(store: Json, chance: Random) -> None:
    """Put an odd text, which may be allowed, where a text stands."""
    for _ in range(chance.choice((1, 5, 40))):
        inside, key = _any(store, chance, 4)
        if isinstance(inside[key], str):
            inside[key] = chance.choice(TEXTS[1:])


def _count(store: Json, chance: Random) -> None:
    """Put numbers into figures."""
    for figure in _records(store, "figures"):
        for field in ("value", "numerator", "denominator"):
            if chance.random() < 0.3:
                figure[field] = chance.choice(NUMBERS)
        if chance.random() < 0.2:
            figure["reported"] = chance.choice(TEXTS[1:])
        if chance.random() < 0.2:
            figure["bound"] = chance.choice(("about", "more-than", "less-than"))
        if chance.random() < 0.2:
            figure["unit"] = chance.choice(("percent", "times", "count"))


def _positive(store: Json, chance: Random) -> None:
    """Put numbers into figures that a store may hold."""
    for figure in _records(store, "figures"):
        if chance.random() < 0.4:
            figure["value"] = chance.choice(NUMBERS)
        if chance.random() < 0.4:
            figure["numerator"] = chance.choice((0, 1, 2, 10**18, 2**62, 2**63 - 1))
            figure["denominator"] = chance.choice((1, 3, 10**17, 2**63 - 1))
        if chance.random() < 0.2:
            figure["reported"] = chance.choice(("1" * 40, "0," + "1" * 38, "1" * 41, "0", "0%"))


def _date(store: Json, chance: Random) -> None:
    """Put extreme days and periods where days and periods stand."""
    days = ("0001-01-01", "9999-12-31", "2024-02-29", "2025-01-15", "0001-12-31")
    times = ("0001", "9999", "9999-12-31", "9999-Q4", "9999-H2", "0001-01", "0001/9999", None)
    for record_type in ("meetings", "documents", "sources", "directives", "figures"):
        for one in _records(store, record_type):
            for field in one:
                if field in ("date", "published") and chance.random() < 0.5:
                    one[field] = chance.choice(days)
                if field in ("reviews", "plans", "deadline", "as_of", "period"):
                    one[field] = chance.choice(times)


def _relink(store: Json, chance: Random) -> None:
    """Let references lead to others of their kind, in circles too."""
    figures = [figure.get("id") for figure in _records(store, "figures")]
    for figure in _records(store, "figures"):
        if figures and chance.random() < 0.5:
            figure["part_of"] = chance.choice(figures)
        if chance.random() < 0.3:
            figure["indicator"] = "tasks-completed"
    for province in _records(store, "provinces"):
        others = [one.get("id") for one in _records(store, "provinces")]
        if chance.random() < 0.5:
            province["merged_into"] = chance.choice(others)


def _terms(store: Json, chance: Random) -> None:
    """Let abbreviations stand for each other."""
    words = ("a", "b", "c", "a b", "b a", "TTHC", "CCHC", "thủ tục", "thủ", "tục", "a a", "…", "1")
    for number in range(chance.choice((1, 5, 60))):
        long = chance.choices(words, k=chance.choice((1, 3, 20)))
        store.setdefault("terms", {})[str(7_000 + number)] = {
            "id": f"x{number}",
            "short": chance.choice(words),
            "long": [" ".join(chance.choices(words, k=chance.choice((1, 4)))), *long],
        }


def _people(store: Json, chance: Random) -> None:
    """Name people oddly, and many of them."""
    for meeting in _records(store, "meetings"):
        count = chance.choice((0, 1, 30))
        meeting["people"] = [
            {"name": chance.choice(TEXTS[1:]), "role": chance.choice(("chair", "participant"))}
            for _ in range(count)
        ]


def _again(store: Json, chance: Random) -> None:
    """Let there be very many figures or directives."""
    record_type, letter = chance.choice((("figures", "f"), ("directives", "d")))
    found = _records(store, record_type)
    for number in range(chance.choice((10, 500))):
        if found:
            one = {**chance.choice(found), "meeting": "p09", "id": f"p09.{letter}{1000 + number}"}
            store[record_type][str(1000 + number)] = one


def _bare(store: Json, chance: Random) -> None:
    """Leave whole tables empty, or out."""
    for record_type in list(store):
        if record_type != "meta" and chance.random() < 0.6:
            store[record_type] = {}
            if chance.random() < 0.5:
                del store[record_type]


_SHAPES = (_replace, _delete, _swap, _rename, _wrap, _many, _double, _replace, _delete, _swap)
_VALUES = (_say, _count, _positive, _date, _relink, _terms, _people, _again, _bare)


def _raw(text: str, chance: Random) -> str:
    """Put what is no JSON, or odd JSON, in the place of a value."""
    places = [place for place, sign in enumerate(text) if sign == ":"]
    place = chance.choice(places or [-1]) + 1
    end = text.find(",", place)
    return text[:place] + chance.choice(_RAW) + text[end if end > 0 else place :]


def _repeat(text: str, chance: Random) -> str:
    start = chance.randrange(len(text) + 1)
    piece = text[start : start + chance.choice((1, 20, 300))]
    return text[:start] + piece * chance.choice((2, 3, 200)) + text[start:]


def _odd_sign(text: str, chance: Random) -> str:
    place = chance.randrange(len(text) + 1)
    return text[:place] + chance.choice(TEXTS) + text[place:]


def _alone(_: str, chance: Random) -> str:
    return chance.choice((*_RAW, *TEXTS, *("{}", "[]", '{"meta": {}}', '{"_default": {}}')))


_TEXT: tuple[Callable[[str, Random], str], ...] = (_raw, _raw, _raw, _repeat, _odd_sign, _alone)


def _flip(content: bytes, chance: Random) -> bytes:
    flipped = bytearray(content)
    for _ in range(chance.choice((1, 3, 50))):
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut(content: bytes, chance: Random) -> bytes:
    start, end = sorted(chance.choices(range(len(content)), k=2))
    return chance.choice((content[:start], content[start:], content[:start] + content[end:]))


def _noise(_: bytes, chance: Random) -> bytes:
    return chance.randbytes(chance.choice((1, 2, 3, 100, 5_000)))


def _recoded(content: bytes, chance: Random) -> bytes:
    names = ("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "utf-7", "cp1258", "utf-32-le")
    return content.decode("utf-8", "replace").encode(chance.choice(names), "replace")


def _framed(content: bytes, chance: Random) -> bytes:
    frames = (b"\xef\xbb\xbf" * 2, b"\0", b"\xff", b" " * 100_000, b"\x1f\x8b", b"\xc0\x80", b"\n")
    frame = chance.choice(frames)
    return chance.choice((frame + content, content + frame, frame + content + frame))


_BYTES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip,
    _flip,
    _cut,
    _noise,
    _recoded,
    _framed,
)
