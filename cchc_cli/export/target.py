"""Pictures on the disk: saved, and over no file but a picture."""

import os
import re

from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.language.translation import _, os_error_reason
from cchc_cli.store.location import os_name

_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>]*>)\s*)*<svg[\s/>]", re.DOTALL
)
_PNG = b"\x89PNG\r\n"
_BEGIN = 4000  # bytes


def save_picture(content: bytes, path: str) -> None:
    """Write *content*, a picture, to *path*; a picture that is there is written over.

    Raises WrongUse if another file is there, OutputError if it cannot be written.
    """
    place = os_name(path)
    try:
        if os.path.isfile(place) and not _is_picture(place):  # noqa: PTH113  # Path takes no bytes
            sentence = _("{path}: is no picture, and stays as it is")
            raise WrongUse(sentence.format(path=path))
        with open(place, "wb") as file:  # noqa: PTH123
            file.write(content)
    except OSError as error:
        sentence = _("{path}: cannot be written: {why}")
        raise OutputError(sentence.format(path=path, why=os_error_reason(error).lower())) from None
    except ValueError:  # a NUL in the name
        sentence = _("{name}: cannot be the name of a file")
        raise OutputError(sentence.format(name=repr(path))) from None


def _is_picture(place: bytes) -> bool:
    """Tell whether the file at *place* may be lost: a picture, or empty."""
    with open(place, "rb") as file:  # noqa: PTH123
        begin = file.read(_BEGIN)
    return not begin or begin.startswith(_PNG) or _SVG.match(begin) is not None
