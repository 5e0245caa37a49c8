"""Arrange the rows of a report: sorted, limited, and with the columns that -F chooses."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from cchc_cli.answers import Answer, Arrangement
from cchc_cli.errors import UsageError
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, choice_label, did_you_mean, join_or, known_names
from cchc_cli.model.records import Words
from cchc_cli.query.json_rows import Row
from cchc_cli.query.paths import value_at
from cchc_cli.query.sorting import sort_by_values
from cchc_cli.view.cells import Cell, Column, Sheet, text_of
from cchc_cli.view.columns import as_cell


def arrange(answer: Answer, wanted: Arrangement) -> Answer:
    """Return *answer* with its rows as *wanted*.

    Raises UsageError for a field that its rows do not have.
    """
    if wanted == Arrangement():
        return answer
    paths = _parsed(wanted.fields, answer.keys) if wanted.fields is not None else answer.keys
    rows: Sequence[Row] = list(answer.items)
    if wanted.sort is not None:
        (path,) = _parsed(wanted.sort, answer.keys)
        rows = sort_by_values(((value_at(row, path), row) for row in rows), reverse=wanted.reverse)
    elif wanted.reverse:
        rows = rows[::-1]
    shown = rows[: wanted.limit]
    more = _("{n} more not shown; use -n {total} to show all")
    left = (
        [more.format(n=len(rows) - len(shown), total=len(rows))] if len(shown) < len(rows) else []
    )
    draw = answer.draw if answer.draw and wanted.fields is None else partial(_sheets, paths)
    return replace(
        answer,
        items=shown,
        keys=paths,
        pick=None if wanted.fields is None else value_at,
        ids=answer.ids and row_ids(shown),
        sheets=lambda: draw(shown),
        warnings=(*answer.warnings, *left),
    )


def _parsed(fields: str, keys: Sequence[str]) -> tuple[str, ...]:
    wanted = tuple(field.strip() for field in fields.split(",") if field.strip())
    for path in wanted or ("",):
        if path.partition(".")[0] not in keys:
            sentence = _("no such field: {path}").format(path=path or _("an empty name"))
            raise UsageError(
                sentence + did_you_mean(join_or(nearest(path, keys))) + known_names(keys)
            )
    return wanted


def row_ids(rows: Iterable[Row]) -> list[str]:
    """Return the ids of the records that *rows* of a report are about, each once."""
    return list(dict.fromkeys(id_ for row in rows for id_ in _ids(row)))


def _ids(row: Row) -> list[str]:
    if row.get("section") == "people":
        return []
    if "section" not in row:
        return [row[key] for key in ("id", "figure") if row.get(key)]
    sides = filter(None, (row["a"], row["b"]))
    return [id_ for side in sides for id_ in (side if isinstance(side, list) else [side["id"]])]


def _sheets(paths: Sequence[str], rows: Sequence[Row]) -> list[Sheet]:
    columns = [
        Column(_LABELS.get(path, path), partial(_cell, path), right=_is_number(path, rows))
        for path in paths
    ]
    return [Sheet(columns, rows)] if rows else []


def _is_number(path: str, rows: Sequence[Row]) -> bool:
    values = [value for row in rows if (value := value_at(row, path)) is not None]
    return bool(values) and all(isinstance(value, int | float) for value in values)


def _cell(path: str, row: Row) -> Cell:
    value: Any = value_at(row, path)
    if isinstance(value, dict):  # a sentence, or a figure of a comparison
        return text_of(Words(**value)) if "vi" in value else value["reported"]
    if path == "year":
        return str(value)
    if value and path in ("code", "severity", "change_unit"):
        return choice_label(path, value)
    return as_cell(_FIELDS.get(path, path), tuple(value) if isinstance(value, list) else value)


_LABELS = {"to": "until"}  # in other places these are the addressees
_FIELDS = {
    **dict.fromkeys(("from", "to", "updated"), "date"),
    **dict.fromkeys(("record_type", "section"), "type"),
    **dict.fromkeys(("a", "b"), "role"),
}
"""Key of a row → the field whose values are like its own."""
