"""What must hold between the records of a store: ids, references, periods, places in lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from cchc_cli.errors import StoreError
from cchc_cli.language.dates import date_examples, parse_date, parse_period, to_stored_form
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _
from cchc_cli.model.ids import (
    UNKNOWN_TABLE,
    TableOfId,
    invalid_id_reason,
    number_in_id,
    numbered_id,
)
from cchc_cli.model.records import REFERENCES, Person, Record
from cchc_cli.model.references import is_simple, references_of, values_at

Tables = Mapping[str, Mapping[int, Any]]
"""Table → key of the document → record."""

Reason = str | Callable[[], str]
"""A sentence, or what makes it: the nearest id is looked for only if somebody reads of it."""

Violations = Iterable[tuple[str, Reason]]
"""The field that is wrong, and why."""

_MAX_SEARCHED_IDS = 5000  # ids; to find the nearest of more takes longer than it is worth

Rule = Callable[[Any, TableOfId], Violations]


class Problem(NamedTuple):
    """What is wrong with a record: where it stands, in which field, and why."""

    record_type: str
    key: int
    id: str
    field: str
    why: Reason

    @property
    def reason(self) -> str:
        """Why it is wrong, in words."""
        return self.why if isinstance(self.why, str) else self.why()


def validate(tables: Tables, name: str) -> None:
    """Raise StoreError, with its place, for the first record of the store *name* that is wrong."""
    for wrong in find_problems(tables):
        place = f"{wrong.record_type}/{wrong.key} ({wrong.id}) {wrong.field}"
        raise StoreError(f"{name}: {place}: {wrong.reason}")


def find_problems(tables: Tables) -> Iterator[Problem]:
    """Yield all that is wrong with the records of *tables*.

    The ids come first, then what the records say, each in the order of the tables.
    """
    ids: dict[str, str] = {}
    for record_type, found in tables.items():
        for key, record in found.items():
            if wrong := invalid_id_reason(record.id, ids):
                yield Problem(record_type, key, record.id, "id", wrong)
            ids.setdefault(record.id, record_type)
    for record_type, found in tables.items():
        rules = RULES[record_type]
        for key, record in found.items():
            for rule in rules:
                for field, reason in rule(record, ids):
                    yield Problem(record_type, key, record.id, field, reason)


def _references_exist(record_type: str) -> Rule:
    plain = {field: table for field, table in REFERENCES[record_type].items() if is_simple(field)}
    others = [field for field in REFERENCES[record_type] if field not in plain]
    get = attrgetter("id", *plain)  # one by itself would come without a tuple
    tables = (record_type, *plain.values())

    def is_right(record: Record, ids: TableOfId) -> bool:
        """Tell at once what is so of nearly all."""
        for value, table in zip(get(record), tables, strict=True):
            if type(value) is tuple:
                for id_ in value:
                    if ids.get(id_) != table:
                        return False
            elif value is not None and ids.get(value) != table:
                return False
        return not any(one for field in others for one in values_at(record, field))

    def rule(record: Record, ids: TableOfId) -> Violations:
        if is_right(record, ids):
            return ()
        wrong = [
            (field, id_, table)
            for field, id_, table in references_of(record_type, record)
            if ids.get(id_) != table
        ]
        return [
            (field, partial(_missing_reference, id_, table, ids))
            for field, id_, table in dict.fromkeys(wrong)
            if ids.get(id_) != UNKNOWN_TABLE
        ]

    return rule


def _missing_reference(id_: str, table: str, ids: TableOfId) -> str:
    known = [known for known in ids if ids[known] == table]
    near = nearest(id_, known) if len(known) <= _MAX_SEARCHED_IDS else ()
    sentence = _('"{id}" is not in {table}').format(id=id_, table=table)
    return sentence + "".join(_('; the nearest is "{id}"').format(id=known) for known in near)


def _id_under_meeting(record_type: str) -> Rule:
    def rule(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
        if record.meeting and number_in_id(record_type, record.meeting, record.id) is None:
            like = numbered_id(record_type, record.meeting, 1)
            sentence = _("must be like {like}, as the record belongs to {meeting}")
            yield "id", sentence.format(like=like, meeting=record.meeting)

    return rule


def _unambiguous_id(meeting: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if meeting.id == "latest" or meeting.id.isdecimal() or parse_date(meeting.id):
        yield "id", _("would be taken for a number, a day or the newest; write it like p10")


def _valid_periods(*fields: str) -> Rule:
    def rule(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
        for field in fields:
            value = getattr(record, field)
            if value is not None and not parse_period(value):
                yield field, _invalid_period(value)

    return rule


def _invalid_period(value: str) -> str:
    if day := to_stored_form(value):
        return _('"{value}" is no period; write {forms}').format(value=value, forms=day)
    sentence = _('"{value}" is no period; write {forms}, or two with / between them')
    return sentence.format(value=value, forms=date_examples())


def _inferred_fields_exist(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    fields = record.__struct_fields__
    for field in record.inferred:
        head, _dot, tail = field.partition(".")
        of_people = head == "people" in fields and tail in Person.__struct_fields__
        if field not in fields and not of_people:
            yield f"inferred.{field}", _("is not a field of the record")


def _valid_unit(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if reason := invalid_id_reason(record.unit, {}):
        yield "unit", reason


def _not_itself(field: str) -> Rule:
    def rule(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
        if getattr(record, field) == record.id:
            yield field, _("is the record itself")

    return rule


def _as_of_or_period(figure: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if figure.as_of and figure.period:
        yield "period", _("a figure has as_of or period, not both")


def _order_within_list(directive: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if directive.of and (directive.order or 1) > directive.of:
        sentence = _("{order} is past the end of a list of {of}")
        yield "order", sentence.format(order=directive.order, of=directive.of)


def _url_or_file(source: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if not (source.url or source.file):
        yield "url", _("a source has a url or a file")


def _valid_url(record: Any, _ids: TableOfId) -> Violations:  # noqa: ANN401
    if record.url is None:
        return
    scheme, _sign, place = str(record.url).partition("://")
    if scheme not in ("https", "http") or place.split() != [place]:
        yield "url", _("is no web address; write https:// or http:// and the rest, without blanks")


RULES: dict[str, tuple[Rule, ...]] = {
    "meetings": (
        _references_exist("meetings"),
        _unambiguous_id,
        _valid_periods("reviews", "plans"),
        _inferred_fields_exist,
    ),
    "directives": (
        _references_exist("directives"),
        _id_under_meeting("directives"),
        _order_within_list,
        _valid_periods("deadline"),
        _inferred_fields_exist,
    ),
    "figures": (
        _references_exist("figures"),
        _id_under_meeting("figures"),
        _valid_unit,
        _not_itself("part_of"),
        _as_of_or_period,
        _valid_periods("as_of", "period"),
        _inferred_fields_exist,
    ),
    "indicators": (_references_exist("indicators"), _valid_unit),
    "documents": (_references_exist("documents"), _valid_url, _inferred_fields_exist),
    "sources": (
        _references_exist("sources"),
        _id_under_meeting("sources"),
        _url_or_file,
        _valid_url,
        _inferred_fields_exist,
    ),
    "areas": (_references_exist("areas"),),
    "themes": (),
    "provinces": (_references_exist("provinces"), _not_itself("merged_into")),
    "terms": (),
}
