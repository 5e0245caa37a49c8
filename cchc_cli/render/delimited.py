"""csv and tsv: a header, then a record a line, for spreadsheets and scripts."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

from cchc_cli.answers import Answer, rows
from cchc_cli.render import Look


def render(answer: Answer, look: Look) -> Iterator[str]:
    """Yield the header and the rows; words in two languages take two columns."""
    if look.bom:
        yield "\ufeff"
    line = _csv if look.form == "csv" else "\t".join
    headers = [header for key in answer.keys for header, _ in _columns(answer, key)]
    yield line(headers) + "\n"
    for row in rows(answer):
        cells = (
            _cell(row.get(key), key in answer.bilingual, tongue)
            for key in answer.keys
            for _, tongue in _columns(answer, key)
        )
        yield line(list(cells)) + "\n"


def _cell(value: Any, bilingual: bool, tongue: str) -> str:  # noqa: ANN401, FBT001
    if bilingual and tongue == "en" and isinstance(value, str):  # a name, among names in two
        return ""
    return _flat(value, tongue)


def _columns(answer: Answer, key: str) -> list[tuple[str, str]]:
    if key in answer.bilingual:
        return [(f"{key}.vi", "vi"), (f"{key}.en", "en")]
    return [(key, "vi")]


def _csv(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="").writerow(cells)
    return line.getvalue()


def _flat(value: Any, tongue: str) -> str:  # noqa: ANN401  # what a row can hold
    """Return *value* in one line: lists joined, people as name (role), words in one language."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "; ".join(_flat(one, tongue) for one in value)
    return _object(value, tongue) if isinstance(value, dict) else str(value)


def _object(value: dict[str, Any], tongue: str) -> str:
    for key, told in _OBJECTS.items():
        if key in value:
            return told(value, tongue)
    return "; ".join(f"{key}: {_flat(one, tongue)}" for key, one in value.items())


_OBJECTS: dict[str, Callable[[dict[str, Any], str], str]] = {
    "vi": lambda words, tongue: _flat(words[tongue], tongue),
    "role": lambda person, _: f"{person['name']} ({person['role']})",
    "to": lambda award, tongue: f"{_flat(award['name'], tongue)}: {_flat(award['to'], tongue)}",
    "start": lambda match, _: f"{match['field']}:{match['start']}-{match['end']}",
}
"""A key by which an object is known → how it is told in one line."""
