"""cchc trace: what was asked again and again, the figures that measure it, what came of it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from cchc_cli.answers import Answer
from cchc_cli.answers.figure_series import Series, change_between
from cchc_cli.answers.rows import TraceRow, words_row
from cchc_cli.answers.trace.chains import (
    Chain,
    Step,
    age,
    chains_of,
    measures_of,
    period_end,
    suggestions,
)
from cchc_cli.answers.trace.timeline import timelines
from cchc_cli.errors import UsageError
from cchc_cli.language.translation import _, choice_label
from cchc_cli.model.records import (
    Directive,
    Document,
    Figure,
    Indicator,
    Outcome,
    Record,
    Theme,
    Words,
    type_of,
)
from cchc_cli.query.json_rows import to_row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.source import RecordSource
from cchc_cli.view.columns import headline_value
from cchc_cli.view.record_texts import time_of

_MAX_SUGGESTED = 5


def trace(name: str, store: RecordSource, *, suggest: bool = False) -> Answer:
    """Return the chains of the directives that *name* stands for, the oldest step first.

    Raises NotFound for an unknown name, UsageError for a record without directives to trace.
    """
    record = find_one(name, None, store)
    starts = [*_starts(record, store)]
    theme = record.id if isinstance(record, Theme) else None
    chains = chains_of(starts, store, "same-theme" if theme else "start")
    chains, series = _measured_chains(record, chains, theme, store)
    steps = [
        [*_steps(number, chain, series[number - 1], store)]
        for number, chain in enumerate(chains, 1)
    ]
    if suggest:
        pairs = zip(chains, steps, strict=True)
        steps = [[*one, *_suggested(chain, one, store)] for chain, one in pairs]
    rows = [_row(step, store) for one in steps for step in one]
    return Answer(
        items=rows,
        keys=tuple(TraceRow.__annotations__),
        bilingual=lambda: frozenset({"text"}),
        ids=list(dict.fromkeys(row["id"] for row in rows)),
        sheets=lambda: timelines(record, chains, steps, store),
        warnings=() if rows else (_("no directives found for {id}").format(id=record.id),),
    )


def _starts(record: Record, store: RecordSource) -> Iterator[Directive]:
    """Yield the directives that *record* stands for."""
    if isinstance(record, Directive):
        yield record
    elif isinstance(record, Outcome):
        yield from _directives([record.directive], store)
    elif isinstance(record, Figure | Indicator):
        id_ = record.indicator if isinstance(record, Figure) else record.id
        yield from _measured(id_, store)
    elif type_of(record) in ("themes", "areas", "documents", "meetings"):
        outcomes = store.referring_to(record.id, "outcomes")
        ids = [one.id for one in store.referring_to(record.id, "directives")]
        yield from _directives(dict.fromkeys([*ids, *(one.directive for one in outcomes)]), store)
    else:
        name = choice_label("type", type_of(record))
        sentence = _("{types} cannot be traced; use a directive, theme, document or indicator")
        raise UsageError(sentence.format(types=name))


def _measured(indicator: str, store: RecordSource) -> Iterator[Directive]:
    """Yield the directives that set a target for *indicator*, or else all that it measures."""
    directives: Sequence[Directive] = store.all("directives")
    aimed = [one for one in directives if one.target and one.target.indicator == indicator]
    for one in aimed or directives:
        chain = Chain({one.id: "start"}, [one], [one])
        if aimed or any(some[0].indicator == indicator for some in measures_of(chain, None, store)):
            yield one


def _directives(ids: Iterable[str], store: RecordSource) -> Iterator[Directive]:
    for id_ in ids:
        if isinstance(one := store.get(id_), Directive):
            yield one


def _measured_chains(
    record: Record, chains: Sequence[Chain], theme: str | None, store: RecordSource
) -> tuple[list[Chain], list[list[Series]]]:
    """Return *chains*, and the series that measure each of them, each series once."""
    found, taken, known = [], set[str](), []
    only = record.indicator if isinstance(record, Figure) else record.id
    for chain in chains:
        series = measures_of(chain, theme, store)
        if isinstance(record, Figure | Indicator):
            series = [one for one in series if one[0].indicator == only]
        found.append([one for one in series if one[0].id not in taken])
        known.append(chain._replace(shared=any(one[0].id in taken for one in series)))
        taken |= {one[0].id for one in series}
    return known, found


def _steps(
    number: int, chain: Chain, measures: Sequence[Series], store: RecordSource
) -> Iterator[Step]:
    """Yield the steps of *chain* in order of time; evidence goes with its outcome."""
    steps = [Step(number, age(one, store)[0], one, chain.links[one.id]) for one in chain.directives]
    for series in measures:
        steps += _measured_steps(number, series)
    for directive in chain.directives:
        for outcome in store.referring_to(directive.id, "outcomes"):
            if outcome.directive == directive.id:
                steps.append(Step(number, period_end(outcome.as_of), outcome, "outcome"))
    for step in sorted(steps, key=lambda one: one.day):
        yield step
        for id_ in getattr(step.record, "evidence", ()):
            if record := store.get(id_):
                yield Step(number, _day_of(record, store) or step.day, record, "evidence")


def _measured_steps(number: int, series: Sequence[Figure]) -> Iterator[Step]:
    """Yield the figures of *series*, each with its change from the last exact value."""
    before: Figure | None = None
    for figure in series:
        change = change_between(before, figure) if before else None
        yield Step(number, period_end(time_of(figure)), figure, "measured-by", change)
        before = figure if figure.bound == "exact" else before


def _day_of(record: Record, store: RecordSource) -> date | None:
    if isinstance(record, Document):
        return record.date
    if isinstance(record, Figure):
        return period_end(time_of(record))
    return age(record, store)[0] if isinstance(record, Directive) else None


def _suggested(chain: Chain, steps: Sequence[Step], store: RecordSource) -> Iterator[Step]:
    known = {step.record.id for step in steps}
    single = len(chain.starts) == 1
    starts = [one for one in chain.starts if single or not one.follows]
    limit = _MAX_SUGGESTED if single else 1
    for start in starts:
        for one in suggestions(start, known, store)[:limit]:
            known.add(one.id)
            yield Step(steps[0].chain, age(one, store)[0], one, "~")


def _row(step: Step, store: RecordSource) -> TraceRow:
    record = to_row(step.record)
    text = headline_value(step.record, store)
    if isinstance(step.record, Outcome):
        status = step.record.status
        text = Words(*(choice_label("status", status, lang) for lang in ("vi", "en")))
    return {
        "chain": step.chain,
        "date": step.day.isoformat(),
        "id": step.record.id,
        "type": record["type"],
        "link": step.link,
        "text": words_row(text),
        "reported": record.get("reported"),
        "value": record.get("value"),
        "change": step.change and step.change.by,
        "change_unit": step.change and step.change.unit,
        "target": record.get("target"),
        "status": record.get("status"),
    }
