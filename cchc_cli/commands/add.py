"""cchc add: more records in a store of one's own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.add import add
from cchc_cli.commands.options import shared
from cchc_cli.ingest.input import parse_files, read_files
from cchc_cli.language.translation import _
from cchc_cli.output import OutputOptions, emit
from cchc_cli.output.progress_bar import progress_bar
from cchc_cli.store.location import WritablePath


@shared
def command(
    *,
    look: OutputOptions,
    store: WritablePath,
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
    taken = read_files(files)  # which may be typed: nothing is drawn meanwhile
    with progress_bar(_("adding records"), quiet=look.quiet, color=look.color) as progress:
        update = progress.update if progress else None
        inputs = parse_files(taken)
        found = add(inputs, store, overwrite=replace, dry_run=dry_run, on_progress=update)
    emit(found, look)
