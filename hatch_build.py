"""The build hook: catalogues of translations, compiled, and the shipped store, validated."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its own configuration
    """Compiles each .po of the tree to the .mo beside it; wheels get the checksum of the store."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, validate, and let the results go along; raises StoreError."""
        for source in Path(self.root).glob("cchc_cli/language/locale/*/LC_MESSAGES/*.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text))
        build_data["artifacts"].append("cchc_cli/language/locale/**/*.mo")
        if version == "standard":  # not an editable install, whose store may change
            build_data["force_include"].update(self._checksum())

    def _checksum(self) -> dict[str, str]:
        """Return the file that holds the checksum of the shipped store → its path in the wheel."""
        sys.path.insert(0, self.root)
        from cchc_cli.store.decode import read_records  # noqa: PLC0415  # now it can be found
        from cchc_cli.store.shipped import CHECKSUM_FILE, checksum  # noqa: PLC0415

        store = Path(self.root) / "data" / "meetings.json"
        content = store.read_bytes()
        read_records(str(store), content)
        file = Path(self.root) / "build" / Path(CHECKSUM_FILE).name
        file.parent.mkdir(exist_ok=True)
        file.write_text(checksum(content), encoding="ascii")
        return {str(file): f"cchc_cli/{CHECKSUM_FILE}"}
