"""What can be read of a document with which something is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, get_args, get_origin

from msgspec import NODEFAULT, ValidationError, convert

from cchc_cli.ingest.detect_table import ROW_KEYS, detect_table
from cchc_cli.ingest.input import InputDocument
from cchc_cli.ingest.problems import Problems
from cchc_cli.language.translation import _
from cchc_cli.model.ids import NUMBERED_IDS, UNKNOWN_TABLE, numbered_id
from cchc_cli.model.records import TABLES, FrozenStruct
from cchc_cli.model.type_errors import (
    alternatives,
    fields_by_name,
    find_type_errors,
    is_struct,
    wrong_type_message,
)
from cchc_cli.store.json_text import ValueProblem, normalization_problems

_PLACEHOLDERS = {"id": "", "file": "…"}
"""Field → what stands in it if it cannot be read, where nothing would be a mistake of its own."""


def partial_record(
    kind: type[FrozenStruct], document: dict[str, Any], wrong: frozenset[str]
) -> Any:  # noqa: ANN401
    """Return a record of *kind* with what *document* says; nothing in what cannot be read.

    What is known to be *wrong* is not read. Of lists there are the members that can be read.
    """
    values = {}
    for name, field in fields_by_name(kind).items():
        given = name in document or name in wrong
        if name in document and name not in wrong:
            values[name] = _read_value(field.type, document[name])
        if values.get(name) is None and (given or field.required):
            values[name] = _PLACEHOLDERS.get(name, _empty_value(field.type))
        elif name not in values and field.default_factory is not NODEFAULT:
            values[name] = field.default_factory()
    return kind(**values)


def _read_value(type_: Any, value: object) -> Any:  # noqa: ANN401  # what typing makes of an annotation
    """Return *value* as *type_*, or what can be read of it, None if that is nothing."""
    try:
        return convert(value, type_)
    except ValidationError:
        for part in alternatives(type_):
            if isinstance(value, dict) and is_struct(part):
                return partial_record(part, value, frozenset())
            if isinstance(value, list) and get_origin(part) is tuple:
                (member, *_rest) = get_args(part)
                members = (_read_value(member, one) for one in value)
                return tuple(one for one in members if one is not None)
            if isinstance(value, dict) and get_origin(part) is dict:
                return dict.fromkeys(value)
    return None


def _empty_value(type_: Any) -> Any:  # noqa: ANN401
    empty: dict[Any, Any] = {tuple: (), dict: {}}
    return next((empty[get_origin(part)] for part in alternatives(type_) if get_origin(part)), None)


class Draft(NamedTuple):
    """A document on its way into the table *record_type*, as a record.

    One that *is_nameless* is to get an id of its *meeting*. If it *is_wrong*, the record has what
    can be read of it, and nothing that is so in what is *unread*.
    """

    number: int
    given: InputDocument
    record_type: str
    record: Any
    meeting: str = ""
    is_wrong: bool = False
    unread: frozenset[str] = frozenset()

    @property
    def is_nameless(self) -> bool:
        """Whether it is to get the next free id of its meeting."""
        return self.meeting != ""


def read_drafts(
    found: Iterable[InputDocument | str], problems: Problems, ids: dict[str, str]
) -> Iterator[Draft]:
    """Yield what is *found* as drafts; add all that is wrong with one by itself to *problems*.

    Of those whose table is not known there are no drafts, but they keep their *ids*.
    """
    for number, given in enumerate(found):
        if isinstance(given, str):
            problems.add_sentence(number, given)
            continue
        document = given.document
        if not isinstance(document, dict):
            problems.add(number, given, "", wrong_type_message(_("an object"), document))
            continue
        flaws: list[ValueProblem] = []
        try:
            flaws += [] if given.is_tidy else normalization_problems(document)
            yield _draft(number, given, flaws, problems)
        except ValueProblem as flaw:
            for wrong in (*flaws, flaw):
                problems.add(number, given, ".".join(wrong.path), wrong.reason)
            if isinstance(id_ := document.get("id"), str):
                ids[id_] = UNKNOWN_TABLE
        except RecursionError:
            problems.add(number, given, "", _("objects or lists are nested too deep"))


def _draft(
    number: int, given: InputDocument, flaws: Sequence[ValueProblem], problems: Problems
) -> Draft:
    """Return the draft of *given*, in which there are *flaws*; raises Flaw if it has no table."""
    document = given.document
    told = frozenset(flaw.path[0] for flaw in flaws if flaw.path)
    if flaws:
        document = {key: document[key] for key in document if key.isprintable() and key not in told}
    record_type = detect_table(document, given.table)
    if "type" in document:  # as json has records, and the hits of a search
        document = {key: document[key] for key in document if key not in ROW_KEYS}
    meeting = ""
    if _gets_id(record_type, given.document):
        document = {"id": numbered_id(record_type, "x", 1), **document}
        named = document.get("meeting")
        meeting = named if isinstance(named, str) else ""
    draft = Draft(number, given, record_type, None, meeting)
    if flaws:
        return _partial_draft(draft, document, flaws, problems)
    try:
        return draft._replace(record=convert(document, TABLES[record_type]))
    except ValidationError:
        return _partial_draft(draft, document, flaws, problems)


def _partial_draft(
    draft: Draft, document: dict[str, Any], flaws: Sequence[ValueProblem], problems: Problems
) -> Draft:
    """Return *draft* with what can be read of *document*, beside the *flaws* in what was given."""
    number, given, record_type = draft[:3]
    for flaw in flaws:
        problems.add(number, given, ".".join(flaw.path), flaw.reason, record_type)
    told = frozenset(flaw.path[0] for flaw in flaws if flaw.path)
    has_id = draft.is_nameless or not _gets_id(record_type, given.document)
    unread = set(told) if has_id else {"id", *told}
    for path, reason, field in find_type_errors(TABLES[record_type], document):
        if field not in told:
            problems.add(number, given, ".".join(path), reason, record_type, field)
            unread |= {field} if len(path) <= 1 else set()
    record = partial_record(TABLES[record_type], document, told)
    return draft._replace(record=record, is_wrong=True, unread=frozenset(unread))


def _gets_id(record_type: str, document: dict[str, Any]) -> bool:
    """Tell whether *document* gets an id of its meeting, be that right or still to be named."""
    if record_type not in NUMBERED_IDS or "id" in document:
        return False
    return (
        document.get("meeting") is not None
        or fields_by_name(TABLES[record_type])["meeting"].required
    )
