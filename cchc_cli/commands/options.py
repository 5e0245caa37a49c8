"""Options that verbs share; `expand` adds them to a verb that takes the values made of them."""

import re
import sys
from collections.abc import Callable
from functools import partial
from inspect import Parameter, Signature, signature
from keyword import iskeyword
from typing import Annotated, Any

from typer import Argument, BadParameter, Option

from cchc_cli.answers import Arrangement
from cchc_cli.commands import OUTPUT_PANEL
from cchc_cli.commands.completion import field_names, filter_values, record_types
from cchc_cli.errors import UsageError
from cchc_cli.language.translation import Lang, _
from cchc_cli.model.records import RECORD_TYPES
from cchc_cli.output.formats import Color, Format, OutputOptions
from cchc_cli.query.filters import FILTERS, SINGLE_FILTERS, Filters
from cchc_cli.query.source import RecordSource
from cchc_cli.store import open_store
from cchc_cli.store.location import WritablePath, is_large, store_path, writable_path

_MAX_DIGITS = 18  # of a limit; no store has as many records


class FigureFilters(Filters, frozen=True):
    """Filters of figures: help leaves out those that figures do not have."""


class PeriodFilters(Filters, frozen=True):
    """Filters by time alone."""


def _natural_number(digits: str) -> int:
    """Return the number in *digits*, 1 at least; stricter than int(), which takes 1_0 and ٣."""
    if re.fullmatch("-[0-9]+|0+", digits):
        raise BadParameter(_('"{value}" is less than {least}').format(value=digits, least=1))
    if not re.fullmatch("[0-9]+", digits):
        raise BadParameter(_('"{value}" is not a whole number').format(value=digits))
    return int(digits) if len(digits) < _MAX_DIGITS else sys.maxsize


_filter = partial(
    Option,
    show_default=False,
    rich_help_panel="Filters (repeat one for OR; combine several for AND)",
)
_output = partial(Option, rich_help_panel=OUTPUT_PANEL, case_sensitive=False)
_store = partial(_output, "--store", envvar="CCHC_STORE", metavar="PATH")


def _record_type(word: str) -> str:
    """Return the record type that *word* names; raises UsageError."""
    if word in RECORD_TYPES:
        return word
    from cchc_cli.query.names import record_type_named  # noqa: PLC0415  # most words are right

    return record_type_named(word)


_types = partial(
    Argument,
    metavar="[TYPE]",
    help=", ".join(RECORD_TYPES),
    autocompletion=record_types,
    parser=_record_type,
)

RecordType = Annotated[str, _types(show_default=False)]
OptionalType = Annotated[str | None, _types()]
SearchedTypes = Annotated[
    list[str] | None,
    _filter(
        "-t",
        "--type",
        metavar="TYPE",
        help="Search this record type only; repeat for more.",
        autocompletion=record_types,
        parser=_record_type,
    ),
]
Sort = Annotated[
    str | None,
    Option(
        "--sort",
        metavar="FIELD",
        help="Sort by FIELD; missing values last.",
        autocompletion=field_names,
    ),
]
Reverse = Annotated[bool, Option("-r", "--reverse", help="Reverse the order.")]
Limit = Annotated[
    int | None,
    Option("-n", "--limit", metavar="N", parser=_natural_number, help="Show at most N records."),
]
Fields = Annotated[
    list[str] | None,
    _output(
        "-F",
        "--fields",
        metavar="A,B,C",
        help="Show these columns or keys, in this order; also dotted paths (text.vi).",
        show_default=False,
        autocompletion=field_names,
    ),
]
Language = Annotated[
    Lang | None,
    _output("--lang", case_sensitive=True, help="Language of labels, texts, numbers and dates."),
]
ColorWhen = Annotated[Color, _output(help="When to use color (default: auto).", show_default=False)]
Chart = Annotated[
    str | None,
    _output(
        "--chart",
        metavar="FILE",
        help="Also draw a chart, to an .svg or .png file; needs cchc\\[chart].",
    ),
]
Quiet = Annotated[bool, _output("-q", "--quiet", help="Do not print warnings or hints.")]


def joined(fields: list[str] | None) -> str | None:
    """Return *fields*, each of which may name several, as one: -F a,b -F c is -F a,b,c."""
    return ",".join(fields) if fields else None


def arrangement(
    sort: Annotated[
        str | None, Option("--sort", metavar="FIELD", help="Sort by FIELD; missing values last.")
    ] = None,
    *,
    reverse: Reverse = False,
    limit: Limit = None,
    fields: Annotated[
        list[str] | None,
        _output(
            "-F", "--fields", metavar="A,B,C", help="Show these columns or keys, in this order."
        ),
    ] = None,
) -> Arrangement:
    """Return how to arrange the rows of a report."""
    return Arrangement(joined(fields), sort, reverse, limit)


