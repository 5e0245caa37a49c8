"""The command line: one module a verb."""

from typing import NamedTuple


class Verb(NamedTuple):
    """A verb of the command line: its module here, and the group in which help names it."""

    module: str
    group: str


VERBS = {
    "list": Verb("listing", "Find"),
    "show": Verb("showing", "Find"),
    "search": Verb("searching", "Find"),
    "stats": Verb("counting", "Count"),
    "check": Verb("checking", "Count"),
    "compare": Verb("comparing", "Count"),
    "trend": Verb("trending", "Count"),
    "init": Verb("starting", "The store"),
    "add": Verb("adding", "The store"),
    "export": Verb("exporting", "The store"),
    "schema": Verb("schema", "The store"),
}
"""What can be typed after `cchc`, in the order of the help."""

HELP = """Meetings of Vietnam's Steering Committee for Administrative Reform (CCHC).

cchc list                              the meetings, newest first
cchc show 9                            the ninth session, whole
cchc list directives -a procedures     all orders on procedures
cchc search "thu tuc hanh chinh"       words, with or without marks
cchc stats directives --by area        how many orders in each area
cchc check                             do the figures add up
cchc compare 8 9                       what changed between two sessions
cchc add p10.json --store mine.json    more records, in a store of your own

Every command has -h, with examples of its own.
"""
