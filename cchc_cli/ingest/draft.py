"""Turn documents into records; of one with problems, as much as can be read."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple, get_args, get_origin

from msgspec import NODEFAULT, ValidationError, convert

from cchc_cli.errors import BadInput
from cchc_cli.ingest.detect_table import KEYS_OF_ROWS_ONLY, detect_table
from cchc_cli.ingest.input import InputDocument
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.ids import NUMBERED_IDS, UNKNOWN_TABLE, numbered_id
from cchc_cli.model.invalid_value import InvalidValue, locate_record
from cchc_cli.model.records import TABLES, FrozenStruct
from cchc_cli.model.type_errors import (
    fields_by_name,
    find_type_errors,
    is_struct,
    union_members,
    wrong_type_message,
)
from cchc_cli.store.json_text import NESTED_TOO_DEEP, normalization_problems

_MAX_SHOWN = 20  # problems
_PLACEHOLDERS = {"id": "", "file": "…"}
"""Field → its value in a partial record, where None would break a rule of its own."""


def _partial_record(
    struct: type[FrozenStruct], document: dict[str, Any], wrong: frozenset[str]
) -> Any:  # noqa: ANN401
    """Return what can be read of *document*, so that its rules can be checked in the same run."""
    values = {}
    for name, field in fields_by_name(struct).items():
        given = name in document or name in wrong
        if name in document and name not in wrong:
            values[name] = _read_value(field.type, document[name])
        if values.get(name) is None and (given or field.required):
            values[name] = _PLACEHOLDERS.get(name, _empty_value(field.type))
        elif name not in values and field.default_factory is not NODEFAULT:
            values[name] = field.default_factory()
    return struct(**values)


def _read_value(type_: Any, value: object) -> Any:  # noqa: ANN401  # an annotation
    try:
        return convert(value, type_)
    except ValidationError:
        for part in union_members(type_):
            if isinstance(value, dict) and is_struct(part):
                return _partial_record(part, value, frozenset())
            if isinstance(value, list) and get_origin(part) is tuple:
                members = (_read_value(get_args(part)[0], member) for member in value)
                return tuple(member for member in members if member is not None)
            if isinstance(value, dict) and get_origin(part) is dict:
                return dict.fromkeys(value)
    return None


def _empty_value(type_: Any) -> Any:  # noqa: ANN401
    empty: dict[Any, Any] = {tuple: (), dict: {}}
    return next(
        (empty[get_origin(part)] for part in union_members(type_) if get_origin(part)), None
    )


class Problems:
    """All problems of the records to be added, in the order of the records, then of fields."""

    def __init__(self) -> None:
        self._found: list[tuple[int, int, InvalidValue, InputDocument | None]] = []

    def add(
        self,
        number: int,
        problem: InvalidValue,
        given: InputDocument | None = None,
        record_type: str = "",
    ) -> None:
        """Add a *problem* of the document *given*, whose position in the input is *number*.

        *record_type* is its table, if known. Without a document the reason is the whole message.
        """
        names = TABLES[record_type].__struct_fields__ if record_type else ()
        rank = (*names, problem.field).index(problem.field) + 1 if record_type else 0
        self._found.append((number, rank, problem, given))

    def raise_if_any(self, path: str) -> None:
        """Raise BadInput, for the store *path*, if there is any."""
        if not self._found:
            return
        self._found.sort(key=lambda found: found[:2])
        shown = [
            problem.message(given.name, locate_record(given.place, given.document))
            if given
            else problem.reason
            for _number, _rank, problem, given in self._found[:_MAX_SHOWN]
        ]
        more = len(self._found) - len(shown)
        sentence = ngettext("{n} more problem not shown", "{n} more problems not shown", more)
        rest = [sentence.format(n=more)] if more else []
        raise BadInput(*shown, *rest, _("nothing was added to {path}").format(path=path))


class Draft(NamedTuple):
    """A document on its way into the table *record_type*, as a record.

    With a *parent* it gets the next free id under that meeting or directive. If it *is_wrong*, its
    record is partial, and the fields *unread* must not be checked further.
    """

    number: int
    given: InputDocument
    record_type: str
    record: Any
    parent: str = ""
    is_wrong: bool = False
    unread: frozenset[str] = frozenset()


def read_drafts(
    inputs: Iterable[InputDocument | str], problems: Problems, ids: dict[str, str]
) -> Iterator[Draft]:
    """Yield *inputs* as drafts; add what is wrong with each by itself to *problems*.

    A document of unknown table gives no draft, but its id is added to *ids*.
    """
    for number, given in enumerate(inputs):
        if isinstance(given, str):
            problems.add(number, InvalidValue(given))
            continue
        document = given.document
        if not isinstance(document, dict):
            problems.add(number, InvalidValue(wrong_type_message(_("an object"), document)), given)
            continue
        found: list[InvalidValue] = []
        try:
            found += [] if given.is_normalized else normalization_problems(document)
            yield _draft(number, given, found, problems)
        except InvalidValue as problem:
            for one in (*found, problem):
                problems.add(number, one, given)
            if isinstance(id_ := document.get("id"), str):
                ids[id_] = UNKNOWN_TABLE
        except RecursionError:
            problems.add(number, InvalidValue(_(NESTED_TOO_DEEP)), given)


def _draft(
    number: int, given: InputDocument, found: Sequence[InvalidValue], problems: Problems
) -> Draft:
    document = given.document
    wrong = frozenset(problem.field for problem in found)
    if found:
        document = {
            key: document[key] for key in document if key.isprintable() and key not in wrong
        }
    record_type = detect_table(document, given.table)
    if "type" in document:  # a row of JSON output
        document = {key: document[key] for key in document if key not in KEYS_OF_ROWS_ONLY}
    parent = ""
    if _gets_id(record_type, given.document):
        document = {"id": numbered_id(record_type, "x", 1), **document}
        named = document.get(NUMBERED_IDS[record_type].parent)
        parent = named if isinstance(named, str) else ""
    draft = Draft(number, given, record_type, None, parent)
    if not found:
        try:
            return draft._replace(record=convert(document, TABLES[record_type]))
        except ValidationError:
            pass
    return _partial_draft(draft, document, found, problems)


def _partial_draft(
    draft: Draft, document: dict[str, Any], found: Sequence[InvalidValue], problems: Problems
) -> Draft:
    """Return *draft* with what can be read of *document*, which has more problems than *found*."""
    number, given, record_type = draft[:3]
    for problem in found:
        problems.add(number, problem, given, record_type)
    wrong = frozenset(problem.field for problem in found if problem.path)
    has_id = draft.parent or not _gets_id(record_type, given.document)
    unread = set(wrong) if has_id else {"id", *wrong}
    for problem in find_type_errors(TABLES[record_type], document):
        if problem.field not in wrong:
            problems.add(number, problem, given, record_type)
            unread |= {problem.field} if len(problem.path) <= 1 else set()
    record = _partial_record(TABLES[record_type], document, wrong)
    return draft._replace(record=record, is_wrong=True, unread=frozenset(unread))


def _gets_id(record_type: str, document: dict[str, Any]) -> bool:
    """Return whether *document* gets an id of its parent, even if the parent is missing."""
    if record_type not in NUMBERED_IDS or "id" in document:
        return False
    parent = NUMBERED_IDS[record_type].parent
    return fields_by_name(TABLES[record_type])[parent].required or document.get(parent) is not None
