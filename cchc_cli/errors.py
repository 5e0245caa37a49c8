"""The errors that end a run, each with its exit code."""

from typing import ClassVar


class CchcError(Exception):
    """Ends a run with one or more sentences for the user."""

    exit_code: ClassVar[int] = 3

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class NotFound(CchcError):  # noqa: N818  # an answer, not a fault
    """Something that the user asked for does not exist."""

    exit_code = 1


class UsageError(CchcError):  # the user's, not a fault of the program
    """The command line is wrong."""

    exit_code = 2


class BadInput(CchcError):  # noqa: N818  # the user's, not a fault of the program
    """Records to be added are not valid."""

    exit_code = 2


class StoreError(CchcError):
    """The store is missing, unreadable or not valid."""


class OutputError(CchcError):
    """The answer could not be written."""
