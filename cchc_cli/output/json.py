"""json, jsonl and id: full records, or one id a line, for programs."""

from collections.abc import Iterator

from msgspec import json

from cchc_cli.answers import Answer, answer_rows
from cchc_cli.output.formats import OutputOptions
from cchc_cli.query.json_rows import to_row


def render(answer: Answer, options: OutputOptions) -> Iterator[str]:
    """Yield one array; with jsonl one record a line, with id one id a line."""
    if options.format == "id":
        yield from _ids(answer)
    elif options.format == "json":
        yield json.format(json.encode(list(answer_rows(answer))), indent=2).decode() + "\n"
    else:
        for row in answer_rows(answer):
            yield json.encode(row).decode() + "\n"


def _ids(answer: Answer) -> Iterator[str]:
    rows = map(to_row, answer.items)
    of_rows = (row.get("id", next(iter(row.values()))) for row in rows)
    ids = of_rows if answer.ids is None else answer.ids
    yield from (f"{id_}\n" for id_ in ids if id_ is not None)
