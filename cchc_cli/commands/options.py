"""Options that commands share: one option, one meaning, everywhere."""

import os
import re
import sys
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any, NamedTuple

from typer import Argument, BadParameter, Option

from cchc_cli.errors import WrongUse
from cchc_cli.filters import Filters
from cchc_cli.model import KINDS
from cchc_cli.opening import opened
from cchc_cli.place import Own, is_large, locate, own
from cchc_cli.records import Records
from cchc_cli.render import Color, Form, Look
from cchc_cli.words import Lang, _


def completing(what: str, *about: str) -> Any:  # noqa: ANN401  # a function, as Typer takes it
    """Return what completes an option, if it is a shell that asks: Typer looks long at each."""
    if "_CCHC_COMPLETE" not in os.environ:
        return None
    from cchc_cli.commands import complete  # noqa: PLC0415

    return getattr(complete, what)(*about)


_LONG = 18  # digits; nothing has as many records


def _whole(digits: str) -> int:
    """Return the number of *digits*, which are digits: int() takes 1_0 and ٣ too."""
    if re.fullmatch("-[0-9]+", digits):
        raise BadParameter(_("{value} is less than {least}").format(value=digits, least=0))
    if not re.fullmatch("[0-9]+", digits):
        raise BadParameter(_("{value} is not a whole number").format(value=repr(digits)))
    return int(digits) if len(digits) < _LONG else sys.maxsize


_FILTERS = "Filters (one repeated: or; different ones: and)"
_ORDER = "Order"
_OUTPUT = "Output"

What = Annotated[
    str,
    Argument(
        metavar="[WHAT]",
        help=", ".join(KINDS),
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
        rich_help_panel=_FILTERS,
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
    Option("-n", "--limit", metavar="N", parser=_whole, help="At most N.", rich_help_panel=_ORDER),
]
Fields = Annotated[
    str | None,
    Option(
        "-F",
        "--fields",
        metavar="A,B,C",
        help="These columns or keys, in this order; dotted paths too (text.vi).",
        rich_help_panel=_OUTPUT,
        autocompletion=completing("field_names"),
    ),
]


Language = Annotated[
    Lang | None,
    Option(
        "--lang",
        envvar="CCHC_LANG",
        help="The language of labels, texts and numbers.",
        rich_help_panel=_OUTPUT,
    ),
]


class Group(NamedTuple):
    """Options that make one value: name → type, default, and how it is typed and helped."""

    options: dict[str, Parameter]
    make: Callable[..., Any]
    also: tuple[str, ...] = ()  # options of other groups that matter too


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
            name: group.make(**{option: values[option] for option in (*group.options, *group.also)})
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


def _option(name: str, type_: Any, *flags: str, default: Any = None, **more: Any) -> Parameter:  # noqa: ANN401
    annotation = Annotated[type_, Option(*(flags or (f"--{name}",)), **more)]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _filter(name: str, metavar: str, help_: str, *short: str) -> Parameter:
    return _option(
        name,
        list[str],
        *short,
        f"--{name}",
        default=(),
        metavar=metavar,
        help=help_,
        show_default=False,
        rich_help_panel=_FILTERS,
        autocompletion=completing("filter_values", name),
    )


def _day(name: str, help_: str) -> Parameter:
    return _option(name, str | None, metavar="D", help=help_, rich_help_panel=_FILTERS)


def _store(help_: str) -> Parameter:
    return _option(
        "store",
        str | None,
        envvar="CCHC_STORE",
        metavar="PATH",
        help=help_,
        rich_help_panel=_OUTPUT,
    )


def _look(
    output: Form | None, *, json: bool, lang: Lang | None, color: Color, bom: bool, quiet: bool
) -> Look:
    if json and output not in (None, "json"):
        sentence = _("--json is -o json; it does not go with -o {form}")
        raise WrongUse(sentence.format(form=output))
    form = "json" if json else output or "table"
    if bom and form != "csv":
        raise WrongUse(_("--bom goes with -o csv"))
    return Look(form=form, lang=lang, color=color, bom=bom, quiet=quiet)


def _opened(store: str | None, *, quiet: bool) -> Records:
    path = locate(store)
    if not is_large(path):
        return opened(path)
    from cchc_cli.render.progress import waiting  # noqa: PLC0415  # a small store is read at once

    with waiting(_("reading the store"), quiet=quiet) as progress:
        return opened(path, progress.told if progress else None)


GROUPS: dict[Any, Group] = {
    Filters: Group(
        {
            option.name: option
            for option in (
                _day("since", "From this day, month, quarter (2024-Q3), half (2024-H1) or year."),
                _day("until", "To the end of this day, month … or year."),
                _filter("meeting", "ID", "p09, 9, latest, 2025-01-15 or 15/1/2025.", "-m"),
                _filter("area", "ID", "procedures, digital …; a second area counts too.", "-a"),
                _filter("kind", "KIND", "session, directive, task, priority, lesson …"),
                _filter("level", "LEVEL", "government, committee or province."),
                _filter("issuer", "WORDS", "Who ordered it."),
                _filter("to", "WORDS", "Who is to do it."),
                _filter("province", "ID", "vinh-phuc; what merged into it too."),
                _filter("theme", "ID", "What it is about."),
                _filter("document", "ID", "57-nq-tw, a number or an alias."),
                _filter("indicator", "ID", "What is measured."),
                _filter("scope", "SCOPE", "nation, ministries, provinces or committee."),
                _filter("source", "ID", "Where it was read."),
                _filter(
                    "inferred", "FIELD", "Whose FIELD was concluded, not read; any: some field."
                ),
            )
        },
        lambda since, until, **lists: Filters(
            since=since, until=until, **{name: tuple(words) for name, words in lists.items()}
        ),
    ),
    Look: Group(
        {
            option.name: option
            for option in (
                _option(
                    "output",
                    Form | None,
                    "-o",
                    "--output",
                    help="The form; a table unless you say.",
                    rich_help_panel=_OUTPUT,
                ),
                _option(
                    "json",
                    bool,
                    "--json",
                    default=False,
                    help="The same as -o json.",
                    rich_help_panel=_OUTPUT,
                ),
                Parameter("lang", Parameter.KEYWORD_ONLY, default=None, annotation=Language),
                _option(
                    "color", Color, default="auto", help="Color or not.", rich_help_panel=_OUTPUT
                ),
                _option(
                    "bom",
                    bool,
                    "--bom",
                    default=False,
                    help="With -o csv: for Excel.",
                    rich_help_panel=_OUTPUT,
                ),
                _option(
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
    Records: Group(
        {"store": _store("A store of your own instead of the shipped one.")},
        _opened,
        also=("quiet",),
    ),
    Own: Group({"store": _store("The store to write, one of your own.")}, own),
}
"""Type of a command's parameter → the options that make it."""
