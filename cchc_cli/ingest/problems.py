"""All problems of the records to be added, in the order in which the records were given."""

from cchc_cli.errors import BadInput
from cchc_cli.ingest.input import InputDocument
from cchc_cli.language.translation import _
from cchc_cli.model.problem import Problem, locate_record
from cchc_cli.model.records import TABLES

_MAX_SHOWN = 20


class Problems:
    """Problems, ordered by record and then by field."""

    def __init__(self) -> None:
        """Begin without any."""
        self._found: list[tuple[int, int, Problem, InputDocument | None]] = []

    def add(
        self,
        number: int,
        problem: Problem,
        given: InputDocument | None = None,
        record_type: str = "",
    ) -> None:
        """Add a *problem* of the document *given*, whose position in the input is *number*.

        *record_type* is its table, if known. Without a document the reason is the whole message.
        """
        names = TABLES[record_type].__struct_fields__ if record_type else ()
        rank = (*names, problem.field).index(problem.field) + 1 if record_type else 0
        self._found.append((number, rank, problem, given))

    def raise_if_any(self, path: str) -> None:
        """Raise BadInput, for the store *path*, if there is any."""
        if not self._found:
            return
        self._found.sort(key=lambda found: found[:2])
        shown = [_sentence(problem, given) for _n, _r, problem, given in self._found[:_MAX_SHOWN]]
        more = len(self._found) - len(shown)
        rest = [_("{n} more problems").format(n=more)] if more else []
        raise BadInput(*shown, *rest, _("nothing was added to {path}").format(path=path))


def _sentence(problem: Problem, given: InputDocument | None) -> str:
    if given is None:
        return problem.reason
    return problem.message(given.name, locate_record(given.place, given.document))
