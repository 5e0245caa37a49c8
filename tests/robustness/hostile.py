"""Hostile questions, and what no answer may ever be."""

import csv
import io
import json
import re
import shlex
from collections.abc import Callable, Iterator, Sequence
from random import Random

from command_lines import FORMATS, READING, WRITING, options
from mutants import TEXTS
from processes import Ran

from cchc_cli.commands import VERBS
from cchc_cli.language.diacritics import INVISIBLE

_QUESTIONS = (
    *map(shlex.join, READING),
    *("show latest", "show 9 p08 tasks-completed", "show 57-NQ/TW nguyen-hoa-binh bac-lieu"),
    *(
        "search chuyen doi so",
        "search TTHC a b",
        "search thủ* --exact",
        'search "a b" c',
        "search zzz",
    ),
    *(
        "stats",
        "stats directives --by area --by meeting",
        "stats figures --by year",
        "stats people",
    ),
    *("trend", "trend tasks-completed", "trend portal-merger", "trend tasks-completed --lang en"),
    *("check", "check --all", "check --all --severity note", "compare 8 9", "compare p05 h2021-03"),
    *(
        "list directives --to bo -a procedures",
        "list figures --sort value -F id,value,indicator.name",
    ),
    *("list meetings --since 2024 --sort people", "list provinces --province bac-lieu -n 2 -r"),
    *(
        "list directives --issuer TTHC",
        "list figures -F id,inferred,sources.title,note --inferred any",
    ),
)
_MALFORMED = (
    *("--nope", "-x", "--", "-", "", "---", "-n-1", "--json=1", "--fields=", "-qr", "-oid"),
)
_VALUES = (
    *FORMATS,
    *(
        "id",
        "id,text.vi",
        "p09",
        "9",
        "latest",
        "2024",
        "2024-Q3",
        "15/1/2025",
        "procedures",
        "task",
    ),
    *("nation", "vi", "en", "always", "never", "auto", "5", "0", "1_0", "٣", "-1", "1e3", "9" * 30),
    *(
        "any",
        "area",
        "year",
        "meeting",
        "people.name",
        "a.b.c",
        ",",
        "..",
        "x" * 3_000,
        "\udcff\udc80",
    ),
    *("/dev/null", "/", "nope.json", "error", "note", "directives", "figures", "tasks-completed"),
)


def question(chance: Random) -> list[str]:
    """Return a command line as people type them, of one verb or another, in one of the forms."""
    form = chance.choice(FORMATS)
    return [*shlex.split(chance.choice(_QUESTIONS)), "-o", form]


def command_line(chance: Random) -> list[str]:
    """Return a command line of real and unreal options and values, in any order."""
    verbs = [verb for verb in VERBS if verb not in WRITING or verb == "schema"]
    verb = chance.choice((*verbs, *verbs, "lsit", "", "-", "--", "\udcff", "--json"))
    more = range(chance.choice((0, 1, 2, 3, 5, 30)))
    pools: tuple[Callable[[], str], ...] = (
        lambda: chance.choice((*options(), *_MALFORMED)),
        lambda: chance.choice(_VALUES),
        lambda: odd(chance),
    )
    return [verb, *(chance.choice(pools)() for _ in more)]


def odd(chance: Random) -> str:
    """Return a word that could be typed, or could not."""
    if chance.random() < 0.5:
        return chance.choice([text for text in TEXTS if "\0" not in text])
    planes = ((0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x1E00, 0x1F00), (1, 0x11_0000))
    signs = [
        chr(chance.randrange(*chance.choice(planes))) for _ in range(chance.choice((1, 3, 40)))
    ]
    return "".join(signs)


def wrongs(ran: Ran, form: str = "table", codes: Sequence[int] = (0, 1, 3)) -> Iterator[str]:
    """Yield what is wrong with how a run ended, whatever was asked of it."""
    if ran.code not in codes:
        yield f"exit code {ran.code}"
    if "Traceback" in ran.err or "fault of cchc" in ran.err:
        yield "a fault"
    signs = INVISIBLE + "\ud800-\udfff"
    if found := re.search(f"[{signs}]", re.sub("[\n\t]" if form == "tsv" else "\n", "", ran.out)):
        yield f"{found[0]!a} on standard output"
    if found := re.search(f"[{signs}]", ran.err.replace("\n", "")):
        yield f"{found[0]!a} on standard error"
    if any(not line.startswith("cchc: ") for line in ran.err.splitlines()):
        yield "a line on standard error that is not ours"
    if ran.code == 3 and (ran.out or ran.err.count("\n") != 1):
        yield "not one line for a store that is refused"
    if ran.code in (0, 1) and ran.out and not _well_formed(ran.out, form):
        yield f"not well-formed {form}"


def _well_formed(out: str, form: str) -> bool:
    try:
        if form == "json":
            return isinstance(json.loads(out), list)
        lines = out.removesuffix("\n").split("\n")
        if form == "jsonl":
            return all(isinstance(json.loads(line), dict) for line in lines)
        if form == "csv":
            return len({len(row) for row in csv.reader(io.StringIO(out, newline=""))}) == 1
        return form != "tsv" or len({line.count("\t") for line in lines}) == 1
    except ValueError:
        return False
