"""id: one id a line, for xargs."""

from collections.abc import Iterator

from cchc_cli.answers import Answer, row
from cchc_cli.render import Look


def render(answer: Answer, _: Look) -> Iterator[str]:
    """Yield the ids that *answer* names, or that of each row, or what stands first in it."""
    if answer.ids is not None:
        yield from (f"{id_}\n" for id_ in answer.ids)
        return
    for item in answer.items:
        whole = row(item)
        id_ = whole.get("id", next(iter(whole.values())))
        if id_ is not None:
            yield f"{id_}\n"
