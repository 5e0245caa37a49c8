"""cchc help: help on a command or a topic, in the language of the run."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from shutil import get_terminal_size
from textwrap import wrap
from typing import Annotated, Any

from typer import Argument, echo

from cchc_cli.commands import OUTPUT_PANEL, VERBS, LangOption
from cchc_cli.errors import UsageError
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import N_, _, did_you_mean, join_or

_MIN_WIDTH, _MAX_WIDTH = 40, 100  # columns in which help can be read
_MAX_NAMES = 24  # columns of the names of options
_EXPLAINED = ("output", "fields")  # options of the output panel with a line of their own
_Rows = list[tuple[str, str]]

TOPICS = {
    "formats": N_("""Output formats, chosen with -o:

  table    for people, the default, in a pipe too
  json     an array of complete records; --json is the same
  jsonl    a record a line
  csv tsv  all keys as columns; csv --bom opens in Excel with the right letters
  md       headings as labels and numbered sources, to paste into a document
  html     a page with numbered sources, to print or to open in Word
  id       an id a line, for cchc show -

For files for Excel (.xlsx), SQLite (.db) or csv (FOLDER/) there is cchc export.
A table without room for all columns drops some; -F and csv have them.
-F a,b,c chooses columns or keys, dotted paths too: -F id,text.vi,meeting.date
-n 20 limits, --sort FIELD sorts, -r reverses. -q prints data and errors only.
json, jsonl, csv and tsv do not depend on the language of the run; their keys
are in the JSON Schema that cchc schema COMMAND prints."""),
    "exit-codes": N_("""Exit codes:

  0    done; an empty list too
  1    not found: a search without hits, an unknown name, or findings of cchc check
  2    wrong usage, invalid input to add or edit, or remove of a record in use
  3    the store is missing, invalid or cannot be written, or cchc failed
  130  interrupted"""),
    "environment": N_("""Environment variables and the options that override them:

  CCHC_LANG   --lang     language: vi, en, or a locale such as vi_VN.UTF-8;
                         without it that of LC_ALL, LC_MESSAGES or LANG
  CCHC_STORE  --store    the store to use instead of the shipped one
  CCHC_CACHE             folder of the index of large stores; off: none
  CCHC_DEBUG=1           show the traceback of an internal error
  NO_COLOR    --color    no color; --color is auto, always or never
  CCHC_PAGER  --no-pager pager of long output; without it PAGER, else less
  VISUAL, EDITOR         the editor of cchc edit
  COLUMNS                width of tables and help"""),
    "dates": N_("""Dates, for --since, --until and --year:

  2024-07-15  15/7/2024  15.7.2024  "15 Jul 2024"     a day, the day first
  2024-07     7/2024     "tháng 7/2024"               a month
  2024-Q3     "Q3 2024"  "quý 3/2024"                 a quarter
  2024-H1     "H1 2024"  "6 tháng đầu năm 2024"       a half
  2024                                                a year
  8  p08  latest  "phiên 8"                           a meeting: its day

--since begins with the first day, --until ends with the last; both are included.
-m takes a meeting, named in the same way, or a range: -m 7..9"""),
    "data": N_("""The data: meetings of the committee since 2021, and what was said there.

  meetings     sessions (1 to 9) and conferences, with who chaired and attended
  directives   what was asked, of whom, by when; outcomes: what became of it
  figures      what was reported, as printed and as a number, by indicator
  documents, bodies, people, provinces, areas, themes, terms, sources

