"""cchc schema: the JSON Schema of a store."""

from cchc_cli.model.json_schema import store_schema
from cchc_cli.output import write_json


def command() -> None:
    """Print the JSON Schema of a store, for editors.

    cchc schema > meetings.schema.json    to be named in the store as "$schema"
    """
    write_json(store_schema())
