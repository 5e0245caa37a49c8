"""Parse the JSON text of a store into documents; word what is wrong with it."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from math import isfinite
from typing import Any
from unicodedata import is_normalized, normalize

from cchc_cli.errors import StoreError
from cchc_cli.language.diacritics import INVISIBLE, has_too_many_diacritics
from cchc_cli.language.translation import N_, _
from cchc_cli.model.invalid_value import InvalidValue
from cchc_cli.model.records import SCHEMA_VERSION, TABLES
from cchc_cli.model.type_errors import wrong_type_message

Documents = dict[str, dict[str, Any]]
"""Table → key of the document → document: the shape of TinyDB."""

NESTED_TOO_DEEP = N_("objects or lists are nested too deeply")  # for Python to follow
_MAX_DIGITS = 300  # a longer number fits no float

# Line breaks too, so that a record is one line; lone surrogates.
_FORBIDDEN = f"[{INVISIBLE}\ud800-\udfff]"


class DuplicateKeys(dict[str, Any]):
    """A JSON object with a duplicate *key*."""

    key = ""

    def problem(self, *path: str) -> InvalidValue:
        """Return what is wrong with it, at *path*."""
        return InvalidValue(_('the key "{key}" occurs twice').format(key=self.key), *path)


def parse_store(text: str, name: str) -> dict[str, Any]:
    """Return the JSON *text* of the store *name*: its tables, and its `$schema` if it has one.

    All strings are in NFC. Raises StoreError, `NAME:LINE:COL: reason` where the text is not JSON
    (RFC 8259) and `NAME: TABLE/KEY FIELD: reason` where it is not a store.
    """
    hooks = JsonHooks()
    try:
        found = json.loads(text, **hooks.options())
        is_normalized = is_normalized_text(text.encode()) and not hooks.irregular
        return _tables(found if is_normalized else _normalize(found))
    except json.JSONDecodeError as error:
        raise StoreError(syntax_message(error, name)) from None
    except RecursionError:
        raise StoreError(InvalidValue(_(NESTED_TOO_DEEP)).message(name)) from None
    except InvalidValue as problem:
        record = "/".join(problem.path[:2])
        problem.path = problem.path[2:]
        raise StoreError(problem.message(name, record)) from None


def normalization_problems(document: dict[str, Any]) -> list[InvalidValue]:
    """Normalize *document* in place; return a problem for each field that no store may hold."""
    found = [document.problem()] if isinstance(document, DuplicateKeys) else []
    for key, value in document.items():
        try:
            document |= _normalize({key: value})
        except InvalidValue as problem:
            found.append(problem)
    return found


def _normalize(value: Any) -> Any:  # noqa: ANN401  # any JSON
    """Return *value* with its strings in NFC; raises InvalidValue for what no store may hold."""
    if isinstance(value, str):
        if not value.isprintable() and (match := re.search(_FORBIDDEN, value)):
            character = f"U+{ord(match[0]):04X}"
            raise InvalidValue(_("contains the character {sign}; remove it").format(sign=character))
        if has_too_many_diacritics(value):
            raise InvalidValue(_("has a letter with too many diacritics; remove some of them"))
        return normalize("NFC", value)
    if isinstance(value, float) and not isfinite(value):
        raise InvalidValue(_("is not a valid number, or is too large"))
    if isinstance(value, DuplicateKeys):
        raise value.problem()
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and not key.isprintable():
                sentence = _('the key "{key}" contains a character that no name has')
                raise InvalidValue(sentence.format(key=ascii(key)[1:-1]))
            try:
                value[key] = _normalize(inner)
            except InvalidValue as problem:
                problem.path = (str(key), *problem.path)
                raise
    return value


def syntax_message(error: json.JSONDecodeError, name: str) -> str:
    """Return the sentence for text of *name* that is not JSON: `NAME:LINE:COL: reason`."""
    reason = error.msg[0].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
    reason = reason.replace("'", '"')
    location = f"{name}:{error.lineno}:{error.colno}"
    return _("{place}: not JSON: {reason}").format(place=location, reason=_(reason))


def is_document_key(key: str) -> bool:
    """Return whether *key* may be the key of a document: a whole number from 1."""
    return key.isdecimal() and str(int(key[:18])) == key != "0"


class JsonHooks:
    """Hooks of a JSON decoder: *irregular* after a duplicate key or too large a number."""

    irregular = False

    def options(self) -> dict[str, Any]:
        """Return the keyword arguments of the decoder."""
        return {
            "object_pairs_hook": self._object,
            "parse_int": self._integer,
            "parse_float": self._number,
            "parse_constant": self._number,
        }

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.irregular = True
        repeated = DuplicateKeys(found)
        counts = Counter(key for key, _value in pairs)
        repeated.key = next(key for key, _value in reversed(pairs) if counts[key] > 1)
        return repeated

    def _integer(self, digits: str) -> float:
        return int(digits) if len(digits) < _MAX_DIGITS else self._number("inf")

    def _number(self, digits: str) -> float:
        value = float(digits)
        self.irregular = self.irregular or not isfinite(value)
        return value


_PRINTABLE = bytes(range(32, 127)) + b"\n"


def is_normalized_text(content: bytes) -> bool:
    """Return whether the strings of a JSON text are NFC, printable, and escape only quotes.

    Raises UnicodeDecodeError unless *content* is UTF-8.
    """
    if b"\\" in content and content.count(b"\\") > content.count(b'\\"'):
        return False
    # Without printable ASCII, which most characters are, in a fourth of the time.
    others = content.translate(None, _PRINTABLE).decode()
    return others.isprintable() and is_normalized("NFC", content.decode())


def _tables(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        sentence = _("is not a store; expected an object of tables, {example}")
        raise InvalidValue(sentence.format(example='{"meta": {…}, "meetings": {…}}'))
    if not isinstance(found.get("$schema", ""), str):
        raise InvalidValue(_("expected text, the path of the JSON Schema"), "$schema")
    for record_type, table in found.items():
        if record_type != "$schema":
            _check_table(record_type, table)
    _check_version(found.get("meta", {}))
    return found


def _check_table(record_type: str, table: object) -> None:
    if record_type != "meta" and record_type not in TABLES:
        sentence = _("unknown table; the tables are {tables}")
        raise InvalidValue(sentence.format(tables=", ".join(("meta", *TABLES))), record_type)
    if not isinstance(table, dict):
        sentence = _("expected an object of records, {example}")
        raise InvalidValue(sentence.format(example='{"1": {…}}'), record_type)
    for key, document in table.items():
        if not is_document_key(key):
            raise InvalidValue(_("the keys of a table are whole numbers from 1"), record_type, key)
        if not isinstance(document, dict):  # TinyDB would make one of a list of pairs
            raise InvalidValue(wrong_type_message(_("an object"), document), record_type, key)


def _check_version(meta: Mapping[str, Any]) -> None:
    if len(meta) != 1:
        sentence = _("expected one record, {example}")
        raise InvalidValue(sentence.format(example='{"1": {"schema": 2, …}}'), "meta")
    ((key, document),) = meta.items()
    schema = document.get("schema")
    if isinstance(schema, int) and schema > SCHEMA_VERSION:
        sentence = _("{schema} is newer than this cchc reads ({known}); install a newer cchc")
        reason = sentence.format(schema=schema, known=SCHEMA_VERSION)
        raise InvalidValue(reason, "meta", key, "schema")


_JSON_ERRORS = (
    N_("expecting property name enclosed in double quotes"),
    N_('expecting ":" delimiter'),
    N_('expecting "," delimiter'),
    N_("expecting value"),
    N_("extra data"),
    N_("illegal trailing comma before end of array"),
    N_("illegal trailing comma before end of object"),
    N_("invalid control character"),
    N_("invalid \\escape"),
    N_("invalid \\uXXXX escape"),
    N_("unterminated string"),
)
"""How the standard library words errors of syntax, for the catalogue."""
