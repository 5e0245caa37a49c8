"""cchc show: records whole, with what hangs on them and their sources."""

from typing import Annotated

from typer import Argument

from cchc_cli.commands import options, stdin
from cchc_cli.commands.groups import completing
from cchc_cli.pages import show
from cchc_cli.records import Records
from cchc_cli.render import Look, emit


@options.shared
def command(
    *,
    look: Look,
    store: Records,
    ids: Annotated[
        list[str],
        Argument(
            metavar="ID...",
            help="Any id; a meeting's number or date, or latest; a document's number; - for stdin.",
            autocompletion=completing("any_id"),
        ),
    ],
    fields: options.Fields = None,
) -> None:
    """Show records whole, with what hangs on them and where they stand written.

    cchc show 9                  the ninth session
    cchc show p08.d12 p09.f03    an order and a figure
    cchc show 57-NQ/TW           a document, and who cites it
    cchc show nguyen-hoa-binh    a person, and their orders
    cchc list directives -a digital -o id | cchc show -
    """
    names = stdin.expanded(ids)
    found = show(names, store, options.joined(fields))
    emit(found, look)
