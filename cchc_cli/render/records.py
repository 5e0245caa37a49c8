"""json and jsonl: whole records for programs."""

from collections.abc import Iterator

from msgspec import json

from cchc_cli.answers import Answer, rows
from cchc_cli.render import Look


def render(answer: Answer, look: Look) -> Iterator[str]:
    """Yield one array, or with jsonl one record a line."""
    if look.form == "json":
        yield json.format(json.encode(list(rows(answer))), indent=2).decode() + "\n"
    else:
        for row in rows(answer):
            yield json.encode(row).decode() + "\n"
