"""What must hold between the records of a store: ids, references, periods, places in lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from operator import attrgetter
from typing import Any, NamedTuple

from cchc_cli.dates import as_stored, forms, period, span
from cchc_cli.errors import StoreError
from cchc_cli.model import REFERENCES, Entry, Person
from cchc_cli.relations import is_plain, references, values
from cchc_cli.words import _

Keyed = Mapping[str, Mapping[int, Any]]
"""Table → key of the document → record."""

Ids = Mapping[str, str]
"""Id → the table in which it stands."""

ANY = ""
"""The table of an id of which it is not known where it stands."""

Reason = str | Callable[[], str]
"""A sentence, or what makes it: the nearest id is looked for only if somebody reads of it."""

Wrong = Iterable[tuple[str, Reason]]
"""The field that is wrong, and why."""

_MANY = 5000  # ids; to find the nearest of more takes longer than it is worth

_SIGNS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")

Rule = Callable[[Any, Ids], Wrong]


class Problem(NamedTuple):
    """What is wrong with a record: where it stands, in which field, and why."""

    what: str
    key: int
    id: str
    field: str
    why: Reason

    @property
    def reason(self) -> str:
        """Why it is wrong, in words."""
        return self.why if isinstance(self.why, str) else self.why()


def check(tables: Keyed, name: str) -> None:
    """Raise StoreError, with its place, for the first record of the store *name* that is wrong."""
    for wrong in problems(tables):
        place = f"{wrong.what}/{wrong.key} ({wrong.id}) {wrong.field}"
        raise StoreError(f"{name}: {place}: {wrong.reason}")


def problems(tables: Keyed) -> Iterator[Problem]:
    """Yield all that is wrong with the records of *tables*.

    The ids come first, then what the records say, each in the order of the tables.
    """
    ids: dict[str, str] = {}
    for what, found in tables.items():
        for key, record in found.items():
            if wrong := wrong_id(record.id, ids):
                yield Problem(what, key, record.id, "id", wrong)
            ids.setdefault(record.id, what)
    for what, found in tables.items():
        rules = RULES[what]
        for key, record in found.items():
            for rule in rules:
                for field, reason in rule(record, ids):
                    yield Problem(what, key, record.id, field, reason)


def wrong_id(id_: str, ids: Ids) -> str | None:
    """Return why *id_* is none for a record beside those of *ids*, None if it is one."""
    if id_ in ids:
        return _("this id stands in {table} already").format(table=ids[id_])
    if id_ and _SIGNS.issuperset(id_) and id_ == id_.strip("-."):
        return None
    return _("is no id; write small letters a-z and digits, with - or . between them")


def _refer(what: str) -> Rule:
    plain = {field: table for field, table in REFERENCES[what].items() if is_plain(field)}
    others = [field for field in REFERENCES[what] if field not in plain]
    get = attrgetter("id", *plain)  # one by itself would come without a tuple
    tables = (what, *plain.values())

    def is_right(record: Entry, ids: Ids) -> bool:
        """Tell at once what is so of nearly all."""
        for value, table in zip(get(record), tables, strict=True):
            if type(value) is tuple:
                for id_ in value:
                    if ids.get(id_) != table:
                        return False
            elif value is not None and ids.get(value) != table:
                return False
        return not any(one for field in others for one in values(record, field))

    def rule(record: Entry, ids: Ids) -> Wrong:
        if is_right(record, ids):
            return ()
        wrong = [
            (field, id_, table)
            for field, id_, table in references(what, record)
            if ids.get(id_) != table
        ]
        return [
            (field, partial(_no_such, id_, table, ids))
            for field, id_, table in dict.fromkeys(wrong)
            if ids.get(id_) != ANY
        ]

    return rule


def _no_such(id_: str, table: str, ids: Ids) -> str:
    known = [known for known in ids if ids[known] == table]
    near = get_close_matches(id_, known, n=1) if len(known) <= _MANY else ()
    sentence = _('"{id}" is not in {table}').format(id=id_, table=table)
    return sentence + "".join(_('; the nearest is "{id}"').format(id=known) for known in near)


NUMBERED = {"directives": ("d", 2), "figures": ("f", 2), "sources": ("s", 1)}
"""Table → the letter and the least digits of its ids behind the meeting's: p09.d03."""


