"""Answers of the verbs: rows for programs, and sheets for people; a module a verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from cchc_cli.query.json_rows import Row, to_row

if TYPE_CHECKING:  # json needs neither when the program starts
    from collections.abc import Callable, Iterable, Sequence

    from cchc_cli.view.cells import Sheet


class Answer(Struct, frozen=True, kw_only=True):
    """An answer before it has an output format.

    *keys* are those of its rows, or the dotted paths of -F, for which *pick* cuts a row down;
    *bilingual* returns the keys of words in two languages; *ids* are the ids of an answer whose
    rows are not records, and *draw* makes sheets of some of these rows. *written* are sentences
    about files that were written, *warnings*, *not_found* and *findings* sentences for standard
    error; the last two make the exit code 1, and -q leaves out warnings and findings. *picture*
    returns an svg element for html, or "" if there is none to show.
    """

    items: Sequence[Any]
    keys: tuple[str, ...]
    bilingual: Callable[[], frozenset[str]] = frozenset
    ids: Sequence[str] | None = None
    pick: Callable[[Row, str], Any] | None = None
    sheets: Callable[[], Iterable[Sheet]]
    draw: Callable[[Sequence[Any]], Iterable[Sheet]] | None = None
    picture: Callable[[], str] | None = None
    written: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    not_found: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


class Arrangement(Struct, frozen=True):
    """How to arrange the rows of a report: -F, --sort, -r and -n."""

    fields: str | None = None
    sort: str | None = None
    reverse: bool = False
    limit: int | None = None


def answer_rows(answer: Answer) -> Iterable[Row]:
    """Yield the rows of *answer*, with the fields of -F only, if there are any."""
    for item in answer.items:
        row = to_row(item)
        yield {key: answer.pick(row, key) for key in answer.keys} if answer.pick else row
