"""cchc add: add records to a store of your own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.add import add
from cchc_cli.commands.completion import record_types
from cchc_cli.commands.options import expand
from cchc_cli.ingest.input import parse_files, read_files
from cchc_cli.language.translation import _
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions
from cchc_cli.output.progress_bar import progress_bar
from cchc_cli.query.lookup import check_record_type
from cchc_cli.store.location import WritablePath

DefaultType = Annotated[
    str | None,
    Option(
        "-t",
        "--type",
        metavar="TYPE",
        help="Record type of records that do not say it.",
        autocompletion=record_types,
    ),
]


@expand
def command(
    *,
    files: Annotated[
        list[str],
        Argument(
            metavar="FILE...", help="JSON: a record, a list, JSONL or a store; or CSV; - for stdin."
        ),
    ],
    type_: DefaultType = None,
    replace: Annotated[
        bool, Option("--replace", help="Overwrite existing records that have the same id.")
    ] = False,
    dry_run: Annotated[
        bool, Option("--dry-run", help="Show what would change, field by field; write nothing.")
    ] = False,
    output: OutputOptions,
    store: WritablePath,
) -> None:
    """Add records to a store of your own: all of them, or none if any is invalid.

    cchc init mine.json                             a store of your own
    cchc add p10.json --store mine.json --dry-run   what would change
    cchc add p10.json --store mine.json
    cchc show p09.d03 --json | jq '.[] | .area = "digital"' | cchc add - --replace
    """
    if type_:
        check_record_type(type_)
    contents = read_files(files)  # may be typed in, which a progress bar would disturb
    with progress_bar(_("adding records"), quiet=output.quiet, color=output.color) as progress:
        on_progress = progress.update if progress else None
        inputs = parse_files(contents, type_)
        done = add(inputs, store, overwrite=replace, dry_run=dry_run, on_progress=on_progress)
    emit(done, output)