def numbered(what: str, meeting: str, number: int) -> str:
    """Return the id of record *number* of *meeting* in the table *what*: p09.d03."""
    letter, digits = NUMBERED[what]
    return f"{meeting}.{letter}{number:0{digits}}"


def number_of(what: str, meeting: str, id_: str) -> str | None:
    """Return the digits in *id_*, None if it is no id of a record of *meeting* in *what*."""
    letter, digits = NUMBERED[what]
    begin = f"{meeting}.{letter}"
    number = id_.removeprefix(begin)
    under = number != id_ and number.isdecimal() and len(number) >= digits
    return number if under else None


def _called(what: str) -> Rule:
    def rule(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
        if record.meeting and number_of(what, record.meeting, record.id) is None:
            like = numbered(what, record.meeting, 1)
            sentence = _("must be like {like}, as the record belongs to {meeting}")
            yield "id", sentence.format(like=like, meeting=record.meeting)

    return rule


def _own_name(meeting: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if meeting.id == "latest" or meeting.id.isdecimal() or span(meeting.id):
        yield "id", _("would be taken for a number, a day or the newest; write it like p10")


def _periods(*fields: str) -> Rule:
    def rule(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
        for field in fields:
            value = getattr(record, field)
            if value is not None and not period(value):
                yield field, _no_period(value)

    return rule


def _no_period(value: str) -> str:
    if day := as_stored(value):
        return _('"{value}" is no period; write {forms}').format(value=value, forms=day)
    sentence = _('"{value}" is no period; write {forms}, or two with / between them')
    return sentence.format(value=value, forms=forms())


def _inferred(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    fields = record.__struct_fields__
    for field in record.inferred:
        head, _dot, tail = field.partition(".")
        of_people = head == "people" in fields and tail in Person.__struct_fields__
        if field not in fields and not of_people:
            yield f"inferred.{field}", _("is not a field of the record")


def _unit(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if reason := wrong_id(record.unit, {}):
        yield "unit", reason


def _not_itself(field: str) -> Rule:
    def rule(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
        if getattr(record, field) == record.id:
            yield field, _("is the record itself")

    return rule


def _one_time(figure: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if figure.as_of and figure.period:
        yield "period", _("a figure has as_of or period, not both")


def _place_in_list(directive: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if directive.of and (directive.order or 1) > directive.of:
        sentence = _("{order} is past the end of a list of {of}")
        yield "order", sentence.format(order=directive.order, of=directive.of)


def _reachable(source: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if not (source.url or source.file):
        yield "url", _("a source has a url or a file")


def _address(record: Any, _ids: Ids) -> Wrong:  # noqa: ANN401
    if record.url is None:
        return
    scheme, _sign, place = str(record.url).partition("://")
    if scheme not in ("https", "http") or place.split() != [place]:
        yield "url", _("is no web address; write https:// or http:// and the rest, without blanks")


RULES: dict[str, tuple[Rule, ...]] = {
    "meetings": (_refer("meetings"), _own_name, _periods("reviews", "plans"), _inferred),
    "directives": (
        _refer("directives"),
        _called("directives"),
        _place_in_list,
        _periods("deadline"),
        _inferred,
    ),
    "figures": (
        _refer("figures"),
        _called("figures"),
        _unit,
        _not_itself("part_of"),
        _one_time,
        _periods("as_of", "period"),
        _inferred,
    ),
    "indicators": (_refer("indicators"), _unit),
    "documents": (_refer("documents"), _address, _inferred),
    "sources": (_refer("sources"), _called("sources"), _reachable, _address, _inferred),
    "areas": (_refer("areas"),),
    "themes": (),
    "provinces": (_refer("provinces"), _not_itself("merged_into")),
    "terms": (),
}
