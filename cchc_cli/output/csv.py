"""csv and tsv: a header, then a record a line, for spreadsheets and scripts."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import Any

from cchc_cli.answers import Answer, answer_rows
from cchc_cli.output.formats import OutputOptions

_FORMULA = re.compile(
    r"[ \u3000]*(?:[=@\uff1d\uff20]|[+\-\uff0b\uff0d](?![0-9.,]+ ?%?$)|[0-3]?[0-9]/[0-9]{1,4} ?$)"
)
"""What a spreadsheet takes for a formula, with narrow or wide signs, or for a day: 10/21. Numbers
such as -0,65 and +2 are neither."""


def render(answer: Answer, options: OutputOptions) -> Iterator[str]:
    """Yield the header and the rows; words in two languages take two columns."""
    line: Callable[[list[str]], str] = "\t".join if options.format == "tsv" else _csv
    if options.bom:
        yield "\ufeff"
        line = _for_excel
    columns = list(_columns(answer))
    yield line([header for header, *_ in columns]) + "\n"
    for row in answer_rows(answer):
        yield line([_cell(row.get(key), lang) for _, key, lang in columns]) + "\n"


def _columns(answer: Answer) -> Iterator[tuple[str, str, str | None]]:
    bilingual = answer.bilingual()
    for key in answer.keys:
        if key in bilingual:
            yield from ((f"{key}.{lang}", key, lang) for lang in ("vi", "en"))
        else:
            yield key, key, None


def _cell(value: Any, lang: str | None) -> str:  # noqa: ANN401  # what a row can hold
    if isinstance(value, str) and lang == "en":
        return ""  # a name that has no translation
    return _flat(value, lang or "vi")


def _csv(cells: Iterable[str], *, quoted: bool = False) -> str:
    line = StringIO()
    csv.writer(
        line, lineterminator="", quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    ).writerow(cells)
    return line.getvalue()


def _for_excel(cells: Iterable[str]) -> str:
    """Return *cells*, quoted so that no spreadsheet takes one for a formula."""
    guarded = [f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells]
    return _csv(guarded, quoted=True)


def _flat(value: Any, lang: str) -> str:  # noqa: ANN401  # what a row can hold
    """Return *value* in one line: lists joined, people as name (role), words in one language."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, list | tuple):
        return "; ".join([_flat(one, lang) for one in value])
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, dict):
        return str(value)
    for keys, flat in _OBJECTS.items():
        if keys <= value.keys():
            return flat(value, lang)
    return "; ".join(f"{key}: {_flat(one, lang)}" for key, one in value.items())


_OBJECTS: dict[frozenset[str], Callable[[dict[str, Any], str], str]] = {
    frozenset({"vi", "en"}): lambda words, lang: _flat(words[lang], lang),
    frozenset({"name", "role"}): lambda person, _: f"{person['name']} ({person['role']})",
    frozenset({"name", "to"}): lambda award, lang: (
        f"{_flat(award['name'], lang)}: {_flat(award['to'], lang)}"
    ),
    frozenset({"start", "end"}): lambda match, _: (
        f"{match['field']}:{match['start']}-{match['end']}"
    ),
}
"""The keys by which an object is recognised → what writes it in one line.

One key is not enough: the object `inferred` may have `to` or `role` too, with the reason.
"""
