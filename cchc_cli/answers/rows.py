"""The rows of the reports: which keys json has, in which order, and what they hold."""

from typing import Annotated, Literal, TypeAlias, TypedDict

from msgspec import Meta as Constraint

from cchc_cli.model.records import (
    Bound,
    Count,
    Id,
    Ordinal,
    Period,
    Role,
    Scope,
    Status,
    Target,
    Text,
    Words,
)

Unit: TypeAlias = Literal["points", "count", "times"]
"""What a change of a value is counted in."""

Link: TypeAlias = Literal[
    "start", "follows", "repeated-by", "same-theme", "measured-by", "evidence", "outcome", "~"
]
"""How a row of a chain is linked to it; ~ is a suggestion."""

StepType: TypeAlias = Literal["directives", "outcomes", "figures", "documents"]
Number: TypeAlias = int | float
IsoDay = Annotated[str, Constraint(extra_json_schema={"format": "date"})]
ChangeUnit = Annotated[
    Unit | None,
    Constraint(description="What the change is counted in; points are percentage points."),
]


class WordsRow(TypedDict):
    """A text: the Vietnamese original, and its English translation if there is one."""

    vi: str
    en: str | None


def words_row(text: Words | str) -> WordsRow:
    """Return *text* as a row has it; one in a single language is Vietnamese."""
    return {"vi": text, "en": None} if isinstance(text, str) else {"vi": text.vi, "en": text.en}


OverviewRow = TypedDict(
    "OverviewRow",
    {
        "record_type": Annotated[str, Constraint(description="The record type counted.")],
        "count": Annotated[Count, Constraint(description="How many records there are.")],
        "from": Annotated[
            IsoDay | None, Constraint(description="The day of their first meeting, if any.")
        ],
        "to": Annotated[
            IsoDay | None, Constraint(description="The day of their last meeting, if any.")
        ],
        "updated": Annotated[IsoDay, Constraint(description="The last change of the store.")],
    },
)
"""A record type: without --by."""

TrendRow = TypedDict(
    "TrendRow",
    {
        "indicator": Id,
        "subject": Text | None,
        "scope": Scope,
        "meeting": Id | None,
        "date": Annotated[IsoDay | None, Constraint(description="The day of the meeting.")],
        "as_of": Period | None,
        "figure": Annotated[Id, Constraint(description="The id of the figure.")],
        "reported": Text,
        "value": Number | None,
        "numerator": Count | None,
        "denominator": Ordinal | None,
        "bound": Bound,
        "change": Annotated[
            Number | None,
            Constraint(description="How far the value moved since the report before it."),
        ],
        "change_unit": ChangeUnit,
        "break": Annotated[
            WordsRow | None, Constraint(description="Why it does not continue the series.")
        ],
    },
)
"""A figure of the series of an indicator."""


class TraceRow(TypedDict):
    """A step of a chain: a record, and how it is linked to the chain."""

    chain: Annotated[Ordinal, Constraint(description="The number of the chain.")]
    date: Annotated[
        IsoDay,
        Constraint(description="Its day; of a figure or outcome, the last that it is about."),
    ]
    id: Id
    type: StepType
    link: Annotated[Link, Constraint(description="How it is linked; ~ is a suggestion.")]
    text: Annotated[WordsRow, Constraint(description="What it says, in brief.")]
    reported: Text | None
    value: Number | None
    change: Annotated[
        Number | None,
        Constraint(description="How far the value moved since the last exact one."),
    ]
    change_unit: ChangeUnit
    target: Target | None
    status: Status | None


class FigureSide(TypedDict):
    """The figure of one of the two meetings."""

    id: Id
    reported: Text
    value: Number | None


_Section = Constraint(description="What is compared.")
_SideA = Constraint(description="What the first meeting has.")
_SideB = Constraint(description="What the second meeting has.")


class ComparedFigures(TypedDict):
    """The figures of two meetings with one indicator, scope and subject."""

    section: Annotated[Literal["figures"], _Section]
    key: Annotated[Id, Constraint(description="The id of the indicator.")]
    scope: Scope
    subject: Text | None
    a: Annotated[FigureSide | None, _SideA]
    b: Annotated[FigureSide | None, _SideB]
    change: Annotated[Number | None, Constraint(description="How far the value moved from a to b.")]
    change_unit: ChangeUnit


class ComparedDirectives(TypedDict):
    """The ids of the directives of two meetings in one area, or on one theme."""

    section: Annotated[Literal["directives", "themes"], _Section]
    key: Annotated[Id, Constraint(description="The id of the area or theme.")]
    a: Annotated[list[Id], _SideA]
    b: Annotated[list[Id], _SideB]


class ComparedPeople(TypedDict):
    """The roles of a person at two meetings."""

    section: Annotated[Literal["people"], _Section]
    key: Annotated[Text, Constraint(description="The name of the person.")]
    a: Annotated[Role | None, _SideA]
    b: Annotated[Role | None, _SideB]


class StoreRow(TypedDict):
    """A store that was created."""

    store: Annotated[str, Constraint(description="The path of its file.")]
    records: Annotated[Count, Constraint(description="How many records it holds.")]
