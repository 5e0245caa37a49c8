"""The door: the text of a store becomes records, or is refused with place and reason."""

import json
import re
from collections.abc import Mapping
from math import inf, isfinite
from typing import Any
from unicodedata import is_normalized, normalize

from cchc_cli.errors import StoreError
from cchc_cli.language.translation import N_, _
from cchc_cli.language.vietnamese import INVISIBLE, has_too_many_diacritics
from cchc_cli.model.records import SCHEMA_VERSION, TABLES
from cchc_cli.model.type_errors import wrong_type_message

Documents = dict[str, dict[str, Any]]
"""Table → key of the document → document: TinyDB's own shape."""

_MAX_DIGITS = 300  # a number that has more fits no float

# A line break too, so that a record is one line; halves of surrogate pairs.
_FORBIDDEN = f"[{INVISIBLE}\ud800-\udfff]"


class ValueProblem(Exception):  # noqa: N818  # it never leaves the door
    """What is wrong with a value, and the keys that lead to it."""

    def __init__(self, reason: str, *path: str) -> None:
        super().__init__(reason)
        self.reason, self.path = reason, path


class DuplicateKeys(dict[str, Any]):
    """An object of the JSON text in which one key stands twice."""

    key = ""


def parse_documents(text: str, name: str) -> Documents:
    """Return the tables of the JSON *text* of the store *name*, all strings in NFC.

    Raises StoreError, `NAME:LINE:COL: reason` where the text is not JSON (RFC 8259) and
    `NAME: PLACE: reason` where it is not a store.
    """
    return {
        record_type: table
        for record_type, table in parse_store(text, name).items()
        if record_type != "$schema"
    }


def parse_store(text: str, name: str) -> dict[str, Any]:
    """Return what `documents` does, and the `$schema` in its place among the tables."""
    reading, plain = JsonHooks(), is_normalized_text(text)
    try:
        found = json.loads(text, **reading.hooks())
        return _tables(found if plain and not reading.odd else normalize_value(found))
    except json.JSONDecodeError as error:
        raise StoreError(syntax_message(error, name)) from None
    except RecursionError:
        sentence = _("{path}: objects or lists are nested too deep").format(path=name)
        raise StoreError(sentence) from None
    except ValueProblem as flaw:
        raise StoreError(located_message(name, flaw)) from None


def normalization_problems(document: dict[str, Any]) -> list[ValueProblem]:
    """Make *document* tidy; return what no store may hold instead, one flaw a field."""
    try:
        normalize_value(document)
    except ValueProblem:
        found = (
            [ValueProblem(duplicate_key_message(document.key))]
            if isinstance(document, DuplicateKeys)
            else []
        )
    else:
        return []
    for key, value in document.items():
        try:
            normalize_value({key: value})
        except ValueProblem as flaw:
            found.append(flaw)
    return found


def normalize_value(value: Any) -> Any:  # noqa: ANN401  # all that JSON can hold
    """Return *value* with its strings in NFC; raise Flaw for what no store may hold."""
    if isinstance(value, str):
        if not value.isprintable() and (found := re.search(_FORBIDDEN, value)):
            sign = f"U+{ord(found[0]):04X}"
            raise ValueProblem(_("holds the character {sign}; take it out").format(sign=sign))
        if has_too_many_diacritics(value):
            raise ValueProblem(_("has more marks on one letter than any language; take them out"))
        return normalize("NFC", value)
    if isinstance(value, float) and not isfinite(value):
        raise ValueProblem(_("is not a number, or too large for one"))
    if isinstance(value, DuplicateKeys):
        raise ValueProblem(duplicate_key_message(value.key))
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(key, str) and not key.isprintable():
                raise ValueProblem(
                    _("{key} has a character that no name has").format(key=ascii(key))
                )
            try:
                value[key] = normalize_value(inner)
            except ValueProblem as flaw:
                flaw.path = (str(key), *flaw.path)
                raise
    return value


def syntax_message(error: json.JSONDecodeError, name: str) -> str:
    """Return the sentence for text of *name* that is not JSON: `NAME:LINE:COL: reason`."""
    reason = error.msg[0].lower() + error.msg[1:].removesuffix(" at").removesuffix(" starting")
    place = f"{name}:{error.lineno}:{error.colno}"
    return _("{place}: not JSON: {reason}").format(place=place, reason=_(reason))


