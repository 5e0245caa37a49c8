"""Options that commands share: one option, one meaning, everywhere."""

import re
import sys
from collections.abc import Callable
from inspect import Parameter, Signature, signature
from typing import Annotated, Any

from typer import Argument, BadParameter, Option

from cchc_cli.commands.filtering import FILTERS, FigureFilters, filters
from cchc_cli.commands.groups import Group, completing, option
from cchc_cli.errors import WrongUse
from cchc_cli.filters import Filters
from cchc_cli.model import KINDS
from cchc_cli.opening import opened
from cchc_cli.place import Own, is_large, locate, own
from cchc_cli.records import Records
from cchc_cli.render import Color, Form, Look
from cchc_cli.words import Lang, _

_LONG = 18  # digits; nothing has as many records


def _whole(digits: str) -> int:
    """Return the number of *digits*, which are digits: int() takes 1_0 and ٣ too."""
    if re.fullmatch("-[0-9]+", digits):
        raise BadParameter(_("{value} is less than {least}").format(value=digits, least=0))
    if not re.fullmatch("[0-9]+", digits):
        raise BadParameter(_("{value} is not a whole number").format(value=repr(digits)))
    return int(digits) if len(digits) < _LONG else sys.maxsize


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
        rich_help_panel=FILTERS,
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
    output: Form | None, *, json: bool, lang: Lang | None, color: Color, bom: bool, quiet: bool
) -> Look:
    if json and output not in (None, "json"):
        sentence = _("--json is -o json; it does not go with -o {form}")
        raise WrongUse(sentence.format(form=output))
    form = "json" if json else output or "table"
    if bom and form != "csv":
        raise WrongUse(_("--bom goes with -o csv"))
    return Look(form=form, lang=lang, color=color, bom=bom, quiet=quiet)


def _opened(store: str | None, *, quiet: bool, color: Color = "auto") -> Records:
    path = locate(store)
    if not is_large(path):
        return opened(path)
    from cchc_cli.render.progress import waiting  # noqa: PLC0415  # a small store is read at once

    with waiting(_("reading the store"), quiet=quiet, color=color) as progress:
        return opened(path, progress.told if progress else None)


GROUPS: dict[Any, Group] = {
    Filters: filters(),
    FigureFilters: filters("figures"),
    Look: Group(
        {
            option.name: option
            for option in (
                option(
                    "output",
                    Form | None,
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
    Records: Group(
        {"store": _store("A store of your own instead of the shipped one.")},
        _opened,
        also=("quiet", "color"),
    ),
    Own: Group({"store": _store("The store to write, one of your own.")}, own),
}
"""Type of a command's parameter → the options that make it."""
