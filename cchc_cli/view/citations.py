"""Citations: the numbered sources of records, so that a report can copy them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cchc_cli.language.translation import _, label
from cchc_cli.model.records import Source
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, HumanFormat, Joined, Link, Sheet, text_of
from cchc_cli.view.columns import as_cell
from cchc_cli.view.inferred_star import is_inferred, star_if_inferred, star_note

_MEETING_FIELDS = ("title", "date")  # shown of the meeting that a source reports


class Citations:
    """The sources of some records, numbered in the order in which they are cited."""

    def __init__(
        self, cited: Iterable[Any], records: RecordSource, meeting: str | None = None
    ) -> None:
        self._records = records
        self._meeting = meeting  # which need not be said of each source
        self._numbers: dict[str, int] = {}
        for record in cited:
            for id_ in getattr(record, "sources", ()):
                self._numbers.setdefault(id_, len(self._numbers) + 1)

    def add_column(
        self,
        sheet: Sheet,
        of: Callable[[Any], Any] = lambda item: item,
        only_in: HumanFormat | None = "md",
    ) -> Sheet:
        """Return *sheet* with a column "1 (paragraph 8), 2" for the record *of* each item, if any.

        *only_in* is the only output format that shows it, None for all.
        """
        if not any(getattr(of(item), "sources", ()) for item in sheet.items):
            return sheet
        column = Column("sources", lambda item: self._cell(of(item)), only_in=only_in)
        return sheet._replace(columns=[*sheet.columns, column])

    def sheets(
        self, only_in: HumanFormat | None = "md", paragraph: int | None = None
    ) -> list[Sheet]:
        """Return the sheet of the numbered sources, if any, the first with its *paragraph*."""

        def lines(pair: tuple[int, Source]) -> Cell:
            return [one for one in (*self._words(pair, paragraph), _address(pair[1])) if one]

        return self._sheets([_NUMBER, _ID, Column("source", lines)], only_in)

    def short_sheets(self, paragraph: int | None = None) -> list[Sheet]:
        """Return the sheet of the sources for a terminal: no numbers, the fewest lines."""

        def lines(pair: tuple[int, Source]) -> Cell:
            words = Joined(self._words(pair, paragraph), " · ")
            return [one for one in (words, _address(pair[1])) if one]

        return self._sheets([_ID, Column("source", lines)], "table")

    def _sheets(self, columns: Sequence[Column], only_in: HumanFormat | None) -> list[Sheet]:
        sources: Sequence[Any] = [self._records.get(id_) for id_ in self._numbers]
        numbered = [*enumerate(filter(None, sources), 1)]
        meetings = [
            self._records.get(source.meeting)
            for _number, source in numbered
            if source.meeting not in (None, self._meeting)
        ]
        notes = star_note(needed=any(is_inferred(one, _MEETING_FIELDS) for one in meetings))
        title = label("sources")
        sheet = Sheet(columns, numbered, title, notes, depth=3, listed=True, only_in=only_in)
        return [sheet] if numbered else []

    def _cell(self, record: Any) -> Cell:  # noqa: ANN401  # a record of any type
        numbers = [str(self._numbers[id_]) for id_ in getattr(record, "sources", ())]
        paragraph = getattr(record, "paragraph", None)
        if paragraph and numbers:
            sentence = _("{number} (paragraph {paragraph})")
            numbers[0] = sentence.format(number=numbers[0], paragraph=paragraph)
        return tuple(numbers)

    def _words(self, pair: tuple[int, Source], paragraph: int | None) -> tuple[Cell, Cell]:
        """Return the title of the source; and who published it, when, of which meeting, where."""
        number, source = pair
        is_known = source.meeting in (None, self._meeting)
        meeting = None if is_known else self._records.get(source.meeting or "")
        about = tuple(
            star_if_inferred(meeting, [field], as_cell(field, getattr(meeting, field)))
            for field in _MEETING_FIELDS
            if meeting
        )
        outlet = source.outlet or ""
        is_in_url = self._meeting is not None and outlet in (source.url or "")
        published: tuple[Cell, ...] = (source.author, "" if is_in_url else outlet, source.published)
        is_placed = paragraph and number == 1
        place = _("paragraph {number}").format(number=paragraph) if is_placed else None
        groups: list[tuple[Cell, ...]] = [published, about, (source.file, place)]
        parts = [tuple(one for one in group if one) for group in groups]
        title = text_of(source.title) if source.title else None
        return title, Joined(parts, " · ") if any(parts) else None


def _address(source: Source) -> Cell:
    return Link(source.url, source.url) if source.url else None


_NUMBER = Column("#", lambda pair: str(pair[0]))
_ID = Column("id", lambda pair: Link(pair[1].id, pair[1].url))