def duplicate_key_message(key: str) -> str:
    """Return why an object in which *key* stands twice is refused."""
    return _('the key "{key}" stands there twice').format(key=key)


def located_message(name: str, flaw: ValueProblem) -> str:
    """Return the sentence for *flaw* in the store *name*: `NAME: TABLE/KEY (ID) FIELD: reason`."""
    table, *fields = flaw.path or ("",)
    if len(fields) > 0 and "/" not in table:
        table, fields = f"{table}/{fields[0]}", fields[1:]
    place = " ".join(part for part in (table, ".".join(fields)) if part)
    return f"{name}: {place}: {flaw.reason}" if place else f"{name}: {flaw.reason}"


def is_document_key(key: str) -> bool:
    """Tell whether *key* may be that of a document: a whole number from 1."""
    return key.isdecimal() and str(int(key[:18])) == key != "0"


class JsonHooks:
    """What to make of objects and numbers, and whether any of them was *odd*."""

    odd = False

    def hooks(self) -> dict[str, Any]:
        """Return what a decoder of JSON is made with."""
        return {
            "object_pairs_hook": self.members,
            "parse_int": self.whole,
            "parse_float": self.number,
            "parse_constant": self.number,
        }

    def members(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Return the object of *pairs*, marked if a key stands there twice."""
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        self.odd = True
        repeated = DuplicateKeys(found)
        seen: set[str] = set()
        for key, _value in pairs:
            if key in seen:
                repeated.key = key
            seen.add(key)
        return repeated

    def whole(self, digits: str) -> float:
        """Return the whole number of *digits*, infinity if it is too large for any use."""
        if len(digits) < _MAX_DIGITS:
            return int(digits)
        self.odd = True
        return inf

    def number(self, digits: str) -> float:
        """Return the number of *digits*, which may be infinite, or none at all."""
        value = float(digits)
        self.odd = self.odd or not isfinite(value)
        return value


def is_normalized_text(text: str) -> bool:
    """Tell whether the strings of the JSON *text* need no look one by one, as is usual."""
    escapes = text.count("\\") - text.count('\\"')
    return not escapes and text.replace("\n", "").isprintable() and is_normalized("NFC", text)


def _tables(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise ValueProblem(
            _("not a store; expected an object of tables, {example}").format(
                example='{"meta": {…}, "meetings": {…}}'
            )
        )
    if not isinstance(found.get("$schema", ""), str):
        raise ValueProblem(_("expected text, the place of the JSON Schema"), "$schema")
    for record_type, table in found.items():
        if record_type == "$schema":
            continue
        if record_type != "meta" and record_type not in TABLES:
            sentence = _("unknown table; the tables are {tables}")
            raise ValueProblem(sentence.format(tables=", ".join(("meta", *TABLES))), record_type)
        if not isinstance(table, dict):
            sentence = _("expected an object of documents, {example}")
            raise ValueProblem(sentence.format(example='{"1": {…}}'), record_type)
        for key, document in table.items():
            if not is_document_key(key):
                raise ValueProblem(
                    _("the keys of a table are whole numbers from 1"), record_type, key
                )
            if not isinstance(document, dict):  # TinyDB would make one of a list of pairs
                raise ValueProblem(wrong_type_message(_("an object"), document), record_type, key)
    _version(found.get("meta", {}))
    return found


def _version(meta: Mapping[str, Any]) -> None:
    if len(meta) != 1:
        sentence = _("expected one document, {example}")
        raise ValueProblem(sentence.format(example='{"1": {"schema": 1, …}}'), "meta")
    for key, document in meta.items():
        schema = document.get("schema") if isinstance(document, dict) else None
        if isinstance(schema, int) and schema > SCHEMA_VERSION:
            sentence = _("{schema} is newer than this cchc reads ({known}); install a newer cchc")
            raise ValueProblem(
                sentence.format(schema=schema, known=SCHEMA_VERSION), "meta", key, "schema"
            )


_JSON_ERRORS = (
    N_("expecting property name enclosed in double quotes"),
    N_("expecting ':' delimiter"),
    N_("expecting ',' delimiter"),
    N_("expecting value"),
    N_("extra data"),
    N_("illegal trailing comma before end of array"),
    N_("illegal trailing comma before end of object"),
    N_("invalid control character"),
    N_("invalid \\escape"),
    N_("invalid \\uXXXX escape"),
    N_("unterminated string"),
)
"""What the standard library says of text that is not JSON, as the catalogue has it."""
