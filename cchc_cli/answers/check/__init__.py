"""The audit: every figure worked out again, and what is found, the gravest first."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import to_builtins

from cchc_cli.answers import Answer
from cchc_cli.answers.check.findings import SEVERITIES, Finding, bilingual
from cchc_cli.answers.check.percentages import percentage_findings
from cchc_cli.answers.check.series import (
    changed_bases,
    disagreements,
    falls,
    figure_series,
    repetitions,
)
from cchc_cli.answers.check.totals import complements, sums
from cchc_cli.answers.check.values import value_findings
from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _, ngettext
from cchc_cli.model.records import Figure, Record, Words
from cchc_cli.query.filters import FILTER_FIELDS, Filters, unsupported_filter_message
from cchc_cli.query.predicates import predicates
from cchc_cli.query.rows import Row
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.view.cells import Choice, Column, Joined, Sheet
from cchc_cli.view.citations import Citations

Threshold = Literal["error", "warning", "note"]

_BY_SEVERITY = ("error", "warning", "note", "none")
_KEYS = ("id", "code", "severity", "reported", "computed", "difference", "text")
_DECIMALS = 4


def check(
    filters: Filters, store: RecordSource, threshold: Threshold, *, whole: bool = False
) -> Answer:
    """Return what is found at or above *threshold* among the figures that pass *filters*.

    Rows: {id, code, severity, reported, computed, difference, text}; computed and difference
    (printed less computed; points for shares) to four decimals. With *whole*, also the figures
    that are ok, or have nothing to be worked out from. What was asked for is missing if
    anything is found, so that the exit code says so. Raises WrongUse for a filter that figures
    lack.
    """
    if sentence := unsupported_filter_message(filters, "figures"):
        raise WrongUse(sentence)
    passes = predicates(filters, ["figures"], store)["figures"]
    figures = list(store.all("figures"))  # all of them: a part, or an earlier value, need not pass
    asked = {figure.id for figure in figures if passes(figure)}
    every = [one for one in _findings(figures, asked, store) if one.id in asked]
    told_of = {one.id for one in every if one.code != "no-basis"}
    found = [one for one in every if one.code != "no-basis" or one.id not in told_of]
    if filters == Filters():
        found += _unlinked(store)
    shown = _BY_SEVERITY[: _BY_SEVERITY.index(threshold) + 1]
    kept = [one for one in found if SEVERITIES[one.code] in shown]
    listed = found if whole else kept
    listed.sort(key=lambda one: _BY_SEVERITY.index(SEVERITIES[one.code]))
    tally = Counter[str](SEVERITIES[one.code] for one in kept)
    rows = [_row(one) for one in listed]
    return Answer(
        items=rows,
        keys=_KEYS,
        bilingual=lambda: frozenset(["text"]),
        sheets=lambda: _sheets(rows, len(asked), store),
        warnings=() if kept else (_nothing(len(asked)),),
        not_found=(_summary(tally, len(asked)),) if kept else (),
    )


def _findings(
    figures: Sequence[Figure], asked: Collection[str], store: RecordSource
) -> Iterator[Finding]:
    """Yield what is found of the figures *asked* for, and of some beside them."""
    yield from value_findings([figure for figure in figures if figure.id in asked])
    meetings = {figure.meeting for figure in figures if figure.id in asked}
    yield from percentage_findings([figure for figure in figures if figure.meeting in meetings])
    yield from sums(figures)
    yield from complements(figures)
    for line in figure_series(figures, store):
        if not any(figure.id in asked for figure in line):
            continue
        for rule in (falls, disagreements, changed_bases, repetitions):
            yield from rule(line, store)


def _unlinked(store: RecordSource) -> Iterator[Finding]:
    for source in store.all("sources"):
        if not source.url:
            told = bilingual(
                f"chỉ có tệp {source.file}, không có địa chỉ để mở",
                f"only a file, {source.file}; no address to open",
            )
            yield Finding(source.id, "no-source-url", None, None, None, told)


def _row(one: Finding) -> Row:
    return {
        "id": one.id,
        "code": one.code,
        "severity": SEVERITIES[one.code],
        "reported": one.reported,
        "computed": _number(one.computed),
        "difference": _number(one.difference),
        "text": to_builtins(one.text),
    }


def _number(value: Fraction | int | None) -> int | float | None:
    if value is None or value == int(value):
        return None if value is None else int(value)
    return round(float(value), _DECIMALS) or 0  # never -0.0


def _nothing(checked: int) -> str:
    return ngettext(
        "{n} figure checked, nothing found", "{n} figures checked, nothing found", checked
    ).format(n=checked)


def _summary(tally: Counter[str], checked: int) -> str:
    """Return how many findings there are, the gravest first, among how many figures."""
    counts = {
        "error": ngettext("{n} error", "{n} errors", tally["error"]),
        "warning": ngettext("{n} warning", "{n} warnings", tally["warning"]),
        "note": ngettext("{n} note", "{n} notes", tally["note"]),
    }
    told = ", ".join(many.format(n=tally[name]) for name, many in counts.items() if tally[name])
    return ngettext(
        "{found} found, {n} figure checked", "{found} found, {n} figures checked", checked
    ).format(found=told, n=checked)


def _sheets(rows: list[Row], checked: int, store: RecordSource) -> list[Sheet]:
    def record(row: Row) -> Record | None:
        return store.get(row["id"])

    citations = Citations(map(record, rows), store)
    return [citations.beside(_sheet(rows, checked, store), record), *citations.sheets()]


def _sheet(rows: list[Row], checked: int, store: RecordSource) -> Sheet:
    columns = [
        Column("id", lambda row: row["id"]),
        Column("code", lambda row: Choice("code", row["code"])),
        Column("severity", lambda row: Choice("severity", row["severity"])),
        Column("reported", lambda row: row["reported"], right=True),
        Column("computed", lambda row: row["computed"], right=True),
        Column("difference", lambda row: row["difference"], right=True),
        Column("text", lambda row: Words(**row["text"])),
    ]
    many = ngettext("{n} figure checked.", "{n} figures checked.", checked).format(n=checked)
    return Sheet(columns, rows, notes=(Joined((many, _inferred_note(store))),))


def _inferred_note(store: RecordSource) -> str:
    """Return how much of the store was concluded, not read: cchc show says why of each."""
    fields = records = 0
    for record_type in FILTER_FIELDS["inferred"]:
        tally, count = store.group_counts(record_type, Predicate([]), [GroupKey("inferred")])
        records += count - tally[None,]
        fields += tally.total() - tally[None,]
    return _("Of the whole store, {fields} of {records} were concluded, not read.").format(
        fields=ngettext("{n} field", "{n} fields", fields).format(n=fields),
        records=ngettext("{n} record", "{n} records", records).format(n=records),
    )
