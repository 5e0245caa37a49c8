"""cchc search: the table of hits, each with the words that were found highlighted."""

from collections.abc import Container, Sequence

from cchc_cli.language.translation import N_, _, choice_label, current_language, label
from cchc_cli.model.records import Words, type_of
from cchc_cli.query.source import RecordSource
from cchc_cli.search.matcher import Hit, searched_texts
from cchc_cli.view.cells import Cell, Column, Highlighted, Sheet, text_of
from cchc_cli.view.columns import details, details_are_inferred, headline_path, headline_value
from cchc_cli.view.inferred_star import star_note

_SNIPPET_LENGTH = 240  # code points; a longer text is cut around its first hit
_CONTEXT = 60
_MAX_LINES = 3


def hit_sheet(hits: Sequence[Hit], records: RecordSource) -> Sheet:
    """Return the table of *hits*: the id, the record type, and the text with its matches."""
    columns = [
        Column("id", lambda hit: hit.record.id),
        Column("type", lambda hit: choice_label("type", type_of(hit.record))),
        Column("text", lambda hit: _hit_lines(hit, records)),
    ]
    inferred = details_are_inferred((hit.record for hit in hits), records)
    return Sheet(columns, hits, notes=star_note(needed=inferred))


def snippet(text: str, spans: Sequence[tuple[int, int]], before: str = "") -> Highlighted:
    """Return *text* after *before*, *spans* highlighted, cut around the first if it is long."""
    start, end = 0, len(text)
    if end > _SNIPPET_LENGTH:
        first = spans[0][0] if spans else 0
        start = text.rfind(" ", 0, max(first - _CONTEXT, 0)) + 1
        end = text.find(" ", start + _SNIPPET_LENGTH)
        end = len(text) if end < 0 else end
    before += "… " if start else ""
    after = " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if start <= a and b <= end)
    return Highlighted(before + text[start:end] + after, inside)


def _hit_lines(hit: Hit, records: RecordSource) -> Cell:
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in hit.matches:
        spans.setdefault(match.field, []).append((match.start, match.end))
    field, value = headline_path(hit.record), headline_value(hit.record, records)
    lang = current_language()
    if isinstance(value, Words):
        field, value = f"{field}.{lang if value.en else 'vi'}", text_of(value)
    texts = dict(searched_texts(hit.record, records.get))
    others = [name for name in spans if name not in (field, "id") and _is_shown(name, lang, spans)]
    return [
        snippet(value, spans.get(field, [])),
        *(snippet(texts[name], spans[name], _prefix(name)) for name in others[:_MAX_LINES]),
        *details(hit.record, records),
    ]


def _is_shown(field: str, lang: str, fields: Container[str]) -> bool:
    """Return whether to show *field*: not if it has a match in the language of the run too."""
    path, _dot, tongue = field.rpartition(".")
    return tongue not in ("vi", "en") or tongue == lang or f"{path}.{lang}" not in fields


def _prefix(field: str) -> str:
    """Return the label before a match in *field*: "person: " for people.0.name."""
    parts = [part for part in field.split(".") if not part.isdecimal() and part not in ("vi", "en")]
    path = " ".join(parts)
    name = _(_NESTED_FIELDS[path]) if path in _NESTED_FIELDS else label(path)
    return f"{name[:1].lower()}{name[1:]}: "


_NESTED_FIELDS = {
    "": N_("in English"),  # of a term
    "awards name": N_("award"),
    "awards to": N_("awarded to"),
    "indicator name": N_("indicator"),
    "subject name": N_("scope"),
    "to name": N_("to"),
    "people name": N_("person"),
    "people titles": N_("titles"),
}
"""Searched fields within fields → their labels."""
