"""Read records from CSV or TSV, as `-o csv` prints them or a spreadsheet saves them."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any, get_args, get_origin

from cchc_cli.ingest.detect_table import KEYS_OF_ROWS_ONLY, detect_table
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, did_you_mean, join_or
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import TABLES, Target, Words
from cchc_cli.model.type_errors import fields_by_name, is_struct, union_members

_GUARD = re.compile(r"'(?=[ \u3000]*[=@\uff1d\uff20+\-\uff0b\uff0d0-9])")
"""What `--bom` puts before a cell that a spreadsheet would take for a formula or a day."""

_TELLING = ("id", "type")  # a header has one of them
_SEPARATOR = "; "
_LANGUAGES = ("vi", "en")
_FIELDS = {field for struct in TABLES.values() for field in struct.__struct_fields__}


def delimiter_of(text: str, name: str) -> str | None:
    """Return the delimiter of *text*, the file *name*, if it is CSV or TSV, else None."""
    header = text.lstrip().partition("\n")[0].rstrip("\r")
    delimiter = max(",;\t", key=header.count)  # ; where a comma is the decimal sign
    cells = {cell.strip('" ') for cell in header.split(delimiter)}
    if not header or header[0] in "{[":
        return None
    is_named = name.lower().endswith((".csv", ".tsv"))
    return delimiter if is_named or cells.intersection(_TELLING) else None


def parse_rows(
    text: str, name: str, delimiter: str, record_type: str | None
) -> Iterator[tuple[str, Any, str | None]]:
    """Yield each row of *text* as its place, its document and its table; or a problem and None.

    *record_type* is the table of rows without a `type`.
    """
    lines = csv.reader(
        StringIO(text, newline=""),
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL,
        strict=True,
    )
    header: list[str] = []
    line = 1
    try:
        for cells in lines:
            place, line = f"{name}:{line}", lines.line_num + 1
            if not any(cells):
                continue
            if header:
                yield from _row(dict(zip(header, cells, strict=False)), place, record_type)
                if len(cells) > len(header) and any(cells[len(header) :]):
                    sentence = _("{name}:{line}: has more cells than the header")
                    yield sentence.format(name=name, line=place.rpartition(":")[2]), None, None
                continue
            header = [cell.strip() for cell in cells]
            problems = [problem.message(place) for problem in _header_problems(header)]
            yield from ((problem, None, None) for problem in problems)
            if problems:
                return
    except csv.Error as error:
        sentence = _("{name}:{line}: not CSV: {reason}")
        yield sentence.format(name=name, line=line, reason=error), None, None


def _header_problems(header: list[str]) -> Iterator[InvalidValue]:
    for number, column in enumerate(header):
        if column and column in header[:number]:
            yield InvalidValue(_("the column occurs twice"), column)
        if column and column.partition(".")[0] not in (*_FIELDS, *KEYS_OF_ROWS_ONLY):
            near = did_you_mean(join_or(nearest(column, sorted(_FIELDS))))
            yield InvalidValue(_("unknown column") + near, column)


def _row(
    row: dict[str, str], place: str, record_type: str | None
) -> Iterator[tuple[str, Any, str | None]]:
    given = {column: _GUARD.sub("", cell, count=1) for column, cell in row.items() if cell}
    given = {column: cell for column, cell in given.items() if column and column != "matches"}
    try:
        table = detect_table({column.partition(".")[0]: one for column, one in given.items()})
    except InvalidValue:
        table = record_type or ""
    if "type" not in given and record_type:
        table = record_type
    if table not in TABLES:  # what detects the table of the document says why
        yield place, given, record_type
        return
    document: dict[str, Any] = {}
    for column, cell in given.items():
        try:
            _put(document, column, cell, table)
        except InvalidValue as problem:
            yield problem.message(place), None, None
    yield place, document, table


def _put(document: dict[str, Any], column: str, cell: str, table: str) -> None:
    """Put the value of *cell* into *document*; raises InvalidValue if CSV cannot hold it."""
    head, _dot, tail = column.partition(".")
    field = fields_by_name(TABLES[table]).get(head)
    members = union_members(field.type) if field else ()
    if head in ("people", "awards"):
        reason = _("csv cannot hold all of this field; give these records as json")
        raise InvalidValue(reason, head)
    if head == "inferred":
        _put_inferred(document.setdefault(head, {}), tail, cell, table)
    elif Target in members:
        pairs = {tail: cell} if tail else dict(_pairs(cell, Target.__struct_fields__))
        types = fields_by_name(Target)
        target = document.setdefault(head, {})
        target |= {key: _value(types[key].type, one) for key, one in pairs.items() if key in types}
    elif Words in members and tail in _LANGUAGES:
        document.setdefault(head, {})[tail] = cell
    elif tail or any(is_struct(member) for member in members):
        known = f"{head}.vi" if Words in members else head
        raise InvalidValue(_("unknown column") + did_you_mean(known), column)
    else:
        document[column] = _value(field.type, cell) if field else cell


def _put_inferred(inferred: dict[str, Any], tail: str, cell: str, table: str) -> None:
    field, _dot, lang = tail.rpartition(".")
    if field:
        inferred.setdefault(field, {})[lang] = cell
        return
    for key, reason in _pairs(cell, TABLES[table].__struct_fields__):
        words = inferred.setdefault(key, {"vi": None, "en": None})
        words[tail] = reason or None


def _pairs(cell: str, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield the pairs in `name: value; name: value`; a value may have a semicolon."""
    known = "|".join(map(re.escape, names))
    parts = re.split(rf"(?:^|; )((?:{known})(?:\.[a-z_]+)?): ?", cell)
    yield from zip(parts[1::2], parts[2::2], strict=True)


def _value(type_: Any, cell: str) -> Any:  # noqa: ANN401  # an annotation; JSON
    """Return *cell* as JSON of *type_*; as text if it cannot be, which the validation reports."""
    for part in union_members(type_):
        if get_origin(part) is tuple and get_args(part):
            return cell.split(_SEPARATOR)
        if part is bool:
            return {"true": True, "false": False}.get(cell.lower(), cell)
        if part is int and re.fullmatch("-?[0-9]{1,300}", cell):
            return int(cell)
        if part is float and re.fullmatch(r"-?[0-9]+\.[0-9]+|-?[0-9.]+e[+-]?[0-9]+", cell):
            return float(cell)
    return cell
