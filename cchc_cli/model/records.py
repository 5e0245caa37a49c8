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

SCHEMA_VERSION = 2
"""The version of the schema that this program writes; it reads all versions up to this one."""

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
DirectiveKind = Literal["directive", "task", "priority", "lesson", "viewpoint", "assessment"]
Status = Literal["done", "under-way", "not-done", "dropped"]
BodyKind = Literal["authority", "office", "group"]
Level = Literal["government", "committee", "province"]
Scope = Literal["nation", "ministries", "provinces", "committee"]
Bound = Literal["exact", "about", "more-than", "less-than"]
Better = Literal["up", "down"]
Base = Literal["fixed", "growing"]
DocumentKind = Literal[
    "law",
    "resolution",
    "decree",
    "decision",
    "instruction",
    "circular",
    "notice",
    "plan",
    "programme",
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
    """About the store: the date of the last change, the committee's full name, an SPDX licence."""

    schema: Literal[2]
    updated: Day
    title: Words
    committee: Words | None = None
    license: Text | None = None


class Person(FrozenStruct, frozen=True):
    """Somebody at a meeting, in one role; *province* is the one they joined from by video.

    *sources* are those that name them.
    """

    name: Text
    role: Role
    titles: tuple[Words, ...] = ()
    province: Id | None = None
    sources: tuple[Id, ...] = ()


class Award(FrozenStruct, frozen=True):
    """An award conferred at a meeting, and its recipients: ids of bodies or provinces, or words."""

    name: Words
    to: tuple[Id | Words, ...]


class Target(FrozenStruct, frozen=True, kw_only=True):
    """What a directive sets out to reach: a *value* of an indicator, by the end of a period."""

    indicator: Id
    bound: Bound = "exact"
    value: float | int
    by: Period


class Meeting(Record, frozen=True, kw_only=True):
    """A numbered session of the committee, or a conference, which has no number.

    *provinces* joined by video, beyond those of *people*.
    """

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
    provinces: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    awards: tuple[Award, ...] = ()
    sources: Sources
    inferred: Inferred = {}
    note: Words | None = None


class Directive(Record, frozen=True, kw_only=True):
    """One thing asked, taught or stressed; number *order* of a list of *of* as announced.

    *to* are bodies or provinces; *period* is the time that it is for, *deadline* one that the
    source sets; *follows* are earlier directives that it repeats or continues; *differs_from* are
    those that say otherwise about the same thing, *note* says how.
    """

    meeting: Id
    kind: DirectiveKind
    text: Words
    issuer: Text | None = None
    level: Level
    province: Id | None = None
    to: tuple[Id, ...] = ()
    area: Id
    also: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    period: Period | None = None
    deadline: Period | None = None
    target: Target | None = None
    follows: tuple[Id, ...] = ()
    differs_from: tuple[Id, ...] = ()
    order: Ordinal | None = None
    of: Ordinal | None = None
    sources: Sources
    paragraph: Ordinal | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """What became of a directive, as of a day; a later outcome is another record.

    *evidence* are documents, figures or directives.
    """

    directive: Id
    status: Status
    as_of: Period
    evidence: tuple[Id, ...] = ()
    sources: Sources
    paragraph: Ordinal | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Figure(Record, frozen=True, kw_only=True):
    """One reported number: *reported* as printed, *value* as a number.

    *subject* is the id of a province or body, or a name; *base_period* is the time that a rise is
    counted from; *differs_from* are figures on the same subject that do not fit it, or may not be
    counted alike: *note* says how.
    """

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
    base_period: Period | None = None
    part_of: Id | None = None
    differs_from: tuple[Id, ...] = ()
    documents: tuple[Id, ...] = ()
    sources: Sources
    paragraph: Ordinal | None = None
    inferred: Inferred = {}
    note: Words | None = None


class Indicator(Record, frozen=True, kw_only=True):
    """What a figure measures; the figures of a *comparable* indicator form a series."""

    name: Words
    unit: Id
    definition: Words
    area: Id | None = None
    themes: tuple[Id, ...] = ()
    better: Better | None = None
    cumulative: bool = False
    base: Base | None = None
    comparable: bool = True
    sources: Sources
    note: Words | None = None


class Body(Record, frozen=True, kw_only=True):
    """An authority, an office of one, or a group of them, that a directive can be addressed to.

    *member_of* are groups, *office_of* is the body that an office belongs to.
    """

    kind: BodyKind
    name: Words
    aliases: tuple[Text, ...] = ()
    member_of: tuple[Id, ...] = ()
    office_of: Id | None = None
    province: Id | None = None
    sources: tuple[Id, ...] = ()
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
    """What a directive or an indicator is about, finer than its area."""

    name: Words


class Province(Record, frozen=True, kw_only=True):
    """A province by its name at the time; *merged_into* is its successor, *member_of* groups."""

    name: Text
    aliases: tuple[Text, ...] = ()
    member_of: tuple[Id, ...] = ()
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
    "outcomes": Outcome,
    "figures": Figure,
    "indicators": Indicator,
    "people": Official,
    "bodies": Body,
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

_SOURCES: dict[str, tuple[str, ...]] = {"sources": ("sources",)}
REFERENCES: dict[str, dict[str, tuple[str, ...]]] = {
    "meetings": {
        "people.province": ("provinces",),
        "people.sources": ("sources",),
        "provinces": ("provinces",),
        "documents": ("documents",),
        "awards.to": ("bodies", "provinces"),
        **_SOURCES,
    },
    "directives": {
        "meeting": ("meetings",),
        "province": ("provinces",),
        "to": ("bodies", "provinces"),
        "area": ("areas",),
        "also": ("areas",),
        "themes": ("themes",),
        "documents": ("documents",),
        "target.indicator": ("indicators",),
        "follows": ("directives",),
        "differs_from": ("directives",),
        **_SOURCES,
    },
    "outcomes": {
        "directive": ("directives",),
        "evidence": ("documents", "figures", "directives"),
        **_SOURCES,
    },
    "figures": {
        "meeting": ("meetings",),
        "indicator": ("indicators",),
        "subject": ("provinces", "bodies"),  # only if it is an id; it may also be a name
        "part_of": ("figures",),
        "differs_from": ("figures",),
        "documents": ("documents",),
        **_SOURCES,
    },
    "indicators": {"area": ("areas",), "themes": ("themes",), **_SOURCES},
    "people": {
        "meetings": ("meetings",),
        "chaired": ("meetings",),
        "attended": ("meetings",),
        "issued": ("directives",),
        "provinces": ("provinces",),
        **_SOURCES,
    },
    "bodies": {
        "member_of": ("bodies",),
        "office_of": ("bodies",),
        "province": ("provinces",),
        **_SOURCES,
    },
    "documents": _SOURCES,
    "sources": {"meeting": ("meetings",), "province": ("provinces",)},
    "areas": _SOURCES,
    "themes": {},
    "provinces": {"member_of": ("bodies",), "merged_into": ("provinces",), **_SOURCES},
    "terms": {},
}
"""Record type → field → the tables whose ids it holds."""


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
