"""Names of record types and of closed lists: in either language, as printed or as usual."""

from collections.abc import Iterable, Sequence

from cchc_cli.errors import UsageError
from cchc_cli.language.dates import parse_date
from cchc_cli.language.diacritics import slug, telex_keys
from cchc_cli.language.suggestions import nearest
from cchc_cli.language.translation import (
    _,
    choice_label,
    current_language,
    did_you_mean,
    join_or,
    known_names,
)
from cchc_cli.model.records import RECORD_TYPES

_TYPES = {
    "meetings": "session conference cuoc-hop phien phien-hop hoi-nghi",
    "directives": "order instruction task conclusion chi-dao y-kien-chi-dao nhiem-vu ket-luan",
    "outcomes": "result ket-qua tien-do",
    "figures": "number statistic data so-lieu con-so",
    "indicators": "metric index chi-so chi-tieu",
    "people": "person official name nguoi ca-nhan lanh-dao nhan-su",
    "bodies": "body authority agency ministry office addressee organisation organization co-quan "
    "don-vi bo-nganh noi-nhan",
    "documents": "doc law decision van-ban",
    "sources": "article link nguon bai-bao tin-bai",
    "areas": "field linh-vuc",
    "themes": "topic chu-de",
    "provinces": "city locality tinh thanh-pho tinh-thanh dia-phuong",
    "terms": "abbreviation acronym viet-tat thuat-ngu",
}
"""Record type → other words for it, without diacritics, a hyphen for a blank."""

_CHOICES = {
    ("scope", "provinces"): "tinh tinh-thanh-pho tinh-thanh locality local",
    ("scope", "nation"): "national country toan-quoc",
    ("scope", "ministries"): "bo ministry",
    ("level", "province"): "tinh thanh-pho cap-tinh provincial",
    ("level", "government"): "cap-chinh-phu gov",
    ("level", "committee"): "ban-chi-dao-cchc bcd",
    ("kind", "directive"): "order",
    ("status", "done"): "hoan-thanh completed complete",
    ("status", "not-done"): "chua-lam incomplete pending",
    ("status", "under-way"): "dang-lam ongoing in-progress",
}
"""Closed list and its word → other words for it."""


def record_type_named(word: str) -> str:
    """Return the record type that *word* names: meeting, order, cuộc họp; UsageError if none."""
    if word in RECORD_TYPES:
        return word
    spellings = {
        one: record_type
        for record_type, others in _TYPES.items()
        for one in _spellings("type", record_type, others)
    }
    key = _key(word)
    if key in spellings:
        return spellings[key]
    message = _("no such record type: {name}").format(name=word or _("an empty name"))
    if parse_date(word):
        hint = _("to filter by date use {option}").format(option=f"--since {word}")
        raise UsageError(f"{message}; {hint}")
    raise UsageError(message + _near(key, spellings) + known_names(RECORD_TYPES))


def choice_named(name: str, word: str, known: Sequence[str]) -> str:
    """Return the one of the *known* values of the option *name* that *word* names.

    Raises UsageError with the list.
    """
    if word in known:
        return word
    spellings = {
        one: value
        for value in known
        for one in _spellings(name, value, _CHOICES.get((name, value), ""))
    }
    key = _key(word)
    if key in spellings:
        return spellings[key]
    sentence = _('--{name}: "{word}" is not one of {known}')
    values = ", ".join(_with_label(name, value) for value in known)
    message = sentence.format(name=name, word=word, known=values)
    raise UsageError(message + _near(key, spellings))


def _with_label(name: str, value: str) -> str:
    shown = choice_label(name, value)
    return value if current_language() == "en" or shown == value else f"{value} ({shown})"


def _spellings(field: str, value: str, others: str) -> Iterable[str]:
    shown = choice_label(field, value, "vi")
    words = [_key(one) for one in (value, shown, *shown.split("/"))] + others.split()
    return dict.fromkeys(one for word in words for one in (word, *_plurals(word)))


def _plurals(word: str) -> tuple[str, ...]:
    """Return *word* in singular and plural, as far as endings tell."""
    stem = word.removesuffix("s")
    return (stem, f"{word}s", f"{word.removesuffix('y')}ies" if word.endswith("y") else word)


def _key(word: str) -> str:
    return slug(telex_keys(word))


def _near(key: str, spellings: dict[str, str]) -> str:
    found = nearest(key, spellings, n=3) if key else ()
    return did_you_mean(join_or(dict.fromkeys(spellings[one] for one in found)))
