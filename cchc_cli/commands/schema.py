"""cchc schema: the JSON Schema of a store, or of the rows of a command."""

from collections.abc import Collection
from typing import Annotated

from typer import Argument

from cchc_cli.commands import VERBS, LangOption
from cchc_cli.commands.usage_errors import verb_named
from cchc_cli.errors import UsageError
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import _, did_you_mean, join_or, known_names
from cchc_cli.model.json_schema import store_schema
from cchc_cli.output import write_json


def _verbs_with_rows(incomplete: str) -> list[str]:
    from cchc_cli.answers.row_schemas import ROWS  # noqa: PLC0415  # help and a store need no rows

    return sorted(verb for verb in ROWS if verb.startswith(incomplete))


def command(
    *,
    verb: Annotated[
        str | None,
        Argument(
            metavar="[COMMAND]",
            help="Command whose rows to describe.",
            show_default=False,
            autocompletion=_verbs_with_rows,
        ),
    ] = None,
    lang: LangOption = None,  # noqa: ARG001  # main reads it before everything else
) -> None:
    """Print the JSON Schema of a store, or of the rows that a command prints with --json.

    cchc schema > meetings.schema.json    to be named in the store as "$schema"
    cchc schema list                      the keys of each record type
    cchc schema trace                     the rows of cchc trace --json
    """
    if verb is None:
        write_json(store_schema())
        return
    from cchc_cli.answers.row_schemas import ROWS, rows_schema  # noqa: PLC0415  # the same

    write_json(rows_schema(_checked(verb_named(verb), ROWS)))


def _checked(verb: str, known: Collection[str]) -> str:
    """Return *verb*; raises UsageError if it is not one of the *known* verbs that print rows."""
    if verb in known:
        return verb
    if verb in VERBS:
        sentence = _("{verb} prints no rows").format(verb=verb)
    else:
        sentence = _("no such command: {name}").format(name=verb or _("an empty name"))
        sentence += did_you_mean(join_or(nearest(verb, known)))
    raise UsageError(sentence + known_names(known))
