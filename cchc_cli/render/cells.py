"""A typed cell as plain text in one language."""

from datetime import date

from cchc_cli import words
from cchc_cli.model import Words
from cchc_cli.render import Look
from cchc_cli.sheets import Aside, Bar, Cell, Either, Marked, Percent

BAR = 20  # characters that a full bar is wide
_EIGHTHS = " ▏▎▍▌▋▊▉"


def spoken(cell: Cell, look: Look) -> Cell:
    """Return *cell* in the language of *look* where it has two."""
    if isinstance(cell, Either):
        return cell.en if look.lang == "en" else cell.vi
    if isinstance(cell, Words):
        return (cell.en if look.lang == "en" else None) or cell.vi
    return cell


def plain(cell: Cell, look: Look) -> str:
    """Return *cell* as text; each member of a list is a line, those of a tuple share one."""
    cell = spoken(cell, look)
    if cell is None:
        return ""
    if isinstance(cell, Marked | Aside):
        return cell.text
    if isinstance(cell, Percent):
        return words.percent(cell.share, look.lang or "en")
    if isinstance(cell, Bar):
        return _bar(cell.share)
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return words.number(cell, look.lang or "en")
    if isinstance(cell, date):
        return words.day(cell, look.lang or "en")
    if isinstance(cell, list):
        return "\n".join(plain(one, look) for one in cell)
    if isinstance(cell, tuple):
        return ", ".join(plain(one, look) for one in cell)
    if isinstance(cell, dict):
        return _object(cell, look)
    return str(cell)


def _bar(share: float) -> str:
    eighths = round(share * BAR * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def _object(fields: dict[str, Cell], look: Look) -> str:
    if "vi" in fields:
        return plain(fields["en" if look.lang == "en" and fields["en"] else "vi"], look)
    return ", ".join(f"{name}: {plain(value, look)}" for name, value in fields.items())
