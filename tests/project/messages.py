"""All words that people read, found in the source and in the help; run, it mends the catalogue.

    python tests/project/messages.py

adds new messages to cchc_cli/language/locale/vi/LC_MESSAGES/cchc.po with an empty translation,
removes those no longer used, and compiles the .mo that the program reads.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cchc_cli.answers.check.findings import SEVERITIES, FindingRow
from cchc_cli.answers.rows import ComparedFigures, TrendRow, Unit
from cchc_cli.commands.app import program
from cchc_cli.language.translation import english_label
from cchc_cli.model.records import RECORD_TYPES, Award, FrozenStruct, Person, Target, choices
from cchc_cli.query.filters import group_fields
from cchc_cli.store.location import store_path
from cchc_cli.store.memory import MemoryStore
from cchc_cli.view.columns import COLUMNS

ROOT = Path(__file__).parent.parent.parent
PO = ROOT / "cchc_cli/language/locale/vi/LC_MESSAGES/cchc.po"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
NAMED: dict[str, Any] = {"Column": None, "label": None}
"""What is called with the name of a label."""

Key = tuple[str | None, str | tuple[str, str]]
"""The context, and the message, or its singular and its plural."""


def said() -> dict[Key, str]:
    """Return all that is said in English, each with where it comes from."""
    found: dict[Key, str] = {}
    for context, message, place in (*_in_source(), *_labels(), *_closed_lists(), *_help()):
        found.setdefault((context, message), place)
    return found


def known() -> Catalog:
    """Return the catalogue as it stands in the tree."""
    with PO.open("rb") as file:
        return read_po(file, locale="vi", domain="cchc")


def keys(catalogue: Catalog) -> set[Key]:
    """Return what *catalogue* has."""
    return {(message.context, _plain(message.id)) for message in catalogue if message.id}


def mend() -> Catalog:
    """Return the catalogue with all that is said and nothing else."""
    old = known()
    translated = {(one.context, _plain(one.id)): one.string for one in old if one.id}
    new = Catalog(
        locale="vi",
        domain="cchc",
        project="cchc",
        creation_date=old.creation_date,
        revision_date=old.revision_date,
        fuzzy=False,
        version="0",
        msgid_bugs_address="see README.md",
        last_translator="contributors of cchc",
        language_team="vi",
        header_comment="# Vietnamese of cchc.",
    )
    for (context, message), place in sorted(said().items(), key=lambda one: (one[1], str(one[0]))):
        string = translated.get((context, message), "")
        new.add(message, string, locations=[(place, 0)], context=context)
    return new


def _plain(id_: Any) -> Any:  # noqa: ANN401  # a string, or a singular and its plural
    return tuple(id_) if isinstance(id_, list | tuple) else id_


def _in_source() -> Iterator[tuple[str | None, Any, str]]:
    for path, _line, message, _comments, context in _extracted(KEYWORDS):
        if message:
            yield context, _plain(message), f"cchc_cli/{path}"


def _labels() -> Iterator[tuple[str, str, str]]:
    kinds: tuple[type[FrozenStruct], ...] = (*RECORD_TYPES.values(), Award, Person, Target)
    fields = {field for kind in kinds for field in kind.__struct_fields__}
    names = {message for _path, _line, message, _comments, _context in _extracted(NAMED)}
    names |= {
        *FindingRow.__annotations__,
        *ComparedFigures.__annotations__,
        *TrendRow.__annotations__,
    }
    names.add("updated")
    for record_type in RECORD_TYPES:
        names |= {record_type, *COLUMNS[record_type], *group_fields(record_type)}
    for name in sorted(str(one) for one in fields | names if one not in ("#", "n/m", "head")):
        yield "label", english_label(name), "labels"


def _extracted(keywords: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield from extract_from_dir(ROOT / "cchc_cli", [("**.py", "python")], keywords=keywords)


def _closed_lists() -> Iterator[tuple[str, str, str]]:
    kinds: tuple[type[FrozenStruct], ...] = (*RECORD_TYPES.values(), Person)
    for kind in kinds:
        for field in kind.__struct_fields__:
            yield from ((field, word, "words of closed lists") for word in choices(kind, field))
    for field, words in (
        ("type", [*RECORD_TYPES]),
        ("code", [*SEVERITIES]),
        ("severity", [*SEVERITIES.values()]),
        ("change_unit", [*get_args(Unit)]),
    ):
        yield from ((field, word, "words of closed lists") for word in words)
    figures = MemoryStore(store_path()).all("figures")
    yield from (("unit", figure.unit, "units of the shipped store") for figure in figures)


def _help() -> Iterator[tuple[None, str, str]]:
    command = program([])
    for one in (command, *command.commands.values()):
        place = f"help of {one.name}" if one.name in command.commands else "help"
        for name in ("help", "rich_help_panel", "options_metavar"):
            yield from _given(one, name, place)
        yield from _given(one, "subcommand_metavar", place)
        for param in one.params:
            for name in ("help", "metavar", "rich_help_panel"):
                yield from _given(param, name, place)


def _given(owner: Any, name: str, place: str) -> Iterator[tuple[None, str, str]]:  # noqa: ANN401
    words = getattr(owner, name, None)
    if isinstance(words, str) and words:
        yield None, words.replace("\b\n", ""), place  # which the help puts before examples


if __name__ == "__main__":
    catalogue = mend()
    with PO.open("wb") as file:
        write_po(file, catalogue, width=100, include_lineno=False)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    missing = [message.id for message in catalogue if message.id and not message.string]
    sys.stdout.write(f"{PO.name}: {len(catalogue)} messages, {len(missing)} to be translated\n")
