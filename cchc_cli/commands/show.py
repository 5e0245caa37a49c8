"""cchc show: records whole, with what hangs on them and their sources."""

import sys
from collections.abc import Iterable, Iterator
from typing import Annotated

from typer import Argument

from cchc_cli.answers.show import show
from cchc_cli.commands.options import Fields, completing, joined, shared
from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.output import OutputOptions, emit
from cchc_cli.query.source import RecordSource


@shared
def command(
    *,
    look: OutputOptions,
    store: RecordSource,
    ids: Annotated[
        list[str],
        Argument(
            metavar="ID...",
            help="Any id; a meeting's number or date, or latest; a document's number; - for stdin.",
            autocompletion=completing("any_id"),
        ),
    ],
    fields: Fields = None,
) -> None:
    """Show records whole, with what hangs on them and where they stand written.

    cchc show 9                  the ninth session
    cchc show p08.d12 p09.f03    an order and a figure
    cchc show 57-NQ/TW           a document, and who cites it
    cchc show nguyen-hoa-binh    a person, and their orders
    cchc list directives -a digital -o id | cchc show -
    """
    names = _expanded(ids)
    found = show(names, store, joined(fields))
    emit(found, look)


def _expanded(names: Iterable[str]) -> Iterator[str]:
    """Yield *names*, and for `-` those that standard input holds, with blanks between them."""
    for name in names:
        if name != "-":
            yield name
        elif sys.stdin is None:  # closed by whoever started us
            raise WrongUse(_("standard input is closed; there are no ids in it"))
        else:
            yield from _read_ids()


def _read_ids() -> list[str]:
    try:
        return sys.stdin.read().removeprefix("\ufeff").split()
    except OSError as error:
        sentence = _("standard input cannot be read: {why}")
        raise WrongUse(sentence.format(why=os_error_reason(error))) from None
