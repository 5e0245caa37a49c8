"""The one engine: which records answer a question, in which order, and how many of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from msgspec import Struct

from cchc_cli import columns, fields, order, snippets
from cchc_cli.answers import Answer, Sheet, row
from cchc_cli.errors import WrongUse
from cchc_cli.fields import pick
from cchc_cli.filters import Filters, lacking, passing
from cchc_cli.model import KINDS, Entry
from cchc_cli.names import Records, nearest_words, no_such
from cchc_cli.phrases import Reading, loosened, parse, readings
from cchc_cli.search import Hit, Search, searched


class Query(Struct, frozen=True, kw_only=True):
    """A question for records of the kinds *what* that pass *filters* and, if given, have *words*."""

    what: tuple[str, ...]
    words: tuple[str, ...] | None = None
    exact: bool = False
    filters: Filters = Filters()
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    fields: str | None = None


class Found(Struct, frozen=True):
    """Records or hits in their order, and what there is to say of how they were found."""

    items: Sequence[Any]
    remarks: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def answer(query: Query, records: Records) -> Answer:
    """Return the records that *query* asks for.

    Raises WrongUse for a field, a filter or a value that there is not, NotFound for an id.
    """
    for what in query.what:
        if what not in KINDS:
            near = get_close_matches(what, KINDS, n=1)
            raise WrongUse(f"{no_such('kind of record', what, near)}; there are {', '.join(KINDS)}")
    extra = ("matches",) if query.words is not None else ()
    keys = (*fields.keys(query.what), *extra)
    paths = keys if query.fields is None else fields.asked(query.fields, query.what, extra)
    found = _found(query, records)
    items = _ordered(query, found.items)
    cut = items[: query.limit]
    left = len(items) - len(cut)
    return Answer(
        items=cut,
        keys=paths,
        bilingual=fields.bilingual(query.what),
        projected=query.fields is not None,
        sheets=lambda: [_sheet(query, paths, cut, records)],
        remarks=(*found.remarks, *([f"{left} more, not shown"] if left else [])),
        missing=found.missing,
    )


def _found(query: Query, records: Records) -> Found:
    if query.words is None and (sentence := lacking(query.filters, query.what[0])):
        raise WrongUse(sentence)
    passes = passing(query.filters, query.what, records)
    found = {what: [one for one in records.of(what) if passes[what](one)] for what in passes}
    if query.words is not None:
        return _search(parse(query.words, exact=query.exact), found, records)
    items = [one for what in found for one in order.usual(what, found[what], records)]
    return Found(items, () if items else (f"no {query.what[0]} found",))


def _search(reading: Reading, found: Mapping[str, list[Entry]], records: Records) -> Found:
    if not reading:
        return Found((), missing=("nothing to search for: no letter or digit was typed",))
    terms = records.of("terms")
    if hits := _hits(readings(reading, terms), found, records):
        return Found(hits)
    loose = loosened(reading)
    if loose != reading and (hits := _hits(readings(loose, terms), found, records)):
        return Found(hits, ("nothing is spelled so; found with what is not typed left free",))
    texts = (text for what in found for one in found[what] for text in _texts(one, records))
    near = ", ".join(nearest_words(reading, texts))
    reason = f"the nearest words are {near}" if near else "the words do not stand together anywhere"
    return Found((), missing=(f"nothing found; {reason}",))


def _hits(
    ways: Iterable[Reading], found: Mapping[str, list[Entry]], records: Records
) -> list[Hit]:
    search = Search(ways, records.find)
    hits = [
        ((*hit.rank, -order.newness(what, record, records), *order.by_id(record)), hit)
        for what in found
        for record in found[what]
        if (hit := search.hit(record))
    ]
    return order.by_key(hits)


def _texts(record: Entry, records: Records) -> Iterator[str]:
    return (text for _, text in searched(record, records.find))


def _ordered(query: Query, items: Sequence[Any]) -> Sequence[Any]:
    if query.sort is None:
        return list(reversed(items)) if query.reverse else items
    (path,) = fields.asked(query.sort, query.what)
    return order.by_values(((pick(row(item), path), item) for item in items), reverse=query.reverse)


def _sheet(query: Query, paths: Sequence[str], items: Sequence[Any], records: Records) -> Sheet:
    if query.fields is not None:
        return Sheet(columns.plain(paths), items)
    if query.words is not None:
        return Sheet(snippets.columns(records), items)
    return Sheet(columns.of(query.what[0], records), items)
