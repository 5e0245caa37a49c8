"""Every way a run can end badly, each with its exit code."""

from typing import ClassVar


class CchcError(Exception):
    """What ends a run: one or more sentences for the user, and an exit code."""

    exit_code: ClassVar[int] = 3

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class NotFound(CchcError):  # noqa: N818  # a plain answer, not a fault
    """Something was asked for that is not there."""

    exit_code = 1


class WrongUse(CchcError):  # noqa: N818  # the same
    """The command line asks for what no answer can be given to."""

    exit_code = 2


class BadInput(CchcError):  # noqa: N818  # the same
    """Records that were to be added are not fit for a store."""

    exit_code = 2


class StoreError(CchcError):
    """The store is missing, unreadable or not valid."""


class OutputError(CchcError):
    """The answer could not be written."""
