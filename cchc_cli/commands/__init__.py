"""The command line, one module a verb and named like it; use `app.invoke`."""

from typing import Annotated

from typer import Option

from cchc_cli.language.translation import Lang

VERBS = {
    "list": "Find",
    "show": "Find",
    "search": "Find",
    "stats": "Analyze",
    "check": "Analyze",
    "compare": "Analyze",
    "trend": "Analyze",
    "trace": "Analyze",
    "init": "Manage stores",
    "add": "Manage stores",
    "edit": "Manage stores",
    "remove": "Manage stores",
    "export": "Manage stores",
    "schema": "Manage stores",
    "completion": "Help",
    "help": "Help",
}
"""Verb, the name of its module here → the panel of the help that lists it."""

LangOption = Annotated[Lang | None, Option("--lang", help="Language: Vietnamese or English.")]
HELP_FLAGS = ["-h", "--help"]
OUTPUT_PANEL = "Output"
"""The panel of options that every command has; help names most of them on one line."""

HELP = """Meetings of Vietnam's Steering Committee for Administrative Reform (CCHC).

cchc list                              meetings, newest first
cchc show 9                            session 9, with directives and figures
cchc list directives -a procedures     all directives on procedures
cchc search "thu tuc hanh chinh"       search, with or without diacritics
cchc stats directives --by area        number of directives in each area
cchc check                             do the figures add up
cchc compare 8 9                       what changed between two sessions
cchc add p10.json --store mine.json    add records to a store of your own

Run cchc COMMAND -h for the options and examples of a command, and cchc help
TOPIC on formats, exit-codes, environment, dates or data.

English: --lang en or CCHC_LANG=en. Tiếng Việt: --lang vi hoặc CCHC_LANG=vi.
"""
