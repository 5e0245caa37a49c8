"""Groups of options, each of which makes one value of a command."""

import os
from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any, NamedTuple

from typer import Option


class Group(NamedTuple):
    """Options that make one value: name → type, default, and how it is typed and helped."""

    options: dict[str, Parameter]
    make: Callable[..., Any]
    also: tuple[str, ...] = ()  # options of other groups that matter too, where there are any


def option(name: str, type_: Any, *flags: str, default: Any = None, **more: Any) -> Parameter:  # noqa: ANN401
    """Return the option *name*, as a parameter of a command; *more* is for Typer."""
    annotation = Annotated[type_, Option(*(flags or (f"--{name}",)), **more)]
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def completing(what: str, *about: str) -> Any:  # noqa: ANN401  # a function, as Typer takes it
    """Return what completes an option, if it is a shell that asks: Typer looks long at each."""
    if "_CCHC_COMPLETE" not in os.environ:
        return None
    from cchc_cli.commands import complete  # noqa: PLC0415

    return getattr(complete, what)(*about)
