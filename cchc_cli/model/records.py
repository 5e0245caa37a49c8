"""The records of a store, frozen and typed: what each table holds, and what refers to what."""

from datetime import date
from typing import Annotated, Any, Literal, get_args, get_type_hints

from msgspec import Meta as Rule
from msgspec import Struct

# The shapes of ids, periods and web addresses, for the JSON Schema; what checks them is in
# rules.py, where no regular expression has to be compiled at every start.
ID_PATTERN = r"^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$"
PERIOD_PATTERN = (
    r"^[0-9]{4}(?:-H[12]|-Q[1-4]|-[0-9]{2}(?:-[0-9]{2})?)?"
    r"(?:/[0-9]{4}(?:-H[12]|-Q[1-4]|-[0-9]{2}(?:-[0-9]{2})?)?)?$"
)

WEB_PATTERN = r"^https?://[^\s]+$"

SCHEMA_VERSION = 1
"""The version of the store's shape that this program reads."""

Day = date
Id = Annotated[str, Rule(extra_json_schema={"pattern": ID_PATTERN})]
Text = Annotated[str, Rule(min_length=1)]
Period = Annotated[str, Rule(extra_json_schema={"pattern": PERIOD_PATTERN})]
Web = Annotated[str, Rule(extra_json_schema={"pattern": WEB_PATTERN})]
Ordinal = Annotated[int, Rule(ge=1)]
Count = Annotated[int, Rule(ge=0)]
Sources = Annotated[tuple[Id, ...], Rule(min_length=1)]

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
    """What every record is: frozen, and refusing a field that it does not know."""


class Words(FrozenStruct, frozen=True):
    """Words for people: the Vietnamese original, and its English if there is one."""

    vi: Text
    en: Text | None = None


class Record(FrozenStruct, frozen=True, kw_only=True):
    """A record with an id, which is unique in its store."""

    id: Id


Inferred = dict[str, Words]
"""Field of the record → why its value was concluded, and from where."""


class Meta(FrozenStruct, frozen=True):
    """What a store says of itself; *updated* is the day on which it was last changed."""

    schema: Literal[1]
    updated: Day
    title: Words


class Person(FrozenStruct, frozen=True):
    """Somebody at a meeting in one role; *province* is the bridge point they sat at."""

    name: Text
    role: Role
    titles: tuple[Words, ...] = ()
    province: Id | None = None


class Award(FrozenStruct, frozen=True):
    """A decoration given at a meeting, and to whom."""

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
    """One thing asked, taught or stressed: number *order* of a list announced as *of* long."""

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
    """One reported number: *reported* as printed, *value* as read from it."""

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
    """What a figure measures; figures of one indicator are one series if *comparable*."""

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
    """A law, resolution, decision or notice that a meeting or a directive names."""

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
    """Where facts were read: *url*, or the name of the article's *file*, or both."""

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
    """A province under its name of the day; *merged_into* is its successor."""

    name: Text
    aliases: tuple[Text, ...] = ()
    merged_into: Id | None = None
    sources: tuple[Id, ...] = ()


class Term(Record, frozen=True, kw_only=True):
    """An abbreviation, or a second spelling, and what it stands for."""

    short: Text
    long: Annotated[tuple[Text, ...], Rule(min_length=1)]
    en: Text | None = None


class Official(Record, frozen=True, kw_only=True):
    """Somebody whom records name: derived, in no table; the lists hold ids."""

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
"""What can be asked for, each with its type, in the order of the help."""

_TYPE_NAMES = {kind: record_type for record_type, kind in RECORD_TYPES.items()}

TABLES = {record_type: kind for record_type, kind in RECORD_TYPES.items() if kind is not Official}
"""What a store keeps, each with its type."""

REFERENCES: dict[str, dict[str, str]] = {
    "meetings": {
        "people.province": "provinces",
        "documents": "documents",
        "sources": "sources",
    },
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
        "subject": "provinces",  # where it is an id: a body is named in words
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
"""Kind → field → the table whose ids stand in it."""


def type_of(record: Record) -> str:
    """Return the kind of *record*, in the word by which it is listed."""
    return _TYPE_NAMES[type(record)]


def choices(kind: type[FrozenStruct], field: str) -> list[str]:
    """Return the closed list of words that *field* of a record of *kind* takes, or nothing."""
    return literal_values(get_type_hints(kind).get(field))


def literal_values(hint: Any) -> list[str]:  # noqa: ANN401  # what typing makes of an annotation
    """Return the closed list of words that the type *hint* is, or nothing."""
    parts = get_args(hint)
    if parts:
        return [word for part in parts for word in literal_values(part)]
    return [str(hint)] if isinstance(hint, str | int) else []
