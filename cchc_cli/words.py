"""The words people read: sentences in two languages, and numbers and days as each writes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from gettext import NullTranslations

Lang: TypeAlias = Literal["vi", "en"]


class _Run:
    """What this run speaks: its sentences and labels; records may have another language."""

    lang: Lang = "en"


_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is not empty decides, as in POSIX
_DASH = "\N{EN DASH}"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_QUARTERS = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def asked(argv: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language that a run is to speak: --lang, else CCHC_LANG, else the locale's.

    What is neither vi nor en is passed over: whoever takes the option refuses it.
    """
    given: list[str] = []
    for place, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang":
            given += argv[place + 1 : place + 2]
        elif word.startswith("--lang="):
            given.append(word.removeprefix("--lang="))
    for word in (*given[-1:], environment.get("CCHC_LANG", "")):
        if word in ("vi", "en"):
            return cast("Lang", word)
    locale = next((value for name in _LOCALE if (value := environment.get(name))), "")
    return "vi" if locale.partition(".")[0].partition("_")[0].lower() == "vi" else "en"


def speak(lang: Lang) -> None:
    """Let sentences and labels be in *lang* from now on."""
    _Run.lang = lang


def _(message: str) -> str:
    """Return *message*, a sentence for people, in the language of this run.

    What varies is put in afterwards: `_("no such record: {id}").format(id=id_)`.
    """
    if _Run.lang == "en" or not message:  # for "" gettext has the catalogue's own head
        return message
    return _catalogue().gettext(message)


def N_(message: str) -> str:  # noqa: N802  # what xgettext and Babel look for
    """Return *message* as it is, marked as one that is translated where it is said."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence about *count* things in the language of this run."""
    if _Run.lang == "en":
        return one if count == 1 else many
    return _catalogue().ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return *message* as it is said in *context*: not all that English calls alike is alike."""
    return message if _Run.lang == "en" else _catalogue().pgettext(context, message)


@cache
def _catalogue() -> NullTranslations:
    from gettext import translation  # noqa: PLC0415  # English needs no catalogue
    from pathlib import Path  # noqa: PLC0415

    folder = Path(__file__).parent / "locale"
    return translation("cchc", folder, ["vi"], fallback=True)  # English if it was not compiled


def label(name: str) -> str:
    """Return the label of the column or the fact called *name*; a path stays as it is typed."""
    return name if "/" in name or "." in name else pgettext("label", in_english(name))


def in_english(name: str) -> str:
    """Return the English label of *name*, by which the catalogue knows it: "Half day"."""
    return name.replace("_", " ").capitalize()


def worded(field: str, value: str) -> str:
    """Return *value*, a word of the closed list that *field* takes, as people read it."""
    return pgettext(field, value)


def one_of(names: Iterable[str]) -> str:
    """Return *names* as a choice: "p08 or p09"."""
    between = _("or")
    return f" {between} ".join(names)


def all_of(names: Iterable[str]) -> str:
    """Return *names* together: "p08 and p09"."""
    between = _("and")
    return f" {between} ".join(names)


def none_of(what: str) -> str:
    """Return the sentence for no records of the kind *what*."""
    return _("no {what} found").format(what=worded("type", what))


def there_are(names: Iterable[str]) -> str:
    """Return what is said behind a name that there is not: " (there are p09, p08)"."""
    told = _("there are {names}").format(names=", ".join(names))
    return f" ({told})"


def did_you_mean(names: str) -> str:
    """Return what is said behind a name that is wrong, with the *names* like it, if any."""
    told = _("did you mean {names}?").format(names=names)
    return f"; {told}" if names else ""


def why(error: OSError) -> str:
    """Return why the system refuses something."""
    return _(error.strerror) if error.strerror else str(error)


def number(value: float, lang: Lang) -> str:
    """Return *value* in digits grouped by thousands: 16.051 and 98,62 in Vietnamese."""
    digits = f"{value:,}"
    return digits.translate(str.maketrans(",.", ".,")) if lang == "vi" else digits


def percent(share: float, lang: Lang) -> str:
    """Return *share* of 1 in percent, to one decimal: 0.25 is 25,0 % in Vietnamese."""
    digits = number(round(share * 100, 1), lang)
    return f"{digits} %" if lang == "vi" else f"{digits}%"


def day(value: date, lang: Lang) -> str:
    """Return *value* as 15/01/2025 in Vietnamese, as documents of state do, or 15 Jan 2025."""
    if lang == "vi":
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year:04}"


def period(text: str, lang: Lang) -> str:
    """Return *text*, a day or a period as a store has it, in words: H1 2024, quý I/2024.

    What is neither stays as it is.
    """
    if "/" in text:
        parts = [period(part, lang) for part in text.split("/")]
        return _DASH.join(parts) if all(map(str.isdigit, parts)) else f" {_DASH} ".join(parts)
    from datetime import date  # noqa: PLC0415  # who tells days has read it

    year, _dash, rest = text.partition("-")
    if not rest:
        return text
    if rest[0] in "HQ":
        return _part_of_year(year, rest, lang)
    try:
        month, *days = map(int, rest.split("-"))
        whole = date(int(year), month, *(days or [1]))
    except (ValueError, TypeError):
        return text
    if days:
        return day(whole, lang)
    return f"{month:02}/{year}" if lang == "vi" else f"{_MONTHS[month - 1]} {year}"


def _part_of_year(year: str, part: str, lang: Lang) -> str:
    if lang == "en":
        return f"{part} {year}"
    if part[0] == "H":
        return f"6 tháng {'đầu' if part == 'H1' else 'cuối'} năm {year}"
    return f"quý {_QUARTERS.get(part[1:], part[1:])}/{year}"


_SYSTEM = (
    N_("Bad file descriptor"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Is a directory"),
    N_("No such file or directory"),
    N_("No space left on device"),
    N_("Not a directory"),
    N_("Operation not permitted"),
    N_("Permission denied"),
    N_("Read-only file system"),
    N_("Too many levels of symbolic links"),
    N_("Too many open files"),
)
"""What the system says, as *why* finds it in the catalogue."""
