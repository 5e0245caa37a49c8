"""Differences: records that do not fit others on the same subject, as their editors say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cchc_cli.answers.check.findings import Finding
from cchc_cli.answers.check.wording import Names, Value, joined, printed, within
from cchc_cli.model.records import Directive, Figure, Words
from cchc_cli.query.source import RecordSource


def difference_findings(
    records: Iterable[Figure | Directive], names: Names, store: RecordSource
) -> Iterator[Finding]:
    """Yield a finding for each of *records* that `differs_from` others: these, and its note."""
    for record in records:
        others: list[Any] = [other for id_ in record.differs_from if (other := store.get(id_))]
        if others and isinstance(record, Figure):
            parts = [printed(record), *(_with_number(other, names) for other in others)]
            yield Finding(record, "differs", _with_note(record, parts))
        elif others:
            parts = [_with_meeting(one, names) for one in (record, *others)]
            yield Finding(record, "differs", _with_note(record, parts))


def _with_number(figure: Figure, names: Names) -> Words:
    """Return *figure* with what it reports: "procedures cut (session 8; p08.f16): 247"."""
    name = within(names.heading(figure), Words(vi=figure.id))
    return joined([name, printed(figure)], ": ")


def _with_meeting(directive: Directive, names: Names) -> Words:
    meeting = names.meeting(directive)
    name = Words(vi=directive.id)
    return within(name, meeting) if meeting else name


def _with_note(record: Figure | Directive, parts: Sequence[Value]) -> Words:
    notes = [record.note] if record.note else []
    return joined([joined(parts, "; "), *notes], ". ")
