"""Read the documents to be added, from files or a pipe: an object, a list, JSONL or a store."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from cchc_cli.errors import StoreError, UsageError
from cchc_cli.ingest.csv_rows import delimiter_of, parse_rows
from cchc_cli.language.translation import _
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import TABLES
from cchc_cli.store.files import decode_utf8, unreadable
from cchc_cli.store.json_text import (
    NESTED_TOO_DEEP,
    DuplicateKeys,
    JsonHooks,
    is_normalized_text,
    syntax_message,
)
from cchc_cli.store.location import system_path

PIPE = "-"
_BLANKS = re.compile(r"[ \t\r\n]*")
_RECORD_START = re.compile(r"^[\[{]", re.MULTILINE)  # of JSONL, or of the output of jq
_NOT_RECORDS = ("meta", "$schema")
_PIECE = 65_536  # characters to decode at first
_TOKEN = 20  # characters of a word, an escape or an exponent that the end of a piece may cut
_ZIP = b"PK\x03\x04"


class InputDocument(NamedTuple):
    """A document as it was given: in which file, where in it, and in which table if in a store.

    One that *is_normalized* has strings in NFC and nothing that no store may hold.
    """

    name: str
    place: str
    document: Any
    table: str | None = None
    is_normalized: bool = False


class ParsedInput(NamedTuple):
    """Documents, or error messages in place of those that cannot be parsed; and warnings."""

    found: list[InputDocument | str]
    warnings: list[str]


FileContents = list[tuple[str, bytes | StoreError]]
"""Names of files, each with its content, or why it cannot be read."""


def read_files(names: Iterable[str]) -> FileContents:
    """Return the content of the files *names*; raises UsageError if `-`, stdin, is there twice."""
    words = list(names)
    if words.count(PIPE) > 1:
        raise UsageError(_("standard input can be read only once: - was given twice"))
    named = [(word, _("standard input") if word == PIPE else word) for word in words]
    return [(name, _read(word, name)) for word, name in named]


def parse_files(contents: FileContents, record_type: str | None = None) -> ParsedInput:
    """Return the documents in all files of *contents*; *record_type* is that of those without."""
    inputs = ParsedInput([], [])
    for name, content in contents:
        try:
            if isinstance(content, StoreError):
                raise content
            _parse_text(_decode_text(content, name), name, inputs, record_type)
        except StoreError as error:
            inputs.found.extend(error.sentences)
    return inputs


def _decode_text(content: bytes, name: str) -> str:
    if content.startswith(_ZIP):
        sentence = _(
            "{name}: is a zip file; save an Excel workbook as CSV UTF-8 and give that file"
        )
        raise StoreError(sentence.format(name=name))
    return decode_utf8(content, name)


def _parse_text(text: str, name: str, inputs: ParsedInput, record_type: str | None) -> None:
    if delimiter := delimiter_of(text, name):
        for place, document, table in parse_rows(text, name, delimiter, record_type):
            is_problem = document is None
            inputs.found.append(place if is_problem else InputDocument(place, "", document, table))
        return
    hooks = JsonHooks()
    values = list(_parse_values(text, name, json.JSONDecoder(**hooks.options())))
    is_normalized = is_normalized_text(text.encode()) and not hooks.irregular
    if not values:
        inputs.found.append(_("{name}: is empty; give records as JSON").format(name=name))
    is_single = sum(not isinstance(value, InvalidValue) for _line, value in values) == 1
    for line, value in values:
        place = _("record {n}").format(n=1) if is_single else _("line {n}").format(n=line)
        if isinstance(value, InvalidValue):
            inputs.found.append(value.reason)
        elif isinstance(value, list):
            prefix = "" if is_single else f"{place}, "
            for number, member in enumerate(value, 1):
                place = prefix + _("record {n}").format(n=number)
                inputs.found.append(InputDocument(name, place, member, record_type, is_normalized))
        elif _is_store(value):
            inputs.found.extend(_store_documents(value, name, is_normalized=is_normalized))
            if "meta" in value:
                sentence = _("{name}: its table meta is ignored; the store keeps its own")
                inputs.warnings.append(sentence.format(name=name))
        else:
            inputs.found.append(InputDocument(name, place, value, record_type, is_normalized))


def _is_store(value: object) -> bool:
    """Return whether *value* is a store, or part of one: tables, not the fields of a record."""
    if not isinstance(value, dict) or "id" in value or "type" in value:
        return False
    if value and all(key in TABLES or key in _NOT_RECORDS for key in value):
        # A list of ids is a field of a record with the name of a table.
        lists = [table for table in value.values() if isinstance(table, list)]
        return not any(isinstance(member, str) for table in lists for member in table)
    tables = [_documents(table) or () for key, table in value.items() if key in TABLES]
    return any(isinstance(member, dict) for table in tables for _key, member in table)


def _documents(table: object) -> Iterable[tuple[Any, Any]] | None:
    """Return the documents in *table*, each with its key; None if it is no object and no list."""
    if isinstance(table, dict):
        return table.items()
    return enumerate(table, 1) if isinstance(table, list) else None


def _store_documents(
    store: dict[str, Any], name: str, *, is_normalized: bool
) -> Iterator[InputDocument | str]:
    if isinstance(store, DuplicateKeys):
        yield store.problem().message(name)
    for record_type, table in store.items():
        if record_type in _NOT_RECORDS:
            continue
        if isinstance(table, DuplicateKeys):
            yield table.problem(record_type).message(name)
        documents = _documents(table)
        if documents is None:
            reason = _('expected records, {"1": {…}} or [{…}]')
            yield InvalidValue(reason, record_type).message(name)
        for key, document in documents or ():
            place = f"{record_type}/{key}"
            yield InputDocument(name, place, document, record_type, is_normalized)


def _read(word: str, name: str) -> bytes | StoreError:
    try:
        if word != PIPE:
            return Path(system_path(word)).read_bytes()
        if sys.stdin is None:  # closed by the caller
            return StoreError(_("standard input is closed; there is nothing to add"))
        return sys.stdin.buffer.read()
    except OSError as error:
        return unreadable(name, error)
    except StoreError as error:  # no file can have this name
        return error


def _parse_values(text: str, name: str, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    """Yield the JSON values of *text*, each with its line; a InvalidValue for what is not JSON."""
    at, line, counted = _after_blanks(text, 0), 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = _decode_value(decoder, text, at)
            yield line, value
        except json.JSONDecodeError:
            following = _RECORD_START.search(text, at + 1) if text[at] == "{" else None
            end = following.start() if following else len(text)
            column = at - text.rfind("\n", 0, at)
            yield (
                line,
                InvalidValue(_syntax_error(decoder, text[at:end].rstrip(), (line, column), name)),
            )
            at = end
        except RecursionError:
            yield line, InvalidValue(InvalidValue(_(NESTED_TOO_DEEP)).message(f"{name}:{line}"))
            at = len(text)
        at = _after_blanks(text, at)


def _decode_value(decoder: json.JSONDecoder, text: str, at: int) -> tuple[Any, int]:
    """Return the JSON value of *text* at *at*, and where it ends; raises JSONDecodeError.

    Only as much of *text* is read as the value or its error needs: each error counts the lines
    before it, which takes the square of the size of a file without a single record.
    """
    size = _PIECE
    while True:
        piece = text[at : at + size]
        is_last = at + size >= len(text)
        try:
            value, end = decoder.raw_decode(piece)
            if is_last or end < len(piece) - _TOKEN:
                return value, at + end
        except json.JSONDecodeError as error:
            may_go_on = error.msg.startswith("Unterminated") or error.pos > len(piece) - _TOKEN
            if is_last or not may_go_on:
                raise
        size *= 16


def _syntax_error(decoder: json.JSONDecoder, text: str, start: tuple[int, int], name: str) -> str:
    """Return why *text*, from line and column *start* of the input *name* on, is not JSON."""
    try:
        decoder.raw_decode(text)
    except json.JSONDecodeError as error:
        line, column = start
        error.colno += column - 1 if error.lineno == 1 else 0
        error.lineno += line - 1
        return syntax_message(error, name)
    raise AssertionError(text)  # text that is JSON remains so with more after it


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at
