"""Pictures on the disk: saved whole, and over nothing but pictures."""

import os

from cchc_cli import whole
from cchc_cli.errors import OutputError, WrongUse
from cchc_cli.place import encoded
from cchc_cli.words import _, why


def save(content: bytes, path: str) -> None:
    """Put *content*, a picture, at *path*.

    Raises WrongUse if something else than a picture is there, OutputError if it cannot be written.
    """

    def write(beside: bytes) -> None:
        with open(beside, "wb") as file:  # noqa: PTH123  # Path takes no bytes
            file.write(content)

    try:
        place = os.path.realpath(encoded(path))
        if os.path.exists(place) and not (os.path.isdir(place) or _is_picture(place)):  # noqa: PTH110, PTH112
            sentence = _("{path}: is no picture, and stays as it is")
            raise WrongUse(sentence.format(path=path))
        whole.put(place, write, 0o666)
    except OSError as error:
        sentence = _("{path}: cannot be written: {why}")
        raise OutputError(sentence.format(path=path, why=why(error).lower())) from None
    except ValueError:  # a NUL in the name
        sentence = _("{name}: cannot be the name of a file")
        raise OutputError(sentence.format(name=repr(path))) from None


def _is_picture(place: bytes) -> bool:
    """Tell whether at *place* is a file that may be lost: a picture, or empty."""
    if not os.path.isfile(place):  # noqa: PTH113
        return False
    with open(place, "rb") as file:  # noqa: PTH123
        begin = file.read(1000)
    return not begin or begin.startswith(b"\x89PNG") or b"<svg" in begin
