"""Citations: where records stand written, numbered, so that a report can carry them over."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cchc_cli.language.translation import N_
from cchc_cli.model.records import Source
from cchc_cli.query.source import RecordSource
from cchc_cli.view.cells import Cell, Column, Dim, HumanFormat, Label, Sentence, Sheet
from cchc_cli.view.inferred import FOOTNOTE, is_inferred, mark_if_inferred

_MEETING_FIELDS = ("title", "date")  # what is told of the meeting that a source tells of


class Citations:
    """The sources of some records, each with a number, in the order in which they are cited."""

    def __init__(self, cited: Iterable[Any], records: RecordSource) -> None:
        """Give each source of the records *cited* its number; not all records name one."""
        self._records = records
        self._numbers: dict[str, int] = {}
        for record in cited:
            for id_ in getattr(record, "sources", ()):
                self._numbers.setdefault(id_, len(self._numbers) + 1)

    def beside(
        self,
        sheet: Sheet,
        of: Callable[[Any], Any] = lambda item: item,
        form: HumanFormat | None = "md",
    ) -> Sheet:
        """Return *sheet* with a column "1 (paragraph 8), 2" for the record *of* each item.

        *form* is the only one that has it, None for all. Nothing is added where nothing is cited.
        """
        if not any(getattr(of(item), "sources", ()) for item in sheet.items):
            return sheet
        column = Column("sources", lambda item: self._cell(of(item)), form=form)
        return sheet._replace(columns=[*sheet.columns, column])

    def sheets(self, form: HumanFormat | None = "md", paragraph: int | None = None) -> list[Sheet]:
        """Return the numbered sources, the first with its *paragraph*; none where there are none.

        *form* is the only one that has them, None for all.
        """
        sources: Sequence[Any] = [self._records.get(id_) for id_ in self._numbers]
        told = [*enumerate((source for source in sources if source), 1)]
        columns = [
            Column("#", lambda pair: pair[0], right=True),
            Column("id", lambda pair: pair[1].id),
            Column("source", lambda pair: self._told(pair[1], paragraph if pair[0] == 1 else None)),
        ]
        meetings = [self._records.get(source.meeting) for _, source in told if source.meeting]
        starred = any(is_inferred(meeting, _MEETING_FIELDS) for meeting in meetings)
        notes = (FOOTNOTE,) if starred else ()
        sheet = Sheet(columns, told, Label("sources"), notes, depth=3, listed=True, form=form)
        return [sheet] if told else []

    def _cell(self, record: Any) -> Cell:  # noqa: ANN401  # any kind of record
        numbers = [str(self._numbers[id_]) for id_ in getattr(record, "sources", ())]
        paragraph = getattr(record, "paragraph", None)
        if not paragraph or not numbers:
            return tuple(numbers)
        first, *others = numbers
        place = Sentence(
            N_("{number} (paragraph {paragraph})"), {"number": first, "paragraph": str(paragraph)}
        )
        return (place, *others)

    def _told(self, source: Source, paragraph: int | None) -> Cell:
        """Return a line each: the title; who published it, when; the meeting; the place."""
        meeting = self._records.get(source.meeting) if source.meeting else None
        place: list[Cell] = [one for one in (source.url, source.file) if one]
        if paragraph:
            place.append(Sentence(N_("paragraph {number}"), {"number": str(paragraph)}))
        published = tuple(
            one for one in (source.author, source.outlet, source.published) if one is not None
        )
        told = [
            mark_if_inferred(meeting, [field], getattr(meeting, field))
            for field in _MEETING_FIELDS
            if meeting
        ]
        lines: list[Cell] = [source.title, published, tuple(told)]
        return [*(line for line in lines if line), Dim(tuple(place))]
