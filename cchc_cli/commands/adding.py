"""cchc add: more records in a store of one's own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.adding import add
from cchc_cli.commands import options
from cchc_cli.inputs import read, take
from cchc_cli.place import Own
from cchc_cli.render import Look, emit
from cchc_cli.render.progress import waiting
from cchc_cli.words import _


@options.shared
def command(
    *,
    look: Look,
    store: Own,
    files: Annotated[
        list[str],
        Argument(metavar="FILE...", help="JSON: a record, a list, JSONL, a store; - for stdin."),
    ],
    replace: Annotated[
        bool, Option("--replace", help="Records whose ids are there already replace those.")
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show what would change, field by field; write nothing.")
    ] = False,
) -> None:
    """Add records to a store of your own: all of them, or none if anything is wrong.

    cchc init mine.json                             a store of your own
    cchc add p10.json --store mine.json --dry-run   what would change
    cchc add p10.json --store mine.json
    cchc show p09.d03 --json | jq '.[] | .area = "digital"' | cchc add - --replace
    """
    taken = take(files)  # which may be typed: nothing is drawn meanwhile
    with waiting(_("adding records"), quiet=look.quiet, color=look.color) as progress:
        told = progress.told if progress else None
        found = add(read(taken), store, over=replace, dry_run=dry_run, told=told)
    emit(found, look)
