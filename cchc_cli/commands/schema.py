"""cchc schema: the JSON Schema of a store."""

from cchc_cli.render import write_json
from cchc_cli.schema import schema


def command() -> None:
    """Print the JSON Schema of a store, for editors.

    cchc schema > meetings.schema.json    then name it in the store, as "$schema"
    """
    write_json(schema())
