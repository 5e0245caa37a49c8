"""cchc init: a store of one's own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.answers.init import create_store
from cchc_cli.commands.options import shared
from cchc_cli.output import OutputOptions, emit


@shared
def command(
    *,
    look: OutputOptions,
    path: Annotated[str, Argument(metavar="PATH", help="The file to make; it must not be there.")],
    empty: Annotated[bool, Option("--empty", help="Without any records.")] = False,
) -> None:
    """Make a store of your own: a copy of the shipped one, or an empty one.

    cchc init mine.json
    cchc init new.json --empty
    """
    found = create_store(path, empty=empty)
    emit(found, look)
