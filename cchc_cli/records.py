"""Where records are found: what a store offers to those who ask."""

from collections.abc import Sequence
from typing import Any, Protocol

from cchc_cli.model import Entry


class Records(Protocol):
    """Where records are found: a store, or what stands for one."""

    def of(self, what: str) -> Sequence[Any]:
        """Return all records of the kind *what*."""

    def find(self, id_: str) -> Entry | None:
        """Return the record called *id_*, if there is one."""

    def citing(self, id_: str, what: str) -> Sequence[Any]:
        """Return the records of the kind *what* that refer to *id_*."""
