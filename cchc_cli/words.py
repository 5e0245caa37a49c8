"""The words people read: labels, and numbers as each language writes them."""

from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["vi", "en"]


def _(message: str) -> str:
    """Return *message*, a sentence for people, in the language of this run.

    What varies is put in afterwards: `_("no such record: {id}").format(id=id_)`.
    """
    return message


def label(name: str) -> str:
    """Return the label of the column or the fact called *name*."""
    return name if "/" in name or "." in name else name.replace("_", " ").capitalize()


def number(value: float, lang: Lang) -> str:
    """Return *value* in digits grouped by thousands: 16.051 and 98,62 in Vietnamese."""
    digits = f"{value:,}"
    return digits.translate(str.maketrans(",.", ".,")) if lang == "vi" else digits


def percent(share: float, lang: Lang) -> str:
    """Return *share* of 1 in percent, to one decimal: 0.25 is 25,0 % in Vietnamese."""
    digits = number(round(share * 100, 1), lang)
    return f"{digits} %" if lang == "vi" else f"{digits}%"
