"""The audit: every figure worked out again, and what is found, the gravest first."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from msgspec import to_builtins

from cchc_cli.answers import Answer, Row
from cchc_cli.citations import Citations
from cchc_cli.errors import WrongUse
from cchc_cli.filters import FIELDS, Filters, lacking, passing
from cchc_cli.model import Entry, Figure, Words
from cchc_cli.records import Conditions, Records, Under
from cchc_cli.reports import lines, shares, totals
from cchc_cli.reports.findings import SEVERITIES, Finding, words
from cchc_cli.reports.readings import readings
from cchc_cli.sheets import Column, Joined, Sheet, Word
from cchc_cli.words import _, ngettext

Threshold = Literal["error", "warning", "note"]

_GRAVEST_FIRST = ("error", "warning", "note", "none")
_KEYS = ("id", "code", "severity", "reported", "computed", "difference", "text")
_DECIMALS = 4


def audit(filters: Filters, store: Records, threshold: Threshold, *, whole: bool = False) -> Answer:
    """Return what is found at or above *threshold* among the figures that pass *filters*.

    Rows: {id, code, severity, reported, computed, difference, text}; computed and difference
    (printed less computed; points for shares) to four decimals. With *whole*, also the figures
    that are ok, or have nothing to be worked out from. What was asked for is missing if
    anything is found, so that the exit code says so. Raises WrongUse for a filter that figures
    lack.
    """
    if sentence := lacking(filters, "figures"):
        raise WrongUse(sentence)
    passes = passing(filters, ["figures"], store)["figures"]
    figures = list(store.of("figures"))  # all of them: a part, or an earlier value, need not pass
    asked = {figure.id for figure in figures if passes(figure)}
    every = [one for one in _findings(figures, asked, store) if one.id in asked]
    told_of = {one.id for one in every if one.code != "no-basis"}
    found = [one for one in every if one.code != "no-basis" or one.id not in told_of]
    if filters == Filters():
        found += _unlinked(store)
    shown = _GRAVEST_FIRST[: _GRAVEST_FIRST.index(threshold) + 1]
    kept = [one for one in found if SEVERITIES[one.code] in shown]
    listed = found if whole else kept
    listed.sort(key=lambda one: _GRAVEST_FIRST.index(SEVERITIES[one.code]))
    tally = Counter[str](SEVERITIES[one.code] for one in kept)
    rows = [_row(one) for one in listed]
    return Answer(
        items=rows,
        keys=_KEYS,
        bilingual=lambda: frozenset(["text"]),
        sheets=lambda: _sheets(rows, len(asked), store),
        remarks=() if kept else (_nothing(len(asked)),),
        missing=(_found(tally, len(asked)),) if kept else (),
    )


def _findings(
    figures: Sequence[Figure], asked: Collection[str], store: Records
) -> Iterator[Finding]:
    """Yield what is found of the figures *asked* for, and of some beside them."""
    yield from readings([figure for figure in figures if figure.id in asked])
    meetings = {figure.meeting for figure in figures if figure.id in asked}
    yield from shares.shares([figure for figure in figures if figure.meeting in meetings])
    yield from totals.sums(figures)
    yield from totals.complements(figures)
    for line in lines.lines(figures, store):
        if not any(figure.id in asked for figure in line):
            continue
        for rule in (lines.falls, lines.disagreements, lines.changed_bases, lines.repetitions):
            yield from rule(line, store)


def _unlinked(store: Records) -> Iterator[Finding]:
    for source in store.of("sources"):
        if not source.url:
            told = words(
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


def _found(tally: Counter[str], checked: int) -> str:
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


def _sheets(rows: list[Row], checked: int, store: Records) -> list[Sheet]:
    def record(row: Row) -> Entry | None:
        return store.find(row["id"])

    citations = Citations(map(record, rows), store)
    return [citations.beside(_sheet(rows, checked, store), record), *citations.sheets()]


def _sheet(rows: list[Row], checked: int, store: Records) -> Sheet:
    columns = [
        Column("id", lambda row: row["id"]),
        Column("code", lambda row: Word("code", row["code"])),
        Column("severity", lambda row: Word("severity", row["severity"])),
        Column("reported", lambda row: row["reported"], right=True),
        Column("computed", lambda row: row["computed"], right=True),
        Column("difference", lambda row: row["difference"], right=True),
        Column("text", lambda row: Words(**row["text"])),
    ]
    many = ngettext("{n} figure checked.", "{n} figures checked.", checked).format(n=checked)
    return Sheet(columns, rows, notes=(Joined((many, _concluded(store))),))


def _concluded(store: Records) -> str:
    """Return how much of the store was concluded, not read: cchc show says why of each."""
    fields = records = 0
    for what in FIELDS["inferred"]:
        tally, count = store.tally(what, Conditions([]), [Under("inferred")])
        records += count - tally[None,]
        fields += tally.total() - tally[None,]
    return _("Of the whole store, {fields} of {records} were concluded, not read.").format(
        fields=ngettext("{n} field", "{n} fields", fields).format(n=fields),
        records=ngettext("{n} record", "{n} records", records).format(n=records),
    )
