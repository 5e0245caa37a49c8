"""What is to be added, as it comes from files or a pipe: an object, an array, JSONL, a store."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cchc_cli.errors import StoreError, WrongUse
from cchc_cli.language.translation import _
from cchc_cli.model.records import TABLES
from cchc_cli.store.files import decode_utf8, file_name, unreadable
from cchc_cli.store.json_text import (
    DuplicateKeys,
    JsonHooks,
    ValueProblem,
    duplicate_key_message,
    is_normalized_text,
    located_message,
    syntax_message,
)

PIPE = "-"
_BLANKS = re.compile(r"[ \t\r\n]*")
_RECORD_START = re.compile(r"^[\[{]", re.MULTILINE)  # where a record of JSONL, or of jq, begins
_NOT_RECORDS = ("meta", "$schema")


class InputDocument(NamedTuple):
    """A document as it was given: in which file, where in it, and in which table if in one.

    One that *is_tidy* holds nothing that no store may hold, and its strings are in NFC.
    """

    name: str
    place: str
    document: Any
    table: str | None = None
    is_tidy: bool = False


class ParsedInput(NamedTuple):
    """What was read: documents, and among them, in their order, sentences for what is none."""

    found: list[InputDocument | str]
    warnings: list[str]


FileContents = list[tuple[str, bytes | StoreError]]
"""Names of files, each with what is in it, or why it cannot be read."""


def read_files(names: Iterable[str]) -> FileContents:
    """Return what is in all files *names*; `-` is standard input.

    Raises WrongUse if that is to be read twice.
    """
    words = list(names)
    if words.count(PIPE) > 1:
        raise WrongUse(_("standard input can be read once: - stands there twice"))
    named = [(word, _("standard input") if word == PIPE else word) for word in words]
    return [(name, _read(word, name)) for word, name in named]


def parse_files(taken: FileContents) -> ParsedInput:
    """Return the documents of all that was *taken*."""
    inputs = ParsedInput([], [])
    for name, content in taken:
        try:
            if isinstance(content, StoreError):
                raise content
            found, remarks = parse_text(decode_utf8(content, name), name)
        except StoreError as error:
            inputs.found.extend(error.sentences)
        else:
            inputs.found.extend(found)
            inputs.warnings.extend(remarks)
    return inputs


def parse_text(text: str, name: str) -> ParsedInput:
    """Return the documents of *text*, the content of *name*."""
    reading = JsonHooks()
    values = list(_parse_values(text, name, json.JSONDecoder(**reading.hooks())))
    is_tidy = is_normalized_text(text) and not reading.odd
    inputs = ParsedInput([], [])
    if not values:
        inputs.found.append(_("{name}: is empty; records are JSON").format(name=name))
    single = sum(not isinstance(value, _Wrong) for _line, value in values) == 1
    for line, value in values:
        place = _("record {n}").format(n=1) if single else _("line {n}").format(n=line)
        if isinstance(value, _Wrong):
            inputs.found.append(value.sentence)
        elif isinstance(value, list):
            begin = "" if single else f"{place}, "
            inputs.found.extend(
                InputDocument(name, begin + _("record {n}").format(n=number), one, None, is_tidy)
                for number, one in enumerate(value, 1)
            )
        elif is_store(value):
            inputs.found.extend(_of_store(value, name, is_tidy=is_tidy))
            inputs.warnings.extend(_left_out(value, name))
        else:
            inputs.found.append(InputDocument(name, place, value, None, is_tidy))
    return inputs


def is_store(value: object) -> bool:
    """Tell whether *value* is a store, or a part of one: tables, not the fields of a record."""
    if not isinstance(value, dict) or "id" in value or "type" in value:
        return False
    if value and all(key in TABLES or key in _NOT_RECORDS for key in value):
        return not any(_names(table) for table in value.values())
    return any(key in TABLES and _holds_records(table) for key, table in value.items())


def _names(table: object) -> bool:
    """Tell whether *table* is what a record has under the name of a table: a list of ids."""
    return isinstance(table, list) and any(isinstance(one, str) for one in table)


def _holds_records(table: object) -> bool:
    inner = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    return any(isinstance(one, dict) for one in inner)


def _of_store(store: dict[str, Any], name: str, *, is_tidy: bool) -> Iterator[InputDocument | str]:
    if isinstance(store, DuplicateKeys):
        yield located_message(name, ValueProblem(duplicate_key_message(store.key)))
    for record_type, table in store.items():
        if record_type in _NOT_RECORDS:
            continue
        if isinstance(table, DuplicateKeys):
            yield located_message(name, ValueProblem(duplicate_key_message(table.key), record_type))
        if isinstance(table, dict):
            pairs: Iterable[tuple[Any, Any]] = table.items()
        elif isinstance(table, list):
            pairs = enumerate(table, 1)
        else:
            reason = _('expected documents, {"1": {…}} or [{…}]')
            yield located_message(name, ValueProblem(reason, record_type))
            continue
        yield from (
            InputDocument(name, f"{record_type}/{key}", one, record_type, is_tidy)
            for key, one in pairs
        )


def _left_out(store: Mapping[str, Any], name: str) -> list[str]:
    said = _("{name}: its meta is left out; a store keeps its own").format(name=name)
    return [said] if "meta" in store else []


def _read(word: str, name: str) -> bytes | StoreError:
    try:
        if word != PIPE:
            with open(file_name(word), "rb") as file:
                return file.read()
        if sys.stdin is None:  # closed by whoever started us
            return StoreError(_("standard input is closed; there is nothing to add"))
        return sys.stdin.buffer.read()
    except OSError as error:
        return unreadable(name, error)
    except StoreError as error:  # the name can be that of no file
        return error


class _Wrong(NamedTuple):
    """The sentence for what stands where a value should."""

    sentence: str


def _parse_values(text: str, name: str, decoder: json.JSONDecoder) -> Iterator[tuple[int, Any]]:
    """Yield the JSON values of *text*, each with its line, and _Wrong for what is no JSON."""
    at, line, counted = _after_blanks(text, 0), 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
            yield line, value
        except json.JSONDecodeError:
            found = _RECORD_START.search(text, at + 1) if text[at] == "{" else None
            end = found.start() if found else len(text)
            yield line, _Wrong(_wrong(decoder, text[:end].rstrip(), at, name))
            at = end
        except RecursionError:
            reason = _("objects or lists are nested too deep")
            yield line, _Wrong(f"{name}:{line}: {reason}")
            at = len(text)
        at = _after_blanks(text, at)


def _wrong(decoder: json.JSONDecoder, text: str, at: int, name: str) -> str:
    """Return why what begins at *at* is no JSON, by *text*, which ends where it should."""
    try:
        decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return syntax_message(error, name)
    raise AssertionError(text[at:])  # no text is JSON that is none with more behind it


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
