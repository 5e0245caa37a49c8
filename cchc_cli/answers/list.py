"""The answer of `list` and `search`: records or hits, as rows and as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.answers import Answer
from cchc_cli.language.translation import _
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.query import Query, select
from cchc_cli.query.json_rows import row_picker
from cchc_cli.query.paths import bilingual_paths, parse_fields, row_keys

if TYPE_CHECKING:  # what json does not need is not imported at start
    from collections.abc import Sequence

    from cchc_cli.query.source import RecordSource
    from cchc_cli.view.cells import Sheet


def list_records(query: Query, records: RecordSource) -> Answer:
    """Return the records that *query* asks for, in their order, up to its limit.

    Raises UsageError for a field, a filter or a value that does not exist, NotFound for an id.
    """
    for record_type in query.record_types:
        if record_type not in RECORD_TYPES:
            from cchc_cli.query.lookup import check_record_type  # noqa: PLC0415  # most are

            check_record_type(record_type)
    extra = () if query.words is None else ("matches",)
    keys = (*row_keys(query.record_types), *extra)
    paths = keys if query.fields is None else parse_fields(query.fields, query.record_types, extra)
    found = select(query, records)
    items = found.items[: query.limit]
    total, left = len(found.items), len(found.items) - len(items)
    more = _("{n} more not shown; use -n {total} to show all").format if left else None
    return Answer(
        items=items,
        keys=paths,
        bilingual=lambda: bilingual_paths(query.record_types, paths),
        pick=None if query.fields is None else row_picker(records),
        sheets=lambda: _sheets(query, paths, items, records),
        warnings=(*found.warnings, *([more(n=left, total=total)] if more else [])),
        not_found=found.not_found,
    )


def _sheets(
    query: Query, paths: Sequence[str], items: Sequence[Any], records: RecordSource
) -> list[Sheet]:
    from cchc_cli.answers.search import hit_sheet  # noqa: PLC0415  # json needs no tables
    from cchc_cli.view.chosen_fields import field_sheet  # noqa: PLC0415
    from cchc_cli.view.citations import Citations  # noqa: PLC0415
    from cchc_cli.view.columns import record_sheets  # noqa: PLC0415

    def record_of(item: Any) -> Any:  # noqa: ANN401  # a record, or a hit of one
        return item if query.words is None else item.record

    cited = items if query.fields is None or "sources" in paths else ()
    citations = Citations(map(record_of, cited), records)
    if query.fields is not None:
        return [field_sheet(paths, items, records), *citations.sheets()]
    if query.words is None:
        tables = record_sheets(query.record_types[0], items, records)
    else:
        tables = [hit_sheet(items, records)]
    return [*(citations.add_column(one, record_of) for one in tables), *citations.sheets()]
