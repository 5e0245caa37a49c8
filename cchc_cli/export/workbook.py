"""Export a store as an Excel workbook, written by XlsxWriter: a sheet a record type."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from cchc_cli.answers.list import list_records
from cchc_cli.errors import OutputError, UsageError
from cchc_cli.export.target import WORKBOOK, write_export
from cchc_cli.export.workbook_columns import Value, WorkbookColumn, workbook_columns
from cchc_cli.language.formatting import format_day, format_number
from cchc_cli.language.translation import _, choice_label, current_language, label
from cchc_cli.model.records import RECORD_TYPES, Record
from cchc_cli.query import Query
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import text_of

MAX_RECORDS = 2**20 - 1
"""Rows of a sheet, less the heading."""

MAX_TEXT = 32_767
"""UTF-16 code units of a cell; Excel's specifications and limits."""

_MAX_NUMBER = 10**15  # Excel keeps 15 digits
_FIRST_DAY = date(1900, 3, 1)  # Excel has a 29 February 1900
_MAX_NAME = 31  # characters, of a sheet
_DAY_FORMATS = {"vi": "dd/mm/yyyy", "en": "d mmm yyyy"}
_NARROWEST, _WIDEST = 8, 60  # characters
_FILTER_BUTTON = 3  # characters

_Library = Any  # XlsxWriter and its objects: not everybody has it


def write_workbook(path: str, store: RecordSource, *, force: bool) -> list[str]:
    """Write *store* as a workbook to *path*, in one step; return a sentence for each cut text.

    With *force* an existing workbook is overwritten. Raises UsageError where *path* may not be
    written or XlsxWriter is missing, OutputError where it cannot be, or a sheet has no room.
    """
    warnings: list[str] = []

    def make(file: str) -> None:
        content = BytesIO()
        warnings.extend(_fill(content, path, store))
        Path(file).write_bytes(content.getvalue())

    write_export(path, WORKBOOK, make, force=force, source=store.path)
    return warnings


def _fill(content: BytesIO, path: str, store: RecordSource) -> list[str]:
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415  # not everybody has it
    except ImportError:
        sentence = _("a workbook needs XlsxWriter, which is not installed: {install}")
        raise UsageError(sentence.format(install="pip install 'cchc[excel]'")) from None
    warnings: list[str] = []
    with Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties(
            {
                "title": text_of(store.meta.title),
                "comments": store.meta.license or "",
                "created": datetime.combine(store.meta.updated, time()),  # the same bytes each time
            }
        )
        formats = _formats(workbook)
        for record_type in RECORD_TYPES:
            records = list_records(Query(record_types=(record_type,)), store).items
            if len(records) > MAX_RECORDS:
                raise OutputError(_too_many(path, record_type, len(records)))
            columns = workbook_columns(record_type, store)
            sheet = workbook.add_worksheet(_sheet_name(record_type))
            warnings += _fill_sheet(sheet, columns, records, formats)
    return warnings


def _formats(workbook: _Library) -> dict[type, _Library]:
    """Return the type of a value → the format of its cells; NoneType is the heading's."""
    top = {"valign": "top"}
    return {
        type(None): workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        str: workbook.add_format({**top, "text_wrap": True}),
        int: workbook.add_format({**top, "num_format": "#,##0"}),
        float: workbook.add_format(top),
        date: workbook.add_format({**top, "num_format": _DAY_FORMATS[current_language()]}),
    }


def _sheet_name(record_type: str) -> str:
    """Return the label of *record_type* without what Excel refuses in the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", "-", label(record_type))[:_MAX_NAME]


def _fill_sheet(
    sheet: _Library,
    columns: Sequence[WorkbookColumn],
    records: Sequence[Record],
    formats: dict[type, _Library],
) -> list[str]:
    cut: list[str] = []
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(columns):
        sheet.write_string(0, number, column.heading, formats[type(None)])
        widths = [len(column.heading) + _FILTER_BUTTON]
        for row, record in enumerate(records, 1):
            value = _storable(column.value(record))
            if isinstance(value, str) and (fitting := _fit(value)) != value:
                cut.append(_cut(record, column))
                value = fitting
            _write(sheet, row, number, value, formats)
            widths += map(len, str(value or "").split("\n"))
        sheet.set_column(number, number, min(max(_NARROWEST, *widths), _WIDEST))
    sheet.autofilter(0, 0, len(records), len(columns) - 1)
    return cut


def _storable(value: Value) -> Value:
    """Return *value*, as text if it is a day or a number that Excel would change."""
    if isinstance(value, date):
        return value if value >= _FIRST_DAY else format_day(value)
    if isinstance(value, int) and abs(value) >= _MAX_NUMBER:
        return format_number(value)
    return value


def _write(
    sheet: _Library, row: int, column: int, value: Value, formats: dict[type, _Library]
) -> None:
    """Write *value* as what it is: a text is never read as a formula, a link or a number."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats[str])
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats[date])
    elif value is not None:
        sheet.write_number(row, column, value, formats[type(value)])


def _fit(text: str) -> str:
    """Return *text*, cut at its end, with an ellipsis, if it is too long for a cell."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_TEXT:
        return text
    return units[: 2 * (MAX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _cut(record: Record, column: WorkbookColumn) -> str:
    sentence = _("{id}: {field}: cut to {length} characters, all that a cell of a workbook holds")
    length = format_number(MAX_TEXT)
    return sentence.format(id=record.id, field=column.heading, length=length)


def _too_many(path: str, record_type: str, count: int) -> str:
    return _(
        "{path}: a sheet of a workbook has {rows} rows, too few for {count} {record_type};"
        " export a FILE.db"
    ).format(
        path=path,
        rows=format_number(MAX_RECORDS + 1),
        count=format_number(count),
        record_type=choice_label("type", record_type),
    )
