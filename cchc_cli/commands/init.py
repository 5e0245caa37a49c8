"""cchc init: a store of your own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.init import create_store
from cchc_cli.commands.options import expand
from cchc_cli.output import emit
from cchc_cli.output.formats import OutputOptions


@expand
def command(
    *,
    path: Annotated[str, Argument(metavar="PATH", help="File to create; it must not exist yet.")],
    empty: Annotated[bool, Option("--empty", help="Create it without any records.")] = False,
    output: OutputOptions,
) -> None:
    """Create a store of your own: a copy of the shipped one, or an empty one.

    cchc init mine.json
    cchc init new.json --empty
    """
    emit(create_store(path, empty=empty), output)
