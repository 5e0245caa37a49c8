"""Translation: sentences and labels in English or Vietnamese, in the language of the run."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from gettext import NullTranslations


Lang: TypeAlias = Literal["vi", "en"]


class _Current:
    lang: Lang = "en"


def detect_language(argv: Sequence[str], environment: Mapping[str, str]) -> Lang:
    """Return the language of a run: --lang, else CCHC_LANG, else that of the locale.

    CCHC_LANG takes what LANG takes (vi, vi_VN.UTF-8, en_US); another language is ignored there,
    and in --lang, which rejects it later.
    """
    options: list[str] = []
    for number, word in enumerate(argv):
        if word == "--":
            break
        if word == "--lang":
            options += argv[number + 1 : number + 2]
        elif word.startswith("--lang="):
            options.append(word.removeprefix("--lang="))
    chosen = _language_of(environment.get("CCHC_LANG", ""))
    for lang in (*options[-1:], chosen):
        if lang in ("vi", "en"):
            return cast("Lang", lang)
    names = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is not empty decides, as in POSIX
    locale = next(filter(None, map(environment.get, names)), None) or ""
    return "vi" if _language_of(locale) == "vi" else "en"


def _language_of(locale: str) -> str:
    """Return vi of vi_VN.UTF-8, vi-VN or VI."""
    return locale.partition(".")[0].replace("-", "_").partition("_")[0].lower()


def set_language(lang: Lang) -> None:
    """Print sentences and labels in *lang* from now on."""
    _Current.lang = lang


def current_language() -> Lang:
    """Return the language of this run."""
    return _Current.lang


def _(message: str) -> str:
    """Return *message*, an English sentence, in the language of this run.

    Values are put in afterwards: `_("no such record: {id}").format(id=id_)`.
    """
    if _Current.lang == "en" or not message:  # gettext("") is the header of the catalogue
        return message
    return _catalogue().gettext(message)


def N_(message: str) -> str:  # noqa: N802  # what xgettext and Babel look for
    """Return *message* as it is, for the catalogue; it is translated later."""
    return message


def ngettext(one: str, many: str, count: int) -> str:
    """Return the sentence for *count* in the language of this run."""
    if _Current.lang == "en":
        return one if count == 1 else many
    return _catalogue().ngettext(one, many, count)


def pgettext(context: str, message: str, lang: Lang | None = None) -> str:
    """Return *message* translated in *context*, as an English word may have several meanings."""
    is_english = (lang or _Current.lang) == "en"
    return message if is_english else _catalogue().pgettext(context, message)


@cache
def _catalogue() -> NullTranslations:
    from gettext import translation  # noqa: PLC0415  # English needs no catalogue
    from pathlib import Path  # noqa: PLC0415

    folder = Path(__file__).parent / "locale"
    return translation("cchc", folder, ["vi"], fallback=True)  # English if it was not compiled


def label(name: str) -> str:
    """Return the label of the field *name*; of a dotted path, those of its parts."""
    parts = [pgettext("label", english_label(part)) for part in name.split(".")]
    return ": ".join([parts[0], *(f"{one[:1].lower()}{one[1:]}" for one in parts[1:])])


def english_label(name: str) -> str:
    """Return the English label of *name*, its key in the catalogue: "Merged into"."""
    return _ENGLISH_LABELS.get(name) or name.replace("_", " ").capitalize()


_ENGLISH_LABELS = {
    "addressing": "Issuer → addressees",
    "also": "Other areas",
    "en": "English",
    "half_day": "Time of day",
    "long": "Full form",
    "of": "Out of",
    "order": "Item",
    "plans": "Period planned",
    "reviews": "Period reviewed",
    "secondary": "As other area",
    "short": "Abbreviation",
    "to": "Addressees",
    "url": "URL",
    "where": "Outlet or file",
    "why": "Reason",
}
"""Name of a field or a column → its label, where it is not the name."""


def choice_label(field: str, value: str, lang: Lang | None = None) -> str:
    """Return the label of *value*, which is from the closed list of *field*."""
    if (lang or _Current.lang) == "en":
        return value.replace("-", " ") if field in _SPACED else value
    return pgettext(field, value, lang)


_SPACED = ("status", "bound", "unit")
"""Fields whose English labels have blanks for the hyphens of the words: under way."""


def join_or(names: Iterable[str]) -> str:
    """Return *names* as a choice: "p08 or p09"."""
    return (" " + _("or") + " ").join(names)


def join_and(names: Iterable[str]) -> str:
    """Return *names* as a list in words: "p08 and p09"."""
    return (" " + _("and") + " ").join(names)


def none_found(record_type: str) -> str:
    """Return the sentence for no records of *record_type*."""
    return _("no {record_type} found").format(record_type=choice_label("type", record_type))


def known_names(names: Iterable[str]) -> str:
    """Return the end of a sentence about an unknown name: " (available: p09, p08)"."""
    return " (" + _("available: {names}").format(names=", ".join(names)) + ")"


def did_you_mean(names: str) -> str:
    """Return the end of a sentence about a wrong name: "; did you mean p09?", or nothing."""
    return "; " + _("did you mean {names}?").format(names=names) if names else ""


def os_error_reason(error: OSError) -> str:
    """Return the message of the operating system for *error*, translated: "permission denied"."""
    return (_(error.strerror) if error.strerror else str(error)).lower()


_OS_ERRORS = (
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
"""Messages of the operating system, for the catalogue."""
