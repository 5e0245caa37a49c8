"""What is to be added, as it comes from files or a pipe: an object, an array, JSONL, a store."""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from cchc_cli import door, files
from cchc_cli.errors import StoreError, WrongUse
from cchc_cli.model import TABLES
from cchc_cli.words import _

PIPE = "-"
_BLANKS = re.compile(r"[ \t\r\n]*")
_NEXT = re.compile(r"^[\[{]", re.MULTILINE)  # where a record of JSONL, or of jq, begins
_BESIDE = ("meta", "$schema")


class Given(NamedTuple):
    """A document as it was given: in which file, where in it, and in which table if in one."""

    name: str
    place: str
    document: Any
    table: str | None = None


class Inputs(NamedTuple):
    """What was read: documents, and sentences for what is none."""

    given: list[Given]
    problems: list[str]
    remarks: list[str]


def read(names: Iterable[str]) -> Inputs:
    """Return the documents of all files *names*; `-` is standard input.

    Raises WrongUse if that is to be read twice.
    """
    words = list(names)
    if words.count(PIPE) > 1:
        raise WrongUse(_("standard input can be read once: - stands there twice"))
    found = Inputs([], [], [])
    for word in words:
        name = _("standard input") if word == PIPE else word
        try:
            text = files.text(_content(word, name), name)
        except StoreError as error:
            found.problems.extend(error.sentences)
            continue
        one = documents(text, name)
        found.given.extend(one.given)
        found.problems.extend(one.problems)
        found.remarks.extend(one.remarks)
    return found


def documents(text: str, name: str) -> Inputs:
    """Return the documents of *text*, the content of *name*."""
    values, problems = _values(text, name)
    if not values and not problems:
        problems.append(_("{name}: is empty; records are JSON").format(name=name))
    given: list[Given] = []
    remarks: list[str] = []
    for line, value in values:
        single = len(values) == 1
        place = _("record {n}").format(n=1) if single else _("line {n}").format(n=line)
        if isinstance(value, list):
            begin = "" if single else f"{place}, "
            given += [
                Given(name, begin + _("record {n}").format(n=number), one)
                for number, one in enumerate(value, 1)
            ]
        elif is_store(value):
            given += _of_store(value, name, problems)
            remarks += _left_out(value, name)
        else:
            given.append(Given(name, place, value))
    return Inputs(given, problems, remarks)


def is_store(value: object) -> bool:
    """Tell whether *value* is a store, or a part of one: tables, not the fields of a record."""
    if not isinstance(value, dict) or "id" in value or "type" in value:
        return False
    if value and all(key in TABLES or key in _BESIDE for key in value):
        return not any(_names(table) for table in value.values())
    return any(key in TABLES and _holds_records(table) for key, table in value.items())


def _names(table: object) -> bool:
    """Tell whether *table* is what a record has under the name of a table: a list of ids."""
    return isinstance(table, list) and any(isinstance(one, str) for one in table)


def _holds_records(table: object) -> bool:
    inner = table.values() if isinstance(table, dict) else table if isinstance(table, list) else ()
    return any(isinstance(one, dict) for one in inner)


def _of_store(store: dict[str, Any], name: str, problems: list[str]) -> Iterator[Given]:
    if isinstance(store, door.Repeated):
        problems.append(door.placed(name, door.Flaw(door.twice(store.key))))
    for what, table in store.items():
        if what in _BESIDE:
            continue
        if isinstance(table, door.Repeated):
            problems.append(door.placed(name, door.Flaw(door.twice(table.key), what)))
        if isinstance(table, dict):
            pairs: Iterable[tuple[Any, Any]] = table.items()
        elif isinstance(table, list):
            pairs = enumerate(table, 1)
        else:
            reason = _('expected documents, {"1": {…}} or [{…}]')
            problems.append(door.placed(name, door.Flaw(reason, what)))
            continue
        yield from (Given(name, f"{what}/{key}", one, what) for key, one in pairs)


def _left_out(store: Mapping[str, Any], name: str) -> list[str]:
    said = _("{name}: its meta is left out; a store keeps its own").format(name=name)
    return [said] if "meta" in store else []


def _content(word: str, name: str) -> bytes:
    try:
        if word != PIPE:
            with open(files.encoded(word), "rb") as file:
                return file.read()
        if sys.stdin is None:  # closed by whoever started us
            raise StoreError(_("standard input is closed; there is nothing to add"))
        return sys.stdin.buffer.read()
    except OSError as error:
        raise files.unread(name, error) from None


def _values(text: str, name: str) -> tuple[list[tuple[int, Any]], list[str]]:
    """Return the JSON values of *text*, each with its line, and sentences for what is no JSON."""
    values: list[tuple[int, Any]] = []
    problems: list[str] = []
    decoder = json.JSONDecoder(**door.Reading().hooks())
    at, line, counted = _after_blanks(text, 0), 1, 0
    while at < len(text):
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = decoder.raw_decode(text, at)
            values.append((line, value))
        except json.JSONDecodeError:
            found = _NEXT.search(text, at + 1) if text[at] == "{" else None
            end = found.start() if found else len(text)
            problems.append(_wrong(decoder, text[:end].rstrip(), at, name))
            at = end
        except RecursionError:
            reason = _("objects or lists are nested too deep")
            problems.append(f"{name}:{line}: {reason}")
            at = len(text)
        at = _after_blanks(text, at)
    return values, problems


def _wrong(decoder: json.JSONDecoder, text: str, at: int, name: str) -> str:
    """Return why what begins at *at* is no JSON, by *text*, which ends where it should."""
    try:
        decoder.raw_decode(text, at)
    except json.JSONDecodeError as error:
        return door.syntax(error, name)
    raise AssertionError(text[at:])  # no text is JSON that is none with more behind it


def _after_blanks(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at
