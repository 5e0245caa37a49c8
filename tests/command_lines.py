"""Command lines of every verb, record type and option: a new one is among them by itself."""

import re
import shlex
from functools import cache

from processes import in_process

from cchc_cli.commands import VERBS
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output.formats import RENDERERS

WRITING = {"init", "add", "edit", "remove", "export", "schema", "completion", "help"}
"""Verbs that write a file or print no answer."""

ARGUMENTS = {
    "list": tuple(RECORD_TYPES),
    "show": (
        "9 8 h2021-03",
        "p08.d12 p09.f03 57-nq-tw nguyen-hoa-binh vinh-phuc p09.s1",
        "tasks-completed procedures programme tthc",
    ),
    "search": ("'pham minh chinh'", "ubnd -n 20"),
    "stats": ("", "directives --by area --by year", "figures --by scope", "sources --by inferred"),
    "trend": ("", "tasks-completed"),
    "trace": ("p04.d03", "cutting-procedures", "76-nq-cp --suggest"),
    "compare": ("8 9",),
    "check": ("--severity note", "--all"),
}
"""Verb → what it is called with here; a verb that is not in this table is called by itself."""

READING = [
    tuple(shlex.split(f"{verb} {words}"))
    for verb in VERBS
    if verb not in WRITING
    for words in ARGUMENTS.get(verb, ("",))
]
"""Command lines that print an answer."""

FORMATS = tuple(RENDERERS)
MACHINE_FORMATS = tuple(name for name in FORMATS if name not in ("table", "md", "html"))
"""The output formats that do not follow the language of the run."""


@cache
def options() -> tuple[str, ...]:
    """Return all options of all verbs, as their help names them."""
    pages = [in_process([verb, "-h"]).out for verb in VERBS]
    names = re.findall(r"(?<!\S)--?[a-z-]+", "\n".join(pages))
    return tuple(sorted({*names}))
