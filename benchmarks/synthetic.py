"""Synthetic stores: as many plausible directives as asked for, the same bytes for the same seed.

    python benchmarks/synthetic.py DIRECTIVES FILE [SEED]

20 directives a meeting, some 650 bytes each with all that belongs to them; the text of up to 300
has the words DISTINCTIVE, whatever the size. Written as a stream, so that a store of any
size needs no more memory than one meeting.
"""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from msgspec import json
from vocabulary import (
    ACTS,
    ADDRESSEES,
    AIMS,
    AREAS,
    DISTINCTIVE,
    FAMILY_NAMES,
    FOLLOWING,
    GIVEN_NAMES,
    INDICATORS,
    MIDDLE_NAMES,
    PLACES,
    PROVINCES,
    TERMS,
    THEMES,
    THINGS,
    Pair,
)

from cchc_cli.language.diacritics import slug, telex_keys

A_MEETING = 20
"""How many directives a meeting has."""

HITS = 300
"""In how many directives, at the most, the words DISTINCTIVE stand."""

WORDS = "liêm chính"
"""What to search for to find these: one rare word, and one that nearly every record has."""

_FIGURES = 2  # a meeting
_DOCUMENTS = 120
_ISSUERS = 200
_FIRST, _DAYS = date(2001, 1, 1), 9131  # 25 years
_LEVELS = ("government", "government", "province", "committee")
_KINDS = ("directive", "task", "priority", "lesson", "viewpoint")

Record = dict[str, Any]
Some = TypeVar("Some")


def write(directives: int, path: Path, seed: int = 1) -> None:
    """Write a store of so many *directives* to *path*, in canonical form."""
    with path.open("wb") as file:
        file.write(b'{\n  "$schema": "./meetings.schema.json"')
        for table, records in _tables(directives, seed):
            file.write(f',\n  "{table}": {{'.encode())
            for key, record in enumerate(records, 1):
                text = json.format(json.encode(record), indent=2).replace(b"\n", b"\n    ")
                file.write(b'%s\n    "%d": %s' % (b"," if key > 1 else b"", key, text))
            file.write(b"\n  }")
        file.write(b"\n}\n")


