"""What must hold between the records of a store: ids, references, periods, places in lists."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from cchc_cli.dates import forms, period
from cchc_cli.errors import StoreError
from cchc_cli.model import Entry, Person
from cchc_cli.relations import references
from cchc_cli.words import _

Keyed = Mapping[str, Mapping[int, Any]]
"""Table → key of the document → record."""

Ids = Mapping[str, str]
"""Id → the table in which it stands."""

Problems = Iterator[tuple[str, str]]
"""The field that is wrong, and why."""

_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")

Rule = Callable[[Any, Ids], Problems]


def check(tables: Keyed, name: str) -> None:
    """Raise StoreError, with its place, for the first record of the store *name* that is wrong."""
    ids: dict[str, str] = {}
    for what, found in tables.items():
        for key, record in found.items():
            if reason := _wrong_id(record.id, ids):
                raise StoreError(f"{name}: {what}/{key} ({record.id}) id: {reason}")
            ids[record.id] = what
    for what, found in tables.items():
        rules = RULES[what]
        for key, record in found.items():
            for rule in rules:
                for field, reason in rule(record, ids):
                    raise StoreError(f"{name}: {what}/{key} ({record.id}) {field}: {reason}")


def _wrong_id(id_: str, ids: Ids) -> str | None:
    if id_ in ids:
        return _("this id stands in {table} already").format(table=ids[id_])
    if id_ and _SIGNS.issuperset(id_) and id_ == id_.strip("-."):
        return None
    return _("is no id; write small letters a-z and digits, with - or . between them")


def _refer(what: str) -> Rule:
    def rule(record: Entry, ids: Ids) -> Problems:
        for field, id_, table in references(what, record):
            if ids.get(id_) != table:
                yield field, _no_such(id_, table, ids)

    return rule


def _no_such(id_: str, table: str, ids: Ids) -> str:
    near = get_close_matches(id_, [known for known in ids if ids[known] == table], n=1)
    sentence = _('"{id}" is not in {table}').format(id=id_, table=table)
    return sentence + "".join(_('; the nearest is "{id}"').format(id=known) for known in near)


def _called(letter: str, digits: int = 2) -> Rule:
    def rule(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
        begin = f"{record.meeting}.{letter}"
        number = record.id.removeprefix(begin)
        under = number != record.id and number.isdecimal() and len(number) >= digits
        if record.meeting and not under:
            sentence = _("must be like {like}, as the record belongs to {meeting}")
            like = f"{begin}{1:0{digits}}"
            yield "id", sentence.format(like=like, meeting=record.meeting)

    return rule


def _periods(*fields: str) -> Rule:
    def rule(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
        for field in fields:
            value = getattr(record, field)
            if value is not None and not period(value):
                sentence = _('"{value}" is no period; write {forms}, or two with / between them')
                yield field, sentence.format(value=value, forms=forms())

    return rule


def _inferred(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    fields = record.__struct_fields__
    for field in record.inferred:
        head, _dot, tail = field.partition(".")
        of_people = head == "people" in fields and tail in Person.__struct_fields__
        if field not in fields and not of_people:
            yield f"inferred.{field}", _("is not a field of the record")


def _unit(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    if reason := _wrong_id(record.unit, {}):
        yield "unit", reason


def _not_itself(field: str) -> Rule:
    def rule(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
        if getattr(record, field) == record.id:
            yield field, _("is the record itself")

    return rule


def _one_time(figure: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    if figure.as_of and figure.period:
        yield "period", _("a figure has as_of or period, not both")


def _place_in_list(directive: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    if directive.of and (directive.order or 1) > directive.of:
        sentence = _("{order} is past the end of a list of {of}")
        yield "order", sentence.format(order=directive.order, of=directive.of)


def _reachable(source: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    if not (source.url or source.file):
        yield "url", _("a source has a url or a file")


def _address(record: Any, _ids: Ids) -> Problems:  # noqa: ANN401
    if record.url is None:
        return
    scheme, _sign, place = str(record.url).partition("://")
    if scheme not in ("https", "http") or place.split() != [place]:
        yield "url", _("is no web address; write https:// or http:// and the rest, without blanks")


RULES: dict[str, tuple[Rule, ...]] = {
    "meetings": (_refer("meetings"), _periods("reviews", "plans"), _inferred),
    "directives": (
        _refer("directives"),
        _called("d"),
        _place_in_list,
        _periods("deadline"),
        _inferred,
    ),
    "figures": (
        _refer("figures"),
        _called("f"),
        _unit,
        _not_itself("part_of"),
        _one_time,
        _periods("as_of", "period"),
        _inferred,
    ),
    "indicators": (_refer("indicators"), _unit),
    "documents": (_refer("documents"), _address, _inferred),
    "sources": (_refer("sources"), _called("s", 1), _reachable, _address, _inferred),
    "areas": (_refer("areas"),),
    "themes": (),
    "provinces": (_refer("provinces"), _not_itself("merged_into")),
    "terms": (),
}
