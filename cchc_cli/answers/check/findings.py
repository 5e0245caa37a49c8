"""Findings: what a check reports of a record, how severe it is, and a sentence about it."""

from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, TypedDict, get_args

from msgspec import Meta as Constraint

from cchc_cli.answers.rows import Number, WordsRow
from cchc_cli.model.records import Id, Text, Words

Severity: TypeAlias = Literal["error", "warning", "note", "none"]

BY_SEVERITY = get_args(Severity)
"""The severities, the highest first."""

_CODES: dict[Severity, tuple[str, ...]] = {
    "error": ("misread", "mismatch", "sum", "falls", "disagree"),
    "warning": ("truncated", "base-changed"),
    "note": (
        "derived",
        "repeated",
        "ambiguous",
        "implied",
        "same-base",
        "list-incomplete",
        "differs",
    ),
    "none": ("ok", "no-basis", "no-source-url"),
}
SEVERITIES = {code: severity for severity, codes in _CODES.items() for code in codes}
"""Code of a finding → its severity; that of a `sum` with a known gap is warning."""


class Finding(NamedTuple):
    """A finding about a *record*: what it reports, what follows from other numbers.

    *difference* is reported less computed, in points for percentages. *text* leaves out the name
    of a figure or a source and its meeting, which the check puts before it.
    """

    record: Any
    code: str
    text: Words
    computed: Fraction | int | None = None
    difference: Fraction | int | None = None
    is_explained: bool = False  # by another record: less severe

    @property
    def severity(self) -> Severity:
        """Return how severe the finding is."""
        return "warning" if self.is_explained else SEVERITIES[self.code]


class FindingRow(TypedDict):
    """A finding about a figure, a list of directives or a source."""

    id: Annotated[Id, Constraint(description="The record that it is about.")]
    code: Annotated[
        str,
        Constraint(
            description="What was found; `docs/check.md` explains each.",
            extra_json_schema={"enum": [*SEVERITIES]},
        ),
    ]
    severity: Annotated[Severity, Constraint(description="How severe it is; none is no finding.")]
    indicator: Id | None
    meeting: Id | None
    reported: Text | None
    computed: Annotated[
        Number | None, Constraint(description="The value that follows from other numbers.")
    ]
    difference: Annotated[
        Number | None, Constraint(description="Reported less computed; points for percentages.")
    ]
    text: Annotated[WordsRow, Constraint(description="The finding in a sentence.")]
