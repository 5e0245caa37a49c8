"""cchc remove: remove records from a store of your own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.remove import remove
from cchc_cli.commands.options import expand
from cchc_cli.commands.show import expanded
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.store.location import WritablePath


@expand
def command(
    *,
    ids: Annotated[
        list[str], Argument(metavar="ID...", help="Id of a record; - for ids from stdin.")
    ],
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show what would be removed; write nothing.")
    ] = False,
    output: OutputOptions,
    store: WritablePath,
) -> None:
    """Remove records from a store of your own: all of them, or none if others refer to them.

    cchc remove p09.d03 --store mine.json --dry-run    what would be removed
    cchc remove p99.d01 p99.f01 --store mine.json
    cchc list directives -m p99 -o id | cchc remove -
    """
    emit(remove(list(expanded(ids)), store, dry_run=dry_run), output)
