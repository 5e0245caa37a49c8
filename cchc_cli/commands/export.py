"""cchc export: the store as an SQLite database."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands.options import Language, Quiet, expand
from cchc_cli.export.sqlite import write_database
from cchc_cli.query.source import RecordSource
from cchc_cli.stderr import report_unless_quiet


@expand
def command(
    *,
    path: Annotated[str, Argument(metavar="FILE.db", help="File to write.")],
    force: Annotated[bool, Option("--force", help="Overwrite FILE.db if it exists.")] = False,
    lang: Language = None,  # noqa: ARG001  # main reads it before everything else
    quiet: Quiet = False,
    store: RecordSource,
) -> None:
    """Write the store to an SQLite database, for Datasette, DuckDB or sqlite-utils.

    cchc export cchc.db            the shipped store
    cchc export mine.db --store mine.json --force

    Each record type is a table, and so is each field that is a list, such as directive_themes.
    """
    report_unless_quiet([write_database(path, store, force=force)], quiet=quiet)
