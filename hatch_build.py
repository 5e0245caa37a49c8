"""The build hook: catalogues of translations, compiled into every wheel and editable install."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Catalogues(BuildHookInterface):  # type: ignore[type-arg]  # its own configuration
    """Compiles each .po of the tree to the .mo beside it, which no commit holds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile, and let what was compiled go along."""
        for source in Path(self.root).glob("cchc_cli/language/locale/*/LC_MESSAGES/*.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text))
        build_data["artifacts"].append("cchc_cli/language/locale/**/*.mo")
