"""cchc edit: change a record of a store of your own in an editor."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.edit import edit
from cchc_cli.commands.completion import any_id
from cchc_cli.commands.options import expand
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.store.location import WritablePath


@expand
def command(
    *,
    name: Annotated[
        str,
        Argument(
            metavar="ID",
            help="Id of a record, or what cchc show takes.",
            autocompletion=any_id,
        ),
    ],
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show what would change, field by field; write nothing.")
    ] = False,
    output: OutputOptions,
    store: WritablePath,
) -> None:
    """Change a record of a store of your own in your editor.

    cchc edit p09.d03 --store mine.json
    cchc edit p09.d03 --store mine.json --dry-run    what would change
    """
    emit(edit(name, store, dry_run=dry_run), output)
