"""The command line: one module a verb."""

VERBS = {
    "list": "Find",
    "show": "Find",
    "search": "Find",
    "stats": "Count",
    "check": "Count",
    "compare": "Count",
    "trend": "Count",
    "init": "The store",
    "add": "The store",
    "export": "The store",
    "schema": "The store",
}
"""Verb, which is also the name of its module here → the group in which help lists it."""

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
