"""Differences between two records, field by field, as people read them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple

from cchc_cli.canonical import document
from cchc_cli.model import Record
from cchc_cli.sheets import Cell, Changed, Column, Sheet

Flat = dict[str, str]
"""Dotted path → what stands there, a list of words in one: text.vi, people.0.name, to."""


class Line(NamedTuple):
    """One field as it will be, or as it was."""

    sign: Literal["+", "-"]
    path: str
    value: str


def sheet(title: Cell, lines: Iterable[Line]) -> Sheet:
    """Return *lines* as people read them, below *title*."""
    columns = [
        Column("field", lambda line: Changed(line.sign, f"{line.sign} {line.path}")),
        Column("value", lambda line: Changed(line.sign, line.value)),
    ]
    return Sheet(columns, list(lines), title, headed=False, depth=3)


def lines(before: Record | None, after: Record) -> Iterator[Line]:
    """Yield what is in *after* and was not so in *before*, each with what was there instead."""
    old, new = (dict(flat(document(one))) if one else {} for one in (before, after))
    for path in dict.fromkeys([*new, *old]):
        if path in old and old[path] != new.get(path):
            yield Line("-", path, old[path])
        if path in new and new[path] != old.get(path):
            yield Line("+", path, new[path])


def flat(value: Any, above: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield each value within *value*, which JSON can hold, with its dotted path."""
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        yield above, "; ".join(str(one) for one in value)
    elif isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, inner in pairs:
            yield from flat(inner, f"{above}.{key}" if above else str(key))
    elif isinstance(value, bool):
        yield above, str(value).lower()
    else:
        yield above, str(value)
