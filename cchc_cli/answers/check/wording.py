"""Wording: how findings name figures, meetings and numbers, in Vietnamese and in English."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

from cchc_cli.language.formatting import format_day, format_period
from cchc_cli.language.printed_numbers import (
    english_number,
    english_print,
    parse_printed,
    parse_share,
)
from cchc_cli.language.translation import Lang, choice_label
from cchc_cli.model.records import Figure, Meeting, Words
from cchc_cli.query.source import RecordSource
from cchc_cli.view.record_texts import time_of

Value: TypeAlias = Words | str | Fraction | int
"""What stands in a sentence: numbers are written as each language does."""

_SWAPPED = str.maketrans(",.", ".,")
_TIMES = {4: "năm ", 7: "tháng ", 10: "ngày "}
"""Length of a period as stored → what stands before it in Vietnamese."""
_PARENTHESIS = re.compile(r" \([^()]*\)$")
_SHARE_OF = re.compile("^(?:Tỷ lệ|Share of) ")


def sentence(vi: str, en: str, **values: Value) -> Words:
    """Return the sentence *vi* and *en* with *values* put in, each as its language writes it."""
    return Words(
        vi=vi.format(**{name: _in("vi", value) for name, value in values.items()}),
        en=en.format(**{name: _in("en", value) for name, value in values.items()}),
    )


def joined(parts: Iterable[Value], separator: Value = ", ") -> Words:
    """Return *parts* in one text, *separator* between them."""
    known = list(parts)
    vi = _in("vi", separator).join(_in("vi", one) for one in known)
    return Words(vi=vi, en=_in("en", separator).join(_in("en", one) for one in known))


def number(value: Fraction | int, decimals: int | None = None, unit: str = "") -> Words:
    """Return *value* with so many *decimals*, or in its shortest form, its thousands grouped."""
    en = english_number(value, decimals)
    return Words(vi=en.translate(_SWAPPED) + unit, en=en + unit)


def printed(figure: Figure) -> Words:
    """Return what *figure* reports: as printed, and in English read from its value and bound."""
    reported = figure.reported
    en = english_print(reported, figure.value, figure.bound, figure.unit)
    share = None if parse_printed(reported) else parse_share(reported)
    if share is not None:
        bound = "about" if figure.bound == "exact" else figure.bound
        en += f", {bound.replace('-', ' ')} {number(100 * share, 0, '%').en}"
    return Words(vi=f"“{reported}”" if en.startswith("“") else reported, en=en)


def ratio(part: int, total: int, decimals: int) -> Words:
    """Return what share *part* of *total* is: "3/21 = 14.29%"."""
    share = number(Fraction(100 * part, total), decimals, "%")
    return joined([joined([part, total], "/"), share], " = ")


class Names:
    """The names of figures and meetings in sentences about them."""

    def __init__(self, figures: Iterable[Figure], store: RecordSource) -> None:
        self._store = store
        self._scopes: dict[str, set[str]] = defaultdict(set)
        for figure in figures:
            self._scopes[figure.indicator].add(figure.scope)

    def heading(self, record: Any) -> Words:  # noqa: ANN401  # a figure or a source
        """Return the name of *record* and its meeting: "Posts cut, H1 2024 (session 8)"."""
        if isinstance(record, Figure):
            name = joined(self._of_figure(record))
        else:
            name = record.title or Words(vi=record.outlet or record.id)
        meeting = self.meeting(record)
        return within(name, meeting) if meeting else name

    def meeting(self, record: Any) -> Words | None:  # noqa: ANN401
        """Return the name of the meeting of *record*, as `meeting_name`, if it has one."""
        meeting = self._store.get(record.meeting) if record.meeting else None
        return meeting_name(meeting) if isinstance(meeting, Meeting) else None

    def reference(self, figure: Figure) -> Words:
        """Return where a series has *figure*: "2023, session 7, p07.f02"."""
        return joined(filter(None, (_time(figure), self.meeting(figure), figure.id)))

    def outlets(self, figure: Figure) -> str:
        """Return who published the sources of *figure*, or the ids of those sources."""
        sources = {id_: self._store.get(id_) for id_ in figure.sources}
        return ", ".join(
            dict.fromkeys(getattr(one, "outlet", None) or id_ for id_, one in sources.items())
        )

    def short_name(self, other: Figure, figure: Figure) -> Words:
        """Return a short name of *other* next to *figure*, with its id."""
        return joined([*self.summands([other], figure), other.id])

    def summands(self, figures: Sequence[Figure], total: Figure) -> list[Words]:
        """Return a short name of each of *figures*, which add up to *total*."""
        names = [self._summand(figure, total) for figure in figures]
        vi = _shortened([one.vi for one in names])
        en = _shortened([one.en or one.vi for one in names])
        return [Words(vi=one, en=other) for one, other in zip(vi, en, strict=True)]

    def _summand(self, figure: Figure, total: Figure) -> Words:
        """Return what tells *figure* from *total*: its indicator, or else its subject, or time."""
        if figure.indicator != total.indicator:
            name = self._indicator(figure)
            return Words(vi=_lowered(name.vi), en=_lowered(name.en or name.vi))
        if (figure.subject, figure.scope) != (total.subject, total.scope):
            return self._subject(figure) or _scope(figure)
        return _time(figure) or self.meeting(figure) or Words(vi=figure.id)

    def _of_figure(self, figure: Figure) -> list[Words]:
        """Return the indicator of *figure*, its subject, and its time unless the name has it."""
        name, subject, when = self._indicator(figure), self._subject(figure), _time(figure)
        if subject is None and len(self._scopes[figure.indicator]) > 1:
            subject = _scope(figure)
        meeting = self._store.get(figure.meeting) if figure.meeting else None
        is_day = isinstance(meeting, Meeting) and time_of(figure) == meeting.date.isoformat()
        is_stated = is_day or (when is not None and when.vi in name.vi)
        return [one for one in (name, subject, None if is_stated else when) if one]

    def _indicator(self, figure: Figure) -> Words:
        indicator: Any = self._store.get(figure.indicator)
        return indicator.name  # type: ignore[no-any-return]

    def _subject(self, figure: Figure) -> Words | None:
        subject: Any = self._store.get(figure.subject) if figure.subject else None
        name = subject.name if subject else figure.subject
        return Words(vi=name) if isinstance(name, str) else name


def meeting_name(meeting: Meeting) -> Words:
    """Return the name of *meeting* in a sentence: "session 9", "hội nghị ngày 17/04/2024"."""
    if meeting.number:
        number = "nhất" if meeting.number == 1 else str(meeting.number)
        return Words(vi=f"phiên họp thứ {number}", en=f"session {meeting.number}")
    return Words(
        vi=f"{choice_label('kind', meeting.kind, 'vi')} ngày {format_day(meeting.date, 'vi')}",
        en=f"{meeting.kind} of {format_day(meeting.date, 'en')}",
    )


def period_name(time: str) -> Words:
    """Return the day or period *time* as it stands in a sentence: "năm 2022"."""
    is_day_or_year = time.replace("-", "").isdigit()
    vi = _TIMES.get(len(time), "") * is_day_or_year + format_period(time, "vi")
    return Words(vi=vi, en=format_period(time, "en"))


def unit_name(unit: str) -> Words:
    """Return the name of *unit*: "nhóm nhiệm vụ", "task groups"."""
    return Words(vi=choice_label("unit", unit, "vi"), en=unit.replace("-", " "))


def within(name: Words, detail: Words) -> Words:
    """Return *name* with *detail* in parentheses, in those that it ends with if there are any."""
    texts = ((name.vi, detail.vi), (name.en or name.vi, detail.en or detail.vi))
    vi, en = (
        f"{one[:-1]}; {more})" if one.endswith(")") else f"{one} ({more})" for one, more in texts
    )
    return Words(vi=vi, en=en)


def _in(lang: Lang, value: Value) -> str:
    if isinstance(value, Words):
        return (value.en if lang == "en" else None) or value.vi
    return value if isinstance(value, str) else _in(lang, number(value))


def _time(figure: Figure) -> Words | None:
    time = time_of(figure)
    return period_name(time) if time else None


def _scope(figure: Figure) -> Words:
    return Words(vi=choice_label("scope", figure.scope, "vi"), en=figure.scope)


def _lowered(name: str) -> str:
    """Return *name* as it stands within a sentence, without "share of": its count is meant."""
    name = _SHARE_OF.sub("", name)
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _shortened(names: list[str]) -> list[str]:
    """Return *names* without the parenthesis that all of them end with, if they do."""
    endings = {found[0] if (found := _PARENTHESIS.search(name)) else "" for name in names}
    return [name.removesuffix(min(endings)) for name in names] if len(endings) == 1 else names
