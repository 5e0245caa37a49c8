"""The check: every figure is computed again from the numbers it came with; use `check`."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from typing import Literal

from cchc_cli.answers import Answer
from cchc_cli.answers.check.differences import difference_findings
from cchc_cli.answers.check.findings import BY_SEVERITY, Finding, FindingRow
from cchc_cli.answers.check.lists import list_findings
from cchc_cli.answers.check.percentages import percentage_findings
from cchc_cli.answers.check.series import series_findings
from cchc_cli.answers.check.totals import complement_findings, sum_findings
from cchc_cli.answers.check.values import value_findings
from cchc_cli.answers.check.wording import Names, joined, sentence
from cchc_cli.answers.figure_series import by_period, series_of
from cchc_cli.answers.rows import words_row
from cchc_cli.errors import NotFound
from cchc_cli.language.translation import _, choice_label, ngettext
from cchc_cli.model.records import Directive, Figure, Words, type_of
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.json_rows import Row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.source import GroupKey, Predicate, RecordSource
from cchc_cli.view.cells import Alert, Cell, Column, Sheet, Unbroken, text_of
from cchc_cli.view.citations import Citations

Threshold = Literal["error", "warning", "note"]

_CHECKED = ("figures", "directives")
_DECIMALS = 4
_MAX_SUGGESTED = 20  # unknown names for which similar ones are searched


def check(
    words: Sequence[str],
    filters: Filters,
    store: RecordSource,
    threshold: Threshold,
    *,
    include_ok: bool = False,
) -> Answer:
    """Return the findings at or above *threshold* about the figures that pass *filters*.

    *words* name figures and directives, or records to which they refer (meetings, indicators,
    sources …), and limit the check to these. Computed values and differences have four decimals.
    With *include_ok*, also the figures that are ok, or have nothing to be computed from, and
    sources without an address. Any finding at or above *threshold* makes the exit code 1. Raises
    UsageError for a filter that figures lack, NotFound if no record has one of *words* as a name.
    """
    figures = list(store.all("figures"))  # all of them: a part, or an earlier value, need not pass
    passes = predicates(filters, ["figures"], store)["figures"]
    chosen, unknown = _chosen(words, store)
    ids = {one.id for one in figures if passes(one) and (chosen is None or one.id in chosen)}
    names = Names(figures, store)
    found = _figure_findings(figures, ids, names, store)
    found += _directive_findings(filters, chosen, names, store)
    if not words and filters == Filters():
        found += _sources_without_url(store)
    found.sort(key=lambda one: BY_SEVERITY.index(one.severity))
    levels = BY_SEVERITY[: BY_SEVERITY.index(threshold) + 1]
    reported = [one for one in found if one.severity in levels]
    summary = (_summary(Counter[str](one.severity for one in reported), len(ids)),)
    rows = [_row(one, names) for one in (found if include_ok else reported)]
    return Answer(
        items=rows,
        keys=tuple(FindingRow.__annotations__),
        bilingual=lambda: frozenset(["text"]),
        sheets=lambda: _sheets(rows, store),
        draw=partial(_sheets, store=store),
        warnings=() if reported else summary,
        not_found=tuple(unknown),
        findings=summary if reported else (),
    )


def _chosen(words: Sequence[str], store: RecordSource) -> tuple[set[str] | None, list[str]]:
    """Return the ids of the figures and directives that *words* name, None without any words.

    The second value has the sentences about unknown words; raises NotFound if all are.
    """
    chosen: set[str] = set()
    unknown: list[str] = []
    found = 0
    for word in words:
        try:
            record = find_one(word, None, store, suggest=len(unknown) < _MAX_SUGGESTED)
        except NotFound as error:
            unknown += error.sentences
            continue
        found += 1
        referring = (one.id for name in _CHECKED for one in store.referring_to(record.id, name))
        chosen.update([record.id] if type_of(record) in _CHECKED else referring)
    if unknown and not found:
        raise NotFound(*unknown)
    return chosen if words else None, unknown


def _figure_findings(
    figures: Sequence[Figure], ids: Collection[str], names: Names, store: RecordSource
) -> list[Finding]:
    """Return the findings about the figures with *ids*, figure by figure.

    "no-basis" is left out of those of a figure about which there is another.
    """
    found: dict[str, list[Finding]] = {figure.id: [] for figure in figures if figure.id in ids}
    for one in _findings(figures, ids, names, store):
        if one.record.id in ids:
            found[one.record.id].append(one)
    return [
        one
        for several in found.values()
        for one in [other for other in several if other.code != "no-basis"] or several
    ]


def _findings(
    figures: Sequence[Figure], ids: Collection[str], names: Names, store: RecordSource
) -> Iterator[Finding]:
    checked = [figure for figure in figures if figure.id in ids]
    yield from value_findings(checked)
    yield from difference_findings(checked, names, store)
    meetings = {figure.meeting for figure in figures if figure.id in ids}
    reported_there = [figure for figure in figures if figure.meeting in meetings]
    yield from percentage_findings(reported_there, names)
    yield from sum_findings(figures, names)
    yield from complement_findings(figures, names)
    for series in series_of(figures, store, by_period):
        if any(figure.id in ids for figure in series):
            yield from series_findings(series, store, names)


def _directive_findings(
    filters: Filters, chosen: set[str] | None, names: Names, store: RecordSource
) -> Iterator[Finding]:
    """Yield the findings about directives, unless a filter is one of figures only."""
    predicate = predicates(filters, ["figures", "directives"], store).get("directives")
    if not predicate:
        return
    if chosen is None and filters == Filters():
        directives = [one for one in store.all("directives") if _can_differ(one)]
        passing = directives
    else:
        known = [store.get(id_) for id_ in chosen or ()]
        found = store.filtered("directives", predicate) if chosen is None else known
        passing = [one for one in found if isinstance(one, Directive) and predicate(one)]
        directives = list(_at_meetings_of(passing, store))
    ids = {one.id for one in passing}
    yield from list_findings(directives, ids, names)
    yield from difference_findings((one for one in directives if one.id in ids), names, store)


def _can_differ(directive: Directive) -> bool:
    """Return whether there may be a finding about *directive*."""
    return bool(directive.order or directive.of or directive.differs_from)


def _at_meetings_of(directives: Iterable[Directive], store: RecordSource) -> Iterator[Directive]:
    """Yield all directives of the meetings of *directives*."""
    meetings = {one.meeting for one in directives}
    for id_ in store.ids("meetings"):
        if id_ in meetings:
            yield from store.referring_to(id_, "directives")


def _sources_without_url(store: RecordSource) -> Iterator[Finding]:
    for source in store.all("sources"):
        if not source.url:
            text = sentence(
                "chỉ có tệp {file}, không có địa chỉ trên mạng",
                "only a file, {file}, without a URL",
                file=source.file,
            )
            yield Finding(source, "no-source-url", text)


def _row(one: Finding, names: Names) -> FindingRow:
    record, text = one.record, one.text
    if not isinstance(record, Directive):
        text = joined([names.heading(record), text], ": ")
    return {
        "id": record.id,
        "code": one.code,
        "severity": one.severity,
        "indicator": getattr(record, "indicator", None),
        "meeting": record.meeting,
        "reported": getattr(record, "reported", None),
        "computed": _number(one.computed),
        "difference": _number(one.difference),
        "text": words_row(text),
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


def _sheets(rows: Sequence[Row], store: RecordSource) -> list[Sheet]:
    """Return the table of the findings in *rows*, and their sources."""
    columns = [
        Column("id", lambda row: row["id"]),
        Column("severity", _severity),
        Column("code", lambda row: choice_label("code", row["code"])),
        Column("text", lambda row: text_of(Words(**row["text"]))),
    ]
    sheet = Sheet(columns, rows, notes=(_inferred_note(store),) if rows else ())
    citations = Citations((store.get(row["id"]) for row in rows), store)
    return [citations.add_column(sheet, lambda row: store.get(row["id"])), *citations.sheets()]


def _severity(row: Row) -> Cell:
    name = Unbroken(choice_label("severity", row["severity"]))
    return Alert(name, row["severity"])


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
