"""Plain JSON: read in one pass, where counting shows that nothing in it needs a second look."""

import re
from typing import Any, AnyStr

from msgspec import MsgspecError
from msgspec.json import decode

_MOST_BITS = 63  # larger whole numbers are read one by one


def usual(text: str) -> dict[str, Any] | None:
    """Return the object of the plain *text* in half the time, None if that is not for sure.

    It is where every key is a key: of what stands there twice, or is no JSON, the reader tells.
    """
    if re.search(r'"[ \t\r\n]+:', text):
        return None  # keys cannot be counted by colons
    try:
        found = decode(text)
        same = isinstance(found, dict) and count_keys(found) == count_colons(text)
    except (MsgspecError, RecursionError, OverflowError):
        return None
    return found if same else None


def count_keys(document: dict[str, Any]) -> int:
    """Return how many keys stand in *document*, at any depth.

    Raises OverflowError for a whole number that is too large to be taken as it is.
    """
    found = len(document)
    for value in document.values():
        kind = type(value)
        if kind is dict:
            found += count_keys(value)
        elif kind is list:
            found += sum([count_keys(one) for one in value if type(one) is dict])
        elif kind is int and value.bit_length() > _MOST_BITS:
            raise OverflowError
    return found


def count_colons(text: AnyStr) -> int:
    """Return how many colons of the JSON *text* stand behind a quote: one for each key.

    An opening quote is never one that ends a key: then there are more colons than keys.
    """
    quoted: tuple[AnyStr, AnyStr] = ('":', '\\":') if isinstance(text, str) else (b'":', b'\\":')
    return text.count(quoted[0]) - text.count(quoted[1])
