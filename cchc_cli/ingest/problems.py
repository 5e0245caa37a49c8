"""All that is wrong with records that were to be added, in the order in which they were given."""

from typing import NamedTuple

from cchc_cli.errors import BadInput
from cchc_cli.ingest.input import InputDocument
from cchc_cli.language.translation import _
from cchc_cli.model.records import TABLES
from cchc_cli.model.rules import Reason

_MAX_SHOWN = 20  # problems in full; of more one learns nothing


class _Problem(NamedTuple):
    """Why the record *given*, or one of its fields, is refused; a sentence alone if it is none."""

    given: InputDocument | None
    path: str
    why: Reason

    def __str__(self) -> str:
        """Return it in words; what takes long to say is worked out only now."""
        reason = self.why if isinstance(self.why, str) else self.why()
        if self.given is None:
            return reason
        document = self.given.document if isinstance(self.given.document, dict) else {}
        id_ = document.get("id")
        called = f" ({id_})" if isinstance(id_, str) else ""
        path = f" {self.path}" if self.path else ""
        return f"{self.given.name}: {self.given.place}{called}{path}: {reason}"


class Problems:
    """What is wrong, by record and then by field."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._found: list[tuple[tuple[int, int], _Problem]] = []

    def add_sentence(self, number: int, sentence: str) -> None:
        """Keep the *sentence* for what stands in the place *number* of all that was given."""
        self._found.append(((number, 0), _Problem(None, "", sentence)))

    def add(  # what a line says
        self,
        number: int,
        given: InputDocument,
        path: str,
        why: Reason,
        record_type: str = "",
        field: str = "",
    ) -> None:
        """Keep why what stands under *path* in *given*, in the place *number*, is refused.

        *record_type* is its table, if that is known, *field* the field it is about if the path is empty.
        """
        names = TABLES[record_type].__struct_fields__ if record_type else ()
        head = field or path.partition(".")[0]
        rank = names.index(head) + 1 if head in names else len(names) + 1 if record_type else 0
        self._found.append(((number, rank), _Problem(given, path, why)))

    def raise_if_any(self, path: str) -> None:
        """Raise BadInput, for the store *path*, if there is any."""
        if not self._found:
            return
        self._found.sort(key=lambda found: found[0])
        told = [str(problem) for _place, problem in self._found[:_MAX_SHOWN]]
        more = len(self._found) - len(told)
        rest = [_("{n} more problems").format(n=more)] if more else []
        raise BadInput(*told, *rest, _("nothing was added; {path} is as it was").format(path=path))
