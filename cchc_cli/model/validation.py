"""Validation of the records of a store: ids, references, periods, forms of terms."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

from cchc_cli.errors import StoreError
from cchc_cli.language.dates import date_examples, parse_period, parse_stored_date, to_stored_form
from cchc_cli.language.diacritics import slug, telex_keys
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, did_you_mean, join_or
from cchc_cli.model.ids import (
    NUMBERED_IDS,
    UNKNOWN_TABLE,
    TableById,
    invalid_id_reason,
    is_numbered_id,
    numbered_id,
    parent_id,
)
from cchc_cli.model.invalid_value import InvalidValue, locate_record
from cchc_cli.model.records import (
    REFERENCES,
    TABLES,
    Award,
    Directive,
    Meeting,
    Person,
    Record,
    Target,
    Term,
    type_of,
)
from cchc_cli.model.reference_fields import holds_only_ids, references_of, values_at

Tables = Mapping[str, Mapping[int, Any]]
"""Table → key of the document → record."""

_MAX_SEARCHED_IDS = 5000  # finding the nearest of more ids takes too long

Rule = Callable[[Any, TableById], Iterable[InvalidValue]]
"""A check of one record against the ids of its store."""


def validate(tables: Tables, name: str) -> None:
    """Raise StoreError, `NAME: TABLE/KEY (ID) FIELD: reason`, for the first invalid record."""
    for location, record, problem in _problems(tables):
        raise StoreError(problem.message(name, locate_record(location, record)))


def _problems(tables: Tables) -> Iterator[tuple[str, Record, InvalidValue]]:
    """Yield each problem as (TABLE/KEY, record, problem), those of ids first."""
    ids: dict[str, str] = {}
    for record_type, records in tables.items():
        for key, record in records.items():
            if reason := invalid_id_reason(record.id, ids):
                yield f"{record_type}/{key}", record, InvalidValue(reason, "id")
            ids.setdefault(record.id, record_type)
    for record_type, records in tables.items():
        rules = RULES[record_type]
        for key, record in records.items():
            for rule in rules:
                for problem in rule(record, ids):
                    yield f"{record_type}/{key}", record, problem
    terms, directives, meetings = (
        tables.get(table, {}).values() for table in ("terms", "directives", "meetings")
    )
    between = chain(find_shared_forms(terms), find_misplaced_follows(directives, meetings))
    for record, problem in between:
        table = type_of(record)
        key = next(key for key, one in tables[table].items() if one is record)
        yield f"{table}/{key}", record, problem


_NO_CONSONANTS = bytes(set(range(128)) - set(b"bcdfghjklmnpqrstvwxz"))


def find_shared_forms(terms: Iterable[Term]) -> Iterator[tuple[Term, InvalidValue]]:
    """Yield each of *terms* that shares a form with an earlier one: queries would be ambiguous.

    Forms compare as words do in a search: ignoring case and the position of the tone.
    """
    alike: dict[bytes, list[tuple[Term, str, str]]] = {}
    for term in terms:
        for field, form in (("short", term.short), *(("long", form) for form in term.long)):
            # Keys of all forms would take 1.6 ms: only forms of equal consonants get them.
            consonants = form.lower().encode("ascii", "ignore").translate(None, _NO_CONSONANTS)
            alike.setdefault(consonants, []).append((term, field, form))
    for forms in alike.values():
        owners: dict[tuple[str, ...], str] = {}
        for term, field, form in forms if len(forms) > 1 else ():
            owner = owners.setdefault(telex_keys(form), term.id)
            if owner != term.id:
                sentence = _('"{form}" is also in the term {id}; keep it in only one of the two')
                yield term, InvalidValue(sentence.format(form=form, id=owner), field)


def find_misplaced_follows(
    directives: Iterable[Directive], meetings: Iterable[Meeting]
) -> Iterator[tuple[Directive, InvalidValue]]:
    """Yield each of *directives* that follows one not earlier, as in a circle."""
    days: dict[str, date] = {}
    for directive in directives:
        for id_ in directive.follows:
            days = days or {meeting.id: meeting.date for meeting in meetings}
            if _position(id_, days) >= _position(directive.id, days):
                sentence = _("{id} is not earlier than this directive")
                yield directive, InvalidValue(sentence.format(id=id_), "follows")


def _position(directive: str, days: Mapping[str, date]) -> tuple[date, int, str]:
    return days.get(parent_id(directive), date.min), len(directive), directive


def _references_exist(record_type: str) -> Rule:
    simple = {
        field: table for field, table in REFERENCES[record_type].items() if holds_only_ids(field)
    }
    others = [
        (field.partition(".")[0], field) for field in REFERENCES[record_type] if field not in simple
    ]
    get = attrgetter("id", *simple)  # the id is there since attrgetter needs two names for a tuple
    tables = ((record_type,), *simple.values())

    def is_right(record: Record, ids: TableById) -> bool:
        # Nearly all records pass this check, which takes half the time of references_of.
        for value, allowed in zip(get(record), tables, strict=True):
            if type(value) is tuple:
                for id_ in value:
                    if ids.get(id_) not in allowed:
                        return False
            elif value is not None and ids.get(value) not in allowed:
                return False
        for head, field in others:
            if getattr(record, head) is not None and any(values_at(record, field)):
                return False
        return True

    def rule(record: Record, ids: TableById) -> Iterable[InvalidValue]:
        return () if is_right(record, ids) else _missing_references(record_type, record, ids)

    return rule


def _missing_references(record_type: str, record: Record, ids: TableById) -> Iterator[InvalidValue]:
    for field, id_, tables in dict.fromkeys(references_of(record_type, record)):
        if ids.get(id_) not in (*tables, UNKNOWN_TABLE):
            yield InvalidValue(partial(_missing_reference, id_, tables, ids), *field.split("."))


def _missing_reference(id_: str, tables: Sequence[str], ids: TableById) -> str:
    known = [known for known in ids if ids[known] in tables]
    typed = id_ if id_.isascii() else slug(telex_keys(id_))  # somebody wrote the name
    near = nearest(typed, known) if len(known) <= _MAX_SEARCHED_IDS else ()
    sentence = _('"{id}" does not exist in {table}').format(id=id_, table=join_or(tables))
    return sentence + did_you_mean(join_or(near))


def _id_under_parent(record_type: str) -> Rule:
    field = NUMBERED_IDS[record_type].parent

    def rule(record: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
        parent = getattr(record, field)
        if parent and not is_numbered_id(record.id, record_type, parent):
            like = numbered_id(record_type, parent, 1)
            sentence = _("must be like {like}, as the {field} is {parent}")
            yield InvalidValue(sentence.format(like=like, field=field, parent=parent), "id")

    return rule


def _unambiguous_id(meeting: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    if meeting.id == "latest" or meeting.id.isdecimal() or parse_stored_date(meeting.id):
        yield InvalidValue(
            _('would be read as a number, a date or "latest"; write it like p10'), "id"
        )


def _valid_periods(*fields: str) -> Rule:
    heads = [(field.partition(".")[0], field) for field in fields]

    def rule(record: Any, _ids: TableById) -> Iterable[InvalidValue]:  # noqa: ANN401
        # Nearly all records pass; most have none of the fields.
        used = [field for head, field in heads if getattr(record, head) is not None]
        return _invalid_periods(record, used) if used else ()

    return rule


def _invalid_periods(record: Any, fields: Iterable[str]) -> Iterator[InvalidValue]:  # noqa: ANN401
    for field in fields:
        for value in values_at(record, field):
            if not parse_period(value):
                yield InvalidValue(_invalid_period(value), *field.split("."))


def _invalid_period(value: str) -> str:
    if day := to_stored_form(value):
        return _('"{value}" is not a period; write {forms}').format(value=value, forms=day)
    sentence = _('"{value}" is not a period; write {forms}, or two of them with / between')
    return sentence.format(value=value, forms=date_examples())


_NESTED = {"people": Person, "awards": Award, "target": Target}


def _inferred_fields_exist(record: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    fields = record.__struct_fields__
    for field in record.inferred:
        head, _dot, tail = field.partition(".")
        nested = _NESTED.get(head) if head in fields else None
        if field not in fields and not (nested and tail in nested.__struct_fields__):
            yield InvalidValue(_("is not a field of this record type"), "inferred", field)


def _valid_unit(record: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    if reason := invalid_id_reason(record.unit, {}):
        yield InvalidValue(reason, "unit")


def _not_itself(field: str) -> Rule:
    def rule(record: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
        value = getattr(record, field)
        if record.id in (value if isinstance(value, tuple) else (value,)):
            yield InvalidValue(_("refers to the record itself"), field)

    return rule


def _as_of_or_period(figure: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    if figure.as_of and figure.period:
        yield InvalidValue(_("give as_of or period, not both"), "period")


def _order_within_list(directive: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    if directive.of and (directive.order or 1) > directive.of:
        sentence = _("{order} is greater than the length of the list, {of}")
        yield InvalidValue(sentence.format(order=directive.order, of=directive.of), "order")


def _url_or_file(source: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    if not (source.url or source.file):
        yield InvalidValue(_("give a url or a file"), "url")


def _valid_url(record: Any, _ids: TableById) -> Iterator[InvalidValue]:  # noqa: ANN401
    scheme, _separator, address = str(record.url).partition("://")
    if record.url is not None and (scheme not in ("https", "http") or address.split() != [address]):
        reason = _("is not a web address; begin it with https:// or http://, without spaces")
        yield InvalidValue(reason, "url")


_OWN_RULES: dict[str, tuple[Rule, ...]] = {
    "meetings": (_unambiguous_id, _valid_periods("reviews", "plans")),
    "directives": (
        _order_within_list,
        _not_itself("differs_from"),
        _valid_periods("period", "deadline", "target.by"),
    ),
    "outcomes": (_valid_periods("as_of"),),
    "figures": (
        _valid_unit,
        _not_itself("part_of"),
        _not_itself("differs_from"),
        _as_of_or_period,
        _valid_periods("as_of", "period", "base_period"),
    ),
    "indicators": (_valid_unit,),
    "bodies": (_not_itself("member_of"), _not_itself("office_of")),
    "documents": (_valid_url,),
    "sources": (_url_or_file, _valid_url),
    "provinces": (_not_itself("merged_into"),),
}


def _rules(record_type: str) -> Iterator[Rule]:
    if REFERENCES[record_type]:
        yield _references_exist(record_type)
    if record_type in NUMBERED_IDS:
        yield _id_under_parent(record_type)
    yield from _OWN_RULES.get(record_type, ())
    if "inferred" in TABLES[record_type].__struct_fields__:
        yield _inferred_fields_exist


RULES = {record_type: tuple(_rules(record_type)) for record_type in TABLES}
