"""cchc export: the store as a plain SQLite database."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands.options import Language, shared
from cchc_cli.export.sqlite import write_database
from cchc_cli.query.source import RecordSource
from cchc_cli.stderr import report_unless_quiet


@shared
def command(
    *,
    store: RecordSource,
    path: Annotated[str, Argument(metavar="FILE.db", help="Where to write it.")],
    force: Annotated[bool, Option("--force", help="Replace FILE.db if it is there.")] = False,
    lang: Language = None,  # noqa: ARG001  # found in the arguments before all else
    quiet: Annotated[bool, Option("-q", "--quiet", help="No remarks.")] = False,
) -> None:
    """Write the store as a plain SQLite database, for Datasette, DuckDB or sqlite-utils.

    cchc export cchc.db            the shipped store
    cchc export mine.db --store mine.json --force

    Each kind of record is a table, each field that is a list too: directive_themes.
    """
    written = write_database(path, store, force=force)
    report_unless_quiet([written], quiet=quiet)
