"""The catalogue: all that is said is in it, translated, and nothing else; what is read is it."""

import ast
import re
from io import BytesIO
from string import Formatter
from typing import TypeGuard
from unicodedata import is_normalized

from babel.messages.mofile import write_mo
from messages import PO, ROOT, keys, known, said

MEND = "python tests/project/messages.py mends the catalogue"
TRANSLATING = {"_", "N_", "ngettext", "pgettext"}
SOURCES = sorted((ROOT / "cchc_cli").rglob("*.py"))


def test_all_that_is_said_is_in_the_catalogue_and_nothing_else() -> None:
    assert keys(known()) - set(said()) == set(), MEND
    assert set(said()) - keys(known()) == set(), MEND
    assert known().obsolete == {}


def test_everything_is_translated_and_nothing_by_guess() -> None:
    catalogue = known()
    strings = {message.id: message.string for message in catalogue if message.id}
    assert [id_ for id_, string in strings.items() if not all(_each(string))] == []
    assert [message.id for message in catalogue if message.fuzzy and message.id] == []
    assert [one for string in strings.values() for one in _each(string) if _is_odd(one)] == []


def test_a_translation_has_the_places_that_its_sentence_has() -> None:
    odd = [
        message.id
        for message in known()
        if message.id
        and {_places(one) for one in (*_each(message.id), *_each(message.string))}
        != {_places(_each(message.id)[0])}
    ]
    assert odd == []


def test_a_page_of_help_keeps_its_examples() -> None:
    def examples(page: str) -> list[str]:
        return re.findall(r"^cchc .*?(?=   |$)", page, re.MULTILINE)

    pages = {str(one.id): str(one.string) for one in known() if examples(_each(one.id)[0])}
    assert len(pages) > 5
    assert {page: examples(page) for page in pages} == {
        page: examples(translated) for page, translated in pages.items()
    }
    wide = [line for page in pages.values() for line in page.splitlines()[1:] if len(line) > 78]
    assert wide == []


def test_what_is_read_is_what_is_in_the_tree() -> None:
    compiled = BytesIO()
    write_mo(compiled, known())
    again = f"{MEND}, and pip install -e . compiles it"
    assert PO.with_suffix(".mo").read_bytes() == compiled.getvalue(), again


def test_no_message_is_or_stands_in_an_f_string() -> None:
    """Babel finds neither a message that is an f-string nor, in all versions, one within it."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                assert not any(map(_is_message, ast.walk(node))), (path, node.lineno)
            elif _is_message(node):
                assert not isinstance(node.args[0], ast.JoinedStr), (path, node.lineno)


def _is_message(node: ast.AST) -> TypeGuard[ast.Call]:
    function = node.func if isinstance(node, ast.Call) else None
    return isinstance(function, ast.Name) and function.id in TRANSLATING


def _each(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, list | tuple) else (str(words),)


def _places(sentence: str) -> frozenset[str | None]:
    parts = (field for _text, field, _form, _as in Formatter().parse(sentence))
    return frozenset(field for field in parts if field is not None)


def _is_odd(translation: str) -> bool:
    return not is_normalized("NFC", translation) or "  " in translation.partition("\n")[0]