Each record names its sources; cchc show ID lists them, with the paragraph.
* marks what the source does not state; cchc show ID gives the reason.
What is not known is left empty. cchc stats shows how many records there are."""),
}
"""Topic → its page."""


def _commands_and_topics(incomplete: str) -> list[str]:
    return [one for one in (*VERBS, *TOPICS) if one.startswith(incomplete)]


def command(
    *,
    topic: Annotated[
        str | None,
        Argument(
            metavar="[COMMAND|TOPIC]",
            help="A command, or a topic as above.",
            autocompletion=_commands_and_topics,
        ),
    ] = None,
    lang: LangOption = None,  # noqa: ARG001  # main reads it before everything else
) -> None:
    """Show help on a command or a topic.

    cchc help list           the same as cchc list -h
    cchc help formats        output formats
    cchc help exit-codes     what the exit code means
    cchc help environment    environment variables
    cchc help dates          how to write a date or a period
    cchc help data           which records there are
    """
    if topic not in TOPICS:
        sentence = _('no help on "{name}"').format(name=topic)
        near = did_you_mean(join_or(nearest(str(topic), (*TOPICS, *VERBS))))
        there = _("topics: {topics}; commands: {commands}")
        known = there.format(topics=", ".join(TOPICS), commands=", ".join(VERBS))
        raise UsageError(sentence + near, known)
    echo(_(TOPICS[topic]))


def translate(command: Any, is_shown: Callable[[str], bool]) -> None:  # noqa: ANN401  # Click's
    """Put the help of *command* and of those below it into the language of the run.

    *is_shown* tells by the name of an option whether the page has it.
    """
    for one in (command, *getattr(command, "commands", {}).values()):
        _put(one, "help", "rich_help_panel")
        one.short_help = (one.help or "").partition("\n")[0]  # none in python -OO
        for param in one.params:
            _put(param, "help", "metavar", "rich_help_panel")
        one.format_help = lambda ctx, formatter: formatter.write(
            "\n".join(_page(ctx.command, ctx.command_path, is_shown)) + "\n"
        )


def _put(owner: Any, *names: str) -> None:  # noqa: ANN401
    for name in names:
        words = getattr(owner, name, None)
        if isinstance(words, str) and words:
            setattr(owner, name, _(words))


def _page(command: Any, path: str, is_shown: Callable[[str], bool]) -> Iterator[str]:  # noqa: ANN401
    width = min(max(get_terminal_size((80, 24)).columns, _MIN_WIDTH), _MAX_WIDTH)
    arguments = [one.metavar for one in command.params if one.param_type_name == "argument"]
    own = [_("COMMAND")] if hasattr(command, "commands") else arguments
    yield " ".join((_("Usage:"), path, *own, _("[OPTIONS]")))
    for paragraph in (command.help or "").split("\n\n"):  # none in python -OO
        yield ""
        is_example = paragraph.startswith("cchc ")
        yield from (
            (f"  {one}" for one in paragraph.splitlines())
            if is_example
            else wrap(paragraph, width, break_on_hyphens=False)
        )
    for title, rows in _groups(command, is_shown).items():
        yield from ("", f"{title}:")
        longest = max((len(names) for names, _help in rows), default=0)
        indent = min(longest, _MAX_NAMES)
        for names, words in rows:
            yield from _row(names, words, indent, width)


def _row(names: str, words: str, indent: int, width: int) -> Iterator[str]:
    lines = wrap(words, width - indent - 4, break_on_hyphens=False) or [""]
    if len(names) > indent:
        yield f"  {names}"
        names = ""
    for line in lines:
        yield f"  {names:{indent}}  {line}".rstrip()
        names = ""


def _groups(command: Any, is_shown: Callable[[str], bool]) -> dict[str, _Rows]:  # noqa: ANN401
    """Return the title of each group of commands and options → its rows of names and help."""
    groups: dict[str, _Rows] = {}
    for name, one in getattr(command, "commands", {}).items():
        groups.setdefault(one.rich_help_panel, []).append((name, one.short_help))
    others: list[str] = []
    for param in command.params:
        panel = getattr(param, "rich_help_panel", None) or _("Options")
        if not is_shown(param.name) or getattr(param, "hidden", False):
            continue
        if panel == _(OUTPUT_PANEL) and param.name not in _EXPLAINED:
            others.append(_names(param))
        else:
            groups.setdefault(panel, []).append((_names(param), _explained(param)))
    if others:
        rows = groups.setdefault(_(OUTPUT_PANEL), [])
        see = _("see {command}").format(command="cchc help formats, cchc help environment")
        rows.append((_("others"), f"{', '.join(others)}; {see}"))
    return groups


def _names(param: Any) -> str:  # noqa: ANN401
    """Return "-m, --meeting ID", or the metavar of an argument."""
    if param.param_type_name == "argument":
        return str(param.metavar)
    names = ", ".join(sorted(param.opts, key=len))
    value = param.metavar or "|".join(_choices(param)[:3])
    return names if param.is_flag or not value else f"{names} {value}"


def _explained(param: Any) -> str:  # noqa: ANN401
    words = param.help or ""  # none in python -OO
    return f"{words} {', '.join(_choices(param))}" if param.name == "output" else words


def _choices(param: Any) -> list[str]:  # noqa: ANN401
    return list(map(str, getattr(param.type, "choices", ())))


def shown_options(argv: Sequence[str]) -> Callable[[str], bool]:
    """Return whether the help that *argv* asks for has an option, by its name.

    A filter has to apply to the record type that *argv* names; of list it is meetings.
    """
    if argv[:1] not in (["list"], ["stats"]):
        return lambda _name: True
    from cchc_cli.query.filters import FILTERS  # noqa: PLC0415  # only help needs it
    from cchc_cli.query.names import record_type_named  # noqa: PLC0415

    record_type = "meetings" if argv[0] == "list" else ""
    for word in argv[1:]:
        with suppress(UsageError):
            record_type = record_type_named(word)
    return lambda name: (
        not record_type
        or (one := name.rstrip("_").replace("_", "-")) not in FILTERS
        or record_type in FILTERS[one].fields
    )
