"""cchc init: a store of one's own."""

from typing import Annotated

from typer import Argument, Option

from cchc_cli.commands import options
from cchc_cli.render import Look, emit
from cchc_cli.starting import start


@options.shared
def command(
    *,
    look: Look,
    path: Annotated[str, Argument(metavar="PATH", help="The file to make; it must not be there.")],
    empty: Annotated[bool, Option("--empty", help="Without any records.")] = False,
) -> None:
    """Make a store of your own: a copy of the shipped one, or an empty one.

    cchc init mine.json
    cchc init new.json --empty
    """
    found = start(path, empty=empty)
    emit(found, look)
