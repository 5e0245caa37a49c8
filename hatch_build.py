"""The build hook: catalogues of translations, compiled, and the shipped store, validated."""

import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]  # its own configuration
    """Compiles each .po of the tree to the .mo beside it; wheels get files made of the store."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, validate, and let the results go along; raises StoreError."""
        for source in Path(self.root).glob("cchc_cli/language/locale/*/LC_MESSAGES/*.po"):
            with source.open("rb") as text, source.with_suffix(".mo").open("wb") as compiled:
                write_mo(compiled, read_po(text))
        build_data["artifacts"].append("cchc_cli/language/locale/**/*.mo")
        if version == "standard":  # not an editable install, whose store may change
            build_data["force_include"].update(self._shipped_files())

    def _shipped_files(self) -> dict[str, str]:
        """Return files made of the shipped store → their paths in the wheel; raises StoreError."""
        sys.path.insert(0, self.root)
        from cchc_cli.store.search_file import build  # noqa: PLC0415  # now it can be found
        from cchc_cli.store.shipped import CHECKSUM_FILE, SEARCH_FILE, checksum  # noqa: PLC0415

        store = Path(self.root) / "data" / "meetings.json"
        content = store.read_bytes()
        made = build(str(store), content)  # which validates it
        checksums = f"{checksum(content)}\n{checksum(made)}"
        folder = Path(self.root) / "build"
        folder.mkdir(exist_ok=True)
        found = {}
        for name, body in {CHECKSUM_FILE: checksums.encode(), SEARCH_FILE: made}.items():
            file = folder / Path(name).name
            file.write_bytes(body)
            found[str(file)] = f"cchc_cli/{name}"
        return found
