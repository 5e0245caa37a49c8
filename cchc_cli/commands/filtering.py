"""The filters as options."""

from inspect import Parameter

from cchc_cli.commands.groups import Group, completing, option
from cchc_cli.filters import FIELDS, Filters

FILTERS = "Filters (one repeated: or; different ones: and)"
"""Above them in the help."""


class FigureFilters(Filters, frozen=True):
    """Filters of figures: the help names those that figures have."""


_OPTIONS = {
    "meeting": ("ID", "p09, 9, latest, 2025-01-15 or 15/1/2025.", "-m"),
    "area": ("ID", "procedures, digital …; a second area counts too.", "-a"),
    "kind": ("KIND", "session, directive, task, priority, lesson …"),
    "level": ("LEVEL", "government, committee or province."),
    "issuer": ("WORDS", "Who ordered it."),
    "to": ("WORDS", "Who is to do it."),
    "province": ("ID", "vinh-phuc; what merged into it too."),
    "theme": ("ID", "What it is about."),
    "document": ("ID", "57-nq-tw, a number or an alias."),
    "indicator": ("ID", "What is measured."),
    "scope": ("SCOPE", "nation, ministries, provinces or committee."),
    "source": ("ID", "Where it was read."),
    "inferred": ("FIELD", "Whose FIELD was concluded, not read; any: some field."),
}
"""Filter → its metavar, its help, and its short name if it has one."""


def filters(of: str | None = None) -> Group:
    """Return the filters, those hidden in help that records of the kind *of* lack."""
    options = [
        _day("since", "From this day, month, quarter (2024-Q3), half (2024-H1) or year."),
        _day("until", "To the end of this day, month … or year."),
    ]
    for name, (metavar, help_, *short) in _OPTIONS.items():
        hidden = of is not None and of not in FIELDS[name]
        options.append(_filter(name, metavar, help_, *short, hidden=hidden))
    return Group(
        {option.name: option for option in options},
        lambda since, until, **lists: Filters(
            since=since, until=until, **{name: tuple(words) for name, words in lists.items()}
        ),
    )


def _day(name: str, help_: str) -> Parameter:
    return option(name, str | None, metavar="D", help=help_, rich_help_panel=FILTERS)


def _filter(name: str, metavar: str, help_: str, *short: str, hidden: bool = False) -> Parameter:
    return option(
        name,
        list[str],
        *short,
        f"--{name}",
        default=(),
        metavar=metavar,
        help=help_,
        hidden=hidden,
        show_default=False,
        rich_help_panel=FILTERS,
        autocompletion=completing("filter_values", name),
    )
