"""cchc export: the store as an SQLite database, an Excel workbook or csv files."""

from functools import partial
from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands.options import Language, Quiet, expand
from cchc_cli.export.store import export_store
from cchc_cli.output.csv import render
from cchc_cli.output.formats import RENDERERS, OutputOptions
from cchc_cli.query.source import RecordSource
from cchc_cli.stderr import report

_CSV = OutputOptions(format="csv", color="never", bom=False, quiet=True)


@expand
def command(
    *,
    path: Annotated[str, Argument(metavar="PATH", help="FILE.db, FILE.xlsx or FOLDER/ to write.")],
    force: Annotated[bool, Option("--force", help="Overwrite PATH if it exists.")] = False,
    lang: Language = None,  # noqa: ARG001  # main reads it before everything else
    quiet: Quiet = False,
    store: RecordSource,
) -> None:
    """Write the store to a database, a workbook or a folder of csv files.

    cchc export cchc.db     SQLite, for Datasette, DuckDB or sqlite-utils
    cchc export cchc.xlsx   Excel, in the language of the run; needs XlsxWriter
    cchc export cchc/       csv files and datapackage.json, for R or pandas
    cchc export mine.db --store mine.json --force

    The database and the workbook have a table or a sheet for each record type, the folder a file.
    """
    csv = partial(render, options=_CSV)
    written = export_store(path, store, csv, force=force, printed=RENDERERS)
    if not quiet:
        report(written)
