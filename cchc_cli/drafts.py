"""Documents on their way into a store: as records, with all that is wrong with each by itself."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import ValidationError, convert

from cchc_cli import door, reasons, rules
from cchc_cli.door import Flaw
from cchc_cli.inputs import Given
from cchc_cli.kinds import OF_ROWS, table_of
from cchc_cli.model import TABLES
from cchc_cli.problems import Problems
from cchc_cli.readable import readable
from cchc_cli.words import _


class Draft(NamedTuple):
    """A document on its way into the table *what*, as a record.

    One that *is_nameless* is to get an id of its *meeting*. If it *is_wrong*, the record has what
    can be read of it, and nothing that is so in what is *unread*.
    """

    number: int
    given: Given
    what: str
    record: Any
    meeting: str = ""
    is_wrong: bool = False
    unread: frozenset[str] = frozenset()

    @property
    def is_nameless(self) -> bool:
        """Whether it is to get the next free id of its meeting."""
        return self.meeting != ""


def read(found: Iterable[Given | str], problems: Problems, ids: dict[str, str]) -> Iterator[Draft]:
    """Yield what is *found* as drafts; add all that is wrong with one by itself to *problems*.

    Of those whose table is not known there are no drafts, but they keep their *ids*.
    """
    for number, given in enumerate(found):
        if isinstance(given, str):
            problems.tell(number, given)
            continue
        document = given.document
        if not isinstance(document, dict):
            problems.add(number, given, "", reasons.expected(_("an object"), document))
            continue
        flaws: list[Flaw] = []
        try:
            flaws += [] if given.is_tidy else door.untidy(document)
            yield _draft(number, given, flaws, problems)
        except Flaw as flaw:
            for wrong in (*flaws, flaw):
                problems.add(number, given, ".".join(wrong.path), wrong.reason)
            if isinstance(id_ := document.get("id"), str):
                ids[id_] = rules.ANY
        except RecursionError:
            problems.add(number, given, "", _("objects or lists are nested too deep"))


def _draft(number: int, given: Given, flaws: Sequence[Flaw], problems: Problems) -> Draft:
    """Return the draft of *given*, in which there are *flaws*; raises Flaw if it has no table."""
    document = given.document
    told = frozenset(flaw.path[0] for flaw in flaws if flaw.path)
    if flaws:
        document = {key: document[key] for key in document if key.isprintable() and key not in told}
    what = table_of(document, given.table)
    if "type" in document:  # as json has records, and the hits of a search
        document = {key: document[key] for key in document if key not in OF_ROWS}
    meeting = ""
    if _gets_id(what, given.document):
        document = {"id": rules.numbered(what, "x", 1), **document}
        named = document.get("meeting")
        meeting = named if isinstance(named, str) else ""
    draft = Draft(number, given, what, None, meeting)
    if flaws:
        return _in_part(draft, document, flaws, problems)
    try:
        return draft._replace(record=convert(document, TABLES[what]))
    except ValidationError:
        return _in_part(draft, document, flaws, problems)


def _in_part(
    draft: Draft, document: dict[str, Any], flaws: Sequence[Flaw], problems: Problems
) -> Draft:
    """Return *draft* with what can be read of *document*, beside the *flaws* in what was given."""
    number, given, what = draft[:3]
    for flaw in flaws:
        problems.add(number, given, ".".join(flaw.path), flaw.reason, what)
    told = frozenset(flaw.path[0] for flaw in flaws if flaw.path)
    has_id = draft.is_nameless or not _gets_id(what, given.document)
    unread = set(told) if has_id else {"id", *told}
    for path, reason, field in reasons.of(TABLES[what], document):
        if field not in told:
            problems.add(number, given, ".".join(path), reason, what, field)
            unread |= {field} if len(path) <= 1 else set()
    record = readable(TABLES[what], document, told)
    return draft._replace(record=record, is_wrong=True, unread=frozenset(unread))


def _gets_id(what: str, document: dict[str, Any]) -> bool:
    """Tell whether *document* gets an id of its meeting, be that right or still to be named."""
    if what not in rules.NUMBERED or "id" in document:
        return False
    return (
        document.get("meeting") is not None or reasons.fields_of(TABLES[what])["meeting"].required
    )
