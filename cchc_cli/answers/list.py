"""The one engine: which records answer a question, in which order, and how many of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc_cli.answers import Answer
from cchc_cli.language.translation import _
from cchc_cli.query import Query, in_order, select
from cchc_cli.query.lookup import check_record_type
from cchc_cli.query.paths import bilingual_paths, parse_fields, row_keys
from cchc_cli.query.rows import row_picker

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Sequence

    from cchc_cli.query.source import RecordSource
    from cchc_cli.view.cells import Sheet


def answer(query: Query, records: RecordSource) -> Answer:
    """Return the records that *query* asks for.

    Raises WrongUse for a field, a filter or a value that there is not, NotFound for an id.
    """
    for record_type in query.record_type:
        check_record_type(record_type)
    extra = ("matches",) if query.words is not None else ()
    keys = (*row_keys(query.record_type), *extra)
    paths = keys if query.fields is None else parse_fields(query.fields, query.record_type, extra)
    found = select(query, records)
    items = in_order(query, found.items, records)
    cut = items[: query.limit]
    left = len(items) - len(cut)
    return Answer(
        items=cut,
        keys=paths,
        bilingual=lambda: bilingual_paths(query.record_type, paths),
        pick=None if query.fields is None else row_picker(records),
        sheets=lambda: _sheets(query, paths, cut, records),
        warnings=(*found.warnings, *([_("{n} more, not shown").format(n=left)] if left else [])),
        not_found=found.not_found,
    )


def _sheets(
    query: Query, paths: Sequence[str], items: Sequence[Any], records: RecordSource
) -> list[Sheet]:
    from cchc_cli.answers.search import hit_sheet  # noqa: PLC0415  # json needs none
    from cchc_cli.view.chosen_fields import field_sheet  # noqa: PLC0415
    from cchc_cli.view.citations import Citations  # noqa: PLC0415
    from cchc_cli.view.columns import record_sheet  # noqa: PLC0415

    if query.fields is not None:
        found = field_sheet(paths, items, records)
        cited = [getattr(item, "record", item) for item in items] if "sources" in paths else []
        return [found, *Citations(cited, records).sheets()]
    if query.words is not None:
        found, cited = hit_sheet(items, records), [hit.record for hit in items]
        numbered = Citations(cited, records)
        return [numbered.beside(found, lambda hit: hit.record), *numbered.sheets()]
    numbered = Citations(items, records)
    return [numbered.beside(record_sheet(query.record_type[0], items, records)), *numbered.sheets()]
