"""Columns of the fields that -F chooses."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from cchc_cli.language.translation import choice_label, label
from cchc_cli.model.records import Words
from cchc_cli.query.json_rows import Row, row_picker, to_row
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Joined, Sheet, text_of
from cchc_cli.view.columns import as_cell
from cchc_cli.view.inferred_star import path_is_inferred, star_note, with_star


def field_sheet(paths: Sequence[str], items: Sequence[Any], records: RecordSource) -> Sheet:
    """Return the table of the values at the dotted *paths* of *items*."""
    pick = row_picker(records)
    rows = [to_row(item) for item in items]
    columns = [
        Column(
            path, partial(_cell, path, pick, records), _are_numbers(pick(row, path) for row in rows)
        )
        for path in paths
    ]
    inferred = any(path_is_inferred(row, path, records) for row in rows for path in paths)
    return Sheet(columns, rows, notes=star_note(needed=inferred))


def _cell(path: str, pick: Callable[[Row, str], Any], records: RecordSource, row: Row) -> Cell:
    cell = _value_cell(pick(row, path), path.rpartition(".")[2])
    return with_star(cell) if path_is_inferred(row, path, records) else cell


def _value_cell(value: Any, field: str = "") -> Cell:  # noqa: ANN401  # any JSON value
    if isinstance(value, list | tuple):
        cells = [_value_cell(one, field) for one in value]
        lines = isinstance(value, list) or any(isinstance(one, dict) for one in value)
        return cells if lines else tuple(cells)
    return _object_cell(value) if isinstance(value, dict) else as_cell(field, value)


def _object_cell(value: dict[str, Any]) -> Cell:
    """Return words in one language, a person as name (role), an award with those who have it."""
    if "vi" in value:
        return text_of(Words(**value))
    if {"name", "role"} <= value.keys():
        role = Joined(("(", choice_label("role", value["role"]), ")"), "")
        return Joined((value["name"], role))
    if {"name", "to"} <= value.keys():
        return Joined((_value_cell(value["name"]), tuple(map(_value_cell, value["to"]))), ": ")
    return [Joined((label(name), _value_cell(reason)), ": ") for name, reason in value.items()]


def _are_numbers(values: Iterable[Any]) -> bool:
    types = {type(value) for value in values if value is not None}
    return bool(types) and types <= {int, float}
