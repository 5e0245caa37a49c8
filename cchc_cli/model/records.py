"""The record types, frozen and typed: their fields, and which fields refer to which tables."""

from datetime import date
from typing import Annotated, Any, Literal, get_args, get_type_hints

from msgspec import Meta as Constraint
from msgspec import Struct

# For the JSON Schema alone: ids.py and validation.py check ids, periods and addresses without
# regular expressions, which would have to be compiled at every start.
ID_PATTERN = r"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$"
PERIOD_PATTERN = (
    r"^[0-9]{4}(?:-H[12]|-Q[1-4]|-[0-9]{2}(?:-[0-9]{2})?)?"
    r"(?:/[0-9]{4}(?:-H[12]|-Q[1-4]|-[0-9]{2}(?:-[0-9]{2})?)?)?$"
)

SCHEMA_VERSION = 1
"""The version of the schema that this program reads."""

Day = date
Id = Annotated[str, Constraint(extra_json_schema={"pattern": ID_PATTERN})]
Text = Annotated[str, Constraint(min_length=1)]
Period = Annotated[str, Constraint(extra_json_schema={"pattern": PERIOD_PATTERN})]
Web = Annotated[str, Constraint(extra_json_schema={"pattern": r"^https?://[^\s]+$"})]
Ordinal = Annotated[int, Constraint(ge=1)]
Count = Annotated[int, Constraint(ge=0)]
Sources = Annotated[tuple[Id, ...], Constraint(min_length=1)]

MeetingKind = Literal["session", "conference"]
HalfDay = Literal["morning", "afternoon"]
Mode = Literal["online", "in-person", "hybrid"]
Role = Literal["chair", "co-chair", "participant"]
DirectiveKind = Literal["directive", "task", "priority", "lesson", "viewpoint"]
Level = Literal["government", "committee", "province"]
Scope = Literal["nation", "ministries", "provinces", "committee"]
Bound = Literal["exact", "about", "more-than", "less-than"]
Better = Literal["up", "down"]
Base = Literal["fixed", "growing"]
DocumentKind = Literal[
    "law", "resolution", "decree", "decision", "circular", "notice", "plan", "programme"
]
SourceKind = Literal["article", "page", "notice", "document"]


