"""Hits as people read them: what the record says, with the words that were found marked."""

from collections.abc import Container, Sequence

from cchc_cli.language.translation import N_, _, label
from cchc_cli.model.records import Words, type_of
from cchc_cli.query.source import RecordSource
from cchc_cli.search.matcher import Hit, searched_texts
from cchc_cli.view.cells import Bilingual, Cell, Choice, Column, Highlighted, Sheet
from cchc_cli.view.columns import details, details_are_inferred, headline, headline_path
from cchc_cli.view.inferred import FOOTNOTE

_SNIPPET_LENGTH = 240  # code points; a longer text is cut around its first hit
_CONTEXT = 60
_MAX_LINES = 3


def hit_sheet(hits: Sequence[Hit], records: RecordSource) -> Sheet:
    """Return the table of *hits*: the id, the kind, and the text with what was found marked."""
    columns = [
        Column("id", lambda hit: hit.record.id),
        Column("type", lambda hit: Choice("type", type_of(hit.record))),
        Column("text", lambda hit: _hit_lines(hit, records)),
    ]
    starred = details_are_inferred((hit.record for hit in hits), records)
    return Sheet(columns, hits, notes=(FOOTNOTE,) if starred else ())


def snippet(text: str, spans: list[tuple[int, int]]) -> Highlighted:
    """Return *text* with *spans* marked, cut around the first of them if it is long."""
    if len(text) <= _SNIPPET_LENGTH:
        return Highlighted(text, tuple(spans))
    first = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, max(first - _CONTEXT, 0)) + 1
    end = text.find(" ", start + _SNIPPET_LENGTH)
    end = len(text) if end < 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if start <= a and b <= end)
    return Highlighted(before + text[start:end] + after, inside)


def _hit_lines(hit: Hit, records: RecordSource) -> Cell:
    texts = dict(searched_texts(hit.record, records.get))
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in hit.matches:
        spans.setdefault(match.field, []).append((match.start, match.end))
    head, path = headline(hit.record, records), headline_path(hit.record)

    def lines(lang: str) -> Cell:
        field, text = path, head
        if isinstance(head, Words):
            tongue = lang if head.en else "vi"
            field, text = f"{path}.{tongue}", getattr(head, tongue)
        first = snippet(str(text), spans.get(field, []))
        others = [name for name in spans if name not in (field, "id") and _shown(name, lang, spans)]
        told = [snippet(texts[name], spans[name]).after(_path_label(name)) for name in others]
        return [first, *told[:_MAX_LINES], *details(hit.record, records)]

    return Bilingual(lines("vi"), lines("en"))


def _shown(field: str, lang: str, fields: Container[str]) -> bool:
    """Tell whether *field* is to be shown: not if it has a hit in the other language too."""
    path, _, tongue = field.rpartition(".")
    return tongue not in ("vi", "en") or tongue == lang or f"{path}.{lang}" not in fields


def _path_label(field: str) -> str:
    """Return what is said before a hit in *field*: "people name: " for people.0.name."""
    parts = [part for part in field.split(".") if not part.isdecimal() and part not in ("vi", "en")]
    path = " ".join(parts)
    told = _(path) if path in _PATH_LABELS else label(path)
    return f"{told[:1].lower()}{told[1:]}: "


_PATH_LABELS = {
    N_("awards name"),
    N_("awards to"),
    N_("indicator name"),
    N_("people name"),
    N_("people titles"),
}
"""Fields within fields in which words are found."""
