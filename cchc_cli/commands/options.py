"""Groups of options, each of which makes one value of a command."""

import os
import re
import sys
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple

from typer import Argument, BadParameter, Option

from cchc_cli.errors import WrongUse
from cchc_cli.language.translation import Lang, _
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output import Color, Format, OutputOptions
from cchc_cli.query.filters import FILTER_FIELDS, Filters
from cchc_cli.query.source import RecordSource
from cchc_cli.store import open_store
from cchc_cli.store.location import WritablePath, is_large, store_path, writable_path


class Group(NamedTuple):
    """Options that make one value: name → type, default, and how it is typed and helped."""

    options: dict[str, Parameter]
    make: Callable[..., Any]
    also: tuple[str, ...] = ()  # options of other groups that matter too, where there are any


def option(name: str, type_: Any, *flags: str, default: Any = None, **more: Any) -> Parameter:  # noqa: ANN401
    """Return the option *name*, as a parameter of a command; *more* is for Typer."""
    annotation = Annotated[type_, Option(*(flags or (f"--{name}",)), **more)]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def completing(record_type: str, *about: str) -> Any:  # noqa: ANN401  # a function, as Typer takes it
    """Return what completes an option, if it is a shell that asks: Typer looks long at each."""
    if "_CCHC_COMPLETE" not in os.environ:
        return None
    from cchc_cli.commands import completion  # noqa: PLC0415

    return getattr(completion, record_type)(*about)


FILTERS_PANEL = "Filters (one repeated: or; different ones: and)"
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
        hidden = of is not None and of not in FILTER_FIELDS[name]
        options.append(_filter(name, metavar, help_, *short, hidden=hidden))
    return Group(
        {option.name: option for option in options},
        lambda since, until, **lists: Filters(
            since=since, until=until, **{name: tuple(words) for name, words in lists.items()}
        ),
    )


def _day(name: str, help_: str) -> Parameter:
    return option(name, str | None, metavar="D", help=help_, rich_help_panel=FILTERS_PANEL)


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
        rich_help_panel=FILTERS_PANEL,
        autocompletion=completing("filter_values", name),
    )


_MAX_DIGITS = 18  # digits; nothing has as many records


def _natural_number(digits: str) -> int:
    """Return the number of *digits*, which are digits: int() takes 1_0 and ٣ too."""
    if re.fullmatch("-[0-9]+", digits):
        raise BadParameter(_("{value} is less than {least}").format(value=digits, least=0))
    if not re.fullmatch("[0-9]+", digits):
        raise BadParameter(_("{value} is not a whole number").format(value=repr(digits)))
    return int(digits) if len(digits) < _MAX_DIGITS else sys.maxsize


_ORDER = "Order"
_OUTPUT = "Output"

What = Annotated[
    str,
    Argument(
        metavar="[WHAT]",
        help=", ".join(RECORD_TYPES),
        show_default=False,
        autocompletion=completing("kinds"),
    ),
]
Types = Annotated[
    list[str] | None,
    Option(
        "-t",
        "--type",
        metavar="WHAT",
        help="Only this kind of record; repeat it for more.",
        show_default=False,
        rich_help_panel=FILTERS_PANEL,
        autocompletion=completing("kinds"),
    ),
]
Sort = Annotated[
    str | None,
    Option(
        "--sort",
        metavar="FIELD",
        help="Order by a field; the unknown ones come last.",
        rich_help_panel=_ORDER,
        autocompletion=completing("field_names"),
    ),
]
Reverse = Annotated[
    bool, Option("-r", "--reverse", help="Turn the order round.", rich_help_panel=_ORDER)
]
Limit = Annotated[
    int | None,
    Option(
        "-n",
        "--limit",
        metavar="N",
        parser=_natural_number,
        help="At most N.",
        rich_help_panel=_ORDER,
    ),
]
Fields = Annotated[
    list[str] | None,
    Option(
        "-F",
        "--fields",
        metavar="A,B,C",
        help="These columns or keys, in this order; dotted paths too (text.vi).",
        rich_help_panel=_OUTPUT,
        show_default=False,
        autocompletion=completing("field_names"),
    ),
]