class FrozenStruct(Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all records and the objects in them: frozen, without unknown fields."""


class Words(FrozenStruct, frozen=True):
    """A text: the Vietnamese original, and its English translation if there is one."""

    vi: Text
    en: Text | None = None


class Record(FrozenStruct, frozen=True, kw_only=True):
    """A record; its id is unique in the store."""

    id: Id


Inferred = dict[str, Words]
"""Field of the record → why its value was inferred, and from what."""


class Meta(FrozenStruct, frozen=True):
    """About the store itself; *updated* is the date of the last change."""

    schema: Literal[1]
    updated: Day
    title: Words


class Person(FrozenStruct, frozen=True):
    """Somebody at a meeting, in one role; *province* is the one they joined from by video."""

    name: Text
    role: Role
    titles: tuple[Words, ...] = ()
    province: Id | None = None


class Award(FrozenStruct, frozen=True):
    """An award conferred at a meeting, and its recipients."""

    name: Words
    to: tuple[Words, ...]


class Meeting(Record, frozen=True, kw_only=True):
    """A numbered session of the committee, or a conference, which has no number."""

    kind: MeetingKind
    number: Ordinal | None = None
    title: Words
    date: Day
    half_day: HalfDay | None = None
    place: Words | None = None
    mode: Mode | None = None
    reviews: Period | None = None
    plans: Period | None = None
    people: tuple[Person, ...] = ()
    documents: tuple[Id, ...] = ()
    awards: tuple[Award, ...] = ()
    sources: Sources
    inferred: Inferred = {}
    note: Words | None = None


class Directive(Record, frozen=True, kw_only=True):
    """One thing asked, taught or stressed; number *order* of a list of *of* as announced."""

    meeting: Id
    kind: DirectiveKind
    text: Words
    issuer: Text | None = None
    level: Level
    province: Id | None = None
    to: tuple[Text, ...] = ()
    area: Id
    also: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    deadline: Period | None = None
    order: Ordinal | None = None
    of: Ordinal | None = None
    sources: Sources
    paragraph: Ordinal | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Figure(Record, frozen=True, kw_only=True):
    """One reported number: *reported* as printed, *value* as a number."""

    meeting: Id | None = None
    indicator: Id
    subject: Text | None = None
    value: float | int | None = None
    reported: Text
    unit: Id
    bound: Bound = "exact"
    numerator: Count | None = None
    denominator: Ordinal | None = None
    scope: Scope
    as_of: Period | None = None
    period: Period | None = None
    part_of: Id | None = None
    sources: Sources
    paragraph: Ordinal | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Indicator(Record, frozen=True, kw_only=True):
    """What a figure measures; the figures of a *comparable* indicator form a series."""

    name: Words
    unit: Id
    definition: Words
    better: Better | None = None
    cumulative: bool = False
    base: Base | None = None
    comparable: bool = True
    sources: Sources
    note: Words | None = None


class Document(Record, frozen=True, kw_only=True):
    """A law, resolution, decision, notice or the like that records refer to."""

    kind: DocumentKind
    number: Text | None = None
    date: Day | None = None
    issuer: Text | None = None
    title: Words
    aliases: tuple[Text, ...] = ()
    url: Web | None = None
    sources: Sources
    inferred: Inferred = {}
    note: Words | None = None


class Source(Record, frozen=True, kw_only=True):
    """An article, page or document that was read: its *url*, its *file* name, or both."""

    meeting: Id | None = None
    kind: SourceKind
    outlet: Text | None = None
    title: Words | None = None
    author: Text | None = None
    province: Id | None = None
    published: Day | None = None
    url: Web | None = None
    file: Text | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Area(Record, frozen=True, kw_only=True):
    """One of the six reform areas, or general."""

    name: Words
    aliases: tuple[Text, ...] = ()
    sources: tuple[Id, ...] = ()


class Theme(Record, frozen=True, kw_only=True):
    """What a directive is about, finer than its area."""

    name: Words


class Province(Record, frozen=True, kw_only=True):
    """A province by its name at the time; *merged_into* is its successor."""

    name: Text
    aliases: tuple[Text, ...] = ()
    merged_into: Id | None = None
    sources: tuple[Id, ...] = ()


class Term(Record, frozen=True, kw_only=True):
    """An abbreviation or second spelling, and the long forms that it stands for."""

    short: Text
    long: Annotated[tuple[Text, ...], Constraint(min_length=1)]
    en: Text | None = None


class Official(Record, frozen=True, kw_only=True):
    """Somebody whom records name; derived, not stored. The lists hold ids."""

    name: Text
    titles: tuple[Words, ...] = ()
    meetings: tuple[Id, ...] = ()
    chaired: tuple[Id, ...] = ()
    attended: tuple[Id, ...] = ()
    issued: tuple[Id, ...] = ()
    provinces: tuple[Id, ...] = ()
    sources: tuple[Id, ...] = ()


RECORD_TYPES: dict[str, type[Record]] = {
    "meetings": Meeting,
    "directives": Directive,
    "figures": Figure,
    "indicators": Indicator,
    "people": Official,
    "documents": Document,
    "sources": Source,
    "areas": Area,
    "themes": Theme,
    "provinces": Province,
    "terms": Term,
}
"""Record type → its class, in the order of the help."""

_TYPE_NAMES = {struct: record_type for record_type, struct in RECORD_TYPES.items()}

TABLES = {name: struct for name, struct in RECORD_TYPES.items() if struct is not Official}
"""The record types that a store holds, each in a table of that name: all but people."""

STRUCTS: dict[str, type[FrozenStruct]] = {"meta": Meta, **TABLES}
"""Table of a store → the class of its documents."""

REFERENCES: dict[str, dict[str, str]] = {
    "meetings": {"people.province": "provinces", "documents": "documents", "sources": "sources"},
    "directives": {
        "meeting": "meetings",
        "province": "provinces",
        "area": "areas",
        "also": "areas",
        "themes": "themes",
        "documents": "documents",
        "sources": "sources",
    },
    "figures": {
        "meeting": "meetings",
        "indicator": "indicators",
        "subject": "provinces",  # only if it is an id; it may also be the name of a body
        "part_of": "figures",
        "sources": "sources",
    },
    "indicators": {"sources": "sources"},
    "people": {
        "meetings": "meetings",
        "chaired": "meetings",
        "attended": "meetings",
        "issued": "directives",
        "provinces": "provinces",
        "sources": "sources",
    },
    "documents": {"sources": "sources"},
    "sources": {"meeting": "meetings", "province": "provinces"},
    "areas": {"sources": "sources"},
    "themes": {},
    "provinces": {"merged_into": "provinces", "sources": "sources"},
    "terms": {},
}
"""Record type → field → the table whose ids it holds."""


def type_of(record: Record) -> str:
    """Return the record type of *record*, a key of RECORD_TYPES."""
    return _TYPE_NAMES[type(record)]


def choices(struct: type[FrozenStruct], field: str) -> list[str]:
    """Return the values that *field* of *struct* may have, [] if they are not a closed list."""
    return literal_values(get_type_hints(struct).get(field))


def literal_values(hint: Any) -> list[str]:  # noqa: ANN401  # what typing makes of an annotation
    """Return the values of the literals in the type *hint*, [] if it has none."""
    if parts := get_args(hint):
        return [word for part in parts for word in literal_values(part)]
    return [str(hint)] if isinstance(hint, str | int) else []
