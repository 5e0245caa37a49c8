"""InvalidValue: what is wrong with a document or a value in it, raised or collected in a list."""

from collections.abc import Callable

Reason = str | Callable[[], str]
"""A sentence, or a function that returns it, called only if the sentence is printed."""


class InvalidValue(Exception):  # noqa: N818  # collected as often as raised
    """What is wrong with a value: the reason *why*, and the *path* of keys to the value.

    Its field is the first key of the path; *field* counts only if the path is empty.
    """

    def __init__(self, why: Reason, *path: str, field: str = "") -> None:
        super().__init__()
        self.path, self._field, self._why = path, field, why

    @property
    def field(self) -> str:
        """The field of the record that the problem is about."""
        return self.path[0] if self.path else self._field

    @property
    def reason(self) -> str:
        """Why the value is wrong, in words."""
        return self._why if isinstance(self._why, str) else self._why()

    def message(self, name: str, record: str = "") -> str:
        """Return the sentence `NAME: RECORD PATH: reason` for the file *name*."""
        location = f"{record} {'.'.join(self.path)}".strip()
        return f"{name}: {location}: {self.reason}" if location else f"{name}: {self.reason}"


def locate_record(location: str, document: object) -> str:
    """Return *location* and the id of *document*, if it has one: `directives/12 (p09.d03)`."""
    id_ = document.get("id") if isinstance(document, dict) else getattr(document, "id", None)
    return f"{location} ({id_})" if isinstance(id_, str) else location