def _tables(directives: int, seed: int) -> Iterator[tuple[str, Iterable[Record]]]:
    meetings = [  # the numbers of its first directive and of the one after its last
        range(first, min(first + A_MEETING, directives))
        for first in range(0, max(directives, 1), A_MEETING)
    ]
    spread = max(directives // HITS, A_MEETING)
    numbers = range(1, len(meetings) + 1)
    yield "meta", [_meta()]
    yield "meetings", (_meeting(number, len(meetings), seed) for number in numbers)
    yield (
        "directives",
        (
            directive
            for number, places in enumerate(meetings, 1)
            for directive in _directives(number, places, spread, seed)
        ),
    )
    yield "figures", (figure for number in numbers for figure in _figures(number, seed))
    yield "indicators", (_indicator(id_, name) for id_, name in INDICATORS.items())
    yield "bodies", (_body(name) for name in ADDRESSEES)
    yield "documents", (_document(number) for number in range(1, _DOCUMENTS + 1))
    yield "sources", (_source(number) for number in numbers)
    yield "areas", ({"id": id_, "name": name._asdict()} for id_, name in AREAS.items())
    yield "themes", ({"id": id_, "name": name._asdict()} for id_, name in THEMES.items())
    yield "provinces", ({"id": id_, "name": name} for id_, name in PROVINCES.items())
    yield "terms", ({"id": id_, "short": a, "long": [b]} for id_, (a, b) in TERMS.items())


class _Zipf:
    """Chance in which the n-th of several is met 1/n as often as the first, as words are."""

    def __init__(self, *seed: int) -> None:
        self.random = Random(" ".join(map(str, seed)))

    def one(self, of: Sequence[Some]) -> Some:
        """Return one of those."""
        return self.random.choices(of, cum_weights=_weights(len(of)))[0]

    def some(self, of: Sequence[Some], most: int) -> list[Some]:
        """Return some of those, each once, in the order met; at least one."""
        drawn = self.random.choices(of, cum_weights=_weights(len(of)), k=most)
        return list(dict.fromkeys(drawn[: 1 + int(self.random.random() * most)]))

    def happens(self, share: float) -> bool:
        """Return true in that *share* of cases."""
        return self.random.random() < share

    def number(self, first: int, last: int) -> int:
        """Return a whole number, small ones more often."""
        return first + int((last - first + 1) * self.random.random() ** 2)


_SUMS: dict[int, list[float]] = {}


def _weights(many: int) -> list[float]:
    if many not in _SUMS:
        _SUMS[many] = list(accumulate(1 / rank for rank in range(1, many + 1)))
    return _SUMS[many]


def _meta() -> Record:
    title = {"vi": "Kho dữ liệu tạo ra để đo", "en": "A store made for measuring"}
    return {"schema": 2, "updated": "2026-01-02", "title": title}


def _body_id(name: str) -> str:
    return slug(telex_keys(name))


def _body(name: str) -> Record:
    return {"id": _body_id(name), "kind": "group", "name": {"vi": name}}


def _called(number: int) -> str:
    return f"p{number:02}"


def _meeting(number: int, of: int, seed: int) -> Record:
    chance = _Zipf(seed, 1, number)
    day = _FIRST + timedelta(days=number * _DAYS // of)
    chair = chance.one(_issuers())
    return {
        "id": _called(number),
        "kind": "session",
        "number": number,
        "title": {
            "vi": f"Phiên họp thứ {number} Ban Chỉ đạo cải cách hành chính",
            "en": f"Session {number} of the Steering Committee for Administrative Reform",
        },
        "date": day.isoformat(),
        "half_day": "morning" if chance.happens(0.6) else "afternoon",
        "place": {"vi": "Hà Nội", "en": "Hanoi"},
        "mode": "online",
        "reviews": str(day.year - 1),
        "people": [
            {
                "name": chair,
                "role": "chair",
                "titles": [{"vi": "Trưởng Ban Chỉ đạo", "en": "Head of the Committee"}],
            },
            {
                "name": chance.one([one for one in _issuers()[:40] if one != chair]),
                "role": "participant",
                "province": chance.one(tuple(PROVINCES)),
            },
        ],
        "documents": [f"{chance.number(1, _DOCUMENTS)}-nq-cp"],
        "sources": [f"{_called(number)}.s1"],
    }


def _directives(number: int, places: range, spread: int, seed: int) -> Iterator[Record]:
    chance = _Zipf(seed, 2, number)
    meeting = _called(number)
    issuer = chance.one(_issuers())
    for order, place in enumerate(places, 1):
        area = chance.one(tuple(THINGS))
        level = chance.one(_LEVELS)
        kind = chance.one(_KINDS)
        said = _said(chance, area, distinctive=place % spread == 0 and place // spread < HITS)
        record: Record = {
            "id": f"{meeting}.d{order:02}",
            "meeting": meeting,
            "kind": kind,
            "text": {"vi": said.vi} | ({"en": said.en} if chance.happens(0.1) else {}),
            "issuer": issuer,
            "level": level,
        }
        if level == "province":
            record["province"] = chance.one(tuple(PROVINCES))
        record |= {
            "to": [_body_id(name) for name in chance.some(ADDRESSEES, 2)],
            "area": area,
            "themes": chance.some(tuple(THEMES), 2),
        }
        if chance.happens(0.1):
            record["documents"] = [f"{chance.number(1, _DOCUMENTS)}-nq-cp"]
        if chance.happens(0.1):
            record["deadline"] = f"{2001 + chance.number(0, 25)}-Q{chance.number(1, 4)}"
        if kind == "task":
            record |= {"order": order, "of": len(places)}
        yield record | {"sources": [f"{meeting}.s1"], "paragraph": order + 2}


def _said(chance: _Zipf, area: str, *, distinctive: bool) -> Pair:
    """Return a sentence: what to do about what, and mostly where, why, or by which plan."""
    parts = [chance.one(THINGS[area])]
    if chance.happens(0.4):
        parts.append(chance.one(PLACES))
    if chance.happens(0.15):
        plan = str(chance.number(1, 9999))
        parts.append(Pair(*(text.format(number=plan) for text in FOLLOWING)))
    if chance.happens(0.5):
        parts.append(chance.one(AIMS))
    act = chance.one(ACTS)
    end = [text + "." for text in (f"; {DISTINCTIVE.vi}", f"; {DISTINCTIVE.en}")]
    vi, en = end if distinctive else (".", ".")
    return Pair(
        " ".join([act.vi, *(part.vi for part in parts)]) + vi,
        " ".join([act.en, *(part.en for part in parts)]) + en,
    )


def _figures(number: int, seed: int) -> Iterator[Record]:
    chance = _Zipf(seed, 3, number)
    meeting = _called(number)
    for order in range(1, _FIGURES + 1):
        whole = chance.number(12, 6000)
        part = int(whole * (1 - chance.random.random() ** 2 * 0.7))
        percent = f"{100 * part / whole:.2f}"
        yield {
            "id": f"{meeting}.f{order:02}",
            "meeting": meeting,
            "indicator": chance.one(tuple(INDICATORS)),
            "value": float(percent),
            "reported": f"{percent.replace('.', ',')}%",
            "unit": "percent",
            "numerator": part,
            "denominator": whole,
            "scope": chance.one(("provinces", "ministries", "nation")),
            "sources": [f"{meeting}.s1"],
            "paragraph": order,
        }


def _indicator(id_: str, name: Pair) -> Record:
    return {
        "id": id_,
        "name": name._asdict(),
        "unit": "percent",
        "definition": {"vi": f"{name.vi} trên tổng số.", "en": f"{name.en}, of all."},
        "base": "growing",
        "sources": ["p01.s1"],
    }


def _document(number: int) -> Record:
    day = _FIRST + timedelta(days=number * _DAYS // (_DOCUMENTS + 1))
    things = [thing for area in THINGS.values() for thing in area]
    about = things[number % len(things)]
    return {
        "id": f"{number}-nq-cp",
        "kind": "resolution",
        "number": f"{number}/NQ-CP",
        "date": day.isoformat(),
        "issuer": "Chính phủ",
        "title": {"vi": f"Về {about.vi}", "en": f"On {about.en}"},
        "aliases": [f"Nghị quyết {number}"],
        "sources": ["p01.s1"],
    }


def _source(number: int) -> Record:
    meeting = _called(number)
    return {
        "id": f"{meeting}.s1",
        "meeting": meeting,
        "kind": "article",
        "outlet": "Báo tỉnh",
        "title": {"vi": f"Tin về phiên họp thứ {number}"},
        "url": f"https://example.org/{number}",
    }


def _issuers() -> list[str]:
    """Return invented names, no two alike."""
    if not _NAMES:
        for number in range(_ISSUERS):
            round_, given = divmod(number, len(GIVEN_NAMES))
            family = FAMILY_NAMES[(round_ + given) % len(FAMILY_NAMES)]
            middle = MIDDLE_NAMES[number % len(MIDDLE_NAMES)]
            _NAMES.append(f"{family} {middle} {GIVEN_NAMES[given]}")
    return _NAMES


_NAMES: list[str] = []

if __name__ == "__main__":
    many, name, *rest = sys.argv[1:]
    write(int(many), Path(name), *map(int, rest))
