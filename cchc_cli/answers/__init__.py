"""What comes back: rows for programs, and sheets for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli.query.rows import Row, to_row

if TYPE_CHECKING:  # what json does not need is not read at start
    from collections.abc import Callable, Iterable, Sequence

    from cchc_cli.view.cells import Sheet


class Answer(Struct, frozen=True, kw_only=True):
    """An answer to a question, before it has a form.

    *keys* are those of the rows, or the dotted paths asked for; *bilingual* tells which
    hold words in two languages; *ids* are those of the records it speaks of, where its rows are
    not records; *picked* cuts a row down to the keys. *remarks* and *missing* are sentences for
    standard error; what is missing makes the exit code 1, and so does what a check finds. *done*
    are sentences for what has been written by then, and stays, if the answer cannot be.
    """

    items: Sequence[Any]
    keys: tuple[str, ...]
    bilingual: Callable[[], frozenset[str]] = frozenset
    ids: Sequence[str] | None = None
    pick: Callable[[Row, str], Any] | None = None
    sheets: Callable[[], Iterable[Sheet]]
    written: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()


def answer_rows(answer: Answer) -> Iterable[Row]:
    """Yield the rows of *answer*, cut down to the fields asked for."""
    for item in answer.items:
        whole = to_row(item)
        yield {key: answer.pick(whole, key) for key in answer.keys} if answer.pick else whole
