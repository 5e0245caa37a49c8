"""cchc show: full records with related records and sources."""

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.list import show_records
from cchc_cli.commands.completion import any_id
from cchc_cli.commands.options import Fields, PeriodFilters, expand, joined
from cchc_cli.errors import UsageError
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@expand
def command(
    *,
    ids: Annotated[
        list[str],
        Argument(
            metavar="ID...",
            help="Id, number, name or alias of a record; date of a meeting, or latest; "
            "- for ids from stdin.",
            autocompletion=any_id,
        ),
    ],
    fields: Fields = None,
    filters: PeriodFilters,
    related: Annotated[
        bool,
        Option("--related", help="In json, add the records that refer to it, and its sources."),
    ] = False,
    output: OutputOptions,
    store: RecordSource,
) -> None:
    """Show full records with related records and sources.

    cchc show 9                  session 9
    cchc show p08.d12 p09.f03    a directive and a figure
    cchc show 57-NQ/TW           a document, and the records that cite it
    cchc show nguyen-hoa-binh    a person, and the directives they issued
    cchc show bo-noi-vu          a body or province, and what binds it
    cchc show digital --year 2024   an area or theme in one year
    cchc list directives -a digital -o id | cchc show -
    """
    found = show_records(expanded(ids), store, joined(fields), filters, with_related=related)
    emit(found, output)


def expanded(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, and in place of `-` those in standard input, separated by blanks."""
    for name in names:
        yield from _read_ids() if name == "-" else (name,)


def _read_ids() -> list[str]:
    if sys.stdin is None:  # closed by the parent process
        raise UsageError(_("standard input is closed; cannot read ids from it"))
    try:
        return sys.stdin.read().removeprefix("\ufeff").split()
    except OSError as error:
        sentence = _("standard input cannot be read: {why}")
        raise UsageError(sentence.format(why=os_error_reason(error))) from None
