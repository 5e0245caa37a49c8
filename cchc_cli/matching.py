"""The words of a search as SQLite's full-text index knows them."""

from itertools import groupby

from cchc_cli.narrowing import Every, Need, Run
from cchc_cli.text import bare
from cchc_cli.typed import Typed

_MOST = 40  # parts of one expression: fewer only let more records through

# SQLite folds capitals, which stand for marks in a key, and leaves alone what is not ASCII.
_MARKS = str.maketrans("AEOWDFSXRJ", "αεοωδφσξρι")


def encoded(spelling: str) -> str:
    """Return the key *spelling* as the index has it, in one token that nothing folds."""
    return spelling.translate(_MARKS)


def expression(need: Need) -> str:
    """Return *need* as an expression for FTS5; empty if it narrows nothing.

    The column `bare` has the base letters of all words, `marked` the keys of those with marks.
    """
    if isinstance(need, Run):
        return " AND ".join(dict.fromkeys(_run(need.words)))
    parts = [f"({part})" if part else "" for part in map(expression, need.parts[:_MOST])]
    if isinstance(need, Every):
        return " AND ".join(part for part in parts if part)
    every_part_narrows = all(parts) and len(parts) == len(need.parts)
    return " OR ".join(parts) if every_part_narrows else ""


def _run(words: tuple[Typed, ...]) -> list[str]:
    found = []
    if not all(map(_as_marked, words)):
        for phrase in _ended_by_stars(words[:_MOST]):
            tokens = [bare(word.key) for word in phrase]
            found.append(_phrase("bare", tokens, star=phrase[-1].prefix))
    for marked, run in groupby(words[:_MOST], _as_marked):
        if marked:
            found.append(_phrase("marked", [encoded(word.key) for word in run]))
    found += [
        _phrase("marked", [encoded(_toneless(word.key))], star=True)
        for word in words[:_MOST]
        if word.prefix and word.marked and not word.loose
    ]
    return [part for part in found if part]


def _as_marked(word: Typed) -> bool:
    """Tell whether *word* stands for itself alone, with its marks."""
    return word.marked and not word.loose and not word.prefix


def _ended_by_stars(words: tuple[Typed, ...]) -> list[list[Typed]]:
    """Return *words* in phrases of which the last word alone may be a beginning."""
    phrases: list[list[Typed]] = [[]]
    for word in words:
        phrases[-1].append(word)
        if word.prefix:
            phrases.append([])
    return [phrase for phrase in phrases if phrase]


def _toneless(spelling: str) -> str:
    return spelling.rstrip("FSXRJ")


def _phrase(column: str, tokens: list[str], *, star: bool = False) -> str:
    return f'{column} : "{" ".join(tokens)}"' + " *" * star if all(tokens) else ""
