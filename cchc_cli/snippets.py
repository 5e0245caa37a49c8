"""Hits as people read them: what the record says, with the words that were found marked."""

from collections.abc import Container, Sequence

from cchc_cli.columns import beside, headline, is_starred_beside, known_by
from cchc_cli.concluded import STAR
from cchc_cli.model import Words, what_is
from cchc_cli.records import Records
from cchc_cli.search import Hit, searched
from cchc_cli.sheets import Cell, Column, Either, Marked, Sheet, Word
from cchc_cli.words import N_, _, label

_LONG = 240  # code points; a longer text is cut around its first hit
_BEFORE = 60
_MOST_LINES = 3


def sheet(hits: Sequence[Hit], records: Records) -> Sheet:
    """Return the table of *hits*: the id, the kind, and the text with what was found marked."""
    columns = [
        Column("id", lambda hit: hit.record.id),
        Column("type", lambda hit: Word("type", what_is(hit.record))),
        Column("text", lambda hit: _lines(hit, records)),
    ]
    starred = is_starred_beside((hit.record for hit in hits), records)
    return Sheet(columns, hits, notes=(STAR,) if starred else ())


def snippet(text: str, spans: list[tuple[int, int]]) -> Marked:
    """Return *text* with *spans* marked, cut around the first of them if it is long."""
    if len(text) <= _LONG:
        return Marked(text, tuple(spans))
    first = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, max(first - _BEFORE, 0)) + 1
    end = text.find(" ", start + _LONG)
    end = len(text) if end < 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if start <= a and b <= end)
    return Marked(before + text[start:end] + after, inside)


def _lines(hit: Hit, records: Records) -> Cell:
    texts = dict(searched(hit.record, records.find))
    spans: dict[str, list[tuple[int, int]]] = {}
    for match in hit.matches:
        spans.setdefault(match.field, []).append((match.start, match.end))
    head, path = headline(hit.record, records), known_by(hit.record)

    def lines(lang: str) -> Cell:
        field, text = path, head
        if isinstance(head, Words):
            tongue = lang if head.en else "vi"
            field, text = f"{path}.{tongue}", getattr(head, tongue)
        first = snippet(str(text), spans.get(field, []))
        others = [name for name in spans if name not in (field, "id") and _shown(name, lang, spans)]
        told = [snippet(texts[name], spans[name]).after(_said(name)) for name in others]
        return [first, *told[:_MOST_LINES], *beside(hit.record, records)]

    return Either(lines("vi"), lines("en"))


def _shown(field: str, lang: str, fields: Container[str]) -> bool:
    """Tell whether *field* is to be shown: not if it has a hit in the other language too."""
    path, _, tongue = field.rpartition(".")
    return tongue not in ("vi", "en") or tongue == lang or f"{path}.{lang}" not in fields


def _said(field: str) -> str:
    """Return what is said before a hit in *field*: "people name: " for people.0.name."""
    parts = [part for part in field.split(".") if not part.isdecimal() and part not in ("vi", "en")]
    path = " ".join(parts)
    told = _(path) if path in _PATHS else label(path)
    return f"{told[:1].lower()}{told[1:]}: "


_PATHS = {
    N_("awards name"),
    N_("awards to"),
    N_("indicator name"),
    N_("people name"),
    N_("people titles"),
}
"""Fields within fields in which words are found."""
