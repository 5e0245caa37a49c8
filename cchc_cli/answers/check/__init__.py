"""The check: every figure is computed again from the numbers it came with; use `check`."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from typing import Literal, get_args

from msgspec import to_builtins

from cchc_cli.answers import Answer
from cchc_cli.answers.check.findings import SEVERITIES, Finding, Severity
from cchc_cli.answers.check.percentages import percentage_findings
from cchc_cli.answers.check.series import series_findings
from cchc_cli.answers.check.totals import complement_findings, sum_findings
from cchc_cli.answers.check.values import value_findings
from cchc_cli.answers.figure_series import by_period, series_of
from cchc_cli.language.translation import _, choice_label, ngettext
from cchc_cli.model.records import Figure, Words
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.json_rows import Row
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.view.cells import Column, Sheet, text_of
from cchc_cli.view.citations import Citations

Threshold = Literal["error", "warning", "note"]

_BY_SEVERITY = get_args(Severity)
_KEYS = ("id", "code", "severity", "reported", "computed", "difference", "text")
_DECIMALS = 4


def check(
    filters: Filters, store: RecordSource, threshold: Threshold, *, include_ok: bool = False
) -> Answer:
    """Return the findings at or above *threshold* about the figures that pass *filters*.

    Rows: {id, code, severity, reported, computed, difference, text}; computed and difference
    (printed less computed; points for percentages) to four decimals. With *include_ok*, also the
    figures that are ok, or have nothing to be computed from. Any finding at or above *threshold*
    makes the exit code 1. Raises UsageError for a filter that figures lack.
    """
    predicate = predicates(filters, ["figures"], store)["figures"]
    figures = list(store.all("figures"))  # all of them: a part, or an earlier value, need not pass
    ids = {figure.id for figure in figures if predicate(figure)}
    every = [one for one in _findings(figures, ids, store) if one.id in ids]
    judged = {one.id for one in every if one.code != "no-basis"}
    found = [one for one in every if one.code != "no-basis" or one.id not in judged]
    if filters == Filters():
        found += _sources_without_url(store)
    levels = _BY_SEVERITY[: _BY_SEVERITY.index(threshold) + 1]
    reported = [one for one in found if SEVERITIES[one.code] in levels]
    listed = found if include_ok else reported
    listed.sort(key=lambda one: _BY_SEVERITY.index(SEVERITIES[one.code]))
    summary = _summary(Counter[str](SEVERITIES[one.code] for one in reported), len(ids))
    rows = [_row(one) for one in listed]
    return Answer(
        items=rows,
        keys=_KEYS,
        bilingual=lambda: frozenset(["text"]),
        sheets=lambda: _sheets(rows, store),
        warnings=() if reported else (summary,),
        not_found=(summary,) if reported else (),
    )


def _findings(
    figures: Sequence[Figure], ids: Collection[str], store: RecordSource
) -> Iterator[Finding]:
    yield from value_findings([figure for figure in figures if figure.id in ids])
    meetings = {figure.meeting for figure in figures if figure.id in ids}
    yield from percentage_findings([figure for figure in figures if figure.meeting in meetings])
    yield from sum_findings(figures)
    yield from complement_findings(figures)
    for series in series_of(figures, store, by_period):
        if any(figure.id in ids for figure in series):
            yield from series_findings(series, store)


def _sources_without_url(store: RecordSource) -> Iterator[Finding]:
    for source in store.all("sources"):
        if not source.url:
            text = Words(
                vi=f"chỉ có tệp {source.file}, không có địa chỉ trên mạng",
                en=f"only a file, {source.file}, without a URL",
            )
            yield Finding(source.id, "no-source-url", None, None, None, text)


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
    if value is None:
        return None
    return int(value) if value == int(value) else round(float(value), _DECIMALS) or 0  # never -0.0


def _summary(tally: Counter[str], checked: int) -> str:
    counts = {
        "error": ngettext("{n} error", "{n} errors", tally["error"]),
        "warning": ngettext("{n} warning", "{n} warnings", tally["warning"]),
        "note": ngettext("{n} note", "{n} notes", tally["note"]),
    }
    found = ", ".join(many.format(n=tally[name]) for name, many in counts.items() if tally[name])
    many = ngettext("{n} figure checked", "{n} figures checked", checked).format(n=checked)
    return ": ".join((many, found or _("no findings")))


def _sheets(rows: list[Row], store: RecordSource) -> list[Sheet]:
    columns = [
        Column("id", lambda row: row["id"]),
        Column("code", lambda row: choice_label("code", row["code"])),
        Column("severity", lambda row: choice_label("severity", row["severity"])),
        Column("reported", lambda row: row["reported"], right=True),
        Column("computed", lambda row: row["computed"], right=True),
        Column("difference", lambda row: row["difference"], right=True),
        Column("text", lambda row: text_of(Words(**row["text"]))),
    ]
    sheet = Sheet(columns, rows, notes=(_inferred_note(store),))
    citations = Citations((store.get(row["id"]) for row in rows), store)
    return [citations.add_column(sheet, lambda row: store.get(row["id"])), *citations.sheets()]


def _inferred_note(store: RecordSource) -> str:
    fields = records = 0
    for record_type in FILTER_FIELDS["inferred"]:
        tally, count = store.group_counts(record_type, Predicate([]), [GroupKey("inferred")])
        records += count - tally[None,]
        fields += tally.total() - tally[None,]
    return _("In the entire store, {fields} of {records} are inferred.").format(
        fields=ngettext("{n} field", "{n} fields", fields).format(n=fields),
        records=ngettext("{n} record", "{n} records", records).format(n=records),
    )
