"""Chains: directives that follow one another, the figures that measure them, the nearest others."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from math import log, sqrt
from typing import Any, NamedTuple

from cchc_cli.answers.figure_series import Series, ValueChange, by_period, series_of
from cchc_cli.answers.rows import Link
from cchc_cli.language.dates import parse_period
from cchc_cli.language.diacritics import telex_keys
from cchc_cli.model.records import Directive, Figure, Indicator, Target
from cchc_cli.query.addressees import with_merged
from cchc_cli.query.sorting import id_key, meeting_of
from cchc_cli.query.source import RecordSource
from cchc_cli.search.terms import Terms
from cchc_cli.view.record_texts import time_of


class Chain(NamedTuple):
    """Directives linked by `follows`, the oldest first, and those of them that were asked for.

    Directives that nothing repeats or follows are a chain of which *linked* is false.
    """

    links: dict[str, Link]
    directives: list[Directive]
    starts: list[Directive]
    linked: bool = True
    shared: bool = False  # whether figures that are shown with another chain measure it


class Step(NamedTuple):
    """A record in a chain: its day, how it is linked, and how far its value moved."""

    chain: int
    day: date
    record: Any
    link: Link
    change: ValueChange | None = None


def chains_of(
    starts: Iterable[Directive], records: RecordSource, alone: Link = "start"
) -> list[Chain]:
    """Return the chains in which *starts* are, the longest first, and last those that stand alone.

    *alone* is the link of those that stand alone, if there are several.
    """
    asked = sorted(starts, key=lambda one: age(one, records))
    ids = {one.id for one in asked}
    found: list[Chain] = []
    linked_ids: set[str] = set()
    for start in asked:
        if start.id not in linked_ids:
            links = _connected(start, records)
            linked_ids.update(links)
            inside: list[Any] = [records.get(id_) for id_ in links]
            inside.sort(key=lambda one: age(one, records))
            found.append(Chain(links, inside, [one for one in inside if one.id in ids]))
    linked = [chain for chain in found if len(chain.directives) > 1]
    linked.sort(key=lambda chain: -len(chain.directives))
    single = [chain.directives[0] for chain in found if len(chain.directives) == 1]
    link = alone if len(asked) > 1 else "start"
    rest = [Chain(dict.fromkeys((one.id for one in single), link), single, single, linked=False)]
    return linked + rest * bool(single)


def age(directive: Directive, records: RecordSource) -> tuple[date, Any]:
    """Return the key that sorts directives from the oldest to the newest."""
    meeting = meeting_of(directive.id, records)
    return meeting.date if meeting else date.max, id_key(directive)


def targets_of(chain: Chain) -> list[tuple[Directive, Target]]:
    """Return the directives of *chain* that set a target, with it."""
    return [(one, one.target) for one in chain.directives if one.target]


def measures_of(chain: Chain, theme: str | None, records: RecordSource) -> list[Series]:
    """Return the series that measure *chain*: of its targets, or else of its themes.

    An indicator without a target measures a directive with one of its themes, and with its area as
    the main one or a document of its figures, if it has a better and a worse, and comparable values
    of several times. *theme* is the only theme that counts.
    """
    indicators: Sequence[Indicator] = records.all("indicators")
    aims = {target.indicator for _directive, target in targets_of(chain)}
    found = []
    for indicator in indicators:
        for series in series_of(records.referring_to(indicator.id, "figures"), records, by_period):
            known = [one for one in series if one.value is not None]
            fits = (indicator.id in aims) if aims else _fits(indicator, known, chain, theme)
            if known and fits and _is_about(known[0], chain, records):
                found.append(known)
    return found


def _fits(indicator: Indicator, series: Series, chain: Chain, theme: str | None) -> bool:
    if not (indicator.comparable and indicator.better and len({*map(time_of, series)}) > 1):
        return False
    documents = {id_ for figure in series for id_ in figure.documents}
    themes = {*indicator.themes} & ({theme} if theme else {*indicator.themes})
    return any(
        not themes.isdisjoint(one.themes)
        and (indicator.area == one.area or not documents.isdisjoint(one.documents))
        for one in chain.starts
    )


def _is_about(figure: Figure, chain: Chain, records: RecordSource) -> bool:
    """Return whether *figure* is about the whole that the directives are for, or their province."""
    provinces = {one.province for one in chain.starts}
    if None in provinces:
        return figure.subject is None
    return figure.subject in with_merged(filter(None, provinces), records)


def period_end(period: str | None) -> date:
    """Return the last day of *period*, a day or period as stored; the first of all for none."""
    days = parse_period(period or "")
    return days[1] if days else date.min


def suggestions(directive: Directive, known: Iterable[str], records: RecordSource) -> list[Any]:
    """Return earlier directives, the nearest in their words first, without the *known* ids.

    They share canonical words and pairs of words; the rarer these are, the more they weigh.
    """
    terms = Terms(records.all("terms"))
    words = {one.id: _words(one, terms) for one in records.all("directives")}
    counts = Counter(word for found in words.values() for word in found)
    weights = {word: log(len(words) / count) for word, count in counts.items()}
    own, skipped = words[directive.id], {directive.id, *known}
    day = age(directive, records)[0]

    def likeness(other: Directive) -> float:
        shared = _weight(own & words[other.id], weights)
        return shared / (sqrt(_weight(own, weights) * _weight(words[other.id], weights)) or 1)

    earlier = [
        one
        for one in records.all("directives")
        if one.id not in skipped and age(one, records)[0] < day and likeness(one) > 0
    ]
    return sorted(earlier, key=lambda one: (-likeness(one), id_key(one)))


def _words(directive: Directive, terms: Terms) -> frozenset[Any]:
    keys = telex_keys(directive.text.vi)
    rewritten = terms.rewrite(keys)
    keys = rewritten.keys if rewritten else keys
    return frozenset([*keys, *pairwise(keys)])


def _weight(words: Iterable[Any], weights: dict[Any, float]) -> float:
    return sum(weights[word] for word in words)


def _connected(start: Directive, records: RecordSource) -> dict[str, Link]:
    """Return the ids of all that *start* is linked to, each with how it was reached."""
    links: dict[str, Link] = {start.id: "start"}
    waiting: list[Any] = [start]
    for one in waiting:
        for id_, link in _neighbours(one, records):
            if id_ not in links:
                links[id_] = link
                waiting.append(records.get(id_))
    return links


def _neighbours(directive: Directive, records: RecordSource) -> Iterator[tuple[str, Link]]:
    yield from ((id_, "follows") for id_ in directive.follows)
    later = records.referring_to(directive.id, "directives")
    yield from ((one.id, "repeated-by") for one in later)
