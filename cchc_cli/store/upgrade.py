"""Upgrade a store of schema 1 to schema 2: the texts of addressees become bodies."""

from collections.abc import Iterator
from typing import Any

from cchc_cli.language.diacritics import slug, telex_keys
from cchc_cli.model.ids import free_id
from cchc_cli.model.records import SCHEMA_VERSION
from cchc_cli.store.encode import in_table_order

Documents = dict[str, dict[str, dict[str, Any]]]
"""Table → key → document; of the documents only the JSON type is known."""


def upgrade(tables: Documents) -> dict[str, Any]:
    """Return *tables* of schema 1, changed in place, as schema 2; they are not yet validated."""
    (meta,) = tables["meta"].values()
    meta["schema"] = SCHEMA_VERSION
    bodies = _Bodies(tables)
    for directive in tables.get("directives", {}).values():
        if isinstance(names := directive.get("to"), list):
            sources = directive.get("sources")
            directive["to"] = [bodies.id_of(name, sources) for name in names]
    new = {str(key): body for key, body in enumerate(bodies.new, 1)}
    return in_table_order({**tables, "bodies": new}, tables) if new else tables


class _Bodies:
    """The ids of addressees: a province of that name, or a new body."""

    def __init__(self, tables: Documents) -> None:
        self._taken = set(_ids(tables))
        self._ids = dict(_province_names(tables.get("provinces", {})))
        self.new: list[dict[str, Any]] = []

    def id_of(self, name: object, sources: object) -> object:
        """Return the id for the addressee *name*; what is no text is left to the validation."""
        if not isinstance(name, str) or not (keys := telex_keys(name)):
            return name
        if keys not in self._ids:
            id_ = free_id(slug(keys) or "body", self._taken)
            self._taken.add(id_)
            self._ids[keys] = id_
            body = {"id": id_, "kind": "authority", "name": {"vi": name}, "sources": sources}
            self.new.append(body)
        return self._ids[keys]


def _ids(tables: Documents) -> Iterator[str]:
    for name, documents in tables.items():
        for document in documents.values() if name != "$schema" else ():
            if isinstance(id_ := document.get("id"), str):
                yield id_


def _province_names(provinces: dict[str, dict[str, Any]]) -> Iterator[tuple[tuple[str, ...], str]]:
    for province in provinces.values():
        if isinstance(name := province.get("name"), str) and isinstance(province.get("id"), str):
            yield telex_keys(name), province["id"]
