"""cchc export: the store as a plain SQLite database."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli import database
from cchc_cli.commands import options
from cchc_cli.records import Records
from cchc_cli.stderr import remark


@options.shared
def command(
    *,
    store: Records,
    path: Annotated[str, Argument(metavar="FILE.db", help="Where to write it.")],
    force: Annotated[bool, Option("--force", help="Replace FILE.db if it is there.")] = False,
    lang: options.Language = None,  # noqa: ARG001  # found in the arguments before all else
    quiet: Annotated[bool, Option("-q", "--quiet", help="No remarks.")] = False,
) -> None:
    """Write the store as a plain SQLite database, for Datasette, DuckDB or sqlite-utils.

    cchc export cchc.db            the shipped store
    cchc export mine.db --store mine.json --force

    Each kind of record is a table, each field that is a list too: directive_themes.
    """
    written = database.write(path, store, force=force)
    remark([written], quiet=quiet)