def joined(fields: list[str] | None) -> str | None:
    """Return *fields*, each of which may name several, as one: -F a,b -F c is -F a,b,c."""
    return ",".join(fields) if fields else None


Language = Annotated[
    Lang | None,
    Option(
        "--lang",
        envvar="CCHC_LANG",
        help="The language of labels, texts and numbers.",
        rich_help_panel=_OUTPUT,
    ),
]


def shared(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* with each parameter that a group makes replaced by the group's options."""
    parameters = signature(command).parameters
    groups = {
        name: GROUPS[parameter.annotation]
        for name, parameter in parameters.items()
        if parameter.annotation in GROUPS
    }

    def run(**values: Any) -> None:  # noqa: ANN401  # whatever the options hold
        made = {
            name: group.make(
                **{one: values[one] for one in (*group.options, *group.also) if one in values}
            )
            for name, group in groups.items()
        }
        own = {name: values[name] for name in parameters if name not in groups}
        command(**own, **made)

    options = [
        option
        for name, parameter in parameters.items()
        for option in (groups[name].options.values() if name in groups else (parameter,))
    ]
    run.__signature__ = Signature(  # type: ignore[attr-defined]
        [option.replace(kind=Parameter.KEYWORD_ONLY) for option in options]
    )
    run.__annotations__ = {option.name: option.annotation for option in options}
    run.__doc__ = command.__doc__
    return run


def _store(help_: str) -> Parameter:
    return option(
        "store",
        str | None,
        envvar="CCHC_STORE",
        metavar="PATH",
        help=help_,
        rich_help_panel=_OUTPUT,
    )


def _look(
    output: Format | None,
    *,
    json: bool,
    lang: Lang | None,  # noqa: ARG001  # validated here; main.run has set the language by it
    color: Color,
    bom: bool,
    quiet: bool,
) -> OutputOptions:
    if json and output not in (None, "json"):
        sentence = _("--json is -o json; it does not go with -o {form}")
        raise WrongUse(sentence.format(form=output))
    form = "json" if json else output or "table"
    if bom and form != "csv":
        raise WrongUse(_("--bom goes with -o csv"))
    return OutputOptions(format=form, color=color, bom=bom, quiet=quiet)


def _opened(store: str | None, *, quiet: bool, color: Color = "auto") -> RecordSource:
    path = store_path(store)
    if not is_large(path):
        return open_store(path)
    from cchc_cli.output.progress_bar import progress_bar  # noqa: PLC0415  # a small store is read at once

    with progress_bar(_("reading the store"), quiet=quiet, color=color) as progress:
        return open_store(path, progress.update if progress else None)


GROUPS: dict[Any, Group] = {
    Filters: filters(),
    FigureFilters: filters("figures"),
    OutputOptions: Group(
        {
            option.name: option
            for option in (
                option(
                    "output",
                    Format | None,
                    "-o",
                    "--output",
                    help="The form; a table unless you say.",
                    rich_help_panel=_OUTPUT,
                ),
                option(
                    "json",
                    bool,
                    "--json",
                    default=False,
                    help="The same as -o json.",
                    rich_help_panel=_OUTPUT,
                ),
                Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=Language),
                option(
                    "color", Color, default="auto", help="Color or not.", rich_help_panel=_OUTPUT
                ),
                option(
                    "bom",
                    bool,
                    "--bom",
                    default=False,
                    help="With -o csv: for Excel.",
                    rich_help_panel=_OUTPUT,
                ),
                option(
                    "quiet",
                    bool,
                    "-q",
                    "--quiet",
                    default=False,
                    help="No remarks.",
                    rich_help_panel=_OUTPUT,
                ),
            )
        },
        _look,
    ),
    RecordSource: Group(
        {"store": _store("A store of your own instead of the shipped one.")},
        _opened,
        also=("quiet", "color"),
    ),
    WritablePath: Group({"store": _store("The store to write, one of your own.")}, writable_path),
}
"""Type of a command's parameter → the options that make it."""
