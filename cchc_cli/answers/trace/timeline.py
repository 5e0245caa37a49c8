"""Timelines of `trace`: a dated line down the page, and below it how far a target is."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from typing import Any

from cchc_cli.answers.figure_series import format_change
from cchc_cli.answers.trace.chains import Chain, Step, period_end, targets_of
from cchc_cli.language.formatting import format_number, format_period
from cchc_cli.language.translation import _, choice_label, current_language
from cchc_cli.model.records import Directive, Figure, Outcome, Record, Target
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, Joined, Sheet
from cchc_cli.view.citations import Citations
from cchc_cli.view.columns import headline, name_of
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, star_note
from cchc_cli.view.record_texts import scope_name, time_of

_ARROW = " → "
_MARKS = {"measured-by": "├", "outcome": "├", "~": "~"}


def timelines(
    record: Record, chains: Sequence[Chain], steps: Sequence[Sequence[Step]], store: RecordSource
) -> Iterator[Sheet]:
    """Yield a timeline for each of *chains*, with its *steps*."""
    shown = [[step for step in one if step.link != "evidence"] for one in steps]
    citations = Citations([step.record for one in steps for step in one], store)
    for chain, own in zip(chains, shown, strict=True):
        title = _title(record, chain, chains, store)
        columns = [
            Column("time", _time, right=True),
            Column("follow_up", partial(_lines, named=_named(own), store=store)),
        ]
        stars = _star_note(step for one in shown for step in one) if chain is chains[-1] else ()
        notes = (*stars, *_conclusions(chain, own, store))
        sheet = Sheet(columns, own, title, notes, depth=3, mark=_mark)
        yield citations.add_column(sheet, lambda step: step.record)
    yield from citations.sheets()


def _title(record: Record, chain: Chain, chains: Sequence[Chain], store: RecordSource) -> Cell:
    is_directive = isinstance(record, Directive | Outcome)
    title = record.id if is_directive else f"{record.id} · {headline(record, store)}"
    if len(chains) == 1:
        return title
    if not chain.linked:
        return Joined((title, _("not repeated")), " · ")
    number = chains.index(chain) + 1
    return Joined((title, _("chain {n} of {total}").format(n=number, total=len(chains))), " · ")


def _mark(step: Step) -> str:
    return _MARKS.get(step.link, "●")


def _time(step: Step) -> Cell:
    if isinstance(step.record, Figure):
        return format_period(time_of(step.record) or "")
    return format_period(step.record.as_of) if isinstance(step.record, Outcome) else step.day


def _named(steps: Sequence[Step]) -> set[str]:
    """Return the ids of the figures that are named: the first, or all if series alternate."""
    figures = [step.record for step in steps if isinstance(step.record, Figure)]
    several = len({(one.indicator, one.scope, one.subject) for one in figures}) > 1
    return {one.id for one in (figures if several else figures[:1])}


def _lines(step: Step, named: set[str], store: RecordSource) -> Cell:
    record = step.record
    if isinstance(record, Figure):
        change = f"({format_change(*step.change)})" if step.change else None
        value = Joined((Joined((_value(record), change)), record.id), " · ")
        scope = None if record.scope == "nation" else scope_name(record, store)
        about = Dim(Joined((headline(record, store), scope), " · "))
        return [value, about] if record.id in named else [value]
    if isinstance(record, Outcome):
        came = Joined((_status(record), _evidence(record.evidence, store)), ": ")
        return [Joined((record.id, came), " · ")]
    lines: list[Cell] = [Joined((record.id, headline(record, store)), " · ")]
    if record.follows:
        follows = Dim(Joined((_("follows"), tuple(record.follows))))
        lines.append(star_if_inferred(record, ["follows"], follows))
    return lines


def _status(outcome: Outcome) -> str:
    return choice_label("status", outcome.status)


def _evidence(ids: Iterable[str], store: RecordSource) -> tuple[Cell, ...]:
    """Return the numbers of the documents *ids*, the values of figures, or else the ids."""
    records: list[Any] = [record for id_ in ids if (record := store.get(id_))]
    return tuple(
        _value(one) if isinstance(one, Figure) else getattr(one, "number", None) or one.id
        for one in records
    )


def _value(figure: Figure) -> str:
    """Return the value of *figure* with its bound: more than 800, 82.66%, 21/22."""
    if figure.value is None:
        return figure.reported
    if figure.value == figure.numerator and figure.denominator:
        return f"{_number(figure.value)}/{_number(figure.denominator)}"
    return _bounded(figure.bound, figure.value, figure.unit)


def _bounded(bound: str, value: float, unit: str) -> str:
    """Return *value* with its *bound* in words: more than 90%."""
    sign = {"vi": " %", "en": "%"}[current_language()] if unit == "percent" else ""
    number = f"{_number(value)}{sign}"
    words = choice_label("bound", bound)
    return number if bound == "exact" else f"{words} {number}"


def _number(value: float) -> str:
    return format_number(int(value) if value == int(value) else value)


def _star_note(steps: Iterable[Step]) -> tuple[Cell, ...]:
    return star_note(needed=any(is_inferred(step.record, ["follows"]) for step in steps))


def _conclusions(chain: Chain, steps: Sequence[Step], store: RecordSource) -> Iterator[Cell]:
    """Yield what the outcomes say, then how far each target is, or how the values moved."""
    yield from _outcomes(chain, steps, store)
    figures = [step.record for step in steps if step.link == "measured-by"]
    targets = targets_of(chain)
    for directive, target in targets:
        own = [one for one in figures if one.indicator == target.indicator]
        yield _distance(directive, target, own) if own else _nothing()
    if targets:
        return
    for _key, group in groupby(figures_by_series(figures), lambda one: (one.indicator, one.scope)):
        yield _movement([*group], store)
    if figures:
        yield _("No target is set; the figures share a theme and an area or document.")
    else:
        yield _("Measured by the figures above.") if chain.shared else _nothing()


def figures_by_series(figures: Sequence[Figure]) -> list[Figure]:
    """Return *figures* with those of one series together."""
    return sorted(figures, key=lambda one: (one.indicator, one.scope))


def _nothing() -> str:
    return _("Nothing in the record measures this.")


def _movement(series: Sequence[Figure], store: RecordSource) -> Cell:
    """Return the exact values of *series* in a row, and the time of the last."""
    exact = [one for one in series if one.bound == "exact"] or series
    values = _ARROW.join(map(_value, exact))
    about = Joined((name_of(exact[-1].indicator, store), values), ": ")
    return Joined((about, f"({format_period(time_of(exact[-1]) or '')})"))


def _outcomes(chain: Chain, steps: Sequence[Step], store: RecordSource) -> Iterator[Cell]:
    outcomes = [step.record for step in steps if isinstance(step.record, Outcome)]
    for directive in chain.directives:
        own = [one for one in outcomes if one.directive == directive.id]
        if own:
            evidence = dict.fromkeys(id_ for one in own for id_ in one.evidence)
            sentence = _("Outcome of {id}: {status} as of {day}")
            state = sentence.format(
                id=directive.id, status=_status(own[-1]), day=format_period(own[-1].as_of)
            )
            came = Joined((_("evidence"), _evidence(evidence, store)), ": ")
            yield Joined((state, came if evidence else None), "; ")
    for directive in chain.directives:
        if directive.deadline and not any(one.directive == directive.id for one in outcomes):
            yield _("{id}: no outcome recorded").format(id=directive.id)


def _distance(directive: Directive, target: Target, series: Sequence[Figure]) -> str:
    """Return the newest value up to the day of *target*, and how far it is from it."""
    end = period_end(target.by)
    until = [one for one in series if period_end(time_of(one)) <= end] or series
    newest = until[-1]
    by, unit = format_period(target.by), newest.unit
    value, aim = Decimal(str(newest.value)), Decimal(str(target.value))
    gap = _number(float(abs(aim - value)))
    is_less = target.bound == "less-than"
    reached = value < aim if is_less else value > aim or (value == aim and target.bound == "exact")
    missing = period_end(time_of(newest)) < end
    sentence = _distance_sentence(reached=reached, is_less=is_less, points=unit == "percent")
    return sentence.format(
        value=_value(newest),
        time=format_period(time_of(newest) or ""),
        gap=gap,
        aim=_bounded(target.bound, target.value, unit),
        by=by,
        id=directive.id,
    ) + (_("; {by} is not in the record").format(by=by) if missing else "")


def _distance_sentence(*, reached: bool, is_less: bool, points: bool) -> str:
    if reached:
        return _("{value} of {time} reaches {aim}, asked by {by}")
    if points and is_less:
        return _("{value} of {time}, {gap} points above {aim} asked by {by}")
    if points:
        return _("{value} of {time}, {gap} points below {aim} asked by {by}")
    if is_less:
        return _("{value} of {time}, {gap} above {aim} asked by {by}")
    return _("{value} of {time}, {gap} below {aim} asked by {by}")
