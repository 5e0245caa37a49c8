"""The one engine: which records answer a question, in which order, and how many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli import fields, order
from cchc_cli.answers import Answer, Found, picker, row
from cchc_cli.errors import WrongUse
from cchc_cli.filters import Filters, lacking, passing
from cchc_cli.names import checked_kind
from cchc_cli.words import _, none_of

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Iterator, Sequence

    from cchc_cli.records import Records
    from cchc_cli.sheets import Sheet


class Query(Struct, frozen=True, kw_only=True):
    """A question: which records of the kinds *what* pass *filters* and, if given, have *words*."""

    what: tuple[str, ...]
    words: tuple[str, ...] | None = None
    exact: bool = False
    filters: Filters = Filters()
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None
    fields: str | None = None


def answer(query: Query, records: Records) -> Answer:
    """Return the records that *query* asks for.

    Raises WrongUse for a field, a filter or a value that there is not, NotFound for an id.
    """
    for what in query.what:
        checked_kind(what)
    extra = ("matches",) if query.words is not None else ()
    keys = (*fields.keys(query.what), *extra)
    paths = keys if query.fields is None else fields.asked(query.fields, query.what, extra)
    found = _found(query, records)
    items = _ordered(query, found.items, records)
    cut = items[: query.limit]
    left = len(items) - len(cut)
    return Answer(
        items=cut,
        keys=paths,
        bilingual=lambda: fields.bilingual(query.what, paths),
        picked=None if query.fields is None else picker(records),
        sheets=lambda: _sheets(query, paths, cut, records),
        remarks=(*found.remarks, *([_("{n} more, not shown").format(n=left)] if left else [])),
        missing=found.missing,
    )


def _found(query: Query, records: Records) -> Found:
    if query.words is None and (sentence := lacking(query.filters, query.what[0])):
        raise WrongUse(sentence)
    passes = passing(query.filters, query.what, records)
    if query.words is not None:
        from cchc_cli.finding import find  # noqa: PLC0415  # a list needs no search

        return find(query.words, passes, records, exact=query.exact)
    parts = [records.passing(what, passes[what]) for what in passes]
    items = parts[0] if len(parts) == 1 else [one for part in parts for one in part]
    return Found(items, () if items else (none_of(query.what[0]), *_hints(query)))


def _hints(query: Query) -> Iterator[str]:
    """Yield what may help where nothing is found."""
    if query.filters.issuer and query.what[0] == "directives":
        yield _("--issuer is for named people; --level committee is what the committee asked")


def _ordered(query: Query, items: Sequence[Any], records: Records) -> Sequence[Any]:
    if query.sort is None:
        return items[::-1] if query.reverse else items
    path, *others = fields.asked(query.sort, query.what)
    if others:
        raise WrongUse(_("--sort takes one field: {path}").format(path=path))
    picked = picker(records)
    pairs = ((picked(row(item), path), item) for item in items)
    if path == "area":  # in the order of the programme, not of the alphabet
        places = {area.id: place for place, area in enumerate(records.of("areas"))}
        pairs = ((places.get(value), item) for value, item in pairs)
    return order.by_values(pairs, reverse=query.reverse)


def _sheets(
    query: Query, paths: Sequence[str], items: Sequence[Any], records: Records
) -> list[Sheet]:
    from cchc_cli import citations, columns, snippets  # noqa: PLC0415  # json needs none of them

    if query.fields is not None:
        found = columns.plain(paths, items, records)
        cited = [getattr(item, "record", item) for item in items] if "sources" in paths else []
        return [found, *citations.Citations(cited, records).sheets()]
    if query.words is not None:
        found, cited = snippets.sheet(items, records), [hit.record for hit in items]
        numbered = citations.Citations(cited, records)
        return [numbered.beside(found, lambda hit: hit.record), *numbered.sheets()]
    numbered = citations.Citations(items, records)
    return [numbered.beside(columns.sheet(query.what[0], items, records)), *numbered.sheets()]
