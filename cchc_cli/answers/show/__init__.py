"""cchc show: records by name, as rows, or each with its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.answers import Answer
from cchc_cli.errors import NotFound
from cchc_cli.model.records import RECORD_TYPES, type_of
from cchc_cli.query.apply_filters import predicates
from cchc_cli.query.filters import Filters
from cchc_cli.query.json_rows import row_picker, to_row
from cchc_cli.query.lookup import find_one
from cchc_cli.query.paths import bilingual_paths, parse_fields, row_keys
from cchc_cli.query.sorting import default_order

if TYPE_CHECKING:  # what json does not need is not imported at start
    from collections.abc import Iterable, Sequence

    from cchc_cli.model.records import Record
    from cchc_cli.query.json_rows import Row
    from cchc_cli.query.source import RecordSource
    from cchc_cli.view.cells import Sheet

_NO_FILTERS = Filters()
_MAX_SUGGESTED = 20  # unknown names for which similar ones are searched


def show(
    names: Iterable[str],
    records: RecordSource,
    wanted: str | None = None,
    filters: Filters = _NO_FILTERS,
    *,
    with_related: bool = False,
) -> Answer:
    """Return the records that *names* name, each once, and messages for unknown names.

    *wanted* are the fields of -F, *filters* narrow the related records. With *with_related*, each
    row has a key `related`: record type → the whole rows of the records that refer to it, and of
    its documents and sources. Raises UsageError for an unknown field, or a value that is no date.
    """
    predicates(filters, ["meetings"], records)  # which are checked, whatever is shown
    found, not_found = _found(names, records)
    types = {type_of(one) for one in found.values()}
    record_types = tuple(one for one in RECORD_TYPES if one in types)
    keys = row_keys(record_types)
    paths = keys if wanted is None else parse_fields(wanted, record_types or RECORD_TYPES)
    items = list(found.values())
    extra = ("related",) if with_related and wanted is None else ()
    rows = [_row_with_related(item, records) for item in items] if extra else items
    return Answer(
        items=rows,
        ids=[item.id for item in items],
        keys=(*paths, *extra),
        bilingual=lambda: bilingual_paths(record_types, paths),
        pick=None if wanted is None else row_picker(records),
        sheets=lambda: _sheets(items, None if wanted is None else paths, filters, records),
        not_found=tuple(not_found),
    )


def _found(names: Iterable[str], records: RecordSource) -> tuple[dict[str, Record], list[str]]:
    found: dict[str, Record] = {}
    not_found: list[str] = []
    for name in names:
        try:
            record = find_one(name, None, records, suggest=len(not_found) < _MAX_SUGGESTED)
            found[record.id] = record
        except NotFound as error:
            not_found += error.sentences
    return found, not_found


def _row_with_related(record: Record, records: RecordSource) -> Row:
    related: dict[str, list[Row]] = {}
    for record_type in RECORD_TYPES:
        found = default_order(record_type, records.referring_to(record.id, record_type), records)
        if record_type in ("documents", "sources"):
            cited = [records.get(id_) for id_ in getattr(record, record_type, ())]
            found = list({one.id: one for one in (*cited, *found) if one}.values())
        if found:
            related[record_type] = [to_row(one) for one in found]
    return {**to_row(record), "related": related}


def _sheets(
    items: Sequence[Any], paths: Sequence[str] | None, filters: Filters, records: RecordSource
) -> Iterable[Sheet]:
    from cchc_cli.answers.show.page import page  # noqa: PLC0415  # json needs no pages
    from cchc_cli.view.chosen_fields import field_sheet  # noqa: PLC0415

    if paths is not None:
        return [field_sheet(paths, items, records)]
    return (sheet for item in items for sheet in page(item, filters, records))