def output_options(
    output: Annotated[
        Format | None,
        _output("-o", "--output", metavar="FORMAT", help="Default: table; or any of:"),
    ] = None,
    *,
    json: Annotated[bool, _output("--json", help="Same as -o json.")] = False,
    lang: Language = None,  # noqa: ARG001  # only validated: main.run has set the language
    color: ColorWhen = "auto",
    bom: Annotated[
        bool, _output("--bom", help="With -o csv: write a BOM first, for Excel.")
    ] = False,
    pager: Annotated[bool, _output("--pager", hidden=True, help="Page long output.")] = True,  # noqa: ARG001  # the default
    no_pager: Annotated[
        bool,
        _output("--no-pager", help="No pager for long output ($CCHC_PAGER, $PAGER or less)."),
    ] = False,
    quiet: Quiet = False,
) -> OutputOptions:
    """Return how to print an answer; raises UsageError for options that exclude each other."""
    if json and output not in (None, "json"):
        sentence = _("--json means -o json; it cannot be combined with -o {format}")
        raise UsageError(sentence.format(format=output))
    format_: Format = "json" if json else output or "table"
    if bom and format_ != "csv":
        raise UsageError(_("--bom needs -o csv"))
    return OutputOptions(format=format_, color=color, bom=bom, quiet=quiet, pager=not no_pager)


def record_source(
    store: Annotated[str | None, _store(help="Use this store instead of the shipped one.")] = None,
    *,
    quiet: Quiet = False,
    color: ColorWhen = "auto",
) -> RecordSource:
    """Return the records of *store*, a large one with a progress bar; raises StoreError."""
    path = store_path(store)
    if not is_large(path):
        return open_store(path)
    from cchc_cli.output.progress_bar import progress_bar  # noqa: PLC0415  # a small store needs none

    with progress_bar(_("reading the store"), quiet=quiet, color=color) as progress:
        return open_store(path, progress.update if progress else None)


def writable_store(
    store: Annotated[str | None, _store(help="The store to change: one of your own.")] = None,
) -> WritablePath:
    """Return the path of *store*; raises UsageError if it may not be written."""
    return writable_path(store)


def _filter_option(name: str, *, hidden: bool) -> Parameter:
    row, flag, single = FILTERS[name], FILTERS[name].values == "flag", name in SINGLE_FILTERS
    option = _filter(
        *filter(None, (row.short, f"--{name}")),
        metavar=None if flag else row.metavar,
        help=row.help,
        hidden=hidden,
        autocompletion=None if flag else filter_values(name),
    )
    type_: Any = bool if flag else (str | None) if single else list[str]
    default = False if flag else None if single else ()
    annotation = Annotated[type_, option]
    return Parameter(
        parameter_name(name), Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


def parameter_name(filter_name: str) -> str:
    """Return the name of the parameter that *filter_name* is as an option: for_, as_of."""
    name = filter_name.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def _filters(record_type: str | None = None) -> Callable[..., Filters]:
    """Return the maker of filters, in whose help are those of *record_type*, or all."""

    def make(**given: Any) -> Filters:  # noqa: ANN401  # a word, a list, or nothing
        values = {name: given.get(parameter_name(name)) for name in FILTERS}
        words = {
            name: (one,) if isinstance(one, str) else ("",) if one is True else one
            for name, one in values.items()
        }
        return Filters({name: tuple(some) for name, some in words.items() if some})

    options = (
        _filter_option(name, hidden=record_type not in (None, *row.fields))
        for name, row in FILTERS.items()
    )
    make.__signature__ = Signature([*options])  # type: ignore[attr-defined]
    return make


def period_filters(
    since: Annotated[str | None, _filter(help="Related records from D on.", metavar="D")] = None,
    until: Annotated[
        str | None, _filter(help="Related records up to the end of D.", metavar="D")
    ] = None,
    year: Annotated[str | None, _filter(help="Related records of the year D.", metavar="D")] = None,
) -> PeriodFilters:
    """Return the filters of the time of related records."""
    given = {"since": since, "until": until, "year": year}
    return PeriodFilters({name: (value,) for name, value in given.items() if value})


MAKERS: dict[Any, Callable[[], Callable[..., Any]]] = {
    Arrangement: lambda: arrangement,
    Filters: _filters,
    FigureFilters: lambda: _filters("figures"),
    PeriodFilters: lambda: period_filters,
    OutputOptions: lambda: output_options,
    RecordSource: lambda: record_source,
    WritablePath: lambda: writable_store,
}
"""Type of a verb's parameter → what returns its maker, whose parameters are options for Typer.

Parameters of one name, of several makers or of the verb itself, are one option.
"""


def expand(command: Callable[..., None]) -> Callable[..., None]:
    """Return *command* with the parameters of its makers in place of those that they make."""
    own = signature(command).parameters
    needed = {name: MAKERS[one.annotation] for name, one in own.items() if one.annotation in MAKERS}
    makers = {name: maker() for name, maker in needed.items()}
    taken = {name: signature(maker).parameters for name, maker in makers.items()}
    options: dict[str, Parameter] = {}
    for name, parameter in own.items():
        for option in taken[name].values() if name in taken else (parameter,):
            options.setdefault(option.name, option.replace(kind=Parameter.KEYWORD_ONLY))

    def run(**values: Any) -> None:  # noqa: ANN401  # whatever the options hold
        made = {
            name: maker(**{option: values[option] for option in taken[name]})
            for name, maker in makers.items()
        }
        if isinstance(output := made.get("output"), OutputOptions) and output.format == "html":
            from cchc_cli.output.page_title import titled  # noqa: PLC0415  # most output has none

            verb = command.__module__.rpartition(".")[2]
            made["output"] = titled(output, verb, values, made.get("filters"))
        command(**made, **{name: values[name] for name in own if name not in makers})

    run.__signature__ = Signature([*options.values()])  # type: ignore[attr-defined]
    run.__doc__ = command.__doc__
    return run
