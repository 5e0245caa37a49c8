"""What a run of the program leaves."""

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a run left: its exit code, standard output, standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
"""cchc("list", "--json"), or cchc("show", "-", stdin="p09")."""
